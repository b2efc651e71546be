import { expect } from 'chai'
import fc from 'fast-check'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { addMillis, toInstant } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import '../harness/seed.js'
import { DAY, HOUR } from '../outbox/due-practice.js'
import { restore } from './copy-database.js'
import { HAPPENINGS, openWorld, type Happening } from './world.js'

const START = toInstant('2027-01-04T09:00:00Z')
const YEARS = 12

interface Story {
  birth: string
  events: { day: number; what: Happening }[]
}

/** What happens often in a practice, and what rarely. */
const WEIGHTS: Partial<Record<Happening, number>> = {
  appointment: 10,
  recall: 7,
  yes: 8,
  parent_says_yes: 4,
  stop: 3,
}

const happening = fc.oneof(
  ...HAPPENINGS.map((what) => ({ arbitrary: fc.constant(what), weight: WEIGHTS[what] ?? 1 })),
)

const story: fc.Arbitrary<Story> = fc.record({
  birth: fc
    .tuple(
      fc.integer({ min: 1940, max: 2030 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  events: fc.array(fc.record({ day: fc.integer({ min: 0, max: YEARS * 365 - 1 }), what: happening }), {
    minLength: 3,
    maxLength: 7,
  }),
})

onEachDatabase('A thousand lives over twelve years', (fresh) => {
  it('bring no message without a valid consent, nothing overdue, and a ledger that is valid after every step (P-15, P-46, P-47, P-51, P-53)', async function () {
    this.timeout(1_200_000)
    const onSqlite = this.test?.titlePath().some((title) => title.includes('SQLite')) === true
    const { cases, livesPerCase } = onSqlite
      ? { cases: 20, livesPerCase: 50 }
      : { cases: 1, livesPerCase: 20 }
    const newUrl = (): Promise<string> => (onSqlite ? Promise.resolve('sqlite::memory:') : fresh.url())
    let sent = 0
    let steps = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: livesPerCase, maxLength: livesPerCase }),
        async (stories) => {
          const database = openDatabase(await newUrl())
          await migrate(database)
          const world = await openWorld(
            stories.map(({ birth }) => birth),
            START,
            database,
            async (backup) => restore(backup, await newUrl()),
          )
          try {
            const events = stories
              .flatMap((life, index) => life.events.map((event) => ({ ...event, index })))
              // Everybody begins as a patient, most with a yes.
              .sort((a, b) => a.day - b.day)
            for (const [index] of stories.entries())
              await world.happen(index, index % 5 === 0 ? 'tick_of_staff' : 'yes')
            for (const { day, index, what } of events) {
              await world.advanceTo(addMillis(START, day * DAY + (index % 9) * HOUR))
              await world.happen(index, what)
              await world.examine(steps % 200 === 0 ? 'whole' : 'quick')
              steps += 1
            }
            await world.advanceTo(addMillis(START, (YEARS + 5) * 365 * DAY))
            await world.examine('whole')
            sent += world.sent
          } finally {
            await world.close()
          }
        },
      ),
      { numRuns: cases, endOnFailure: true },
    )
    // Twenty lives may by chance hold few messages; a thousand never do.
    expect(sent, 'messages').to.be.greaterThan(onSqlite ? 300 : 0)
  })
})
