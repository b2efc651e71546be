/** Works on one message of a patient: kept once, then obeyed, answered or put before a person. */
import { askForConfirmation } from '../chat/ask-confirmation.js'
import { workOnCode } from '../chat/bring-code.js'
import { readChoice } from '../chat/choice.js'
import { readCode } from '../chat/code.js'
import { answerOther } from '../chat/other-message.js'
import { workOnPress } from '../chat/press-button.js'
import { confirmStop, endChat, whoHasConsent } from '../chat/stop-in-chat.js'
import type { Turn } from '../chat/turn.js'
import type { SubjectId } from '../ids.js'
import type { Instant } from '../time.js'
import type { MessageHappening } from '../whatsapp/callback.js'
import { readIntent } from '../whatsapp/intent.js'
import { observeAccount } from './accounts.js'
import { recordAnswer } from './answer.js'
import { holdAll, type Cause } from './consent-effects.js'
import { isKnownInbound, storeInbound } from './inbound.js'
import { hostIdOf, hostIdsOf, living, tell, type Scene } from './scene.js'
import { openStopCase } from './unmatched-stops.js'
import { answeredMessage, isRecipient, subjectsBehind, type AnsweredMessage } from './sender.js'
import { obeyStop, whoIsMeant } from './stop.js'

/** A patient's message, and all that could be found out about whose it is. */
export interface Reply {
  happening: MessageHappening
  /** Our id of it. */
  inbound: string
  cause: Cause
  sentAt: Instant
  /** Who may stand behind the sender. */
  subjects: SubjectId[]
  answered: AnsweredMessage | null
  /** Whether the sender is whom the answered message was sent to. */
  recipient: 'yes' | 'no' | 'unknown'
}

/** @returns false for a copy */
export async function workOnReply(scene: Scene, happening: MessageHappening): Promise<boolean> {
  if (await isKnownInbound(scene, happening.wamid)) return false
  const { sender, wamid, text, payload, answers } = happening
  const { intent, message } = readIntent(payload, text)
  const sentAt = happening.sentAt !== null && happening.sentAt < scene.now ? happening.sentAt : scene.now
  const subjects = await subjectsBehind(scene, sender)
  const answered = await answeredMessage(scene, message, answers)
  const recipient = answered === null ? 'unknown' : await isRecipient(scene, sender, answered)
  const owner = await ownerOf(scene, subjects, answered, recipient)
  const inbound = await storeInbound(
    scene,
    {
      wamid,
      kind: happening.type,
      intent,
      message: answered?.id ?? message,
      sentAt,
      sender,
      text,
      payload,
      answers,
    },
    owner,
  )
  if (inbound === null) return false
  await observeAccount(scene, sender, wamid, inbound)
  const cause: Cause = { wamid, message: answered?.id ?? null, number: sender.phone, saidAt: sentAt }
  const reply: Reply = { happening, inbound, cause, sentAt, subjects, answered, recipient }
  if (happening.numberChanged) {
    const held = await holdAll(scene, subjects, 'number_changed', cause)
    await tell(scene, { type: 'number_changed', data: { patients: await hostIdsOf(scene, held), inbound } })
  }
  const turn: Turn = { inbound, wamid, account: sender, sentAt }
  switch (intent) {
    case 'stop':
      await stopAndConfirm(scene, reply, turn)
      break
    case 'doubt':
      await askPerson(scene, reply, 'doubt')
      break
    case 'confirm':
    case 'cancel':
      await recordAnswer(scene, reply, intent === 'confirm' ? 'confirmed' : 'declined', message)
      await askForConfirmation(scene, turn, subjects)
      break
    case 'consent': {
      const choice = readChoice(payload)
      if (choice !== null) await workOnPress(scene, turn, choice)
      break
    }
    case 'code': {
      const code = readCode(text ?? '')
      if (code !== null) await workOnCode(scene, turn, code)
      break
    }
    case 'other':
      if (happening.numberChanged) break
      if (opensWindow(happening) && (await answerOther(scene, turn, subjects, text))) break
      await tell(scene, {
        type: 'message.received',
        data: { patient: await hostIdOf(scene, owner), inbound },
      })
  }
  return true
}

/** Obeyed first; then confirmed once, if there was a consent to take back (P-21). */
async function stopAndConfirm(scene: Scene, reply: Reply, turn: Turn): Promise<void> {
  const withdrawn = await whoHasConsent(scene, await living(scene, whoIsMeant(reply).withdraw))
  await endChat(scene, turn.account)
  await obeyStop(scene, reply)
  const { payload, text } = reply.happening
  if (opensWindow(reply.happening)) await confirmStop(scene, turn, withdrawn, payload === null ? text : null)
}

/** Whether a message opens the service window for sure: a reaction may not, and what WhatsApp itself wrote does not. */
const opensWindow = ({ type }: MessageHappening): boolean => type !== 'reaction' && type !== 'system'

/** Whose words they are: the patient whose message is answered, else the only one who has the number. */
async function ownerOf(
  scene: Scene,
  subjects: readonly SubjectId[],
  answered: AnsweredMessage | null,
  recipient: Reply['recipient'],
): Promise<SubjectId | null> {
  if (answered !== null && recipient === 'yes') return (await living(scene, [answered.subject]))[0] ?? null
  const [only, ...others] = subjects
  return only !== undefined && others.length === 0 ? only : null
}

/** Nothing is sent to anybody it may concern until a person has read it (P-18). */
async function askPerson(scene: Scene, reply: Reply, reason: 'doubt'): Promise<void> {
  const { subjects, answered, cause, inbound } = reply
  const concerned = answered === null ? subjects : [...subjects, answered.subject]
  const held = await holdAll(scene, concerned, 'reply_in_doubt', cause)
  if (held.length === 0) await openStopCase(scene, { wamid: cause.wamid, inbound, reason: 'reply_in_doubt' })
  await tell(scene, {
    type: 'reply_needs_person',
    data: { patients: await hostIdsOf(scene, held), inbound, reason, message: answered?.id ?? null },
  })
}
