/** A patient's message as the chat answers it. */
import parsePhone from 'libphonenumber-js/max'
import type { Practice } from '../configuration/configuration.js'
import type { Wamid } from '../ids.js'
import { addMillis, type Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import type { Speaker } from './words.js'

export interface Turn {
  /** Our id of it. */
  inbound: string
  wamid: Wamid
  account: Account
  /** When it was written; not after now. */
  sentAt: Instant
}

/** Free messages are allowed for so long after the person's own message. */
const WINDOW_MILLIS = 24 * 60 * 60_000

export const windowOf = ({ sentAt }: Pick<Turn, 'sentAt'>): Instant => addMillis(sentAt, WINDOW_MILLIS)

export const speakerOf = ({ name, phone }: Practice): Speaker => ({
  name,
  phone: parsePhone(phone)?.formatInternational() ?? phone,
})
