/** A button under a wording was pressed: that is the declaration, and it is recorded as what it is or not at all. */
import { isCertainlyAfter } from '../consent/certainly-after.js'
import type { NewEntry } from '../consent/entry.js'
import { REPRESENTATIVES } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import { reviewUnknownBirthdays } from '../consent/unknown-birthday.js'
import { linkBsuid, linkPhone } from '../host/links.js'
import { numberOnRecord } from '../host/patients.js'
import { liftRecipientBlock } from '../outbox/blocks.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { E164 } from '../phone.js'
import { openMessageCase } from '../review/one-case.js'
import { toInstant } from '../time.js'
import { holdForEarlierStops } from '../webhook/earlier-stop.js'
import { hostIdOf, tell, type Scene } from '../webhook/scene.js'
import { matchStops } from '../webhook/unmatched-stops.js'
import { indexesOf } from './account.js'
import { answer } from './answer.js'
import type { Choice } from './choice.js'
import { decidePress, type PressVerdict } from './decide-press.js'
import { wordingWasShown } from './put-question.js'
import { queueReply } from './replies.js'
import { questionReply, textReply } from './reply-message.js'
import { markAnswered, remainingOf, requestWhere, type Asked, type ConsentRequest } from './request.js'
import type { Turn } from './turn.js'
import { wordsIn, type ChatWords } from './words.js'

export async function workOnPress(scene: Scene, turn: Turn, choice: Choice): Promise<void> {
  const { trx, practice } = scene
  const request = await requestWhere(trx, practice, { id: choice.request })
  const verdict = decidePress({
    choice,
    request,
    sender: indexesOf(practice.keys, turn.account),
    sentAt: turn.sentAt,
    wordingWasShown: request !== null && (await wordingWasShown(scene, request)),
    entries: request === null ? [] : await practice.ledger.entriesOf(trx, request.subject),
  })
  if (verdict.kind === 'refuse') {
    await refuse(scene, turn, request, verdict.reason)
    return
  }
  const asked = request?.content.asked ?? null
  // The verdict is 'refuse' without a question that was put.
  if (request === null || asked === null) return
  if (verdict.kind === 'repeated') {
    await answer(scene, turn, request.subject, 'consent_answer', wordsOf(request).repeated)
  } else if (choice.answer === 'no') {
    await recordNo(scene, turn, request, asked, choice.purposes)
  } else {
    await recordYes(scene, turn, request, asked, choice.purposes)
  }
}

const wordsOf = ({ content }: ConsentRequest): ChatWords => wordsIn(content.wording.language)

async function refuse(
  scene: Scene,
  turn: Turn,
  request: ConsentRequest | null,
  reason: Extract<PressVerdict, { kind: 'refuse' }>['reason'],
): Promise<void> {
  const patient = await hostIdOf(scene, request?.subject ?? null)
  await tell(scene, {
    type: 'consent.not_recorded',
    data: { patients: patient === null ? [] : [patient], inbound: turn.inbound, reason },
  })
  const words = wordsIn(request?.content.wording.language ?? scene.practice.configuration.language)
  const text = reason === 'other_account' ? words.otherAccount : words.over
  await answer(scene, turn, null, 'consent_answer', text)
}

/** What a yes and a no have in common. */
function declaration(
  scene: Scene,
  turn: Turn,
  { id, subject, route, content }: ConsentRequest,
  asked: Asked,
  purposes: readonly Purpose[],
): Pick<NewEntry, 'subject' | 'content'> {
  const { actor, wording } = content
  const phone = turn.account.phone ?? asked.account.phone
  const bsuid = turn.account.bsuid ?? asked.account.bsuid
  const isRepresentative = REPRESENTATIVES.some((role) => role === actor.role)
  return {
    subject,
    content: {
      schema: 1,
      purposes: [...purposes],
      method: route === 'confirmation' ? 'button' : 'qr',
      actor,
      givenAt: turn.sentAt,
      capturedAt: scene.now,
      number: phone,
      // The code was handed to the acting person, who sent it from this account.
      numberHolder: isRepresentative ? 'representative' : 'patient',
      bsuid,
      wording,
      reasons: [],
      supersedes: [],
      evidence: {
        kind: 'chat',
        request: id,
        route,
        opened: asked.opened,
        pressed: turn.wamid,
        account: { phone, bsuid },
      },
    },
  }
}

type NumberDoubt = 'number_differs' | 'number_hidden'

/**
 * Which number the yes is for. Where the account hides it the yes is for none: only the account is bound, and the number
 * on record stays unconfirmed (P-23). A template could be addressed to the account instead; we do not, since a consent
 * binds a number (P-29), and shared numbers, blocks and limits are all told by it.
 */
function numberInDoubt(number: E164 | null, onRecord: E164 | null): NumberDoubt | null {
  if (number === null) return 'number_hidden'
  return onRecord !== null && number !== onRecord ? 'number_differs' : null
}

const SEEN = { number_differs: 'differs', number_hidden: 'hidden' } as const

