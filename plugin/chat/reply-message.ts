/** The messages that the plugin writes into a chat, before they have an addressee. Pure. */
import type { components } from '../../openapi/types/dialog360.js'
import type { Purpose } from '../consent/purpose.js'
import type { ChatReplyId, RequestId } from '../ids.js'
import type { Account } from '../whatsapp/callback.js'
import type { OutgoingMessage } from '../whatsapp/dialog360.js'
import { choicePayload } from './choice.js'
import type { ChatWords } from './words.js'

type Schemas = components['schemas']
export type ReplyMessage =
  | Pick<Schemas['TextMessage'], 'type' | 'text'>
  | Pick<Schemas['InteractiveMessage'], 'type' | 'interactive'>

export const textReply = (body: string): ReplyMessage => ({
  type: 'text',
  text: { body, preview_url: false },
})

/** Below a message fit so many; a list holds more. */
const MOST_BUTTONS = 3

/** A question with one button for each purpose, and one for a no to all of them: a no costs one step, too (P-06). */
export function questionReply(
  words: ChatWords,
  text: string,
  request: RequestId,
  purposes: readonly Purpose[],
): ReplyMessage {
  const choices = [
    ...purposes.map((purpose) => ({
      id: choicePayload({ request, answer: 'yes', purposes: [purpose] }),
      title: words.buttons[purpose],
    })),
    { id: choicePayload({ request, answer: 'no', purposes: [...purposes] }), title: words.buttons.no },
  ]
  return {
    type: 'interactive',
    interactive:
      choices.length <= MOST_BUTTONS
        ? {
            type: 'button',
            body: { text },
            action: { buttons: choices.map((reply) => ({ type: 'reply', reply })) },
          }
        : {
            type: 'list',
            body: { text },
            action: { button: words.buttons.choose, sections: [{ rows: choices }] },
          },
  }
}

/** @returns `null` for an account that shows neither number nor id: nobody can be answered there */
export function addressed(
  id: ChatReplyId,
  { phone, bsuid }: Account,
  message: ReplyMessage,
): OutgoingMessage | null {
  const addressee = phone !== null ? { to: phone } : bsuid !== null ? { recipient: bsuid } : null
  if (addressee === null) return null
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressee,
    biz_opaque_callback_data: id,
    ...message,
  }
}
