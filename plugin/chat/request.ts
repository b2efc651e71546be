/**
 * A question that awaits its answer in the chat, from the code or tick it came from to the pressed button.
 *
 *     issued -> asked -> answered
 *        +--------+-> expired
 *
 * Its row says who was asked and until when; everything personal is sealed with the patient's key.
 */
import type { Actor } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import { newRequestId, type RequestId, type SubjectId, type Wamid } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import { subjectKey, subjectKeys } from '../keys/subject-keys.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import type { WordingReference } from './wording-for.js'

/** A reception code; a tick of staff that the patient confirms; a chat from the poster that staff assigned. */
export type RequestRoute = 'code' | 'confirmation' | 'poster'
export type RequestState = 'issued' | 'asked' | 'answered' | 'expired'

/** The sealed part. */
export interface RequestContent {
  purposes: Purpose[]
  wording: WordingReference
  /** Whose answer it will be. */
  actor: Actor
  /** The member of staff who issued the code or assigned the chat; `null` where nobody had to. */
  by: string | null
  /** Pending entries that the answer puts right. */
  supersedes: number[]
  /** From here on: once it was asked. */
  asked: Asked | null
  granted: Purpose[]
  refused: Purpose[]
  /** Our id of the typed message that was answered with a hint at the buttons, since they were shown last. */
  told: string | null
}

export interface Asked {
  /** The account that brought the code or opened the window: only its buttons count (P-23). */
  account: Account
  /** WhatsApp's id of that message. */
  opened: Wamid
  /** Our id of the message under which the wording was shown last. */
  inbound: string
  /** The last entry about the patient before the question; a denial after it closes the question. -1: none. */
  lastEntry: number
}

export interface ConsentRequest {
  id: RequestId
  subject: SubjectId
  route: RequestRoute
  state: RequestState
  /** The account that was asked, as digests. */
  phoneIndex: string | null
  bsuidIndex: string | null
  expiresAt: Instant
  content: RequestContent
}

interface RequestRow {
  id: RequestId
  subject_id: SubjectId
  route: RequestRoute
  state: RequestState
  phone_index: string | null
  bsuid_index: string | null
  expires_at: Instant
  sealed: Buffer
}

const COLUMNS = [
  'id',
  'subject_id',
  'route',
  'state',
  'phone_index',
  'bsuid_index',
  'expires_at',
  'sealed',
] as const

/** A code may be sent for so long (P-22). */
export const CODE_MILLIS = 15 * 60_000
/** A question that was asked waits so long for its answer (P-24). */
export const QUESTION_MILLIS = 14 * 86_400_000

export const contextOf = (keys: PracticeKeys, id: RequestId): string => `request/${keys.practice}/${id}`

export interface NewRequest {
  subject: SubjectId
  route: RequestRoute
  /** Hex SHA-256; `null` for what needs no code. */
  codeSha256: string | null
  expiresAt: Instant
  content: Omit<RequestContent, 'asked' | 'granted' | 'refused' | 'told'>
}

/** Not asked yet. */
export async function insertRequest(
  trx: Transaction,
  { keys }: Pick<OpenPractice, 'keys'>,
  { subject, route, codeSha256, expiresAt, content }: NewRequest,
  now: Instant,
): Promise<ConsentRequest> {
  const id = newRequestId()
  const whole: RequestContent = { ...content, asked: null, granted: [], refused: [], told: null }
  await trx('consent_requests').insert({
    id,
    practice_id: keys.practice,
    subject_id: subject,
    route,
    state: 'issued',
    code_sha256: codeSha256,
    phone_index: null,
    bsuid_index: null,
    issued_at: now,
    expires_at: expiresAt,
    asked_at: null,
    answered_at: null,
    sealed: sealJson(await subjectKey(trx, keys, subject), whole, contextOf(keys, id)),
  })
  return {
    id,
    subject,
    route,
    state: 'issued',
    phoneIndex: null,
    bsuidIndex: null,
    expiresAt,
    content: whole,
  }
}

/** Held for this transaction. @returns `null` where there is none, or its patient was erased */
export async function requestWhere(
  trx: Transaction,
  practice: OpenPractice,
  where: { id: RequestId } | { code_sha256: string },
): Promise<ConsentRequest | null> {
  const query = trx('consent_requests').where({ practice_id: practice.configuration.id, ...where })
  const row = await holdRows(practice.database, query).first<RequestRow | undefined>(...COLUMNS)
  return row === undefined ? null : openRequest(trx, practice.keys, row)
}

