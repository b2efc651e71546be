/** Rows outside the ledger whose time is over: which they are, and what is done to them. */
import { DateTime, Duration } from 'luxon'
import type { Knex } from 'knex'
import { unassignedSource } from '../../consent/form-cases.js'
import { suppress } from '../../host/suppression.js'
import type { OpenPractice } from '../../practice.js'
import type { Queryable, Transaction } from '../../storage/database.js'
import { instantOf, type Instant, type IsoDuration } from '../../time.js'
import type { RetentionPeriods } from './periods.js'
import type { RetentionData } from './rules.js'

export interface Sweep {
  data: RetentionData
  table: string
  /** Columns that name a row. */
  key: readonly string[]
  /** Rows whose time is over, those of restricted patients left out. */
  over(connection: Queryable): Knex.QueryBuilder
  /** What goes: whole rows, or what these columns hold. */
  what: 'rows' | readonly string[]
  /** Done in the same transaction, before the rows go. */
  first?(trx: Transaction, rows: readonly Record<string, unknown>[]): Promise<void>
}

/** An instant that lies so long ago; months and years are those of the calendar. */
export const ago = (now: Instant, duration: IsoDuration): Instant =>
  instantOf(DateTime.fromISO(now, { zone: 'utc' }).minus(Duration.fromISO(duration)).toMillis())

