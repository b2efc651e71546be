/** The daily deletion of what has had its time (§5 of the retention table), bounded, repeatable, in small transactions. */
import { personsInLedger } from './persons.js'
import { reviewAllUnknownBirthdays } from '../../consent/unknown-birthday.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import { localDateOf, type Instant, type LocalDate } from '../../time.js'
import { endContents, endPerson, endTombstones, overdueTombstones } from './ledger-endings.js'
import { periodsOf } from './periods.js'
import { ledgerRetention, type LedgerRetention } from './of-entries.js'
import { RETENTION_DATA, retentionRules, type RetentionData, type RetentionRule } from './rules.js'
import { sweeps, type Sweep } from './sweeps.js'
import { removeTraces } from '../erasure/trace-duty.js'
import { unhandledMessages } from './unhandled.js'
import type { SubjectId } from '../../ids.js'

/** Rows, entries or persons, by kind of data. */
export type RetentionCounts = Record<RetentionData, number>

export interface DueForRetention extends RetentionRule {
  count: number
}

const AT_ONCE = 500

/** What `runRetention` would delete now, kind by kind; kinds of which nothing is due are listed with 0. */
export async function dueForRetention(practice: OpenPractice): Promise<DueForRetention[]> {
  const counts = await overdueRows(practice, practice.clock.now())
  return retentionRules(periodsOf(practice.configuration)).map((rule) => ({
    ...rule,
    count: counts[rule.data],
  }))
}

/** How much has had its time and is still there. */
export async function overdueRows(practice: OpenPractice, now: Instant): Promise<RetentionCounts> {
  const counts = nothing()
  for (const sweep of await sweepsOf(practice, now)) {
    const rows = await sweep.over(practice.database.knex).clone().count<{ due: number }[]>({ due: '*' })
    counts[sweep.data] += rows[0]?.due ?? 0
  }
  for await (const { retention } of endings(practice, now)) counts[retention.data] += amountOf(retention)
  counts.tombstones = (await overdueTombstones(practice, practice.database.knex, now)).length
  return counts
}

/**
 * Deletes what is due. Killed half-way, the rest is done the next time; run again at once, it finds nothing.
 * @throws RecallError LEDGER_BROKEN, DATABASE_UNREACHABLE
 */
export async function runRetention(practice: OpenPractice): Promise<RetentionCounts> {
  const { database, clock } = practice
  const now = clock.now()
  const counts = nothing()
  for (const sweep of await sweepsOf(practice, now)) counts[sweep.data] += await sweepAll(practice, sweep)
  // What is destroyed may make history of what came before it, or end what only it had kept open.
  for (let ended = 1; ended > 0; ) {
    ended = 0
    for await (const { subject, retention } of endings(practice, now)) {
      const gone = await database.write((trx) =>
        retention.kind === 'person'
          ? endPerson(trx, practice, subject, retention.data, now)
          : endContents(trx, practice, subject, retention, now),
      )
      counts[retention.data] += gone
      ended += gone
    }
  }
  for (;;) {
    const ended = await database.write((trx) => endTombstones(trx, practice, now, AT_ONCE))
    counts.tombstones += ended
    if (ended < AT_ONCE) break
  }
  await removeTraces(practice)
  return counts
}

const RAN_ON = 'retention_ran_on'

/** Once for each day of the practice's calendar, with what else is looked through once a day. @returns `null` where it was done today */
export async function runRetentionDaily(practice: OpenPractice): Promise<RetentionCounts | null> {
  const { configuration, database, clock } = practice
  const today = localDateOf(clock.now(), configuration.timeZone)
  const fact = { practice_id: configuration.id, name: RAN_ON }
  const last = await database
    .knex('account_facts')
    .where(fact)
    .first<{ value: LocalDate } | undefined>('value')
  if (last?.value === today) return null
  const counts = await runRetention(practice)
  await reviewAllUnknownBirthdays(practice)
  await database.write((trx) =>
    trx('account_facts')
      .insert({ ...fact, value: today, changed_at: clock.now() })
      .onConflict(['practice_id', 'name'])
      .merge(['value', 'changed_at']),
  )
  return counts
}

const nothing = (): RetentionCounts =>
  Object.fromEntries(RETENTION_DATA.map((data) => [data, 0])) as RetentionCounts

async function sweepsOf(practice: OpenPractice, now: Instant): Promise<Sweep[]> {
  const periods = periodsOf(practice.configuration)
  const unhandled = await unhandledMessages(practice, periods.inboundText, now)
  return sweeps(practice, periods, unhandled, now)
}

async function sweepAll(practice: OpenPractice, sweep: Sweep): Promise<number> {
  let swept = 0
  for (;;) {
    const some = await practice.database.write((trx) => sweepSome(trx, practice, sweep))
    swept += some
    if (some < AT_ONCE) return swept
  }
}

async function sweepSome(trx: Transaction, { configuration }: OpenPractice, sweep: Sweep): Promise<number> {
  const columns = sweep.key.map((column) => `${sweep.table}.${column}`)
  const rows: Record<string, string | number>[] = await sweep
    .over(trx)
    .limit(AT_ONCE)
    .select(...columns)
  if (rows.length === 0) return 0
  await sweep.first?.(trx, rows)
  const query = trx(sweep.table)
    .where({ practice_id: configuration.id })
    .whereIn(
      [...sweep.key],
      rows.map((row) => sweep.key.map((column) => row[column] ?? '')),
    )
  if (sweep.what === 'rows') await query.delete()
  else await query.update(Object.fromEntries(sweep.what.map((column) => [column, null])))
  return rows.length
}

type Due = Exclude<LedgerRetention, { kind: 'keep' }>

async function* endings(
  practice: OpenPractice,
  now: Instant,
): AsyncGenerator<{ subject: SubjectId; retention: Due }> {
  const periods = periodsOf(practice.configuration)
  for await (const [subject, person] of personsInLedger(practice, now)) {
    const retention = ledgerRetention(person, periods, now, practice.configuration.timeZone)
    if (retention.kind !== 'keep') yield { subject, retention }
  }
}

const amountOf = (retention: Due): number => (retention.kind === 'contents' ? retention.entries.length : 1)