async function recordYes(
  scene: Scene,
  turn: Turn,
  request: ConsentRequest,
  asked: Asked,
  purposes: readonly Purpose[],
): Promise<void> {
  const { trx, practice, now } = scene
  const { subject, content } = request
  const { id } = request
  const declared = declaration(scene, turn, request, asked, purposes)
  const { number, bsuid } = declared.content
  const evidence = `chat ${id}` as const
  if (number !== null) {
    await linkPhone(trx, practice.keys, subject, number, evidence, now)
    await liftRecipientBlock(trx, practice.configuration.id, practice.keys.index('phone', number))
  }
  if (bsuid !== null) await linkBsuid(trx, practice.keys, subject, bsuid, evidence, now)
  // If this account had asked to stop while nobody knew whose it was, that belongs into the ledger before the yes.
  const settled = await earlierStops(scene, turn, request)
  const granted = [...content.granted, ...purposes]
  const remaining = remainingOf({ ...content, granted })
  const supersedes = [...settled, ...(remaining.length === 0 ? content.supersedes : [])]
  const onRecord = await numberOnRecord(trx, practice.keys, subject)
  const doubt = numberInDoubt(number, onRecord)
  const entries: NewEntry[] = [{ ...declared, type: 'granted', content: { ...declared.content, supersedes } }]
  if (doubt !== null)
    entries.push({
      ...declared,
      type: 'held',
      content: { ...declared.content, actor: { role: 'system', name: null }, reasons: [doubt] },
    })
  const [, heldAt] = await practice.ledger.append(trx, entries)
  await holdForEarlierStops(scene, subject, entries)
  if (doubt !== null && heldAt !== undefined) {
    const refusal = doubt === 'number_hidden' ? doubt : 'consent_on_hold'
    await cancelWaiting(trx, practice.configuration.id, subject, purposes, refusal, now)
    await openMessageCase(
      trx,
      practice,
      {
        kind: 'number',
        subject,
        content: {
          purposes: [...purposes],
          reasons: [doubt],
          evidence: declared.content.evidence,
          entries: [heldAt],
          inbound: turn.inbound,
        },
      },
      now,
    )
  }
  await reviewUnknownBirthdays(trx, practice, [subject], now)
  await markAnswered(trx, practice, request, { granted, refused: content.refused }, now)
  await tell(scene, {
    type: 'consent.granted',
    data: {
      patient: await hostIdOf(scene, subject),
      purposes: [...purposes],
      inbound: turn.inbound,
      number: doubt === null ? 'confirmed' : SEEN[doubt],
    },
  })
  await thank(scene, turn, request, purposes, remaining, doubt)
}

/** Holds that say that this account had asked to stop before anybody knew whose it was, where the yes comes after. */
async function earlierStops(scene: Scene, { sentAt }: Turn, { subject }: ConsentRequest): Promise<number[]> {
  await matchStops(scene)
  const { timeZone } = scene.practice.configuration
  const entries = await scene.practice.ledger.entriesOf(scene.trx, subject)
  return entries.flatMap(({ seq, type, content }) => {
    const isStop = type === 'held' && content?.reasons.includes('earlier_stop') === true
    // A message may reach us later than one that was written after it.
    const saidAt = content?.givenAt?.includes('T') === true ? toInstant(content.givenAt) : null
    return isStop && (saidAt === null || isCertainlyAfter(sentAt, saidAt, timeZone)) ? [seq] : []
  })
}

/** One short message that names how to stop; what was not answered yet is asked with it. */
async function thank(
  scene: Scene,
  turn: Turn,
  request: ConsentRequest,
  purposes: readonly Purpose[],
  remaining: readonly Purpose[],
  doubt: NumberDoubt | null,
): Promise<void> {
  const { trx, practice, now } = scene
  const words = wordsOf(request)
  const named = purposes.map((purpose) => words.purposes[purpose]).join(', ')
  const thanks =
    doubt === null
      ? words.granted(named)
      : doubt === 'number_hidden'
        ? words.grantedHidden(named)
        : words.grantedElsewhere(named)
  const message =
    remaining.length === 0
      ? textReply(thanks)
      : questionReply(words, `${thanks}\n\n${words.further}`, request.id, remaining)
  await queueReply(
    trx,
    practice,
    { turn, subject: request.subject, kind: 'consent_answer', position: 0, message },
    now,
  )
}

async function recordNo(
  scene: Scene,
  turn: Turn,
  request: ConsentRequest,
  asked: Asked,
  purposes: readonly Purpose[],
): Promise<void> {
  const { trx, practice, now } = scene
  const { subject, content } = request
  const declared = declaration(scene, turn, request, asked, purposes)
  await practice.ledger.append(trx, [{ ...declared, type: 'refused' }])
  await cancelWaiting(trx, practice.configuration.id, subject, purposes, 'consent_refused', now)
  const refused = [...new Set([...content.refused, ...purposes])]
  const granted = content.granted.filter((purpose) => !purposes.includes(purpose))
  await markAnswered(trx, practice, request, { granted, refused }, now)
  await tell(scene, {
    type: 'consent.refused',
    data: { patient: await hostIdOf(scene, subject), purposes: [...purposes], inbound: turn.inbound },
  })
  await answer(scene, turn, subject, 'consent_answer', wordsOf(request).refused)
}
