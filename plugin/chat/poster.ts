/**
 * A chat begun from the poster at the desk: one polite answer, and a case for staff, who say whose chat it is. Neither
 * name nor number alone says that (P-26).
 */
import type { Actor } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import { readPatient } from '../host/patients.js'
import type { SubjectId } from '../ids.js'
import { openJson } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import { isHalted } from '../outbox/halt.js'
import type { OpenPractice } from '../practice.js'
import { openReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { inboundContext, type InboundContent } from '../webhook/inbound.js'
import { tell, type Scene } from '../webhook/scene.js'
import { toWamidDigest } from '../ids.js'
import { plainWords } from '../whatsapp/plain-words.js'
import { answer } from './answer.js'
import { unfitToAgree } from './may-agree.js'
import { putQuestion } from './put-question.js'
import { wasAnswered } from './replies.js'
import { endRequestsOf, insertRequest, QUESTION_MILLIS } from './request.js'
import { speakerOf, windowOf, type Turn } from './turn.js'
import { purposesInUse, referenceTo, wordingFor } from './wording-for.js'
import { CHAT_LANGUAGES, wordsIn, type ChatLanguage } from './words.js'

const DAY_MILLIS = 24 * 60 * 60_000

const plain = (text: string): string => plainWords(text).join(' ')
const POSTER_TEXTS = CHAT_LANGUAGES.map(
  (language) => [plain(wordsIn(language).posterText), language] as const,
)

/** The language of the poster that a message was begun from; `null` for any other message. Pure. */
export function posterLanguage(text: string | null): ChatLanguage | null {
  const words = text === null ? '' : plain(text)
  return POSTER_TEXTS.find(([poster]) => words === poster || words.startsWith(`${poster} `))?.[1] ?? null
}

/** Sent again within a day it makes neither a second answer nor a second case. */
export async function workOnPoster(scene: Scene, turn: Turn, language: ChatLanguage): Promise<void> {
  const { trx, practice, now } = scene
  if (await wasAnswered(trx, practice, turn.account, ['poster_answer'], addMillis(now, -DAY_MILLIS))) return
  const text = wordsIn(language).poster(speakerOf(practice.configuration))
  await answer(scene, turn, null, 'poster_answer', text)
  await openReview(
    trx,
    practice,
    {
      kind: 'poster',
      source: `poster/${turn.inbound}`,
      subject: null,
      content: {
        purposes: purposesInUse(practice.configuration),
        reasons: ['poster_chat'],
        evidence: { kind: 'reply', wamid: turn.wamid, message: null },
        entries: [],
        inbound: turn.inbound,
      },
      picture: null,
    },
    now,
  )
  await tell(scene, { type: 'chat.poster', data: { patients: [], inbound: turn.inbound } })
}

export interface Offer {
  subject: SubjectId
  /** Our id of the message that began the chat. */
  inbound: string
  /** The member of staff who says that this chat is this patient's. */
  by: string
  /** By default what the practice's rules use. */
  purposes?: readonly Purpose[]
  /** By default the language of the poster, else the practice's. */
  language?: string
  /** By default the patient. */
  actor?: Actor
}

export type Offered =
  /** The question is put in the chat; it goes out with the next run. */
  | { kind: 'asked' }
  /** A code at the desk is needed instead. */
  | {
      kind: 'not_asked'
      reason:
        | 'window_closed'
        | 'message_gone'
        | 'wording_missing'
        | 'halted'
        | 'patient_inactive'
        | 'guardian_needed'
        | 'guardian_ended'
    }

const notAsked = (reason: Extract<Offered, { kind: 'not_asked' }>['reason']): Offered => ({
  kind: 'not_asked',
  reason,
})

/** Asks, in a chat that staff have assigned to a patient, what that patient would like. */
export async function offerConsent(
  trx: Transaction,
  practice: OpenPractice,
  { subject, inbound, by, purposes, language, actor = { role: 'patient', name: null } }: Offer,
  now: Instant,
): Promise<Offered> {
  const { configuration, keys } = practice
  const opened = await openInbound(trx, practice, inbound)
  if (opened === null) return notAsked('message_gone')
  const { turn, text } = opened
  if (windowOf(turn) <= now) return notAsked('window_closed')
  if (await isHalted(trx, configuration.id)) return notAsked('halted')
  const record = await readPatient(trx, keys, subject)
  if (record === null || record.gone || !record.active) return notAsked('patient_inactive')
  const unfit = unfitToAgree(actor, record.birthDate, now, configuration.timeZone)
  if (unfit !== null) return notAsked(unfit === 'GUARDIAN_NEEDED' ? 'guardian_needed' : 'guardian_ended')
  const wanted = purposes ?? purposesInUse(configuration)
  const tongue = language ?? posterLanguage(text) ?? configuration.language
  const wording =
    wordingFor(configuration, wanted, tongue) ?? wordingFor(configuration, wanted, configuration.language)
  if (wording === null) return notAsked('wording_missing')
  await endRequestsOf(trx, practice, subject)
  const request = await insertRequest(
    trx,
    practice,
    {
      subject,
      route: 'poster',
      codeSha256: null,
      expiresAt: addMillis(now, QUESTION_MILLIS),
      content: { purposes: [...wanted], wording: referenceTo(wording), actor, by, supersedes: [] },
    },
    now,
  )
  return (await putQuestion({ trx, practice, now }, turn, request))
    ? { kind: 'asked' }
    : notAsked('wording_missing')
}

interface InboundRow {
  wamid_index: string
  subject_id: SubjectId | null
  sent_at: Instant
  sealed: Buffer | null
}

/** @returns `null` when it is not kept any more, or nobody could be answered there */
async function openInbound(
  trx: Transaction,
  { configuration, keys }: OpenPractice,
  inbound: string,
): Promise<{ turn: Turn; text: string | null } | null> {
  const row = await trx('inbound_messages')
    .where({ practice_id: configuration.id, id: inbound })
    .first<InboundRow | undefined>('wamid_index', 'subject_id', 'sent_at', 'sealed')
  if (row?.sealed == null) return null
  const key =
    row.subject_id === null ? keys.box : (await subjectKeys(trx, keys, [row.subject_id])).get(row.subject_id)
  if (key === undefined) return null
  const context = inboundContext(configuration.id, toWamidDigest(row.wamid_index))
  const { wamid, sender, text } = openJson<InboundContent>(key, row.sealed, context)
  if (sender.phone === null && sender.bsuid === null) return null
  return { turn: { inbound, wamid, account: sender, sentAt: row.sent_at }, text }
}
