/** Forms as they are kept: what was read of a file, under which configuration, whose it is, and its entries. */
import { createHash } from 'node:crypto'
import type { FormMapping } from '../configuration/configuration.js'
import { RecallError, type ErrorCode } from '../errors.js'
import type { ReadableForm } from '../form/form-report.js'
import type { SubjectId } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { WordingsAsRead } from './wording/of-form.js'

export type RecordedForm = ReadableForm & {
  /** `before`: this very file had been recorded already; `nobody`: it is kept until its patient is known. */
  recorded: 'now' | 'before' | 'nobody'
  /** Sequence numbers of its ledger entries. */
  entries: number[]
}

/** A reading, and the configured form as it was when the file was read: under those wordings the patient ticked. */
export interface FormAsRead {
  reading: ReadableForm
  mapping: FormMapping | null
  /** Absent in what an older version stored: then nobody can tell which text it was. */
  wordings?: WordingsAsRead
}

/** That a form could not be taken in, and since when. */
export interface Failure {
  code: ErrorCode
  /** In a row. */
  times: number
  since: Instant
  last: Instant
}

export interface StoredForm extends FormAsRead {
  entries: number[]
  /** Only of one that could not be taken in; its reading then says nothing. */
  failure?: Failure
}

const contextOf = (practice: OpenPractice, sha256: string): string =>
  `form/${practice.configuration.id}/${sha256}`

interface FormRow {
  /**
   * `waiting`: nobody is found whose form it is. `unmatched`: none of the configured forms. `lookalike`: none of them
   * either, yet so like one that a person is asked. `unread`: it could not be taken in and is tried again soon.
   * `unreadable`: nor later, and a person is asked. `dismissed`: a person decided that it concerns nobody here.
   */
  state: 'recorded' | 'waiting' | 'unmatched' | 'lookalike' | 'unread' | 'unreadable' | 'dismissed'
  subject_id: SubjectId | null
  mappings_sha256: string
  sealed: Buffer
}

/** Which forms were configured when a file was read. */
const mappingsDigest = ({ configuration }: OpenPractice): string =>
  createHash('sha256').update(JSON.stringify(configuration.forms)).digest('hex')

/**
 * What was made of this file when it was recorded, or `null` if it never was. Needs no reading of the file. A file that
 * was none of the configured forms counts as never recorded once these have changed, one that could not be taken in
 * until it can be.
 */
export async function recordedForm(
  practice: OpenPractice,
  sha256: string,
  connection: Queryable,
): Promise<RecordedForm | null> {
  const row = await connection('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .first<FormRow | undefined>('state', 'subject_id', 'mappings_sha256', 'sealed')
  if (row === undefined || couldNotBeTaken(row)) return null
  const isNoForm = row.state === 'unmatched' || row.state === 'lookalike'
  if (isNoForm && row.mappings_sha256 !== mappingsDigest(practice)) return null
  const stored = await openStored(practice, connection, sha256, row)
  return {
    ...stored.reading,
    recorded: row.state === 'recorded' ? 'before' : 'nobody',
    entries: stored.entries,
  }
}

const FAILED = ['unread', 'unreadable'] as const

const couldNotBeTaken = ({ state }: Pick<FormRow, 'state'>): boolean =>
  FAILED.some((failed) => failed === state)

/** How many files could not be taken in. */
export async function countUnreadable(
  practice: OpenPractice,
  states: readonly (typeof FAILED)[number][] = FAILED,
  connection: Queryable = practice.database.knex,
): Promise<number> {
  const [row] = await connection('forms')
    .where({ practice_id: practice.configuration.id })
    .whereIn('state', states)
    .count<{ files: number | string }[]>({ files: '*' })
  return Number(row?.files ?? 0)
}

/** Whether it is no longer to be taken in; asked without opening what may be damaged. */
export async function isTakenIn(practice: OpenPractice, trx: Transaction, sha256: string): Promise<boolean> {
  const row = await trx('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .first<Pick<FormRow, 'state'> | undefined>('state')
  return row !== undefined && ['recorded', 'waiting', 'dismissed'].includes(row.state)
}

/** How often, and since when, this file could not be taken in; `null` if that never failed. */
export async function failureOf(
  practice: OpenPractice,
  sha256: string,
  connection: Queryable,
): Promise<Failure | null> {
  const row = await connection('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .whereIn('state', FAILED)
    .first<FormRow | undefined>('state', 'subject_id', 'mappings_sha256', 'sealed')
  if (row === undefined) return null
  try {
    return (await openStored(practice, connection, sha256, row)).failure ?? null
  } catch (error) {
    // A note that is damaged itself must not stand in the way: the tries begin anew.
    if (error instanceof RecallError && error.code === 'SEALED_BROKEN') return null
    throw error
  }
}

/**
 * How many files are none of the configured forms: never a consent, and read again once the configured forms have
 * changed.
 */
export async function countUnmatched(
  practice: OpenPractice,
  connection: Queryable = practice.database.knex,
): Promise<number> {
  const [row] = await connection('forms')
    .where({
      practice_id: practice.configuration.id,
      state: 'unmatched',
      mappings_sha256: mappingsDigest(practice),
    })
    .count<{ files: number | string }[]>({ files: '*' })
  return Number(row?.files ?? 0)
}

/** What was read of a file when it came, or `null` where it was erased since. */
export async function storedForm(
  practice: OpenPractice,
  trx: Transaction,
  sha256: string,
): Promise<StoredForm | null> {
  const row = await trx('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .first<FormRow | undefined>('state', 'subject_id', 'mappings_sha256', 'sealed')
  return row === undefined ? null : openStored(practice, trx, sha256, row)
}

async function openStored(
  practice: OpenPractice,
  connection: Queryable,
  sha256: string,
  row: FormRow,
): Promise<StoredForm> {
  const key =
    row.subject_id === null ? practice.keys.box : await subjectKey(connection, practice.keys, row.subject_id)
  return openJson<StoredForm>(key, row.sealed, contextOf(practice, sha256))
}

/** `null` where another process found its patient, or a person dismissed it, in the meantime. */
export async function waitingForm(
  practice: OpenPractice,
  trx: Transaction,
  sha256: string,
): Promise<FormAsRead | null> {
  const row = await trx('forms')
    .where({ practice_id: practice.configuration.id, sha256, state: 'waiting' })
    .first<{ state: string } | undefined>('state')
  return row === undefined ? null : storedForm(practice, trx, sha256)
}

/** Before it is recorded anew. */
export async function forgetForm(practice: OpenPractice, trx: Transaction, sha256: string): Promise<void> {
  await trx('forms').where({ practice_id: practice.configuration.id, sha256 }).delete()
}

/** A person decided that it concerns nobody here: it is neither read nor assigned again. */
export async function dismissForm(practice: OpenPractice, trx: Transaction, sha256: string): Promise<void> {
  await trx('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .whereIn('state', ['waiting', 'unmatched', 'lookalike', ...FAILED])
    .update({ state: 'dismissed' })
}

export async function storeForm(
  practice: OpenPractice,
  trx: Transaction,
  state: FormRow['state'],
  subject: SubjectId | null,
  stored: StoredForm,
): Promise<void> {
  const { sha256 } = stored.reading
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  await trx('forms').insert({
    practice_id: practice.configuration.id,
    sha256,
    recorded_at: practice.clock.now(),
    state,
    subject_id: subject,
    mappings_sha256: mappingsDigest(practice),
    sealed: sealJson(key, stored, contextOf(practice, sha256)),
  })
}
