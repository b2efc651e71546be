/**
 * Kills a sending process again and again, at random moments, with SIGKILL, and lets a last one finish. Then compares
 * what the sandbox accepted with what the database believes.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import type { ReminderId } from '../../plugin/ids.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { systemClock } from '../../plugin/time.js'
import {
  addManyDueReminders,
  atAnyHour,
  clientOf,
  dispatch,
  inventedPractice,
  openInvented,
  startProvider,
} from './due-practice.js'

export const KILL_LIMITS = { portfolioLimit: 100_000, throughput: 1000 }
export const CHILD_TIMEOUT_MILLIS = 1_000

/** Reminders for each kill: enough that a process is killed in the middle of its work. */
const REMINDERS_PER_KILL = 24
/** The sandbox takes this long for an answer, so that many moments lie between request and answer. */
const ANSWER_MILLIS = 15
/** A process is killed at a random moment of this span after its first message, or (every third) after its start. */
const LONGEST_LIFE_MILLIS = 150
/** If it sends nothing for so long there is nothing left to send. */
const LONGEST_START_MILLIS = 3_000
/** Processes that are started ahead; starting takes longer than living. */
const STARTED_AHEAD = 3

const CHILD = fileURLToPath(
  new URL(`./kill-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

export interface KillReport {
  kills: number
  reminders: number
  accepted: number
  /** Honestly unknown at the end. */
  unknown: number
  /** Of these, messages that the sandbox did accept. */
  unknownButSent: number
  /** Reminders that are neither accepted nor unknown. */
  lost: ReminderId[]
  /** Recipients that were written to more than once. */
  twice: number
  /** Reminders called accepted of which the sandbox knows nothing. */
  imagined: number
  ledgerIsIntact: boolean
}

interface Started {
  child: ChildProcess
  ready: Promise<unknown>
}

/** @param url an empty database */
export async function killRounds(
  url: string,
  kills: number,
  onKill: (done: number) => void = () => undefined,
): Promise<KillReport> {
  const key = randomBytes(32)
  const database = openDatabase(url)
  await migrate(database)
  const whatsapp = { ...inventedPractice().whatsapp, ...KILL_LIMITS }
  const practice = await openInvented(
    database,
    systemClock,
    atAnyHour(inventedPractice({ whatsapp })),
    masterKey(key),
  )
  const sandbox = await startProvider({ clock: 'real' })
  sandbox.setFault({ effect: { kind: 'hang', accepted: true, forMillis: ANSWER_MILLIS } })
  const start = (): Started => {
    const child = fork(CHILD, [url, sandbox.url, key.toString('base64')], { execArgv: process.execArgv })
    return { child, ready: once(child, 'message') }
  }
  const ahead = Array.from({ length: Math.min(STARTED_AHEAD, kills) }, start)
  try {
    const reminders = await addManyDueReminders(practice, kills * REMINDERS_PER_KILL)
    for (let done = 0; done < kills; done += 1) {
      const { child, ready } = ahead.shift() ?? start()
      if (done + ahead.length + 1 < kills) ahead.push(start())
      await ready
      const before = sandbox.state().messages
      child.send('go')
      const patience = Date.now() + LONGEST_START_MILLIS
      while (done % 3 > 0 && sandbox.state().messages === before && Date.now() < patience) await sleep(2)
      await sleep(Math.random() * LONGEST_LIFE_MILLIS)
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      onKill(done + 1)
    }
    sandbox.clearFaults()
    await finish()
    return await report(reminders)
  } finally {
    for (const { child } of ahead) child.kill('SIGKILL')
    await sandbox.close()
    await database.close()
  }

  /** What was handed over by the dead becomes unknown when its time-out is long past. */
  async function finish(): Promise<void> {
    const client = clientOf(sandbox, CHILD_TIMEOUT_MILLIS)
    try {
      for (let turn = 0; turn < 10; turn += 1) {
        await dispatch(practice, client)
        const open = await database
          .knex('reminders')
          .whereIn('state', ['planned', 'due', 'claimed', 'handed_over'])
          .first<{ id: string } | undefined>('id')
        if (open === undefined) return
        await sleep(1_000)
      }
    } finally {
      await client.close()
    }
  }

  async function report(ids: readonly ReminderId[]): Promise<KillReport> {
    const rows = await database
      .knex('reminders')
      .select<{ id: ReminderId; state: string; reason: string | null }[]>('id', 'state', 'reason')
    const messages = await database
      .knex('messages')
      .select<{ id: string; reminder_id: ReminderId }[]>('id', 'reminder_id')
    const reminderOf = new Map(messages.map(({ id, reminder_id }) => [id, reminder_id]))
    const journal = sandbox.messages()
    const sent = new Set(journal.map(({ callbackData }) => reminderOf.get(callbackData ?? '')))
    const inState = (...states: string[]): ReminderId[] =>
      rows.filter(({ state }) => states.includes(state)).map(({ id }) => id)
    const accepted = inState('accepted', 'sent', 'delivered', 'read')
    const unknown = inState('unknown')
    return {
      kills,
      reminders: ids.length,
      accepted: accepted.length,
      unknown: unknown.length,
      unknownButSent: unknown.filter((id) => sent.has(id)).length,
      lost: ids.filter((id) => !accepted.includes(id) && !unknown.includes(id)),
      twice: journal.length - new Set(journal.map(({ to }) => to)).size,
      imagined: accepted.filter((id) => !sent.has(id)).length,
      ledgerIsIntact: (await verifyLedger(database, practice.keys)).ok,
    }
  }
}
