/** Everybody whose key still exists, with what decides how long they are kept; page by page. */
import { inChunks } from '../../host/chunks.js'
import { intactPatients } from '../../host/intact-patients.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant, LocalDate } from '../../time.js'
import type { PersonInLedger } from './of-entries.js'

const PAGE = 200

export async function* personsInLedger(
  practice: OpenPractice,
  now: Instant,
): AsyncGenerator<[SubjectId, PersonInLedger]> {
  const { configuration, database } = practice
  for (let last = ''; ; ) {
    const rows = await database
      .knex('subject_keys')
      .where({ practice_id: configuration.id })
      .andWhere('subject_id', '>', last)
      .whereNotNull('wrapped')
      .orderBy('subject_id')
      .limit(PAGE)
      .select<{ subject_id: SubjectId }[]>('subject_id')
    const subjects = rows.map((row) => row.subject_id)
    yield* await personsOf(practice, subjects, now)
    if (rows.length < PAGE) return
    last = subjects.at(-1) ?? last
  }
}

async function personsOf(
  practice: OpenPractice,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<[SubjectId, PersonInLedger][]> {
  const { knex } = practice.database
  const entries = await practice.ledger.entriesOfMany(knex, subjects)
  const uses = await usesOf(practice, subjects)
  const inactive = await inactiveSince(practice, subjects, now)
  const kept = bySubject(
    await knex('kept_proofs')
      .where({ practice_id: practice.configuration.id })
      .whereIn('subject_id', [...subjects])
      .select<{ subject_id: SubjectId; kept_until: LocalDate }[]>('subject_id', 'kept_until'),
  )
  return subjects.map((subject) => {
    const of = entries.get(subject) ?? []
    return [
      subject,
      {
        entries: of,
        uses: uses.get(subject) ?? new Map<number, Instant>(),
        inactiveSince: latest(
          inactive.get(subject) ?? null,
          inactive.has(subject) ? of.at(-1)?.recordedAt : null,
        ),
        keptUntil: kept.get(subject)?.[0]?.kept_until ?? null,
      },
    ]
  })
}

/** A declaration shows that the person was there. */
const latest = (since: Instant | null, declared: Instant | null | undefined): Instant | null =>
  since !== null && declared != null && declared > since ? declared : since

async function usesOf(
  practice: OpenPractice,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, Map<number, Instant>>> {
  const found = new Map<SubjectId, Map<number, Instant>>()
  for (const chunk of inChunks(subjects)) {
    const rows = await practice.database
      .knex('messages')
      .where({ practice_id: practice.configuration.id })
      .whereIn('subject_id', chunk)
      .whereNotNull('handed_over_at')
      .groupBy('subject_id', 'consent_entry')
      .select('subject_id', 'consent_entry')
      .max<{ subject_id: SubjectId; consent_entry: number; last: Instant }[]>({ last: 'handed_over_at' })
    for (const row of rows) {
      const uses = found.get(row.subject_id) ?? new Map<number, Instant>()
      found.set(row.subject_id, uses.set(row.consent_entry, row.last))
    }
  }
  return found
}

interface SeenRow {
  subject_id: SubjectId
  gone_at: Instant | null
  changed_at: Instant
  first_seen_at: Instant
}

interface VisitRow {
  subject_id: SubjectId
  starts_at: Instant
  gone_at: Instant | null
}

/** Those who are no patients any more, and since when. Whoever has an appointment to come is one. */
async function inactiveSince(
  practice: OpenPractice,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<Map<SubjectId, Instant>> {
  const { keys, database } = practice
  const damaged = new Set<SubjectId>()
  const records = await intactPatients(database.knex, keys, subjects, damaged)
  const rows = bySubject(
    await database
      .knex('patients')
      .where({ practice_id: keys.practice })
      .whereIn('subject_id', [...subjects])
      .select<SeenRow[]>('subject_id', 'gone_at', 'changed_at', 'first_seen_at'),
  )
  const appointments = bySubject(
    await database
      .knex('appointments')
      .where({ practice_id: keys.practice })
      .whereIn('subject_id', [...subjects])
      .select<VisitRow[]>('subject_id', 'starts_at', 'gone_at'),
  )
  const since = new Map<SubjectId, Instant>()
  for (const subject of subjects) {
    // Whether a patient whose record is damaged still is one, nobody can tell: nothing of such a one ends by itself.
    if (damaged.has(subject)) continue
    const row = rows.get(subject)?.[0]
    const record = records.get(subject)
    if (row === undefined || record === undefined) {
      // Only a proof is left, or nothing at all.
      since.set(subject, now)
      continue
    }
    const visits = (appointments.get(subject) ?? []).filter(({ gone_at }) => gone_at === null)
    if (visits.some(({ starts_at }) => starts_at > now)) continue
    if (record.gone || !record.active) since.set(subject, row.gone_at ?? row.changed_at)
    else if (!record.known)
      since.set(
        subject,
        [row.first_seen_at, ...visits.map(({ starts_at }) => starts_at)].sort().at(-1) ?? now,
      )
  }
  return since
}

function bySubject<Row extends { subject_id: SubjectId }>(rows: readonly Row[]): Map<SubjectId, Row[]> {
  const found = new Map<SubjectId, Row[]>()
  for (const row of rows) found.set(row.subject_id, [...(found.get(row.subject_id) ?? []), row])
  return found
}
