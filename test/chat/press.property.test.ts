import { expect } from 'chai'
import fc from 'fast-check'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { readChoice } from '../../plugin/chat/choice.js'
import type { LedgerEntry } from '../../plugin/consent/entry.js'
import { onEachDatabase } from '../harness/databases.js'
import { DAY, ERIKA, MINUTE, openDesk, OTHER, prefilled, type Desk, type DeskPatient } from './desk.js'

const THIRD = '+4915155555555'
const ACCOUNTS = [ERIKA, OTHER, THIRD]

type Step =
  | { do: 'issue' }
  | { do: 'code' | 'press' | 'press_own' | 'press_made'; from: number; which: number }
  | { do: 'write'; from: number; words: string }
  | { do: 'pass'; millis: number }

const from = fc.integer({ min: 0, max: ACCOUNTS.length - 1 })
const which = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: 'issue' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('code' as const), from, which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('press' as const), from, which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('press_own' as const), from, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('press_made' as const), from, which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      from,
      words: fc.constantFrom('STOP', 'Ja', 'Guten Tag', 'bitte keine Nachrichten mehr', 'Ja: Erinnerungen'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      millis: fc.constantFrom(1_000, MINUTE, 16 * MINUTE, DAY, 15 * DAY),
    }),
  },
)

/** A button that somebody pressed: whose telephone showed it, who pressed it, and when. */
interface Press {
  from: string
  shownTo: string
  payload: string
}

onEachDatabase('Whatever codes, words and buttons arrive from whichever accounts', (fresh) => {
  let database: Database
  before('open the database', async function () {
    this.timeout(240_000)
    database = openDatabase(await fresh.url())
    await migrate(database)
  })
  after(() => database.close())

  it('a consent rests on a press from the account that was asked, after it was asked (P-23)', async function () {
    this.timeout(480_000)
    let consents = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (steps) => {
        const { desk, close } = await openDesk(database)
        try {
          consents += await check(desk, steps)
        } finally {
          await close()
        }
      }),
      { numRuns: 40 },
    )
    // Else nothing was tried.
    expect(consents).to.be.greaterThan(0)
  })
})

/** @returns how many consents there are in the end */
async function check(desk: Desk, steps: readonly Step[]): Promise<number> {
  const erika = await desk.patient('4711')
  const codes: string[] = []
  const presses: Press[] = []
  let granted: LedgerEntry[] = []
  for (const one of steps) {
    await carryOut(desk, erika, one, codes, presses)
    granted = (await desk.entries(erika)).filter(({ type }) => type === 'granted')
    expect(granted.length).to.be.at.most(presses.length)
    for (const entry of granted) expect(isJustified(entry, presses), JSON.stringify(steps)).to.equal(true)
  }
  return granted.length
}

function isJustified({ content }: LedgerEntry, presses: readonly Press[]): boolean {
  const evidence = content?.evidence
  if (evidence?.kind !== 'chat') return false
  return presses.some(({ from: sender, shownTo, payload }) => {
    const choice = readChoice(payload)
    return (
      sender === shownTo &&
      evidence.account.phone === sender &&
      choice?.request === evidence.request &&
      choice.answer === 'yes' &&
      content?.purposes.length === 1 &&
      choice.purposes[0] === content.purposes[0]
    )
  })
}

async function carryOut(
  desk: Desk,
  erika: DeskPatient,
  one: Step,
  codes: string[],
  presses: Press[],
): Promise<void> {
  switch (one.do) {
    case 'issue':
      codes.push(prefilled(await desk.issue(erika)))
      return
    case 'code': {
      const code = codes[one.which % Math.max(codes.length, 1)]
      if (code !== undefined) await desk.write(ACCOUNTS[one.from]!, code)
      return
    }
    case 'press':
    case 'press_own':
    case 'press_made': {
      const questions = desk.sandbox.messages({ reveal: true }).filter(({ choices }) => choices.length > 0)
      const question = questions[one.which % Math.max(questions.length, 1)]
      if (question === undefined) return
      const choice = question.choices[one.which % question.choices.length]!
      const sender = one.do === 'press_own' ? `+${question.waId ?? ''}` : ACCOUNTS[one.from]!
      const id = one.do !== 'press_made' ? choice.id : choice.id.replace(/q_.{26}/, `q_${'0'.repeat(26)}`)
      presses.push({ from: sender, shownTo: `+${question.waId ?? ''}`, payload: id })
      await desk.press(sender, { ...question, choices: [{ ...choice, id }] }, choice.title)
      return
    }
    case 'write':
      await desk.write(ACCOUNTS[one.from]!, one.words)
      return
    case 'pass':
      await desk.pass(one.millis)
  }
}
