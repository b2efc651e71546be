import { expect } from 'chai'
import fc from 'fast-check'
import { serial } from '../plugin/serial.js'

/** Goes on after so many microtasks. */
async function microtasks(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) await Promise.resolve()
}

describe('Turns of a practice', () => {
  it('never run two at once, and each caller sees one that began after the call, whenever it comes', async () => {
    const delays = fc.integer({ min: 0, max: 12 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ comesAfter: delays, works: delays, fails: fc.boolean() }), {
          minLength: 2,
          maxLength: 8,
        }),
        async (calls) => {
          let atOnce = 0
          let most = 0
          let begun = 0
          const turn = serial(async () => {
            const { works = 0, fails = false } = calls[begun] ?? {}
            begun += 1
            const mine = begun
            atOnce += 1
            most = Math.max(most, atOnce)
            await microtasks(works)
            atOnce -= 1
            if (fails) throw new Error(String(mine))
            return mine
          })
          await Promise.all(
            calls.map(async ({ comesAfter }) => {
              await microtasks(comesAfter)
              const before = begun
              const seen = await turn().catch((error: unknown) => Number((error as Error).message))
              expect(seen, 'a turn from before the call').to.be.greaterThan(before)
            }),
          )
          expect(most, 'turns at once').to.equal(1)
          expect(atOnce).to.equal(0)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are shared by all who called while one ran', async () => {
    let begun = 0
    const turn = serial(async () => {
      begun += 1
      await microtasks(3)
      return begun
    })
    expect(await Promise.all([turn(), turn(), turn()])).to.deep.equal([1, 2, 2])
    expect(await turn()).to.equal(3)
  })
})
