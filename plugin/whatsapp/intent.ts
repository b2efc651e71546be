/** What a patient wants who answers: pressed a button of ours, wrote to stop, or something a person must read. Pure. */
import { readCode, withoutCode } from '../chat/code.js'
import { isConsentPayload, readChoice } from '../chat/choice.js'
import { toChatReplyId, toMessageId, type ChatReplyId, type MessageId } from '../ids.js'
import { classifyStop } from './stop.js'

/** What stands behind a button of a template: the action and the message it was sent with. */
const PAYLOAD = /^(confirm|cancel|stop):(.*)$/s
const MESSAGE_ID = /^m_[0-9a-z]{26}$/
const REPLY_ID = /^c_[0-9a-z]{26}$/

export interface Intent {
  /** `consent`: a button under a wording; `code`: the message carries a code of the reception. */
  intent: 'stop' | 'confirm' | 'cancel' | 'consent' | 'code' | 'doubt' | 'other'
  /** Our message that the pressed button belongs to. */
  message: MessageId | null
}

export const readMessageId = (text: string | null): MessageId | null =>
  text !== null && MESSAGE_ID.test(text) ? toMessageId(text) : null

export const readReplyId = (text: string | null): ChatReplyId | null =>
  text !== null && REPLY_ID.test(text) ? toChatReplyId(text) : null

/**
 * @param payload what we put behind the pressed button
 * @param text what the patient wrote, or the title of the button
 */
export function readIntent(payload: string | null, text: string | null): Intent {
  const [, action, id] = PAYLOAD.exec(payload ?? '') ?? []
  const message = readMessageId(id ?? null)
  if (action === 'stop') return { intent: 'stop', message }
  if (action === 'confirm' || action === 'cancel') {
    // A button of ours without its message is not ours: a person must see what was meant.
    return { intent: message === null ? 'doubt' : action, message }
  }
  if (isConsentPayload(payload))
    return { intent: readChoice(payload) === null ? 'doubt' : 'consent', message: null }
  // Whoever sends a code and asks to stop has asked to stop.
  const hasCode = text !== null && readCode(text) !== null
  const stop = text === null ? 'none' : classifyStop(hasCode ? withoutCode(text) : text)
  if (stop !== 'none') return { intent: stop, message: null }
  return { intent: hasCode ? 'code' : 'other', message: null }
}