/** Everything ever asked of a patient, as far as it is kept. */
export async function requestsOf(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
): Promise<ConsentRequest[]> {
  const rows = await trx('consent_requests')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy('issued_at')
    .select<RequestRow[]>(...COLUMNS)
  const requests = await Promise.all(rows.map((row) => openRequest(trx, practice.keys, row)))
  return requests.filter((request) => request !== null)
}

async function openRequest(
  trx: Transaction,
  keys: PracticeKeys,
  row: RequestRow,
): Promise<ConsentRequest | null> {
  const key = (await subjectKeys(trx, keys, [row.subject_id])).get(row.subject_id)
  if (key === undefined) return null
  return {
    id: row.id,
    subject: row.subject_id,
    route: row.route,
    state: row.state,
    phoneIndex: row.phone_index,
    bsuidIndex: row.bsuid_index,
    expiresAt: row.expires_at,
    // A question from before hints were noted has none.
    content: {
      told: null,
      ...openJson<Omit<RequestContent, 'told'>>(key, row.sealed, contextOf(keys, row.id)),
    },
  }
}

/** Binds the question to the account that it is put to. */
export async function markAsked(
  trx: Transaction,
  { keys }: OpenPractice,
  request: ConsentRequest,
  asked: Asked,
  expiresAt: Instant,
  now: Instant,
): Promise<void> {
  const { phone, bsuid } = asked.account
  await trx('consent_requests')
    .where({ id: request.id })
    .update({
      state: 'asked',
      phone_index: phone === null ? null : keys.index('phone', phone),
      bsuid_index: bsuid === null ? null : keys.index('bsuid', bsuid),
      asked_at: now,
      expires_at: expiresAt,
      sealed: await sealedContent(trx, keys, request, { ...request.content, asked, told: null }),
    })
}

/** Notes what was answered; answered for all purposes, the question is closed. */
export async function markAnswered(
  trx: Transaction,
  { keys }: OpenPractice,
  request: ConsentRequest,
  answers: Pick<RequestContent, 'granted' | 'refused'>,
  now: Instant,
): Promise<void> {
  const content = { ...request.content, ...answers, told: null }
  const isWhole = remainingOf(content).length === 0
  await trx('consent_requests')
    .where({ id: request.id })
    .update({
      ...(isWhole ? { state: 'answered' } : {}),
      answered_at: now,
      sealed: await sealedContent(trx, keys, request, content),
    })
}

/** Notes that the person was told to use the buttons. */
export async function markTold(
  trx: Transaction,
  { keys }: OpenPractice,
  request: ConsentRequest,
  inbound: string,
): Promise<void> {
  await trx('consent_requests')
    .where({ id: request.id })
    .update({ sealed: await sealedContent(trx, keys, request, { ...request.content, told: inbound }) })
}

async function sealedContent(
  trx: Transaction,
  keys: PracticeKeys,
  { id, subject }: ConsentRequest,
  content: RequestContent,
): Promise<Buffer> {
  return sealJson(await subjectKey(trx, keys, subject), content, contextOf(keys, id))
}

/** The purposes that are not answered yet. Pure. */
export const remainingOf = ({ purposes, granted, refused }: RequestContent): Purpose[] =>
  purposes.filter((purpose) => !granted.includes(purpose) && !refused.includes(purpose))

/** Ends every unanswered question to a patient, whatever it came from: a newer one takes its place. */
export async function endRequestsOf(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
): Promise<void> {
  await trx('consent_requests')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .whereIn('state', ['issued', 'asked'])
    .update({ state: 'expired' })
}

/**
 * Ends what nobody answered in time: a code after 15 minutes, a question after two weeks (P-22, P-24). The rows may be
 * deleted from then on.
 * @returns how many
 */
export async function expireRequests(
  trx: Transaction,
  practice: Pick<OpenPractice, 'configuration'>,
  now: Instant,
): Promise<number> {
  return trx('consent_requests')
    .where({ practice_id: practice.configuration.id })
    .whereIn('state', ['issued', 'asked'])
    .andWhere('expires_at', '<=', now)
    .update({ state: 'expired' })
}
