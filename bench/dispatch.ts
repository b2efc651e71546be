/**
 * Dispatch - with its claim, its hand-over and its record, three committed transactions a message - against a loop
 * that only posts the same messages to the same sandbox, equally many at a time.
 *
 *     node dist/bench/dispatch.js [messages]
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newMessageId, toPracticeId } from '../plugin/ids.js'
import { masterKey } from '../plugin/keys/master-key.js'
import { openDatabase } from '../plugin/storage/database.js'
import { migrate } from '../plugin/storage/migrate.js'
import { systemClock } from '../plugin/time.js'
import { templateMessage } from '../plugin/whatsapp/template.js'
import { mariadbInstalled, startMariadb } from '../test/harness/mariadb.js'
import {
  addManyDueReminders,
  atAnyHour,
  clientOf,
  dispatch,
  inventedPractice,
  numberOf,
  openInvented,
  REMINDER_TEMPLATE,
  startProvider,
} from '../test/outbox/due-practice.js'
import { median } from './median.js'

const MESSAGES = Number(process.argv[2] ?? 300)
const ROUNDS = 5
/** As dispatch has. */
const IN_FLIGHT = 8
const PARAMETERS = ['Erika Muster', 'Montag, 23.11.2026', '10:15', 'Zahnarztpraxis Dr. Muster']

const sandbox = await startProvider({ clock: 'real' })
const client = clientOf(sandbox)

async function postOnly(): Promise<number> {
  const began = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < MESSAGES) {
      const n = next
      next += 1
      await client.send(templateMessage(newMessageId(), numberOf(n), REMINDER_TEMPLATE, PARAMETERS))
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return performance.now() - began
}

async function dispatching(url: string, round: number): Promise<number> {
  const database = openDatabase(url)
  await migrate(database)
  const limits = { ...inventedPractice().whatsapp, throughput: 100_000, portfolioLimit: 100_000 }
  const practice = await openInvented(
    database,
    systemClock,
    atAnyHour(inventedPractice({ id: toPracticeId(`bench-${round}`), whatsapp: limits })),
    masterKey(randomBytes(32)),
  )
  await addManyDueReminders(practice, MESSAGES)
  const began = performance.now()
  const { sent } = await dispatch(practice, client)
  const took = performance.now() - began
  await database.close()
  if (sent !== MESSAGES) throw new Error(`${sent} of ${MESSAGES} sent`)
  return took
}

async function compare(name: string, url: () => Promise<string>): Promise<void> {
  const posted: number[] = []
  const dispatched: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const alone = await postOnly()
    const whole = await dispatching(await url(), round)
    sandbox.reset()
    // The first round warms up.
    if (round > 0) {
      posted.push(alone)
      dispatched.push(whole)
    }
  }
  const perSecond = (millis: number): string => (MESSAGES / (millis / 1000)).toFixed(0)
  console.log(
    `${name}: dispatch ${perSecond(median(dispatched))}/s, POST only ${perSecond(median(posted))}/s, ` +
      `ratio ${(median(posted) / median(dispatched)).toFixed(2)} (${MESSAGES} messages, ${ROUNDS} rounds)`,
  )
}

const directory = mkdtempSync(join(tmpdir(), 'recall-bench-'))
const server = mariadbInstalled ? await startMariadb() : null
try {
  let files = 0
  await compare('SQLite', () => {
    files += 1
    return Promise.resolve(`sqlite:${join(directory, `${files}.sqlite`)}`)
  })
  if (server !== null) await compare('MariaDB', () => server.createDatabase())
} finally {
  await client.close()
  await sandbox.close()
  await server?.stop()
  rmSync(directory, { recursive: true, force: true })
}
