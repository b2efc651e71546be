/** The bodies of webhooks. Pure. */
import type { Behaviour } from './behaviour.js'
import type { Channel } from './channel.js'
import type { Control, Provider } from './contract.js'
import type { StatusStep } from './course.js'
import { webhookError } from './meta-error.js'
import { bsuidOf } from './recipient.js'

/** What one webhook can bring of one number. */
export interface Events {
  contacts: Provider['WebhookContact'][]
  messages: Provider['InboundMessage'][]
  statuses: Provider['Status'][]
}

const seconds = (millis: number): string => String(Math.floor(millis / 1000))

/** Several events of one number in one body. */
export function eventsBody(channel: Channel, events: readonly Events[]): Provider['WebhookBody'] {
  const contacts = events.flatMap((event) => event.contacts)
  const messages = events.flatMap((event) => event.messages)
  const statuses = events.flatMap((event) => event.statuses)
  const value: Provider['WebhookValue'] = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: channel.waId, phone_number_id: channel.phoneNumberId },
    ...(contacts.length > 0 && { contacts }),
    ...(messages.length > 0 && { messages }),
    ...(statuses.length > 0 && { statuses }),
  }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: channel.wabaId, changes: [{ field: 'messages', value }] }],
  }
}

/** A notice of the account carries no number. */
export function noticeBody(
  channel: Channel,
  field: string,
  value: Record<string, unknown>,
  now: number,
): Provider['WebhookBody'] {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: channel.wabaId, time: Math.floor(now / 1000), changes: [{ field, value }] }],
  }
}

export interface StatusSubject {
  wamid: string
  /** `null` when the send addressed a BSUID. */
  waId: string | null
  bsuid: string
  callbackData: string | null
  /** Lower case, `service` for free messages. */
  category: string
  windowOpen: boolean
}

export function statusEvents(
  subject: StatusSubject,
  step: StatusStep,
  now: number,
  behaviour: Behaviour,
): Events {
  const failed = step.status === 'failed'
  const free = subject.windowOpen && subject.category !== 'marketing'
  const status: Provider['Status'] = {
    id: subject.wamid,
    status: step.status,
    timestamp: seconds(now),
    ...(subject.waId !== null && { recipient_id: subject.waId }),
    ...((!failed || subject.waId === null) && { recipient_user_id: subject.bsuid }),
    ...(subject.callbackData !== null && { biz_opaque_callback_data: subject.callbackData }),
    ...(step.priced && {
      pricing: {
        billable: !free,
        pricing_model: 'PMP',
        type: free ? 'free_customer_service' : 'regular',
        category: subject.category,
      },
    }),
    ...(behaviour.conversation &&
      !failed && { conversation: { id: subject.wamid.slice(-24), origin: { type: subject.category } } }),
    ...(step.code !== null && { errors: [webhookError(step.code)] }),
  }
  const contact = { ...(subject.waId !== null && { wa_id: subject.waId }), user_id: subject.bsuid }
  return { contacts: behaviour.statusContacts && !failed ? [contact] : [], messages: [], statuses: [status] }
}

export function inboundEvents(
  channel: Channel,
  order: Control['InboundOrder'],
  wamid: string,
  now: number,
): Events {
  const { from, content } = order
  const waId = from.phone.slice(1)
  const bsuid = bsuidOf(waId)
  const sender = from.bsuidOnly === true ? {} : { from: waId }
  const message: Provider['InboundMessage'] = {
    ...sender,
    from_user_id: bsuid,
    id: wamid,
    timestamp: seconds(now),
    ...contentOf(channel, content),
  }
  const contact: Provider['WebhookContact'] = {
    profile: {
      name: from.name ?? 'Erika M.',
      ...(from.username !== undefined && { username: from.username }),
    },
    ...(from.bsuidOnly !== true && { wa_id: waId }),
    user_id: bsuid,
  }
  // WhatsApp's own notices come without `contacts`.
  return { contacts: content.type === 'number_change' ? [] : [contact], messages: [message], statuses: [] }
}

type Content = Omit<Provider['InboundMessage'], 'id' | 'timestamp'>

function contentOf(channel: Channel, content: Control['InboundContent']): Content {
  const replyTo = (wamid: string): Pick<Content, 'context'> => ({
    context: { from: channel.waId, id: wamid },
  })
  switch (content.type) {
    case 'text':
      return {
        type: 'text',
        text: { body: content.body },
        ...(content.replyTo !== undefined && replyTo(content.replyTo)),
      }
    case 'button':
      return {
        type: 'button',
        button: { payload: content.payload, text: content.text ?? content.payload },
        ...replyTo(content.replyTo),
      }
    case 'button_reply':
      return {
        type: 'interactive',
        interactive: {
          type: 'button_reply',
          button_reply: { id: content.id, title: content.title ?? content.id },
        },
        ...replyTo(content.replyTo),
      }
    case 'list_reply':
      return {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: content.id, title: content.title ?? content.id },
        },
        ...replyTo(content.replyTo),
      }
    case 'reaction':
      return {
        type: 'reaction',
        reaction: {
          message_id: content.replyTo,
          ...(content.emoji !== undefined && { emoji: content.emoji }),
        },
      }
    case 'image':
      return {
        type: 'image',
        image: {
          id: '1479537139650973',
          mime_type: 'image/jpeg',
          sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
          ...(content.caption !== undefined && { caption: content.caption }),
        },
      }
    case 'unsupported':
      return { type: 'unsupported', errors: [webhookError(131051)] }
    case 'number_change':
      return {
        type: 'system',
        system: {
          type: 'user_changed_number',
          wa_id: content.newPhone.slice(1),
          body: 'User changed from one number to another',
        },
      }
  }
}