export function sweeps(
  { configuration, keys }: OpenPractice,
  periods: RetentionPeriods,
  /** Our ids of messages that something is open about, or was decided too lately. */
  unhandled: ReadonlySet<string>,
  now: Instant,
): Sweep[] {
  const { id, timeZone } = configuration
  const of = (connection: Queryable, table: string): Knex.QueryBuilder =>
    connection(table).where({ [`${table}.practice_id`]: id })
  const ofPerson = (connection: Queryable, table: string): Knex.QueryBuilder =>
    of(connection, table).whereNotExists(
      connection('restricted_patients as restricted')
        .whereRaw('restricted.practice_id = ??', [`${table}.practice_id`])
        .whereRaw('restricted.subject_id = ??', [`${table}.subject_id`])
        .select(connection.raw('1')),
    )
  const before = (duration: IsoDuration): Instant => ago(now, duration)
  /** What nobody decided about a form goes with it, picture and all: it names people, and could be decided no more. */
  const dropCases = async (trx: Transaction, forms: readonly Record<string, unknown>[]): Promise<void> => {
    await trx('reviews')
      .where({ practice_id: id, kind: 'form_unassigned', state: 'open' })
      .whereIn(
        'source',
        forms.map((form) => unassignedSource(String(form['sha256']))),
      )
      .delete()
  }
  return [
    {
      data: 'unconfirmed_requests',
      table: 'consent_requests',
      key: ['id'],
      what: 'rows',
      over: (connection) =>
        ofPerson(connection, 'consent_requests').andWhere((where) => {
          void where
            .where((issued) => {
              void issued.where({ state: 'issued' }).andWhere('expires_at', '<=', now)
            })
            .orWhere('issued_at', '<=', before(periods.unconfirmed))
        }),
    },
    {
      data: 'message_parameters',
      table: 'messages',
      key: ['id'],
      what: ['sealed'],
      over: (connection) =>
        ofPerson(connection, 'messages')
          .whereNotNull('sealed')
          .andWhere('claimed_at', '<=', before(periods.messageParameters)),
    },
    {
      data: 'chat_words',
      table: 'chat_replies',
      key: ['id'],
      what: ['sealed'],
      over: (connection) =>
        ofPerson(connection, 'chat_replies')
          .whereNotNull('sealed')
          .andWhere('created_at', '<=', before(periods.messageParameters)),
    },
    {
      data: 'inbound_words',
      table: 'inbound_messages',
      key: ['id'],
      what: ['sealed'],
      over: (connection) =>
        ofPerson(connection, 'inbound_messages')
          .whereNotNull('sealed')
          .andWhere('received_at', '<=', before(periods.inboundText))
          .whereNotIn('id', [...unhandled]),
    },
    {
      data: 'unassigned_inbound',
      table: 'inbound_messages',
      key: ['id'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'inbound_messages')
          .whereNull('subject_id')
          .andWhere('received_at', '<=', before(periods.statuses))
          .whereNotIn('id', [...unhandled]),
    },
    {
      data: 'raw_webhooks',
      table: 'webhook_inbox',
      key: ['id'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'webhook_inbox')
          .whereIn('state', ['processed', 'foreign', 'unparsable'])
          .andWhere('received_at', '<=', before(periods.rawWebhooks)),
    },
    {
      data: 'failed_webhooks',
      table: 'webhook_inbox',
      key: ['id'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'webhook_inbox')
          .where({ state: 'failed' })
          .andWhere('received_at', '<=', before(periods.failedWebhooks)),
    },
    {
      data: 'statuses',
      table: 'message_statuses',
      key: ['wamid_index', 'status'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'message_statuses').andWhere('received_at', '<=', before(periods.statuses)),
    },
    {
      data: 'access_log',
      table: 'access_log',
      key: ['id'],
      what: 'rows',
      over: (connection) =>
        ofPerson(connection, 'access_log').andWhere('occurred_at', '<=', before(periods.accessLog)),
    },
    {
      data: 'decided_reviews',
      table: 'reviews',
      key: ['id'],
      what: ['sealed', 'picture'],
      over: (connection) =>
        ofPerson(connection, 'reviews')
          .where({ state: 'decided' })
          .andWhere('decided_at', '<=', before(periods.decidedReviews))
          .andWhere((where) => {
            void where.whereNotNull('sealed').orWhereNotNull('picture')
          }),
    },
    {
      data: 'delivered_events',
      table: 'host_events',
      key: ['seq'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'host_events').andWhere('delivered_at', '<=', before(periods.deliveredEvents)),
    },
    {
      data: 'answers',
      table: 'idempotency_keys',
      key: ['idempotency_key'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'idempotency_keys').andWhere('created_at', '<=', before(periods.answers)),
    },
    {
      data: 'waiting_forms',
      table: 'forms',
      key: ['sha256'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'forms')
          .whereIn('state', ['waiting', 'dismissed'])
          .andWhere('recorded_at', '<=', before(periods.unmatchedForms)),
      first: async (trx, rows) => {
        // The file may still lie in its folder.
        await suppress(
          trx,
          keys,
          rows.map((row) => ({ kind: 'form', sha256: String(row['sha256']) })),
          now,
        )
        await dropCases(trx, rows)
      },
    },
    {
      data: 'waiting_forms',
      table: 'forms',
      key: ['sha256'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'forms')
          .whereIn('state', ['unmatched', 'lookalike', 'unread', 'unreadable'])
          .andWhere('recorded_at', '<=', before(periods.unmatchedForms)),
      // Not suppressed: it may be one of the forms that are configured later, or become readable.
      first: dropCases,
    },
    {
      data: 'stray_accounts',
      table: 'whatsapp_accounts',
      key: ['phone_index', 'bsuid_index'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'whatsapp_accounts')
          .andWhere('seen_at', '<=', before(periods.strayAccounts))
          .whereNotExists(
            connection('patient_links as link')
              .whereRaw('link.practice_id = whatsapp_accounts.practice_id')
              .whereRaw('link.value_index in (whatsapp_accounts.phone_index, whatsapp_accounts.bsuid_index)')
              .select(connection.raw('1')),
          )
          .whereNotExists(
            connection('unmatched_stops as stop')
              .whereRaw('stop.practice_id = whatsapp_accounts.practice_id')
              .whereRaw('stop.value_index in (whatsapp_accounts.phone_index, whatsapp_accounts.bsuid_index)')
              .select(connection.raw('1')),
          ),
    },
    {
      data: 'unmatched_stops',
      table: 'unmatched_stops',
      key: ['kind', 'value_index'],
      what: 'rows',
      over: (connection) =>
        of(connection, 'unmatched_stops').andWhere(
          'stopped_at',
          '<',
          beginningOfYear(now, periods.proofYears, timeZone),
        ),
      first: async (trx, rows) => {
        await trx('send_blocks')
          .where({ practice_id: id, scope: 'recipient', error_code: null })
          .whereIn(
            'block_key',
            rows.map((row) => String(row['value_index'])),
          )
          .delete()
      },
    },
  ]
}

/** What lies before it has had `years` whole calendar years after its own. */
export function beginningOfYear(now: Instant, years: number, timeZone: string): Instant {
  const year = DateTime.fromISO(now, { zone: timeZone }).year - years
  return instantOf(DateTime.fromObject({ year }, { zone: timeZone }).toMillis())
}
