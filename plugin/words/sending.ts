/** What becomes of reminders and messages, and what stands against sending. */
import type { NumberScope } from '../outbox/blocks.js'
import type { OutboxState } from '../outbox/state.js'
import type { Words } from './words.js'

export const STATE_WORDS: Words<OutboxState> = {
  planned: { de: 'geplant', en: 'planned' },
  due: { de: 'fällig', en: 'due' },
  claimed: { de: 'in Arbeit', en: 'in work' },
  skipped: { de: 'ausgelassen', en: 'skipped' },
  cancelled: { de: 'zurückgenommen', en: 'taken back' },
  handed_over: { de: 'wird übergeben', en: 'being handed over' },
  unknown: { de: 'ungewiss', en: 'unknown' },
  rejected: { de: 'zurückgewiesen', en: 'rejected' },
  accepted: { de: 'angenommen', en: 'accepted' },
  sent: { de: 'gesendet', en: 'sent' },
  failed: { de: 'fehlgeschlagen', en: 'failed' },
  delivered: { de: 'zugestellt', en: 'delivered' },
  read: { de: 'gelesen', en: 'read' },
}

export const PLAN_WORDS: Words<'send' | 'skip'> = {
  send: { de: 'senden', en: 'send' },
  skip: { de: 'auslassen', en: 'skip' },
}

export const ANSWER_WORDS: Words<'confirmed' | 'declined'> = {
  confirmed: { de: 'kommt', en: 'coming' },
  declined: { de: 'sagt ab', en: 'declined' },
}

export const SCOPE_WORDS: Words<NumberScope> = {
  recipient: { de: 'alles an diese Nummer', en: 'everything to this number' },
  marketing: { de: 'Werbung an diese Nummer', en: 'advertising to this number' },
}
