import { expect } from 'chai'
import fc from 'fast-check'
import { rememberingKeys, type KeySource, type SubjectKey } from '../../plugin/consent/verify/keys.js'
import { toSubjectId, type SubjectId } from '../../plugin/ids.js'

const PEOPLE = Array.from({ length: 12 }, (_, index) =>
  toSubjectId(`01hf000000000000000000000${index.toString(16)}`),
)

/** Whose keys are asked for at once. */
const QUESTION = fc.array(fc.constantFrom(...PEOPLE), { maxLength: 6 })

const keyOf = (subject: SubjectId): SubjectKey => ({ kind: 'key', key: Buffer.from(subject) })

/** Answers as a database does: later, and not in the order of the questions. */
function answeringAfter(turns: readonly number[]): KeySource {
  let asked = 0
  return {
    async keysOf(subjects) {
      asked += 1
      for (let left = turns[asked % turns.length] ?? 0; left > 0; left -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      return subjects.map(keyOf)
    },
  }
}

describe('Remembered keys', () => {
  it('are those of the people asked about, however many ask at once and however few are remembered', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.array(QUESTION, { maxLength: 6 }), { maxLength: 4 }),
        fc.array(fc.nat(3), { minLength: 1 }),
        async (atMost, rounds, turns) => {
          const keys = rememberingKeys(answeringAfter(turns), atMost)
          for (const questions of rounds) {
            const answers = await Promise.all(questions.map((subjects) => keys.keysOf(subjects)))
            expect(answers).to.deep.equal(questions.map((subjects) => subjects.map(keyOf)))
          }
        },
      ),
      { numRuns: 1000 },
    ))

  it('are asked for once', async () => {
    let asked = 0
    const keys = rememberingKeys({
      keysOf(subjects) {
        asked += subjects.length
        return Promise.resolve(subjects.map(keyOf))
      },
    })
    await keys.keysOf(PEOPLE)
    await keys.keysOf(PEOPLE)
    expect(asked).to.equal(PEOPLE.length)
  })
})
