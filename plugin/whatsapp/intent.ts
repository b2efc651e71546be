/** What a patient wants who answers: pressed a button of ours, wrote to stop, or something a person must read. Pure. */
import { toMessageId, type MessageId } from '../ids.js'
import { classifyStop } from './stop.js'

/** What stands behind a button of a template: the action and the message it was sent with. */
const PAYLOAD = /^(confirm|cancel|stop):(.*)$/s
const MESSAGE_ID = /^m_[0-9a-z]{26}$/

export interface Intent {
  intent: 'stop' | 'confirm' | 'cancel' | 'doubt' | 'other'
  /** Our message that the pressed button belongs to. */
  message: MessageId | null
}

export const readMessageId = (text: string | null): MessageId | null =>
  text !== null && MESSAGE_ID.test(text) ? toMessageId(text) : null

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
  const stop = text === null ? 'none' : classifyStop(text)
  return { intent: stop === 'none' ? 'other' : stop, message: null }
}
