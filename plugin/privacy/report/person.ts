/** By what the person is known, what is not sent to them, and what the practice software was told. */
import type { NewHostEvent, PatientEventType } from '../../host/events.js'
import type { LinkEvidence } from '../../host/links.js'
import type { NumberScope } from '../../outbox/blocks.js'
import type { Instant } from '../../time.js'
import type { Report, ReportScope } from './report.js'
import type { Traces } from '../erasure/traces.js'

export interface KnownValues {
  phones: readonly string[]
  bsuids: readonly string[]
}

interface LinkRow {
  kind: 'phone' | 'bsuid'
  value_index: string
  evidence: LinkEvidence
  linked_at: Instant
}

/** Links hold keyed digests only; the value is told where it stands in clear elsewhere. */
export async function linksOf(scope: ReportScope, known: KnownValues): Promise<Report['links']> {
  const { practice, subject } = scope
  const { keys } = practice
  const values = new Map([
    ...known.phones.map((value) => [`phone/${keys.index('phone', value)}`, value] as const),
    ...known.bsuids.map((value) => [`bsuid/${keys.index('bsuid', value)}`, value] as const),
  ])
  const rows = await practice.database
    .knex('patient_links')
    .where({ practice_id: keys.practice, subject_id: subject })
    .orderBy(['linked_at', 'kind', 'value_index'])
    .select<LinkRow[]>('kind', 'value_index', 'evidence', 'linked_at')
  return rows.map((row) => ({
    kind: row.kind,
    value: values.get(`${row.kind}/${row.value_index}`) ?? null,
    evidence: row.evidence,
    since: row.linked_at,
  }))
}

interface BlockRow {
  scope: NumberScope
  error_code: number | null
  since: Instant
  until: Instant | null
}

/** Of numbers that are this person's alone. */
export async function blocksOf(
  { practice }: ReportScope,
  { phones }: Pick<Traces, 'phones'>,
): Promise<Report['blocks']> {
  const rows = await practice.database
    .knex('send_blocks')
    .where({ practice_id: practice.configuration.id })
    .whereIn('block_key', [...phones])
    .orderBy('since')
    .select<BlockRow[]>('scope', 'error_code', 'since', 'until')
  return rows.map((row) => ({
    scope: row.scope,
    errorCode: row.error_code,
    since: row.since,
    until: row.until,
  }))
}

interface EventRow {
  seq: number
  type: PatientEventType
  data: string
  occurred_at: Instant
  delivered_at: Instant | null
}

const PAGE = 1_000

/** Events name patients by the host's number, inside their data. */
export async function eventsOf({ practice, hostPatientId }: ReportScope): Promise<Report['events']> {
  const events: Report['events'] = []
  for (let last = 0; ; ) {
    const rows = await practice.database
      .knex('host_events')
      .where({ practice_id: practice.configuration.id })
      .andWhere('seq', '>', last)
      .orderBy('seq')
      .limit(PAGE)
      .select<EventRow[]>('seq', 'type', 'data', 'occurred_at', 'delivered_at')
    for (const row of rows) {
      last = row.seq
      if (names(row.data, hostPatientId))
        events.push({ type: row.type, at: row.occurred_at, deliveredAt: row.delivered_at })
    }
    if (rows.length < PAGE) return events
  }
}

function names(stored: string, patient: string): boolean {
  const { data } = JSON.parse(stored) as Pick<NewHostEvent, 'data'>
  return (
    ('patients' in data && data.patients.some((named) => named === patient)) ||
    ('patient' in data && data.patient === patient)
  )
}
