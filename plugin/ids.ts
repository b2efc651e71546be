/**
 * The identifiers of the domain as distinct types, so that a patient number can never be passed where a
 * message id is meant. Each has one parser, here; nothing else casts.
 */
import { randomBytes } from 'node:crypto'
import { RecallError } from './errors.js'

declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** A tenant: one dental practice. Lower-case letters, digits, `-`, `_`; at most 40. */
export type PracticeId = Brand<string, 'PracticeId'>
/** Our own random name for a patient: 26 characters, no meaning. The only one that enters the ledger's leaves. */
export type SubjectId = Brand<string, 'SubjectId'>
/** The patient number of the host software. */
export type HostPatientId = Brand<string, 'HostPatientId'>
export type AppointmentId = Brand<string, 'AppointmentId'>
export type RecallId = Brand<string, 'RecallId'>
/** Our journal id of one reminder (one key of patient, appointment or recall, rule, occurrence). */
export type ReminderId = Brand<string, 'ReminderId'>
/** Our id of one message; travels as `biz_opaque_callback_data`. */
export type MessageId = Brand<string, 'MessageId'>
/** A question that awaits its answer in the chat: a reception code, or a confirmation. */
export type RequestId = Brand<string, 'RequestId'>
/** A case that a person must decide. */
export type ReviewId = Brand<string, 'ReviewId'>
/** Our id of an answer in an open chat; travels as `biz_opaque_callback_data` too. */
export type ChatReplyId = Brand<string, 'ChatReplyId'>
/** WhatsApp's id of a message. It contains the other person's number: only ever stored sealed. */
export type Wamid = Brand<string, 'Wamid'>
/** Keyed digest of a wamid, as columns hold it: 64 hex digits. */
export type WamidDigest = Brand<string, 'WamidDigest'>
/** WhatsApp's business-scoped user id, e.g. `DE.1349…`. */
export type Bsuid = Brand<string, 'Bsuid'>

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** 26 characters carrying 130 random bits, in an alphabet without look-alikes. */
function randomId(): string {
  let id = ''
  for (const byte of randomBytes(26)) id += CROCKFORD[byte & 31] ?? ''
  return id
}

export const newSubjectId = (): SubjectId => randomId() as SubjectId
export const newReminderId = (): ReminderId => `r_${randomId()}` as ReminderId
export const newMessageId = (): MessageId => `m_${randomId()}` as MessageId
export const newRequestId = (): RequestId => `q_${randomId()}` as RequestId
export const newReviewId = (): ReviewId => `v_${randomId()}` as ReviewId
export const newChatReplyId = (): ChatReplyId => `c_${randomId()}` as ChatReplyId

const SUBJECT_ID = /^[0-9a-hjkmnp-tv-z]{26}$/
const PRACTICE_ID = /^[a-z0-9][a-z0-9_-]{0,39}$/

function parse<T>(kind: string, text: string, valid: boolean): T {
  if (!valid) throw new RecallError('ID_INVALID', { kind })
  return text as T
}

/** Host ids are free text of the host software: not empty, at most 64 characters, no control characters. */
function isHostId(text: string): boolean {
  return text.length > 0 && text.length <= 64 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && text.trim() === text
}

export const toPracticeId = (text: string): PracticeId => parse('practice', text, PRACTICE_ID.test(text))
export const toSubjectId = (text: string): SubjectId => parse('subject', text, SUBJECT_ID.test(text))
export const toHostPatientId = (text: string): HostPatientId => parse('patient', text, isHostId(text))
export const toAppointmentId = (text: string): AppointmentId => parse('appointment', text, isHostId(text))
export const toRecallId = (text: string): RecallId => parse('recall', text, isHostId(text))
export const toReminderId = (text: string): ReminderId =>
  parse('reminder', text, /^r_[0-9a-z]{26}$/.test(text))
export const toMessageId = (text: string): MessageId => parse('message', text, /^m_[0-9a-z]{26}$/.test(text))
export const toRequestId = (text: string): RequestId => parse('request', text, /^q_[0-9a-z]{26}$/.test(text))
export const toReviewId = (text: string): ReviewId => parse('review', text, /^v_[0-9a-z]{26}$/.test(text))
export const toChatReplyId = (text: string): ChatReplyId =>
  parse('chat reply', text, /^c_[0-9a-z]{26}$/.test(text))
export const toWamid = (text: string): Wamid => parse('wamid', text, text.length > 0 && text.length <= 255)
export const toWamidDigest = (text: string): WamidDigest =>
  parse('wamid digest', text, /^[0-9a-f]{64}$/.test(text))
export const toBsuid = (text: string): Bsuid => parse('bsuid', text, text.length > 0 && text.length <= 255)
