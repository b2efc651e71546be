/** What patients write and press, what they are asked in the chat, and what the plugin writes there. */
import type { ReplyKind } from '../chat/replies.js'
import type { RequestState } from '../chat/request.js'
import type { Intent } from '../whatsapp/intent.js'
import type { Words } from './words.js'

export const INTENT_WORDS: Words<Intent['intent']> = {
  stop: { de: 'Stopp', en: 'asked to stop' },
  confirm: { de: 'Zusage', en: 'is coming' },
  cancel: { de: 'Absage', en: 'is not coming' },
  consent: { de: 'Antwort auf die Frage nach der Einwilligung', en: 'answer to the question for consent' },
  code: { de: 'Code vom Empfang', en: 'code of the reception' },
  doubt: { de: 'zweifelhaft, ein Mensch muss lesen', en: 'in doubt, a person must read it' },
  other: { de: 'keine Anweisung', en: 'no instruction' },
}

export const QUESTION_WORDS: Words<RequestState> = {
  issued: { de: 'ausgegeben, noch nicht gefragt', en: 'handed out, not asked yet' },
  asked: { de: 'gefragt, keine vollständige Antwort', en: 'asked, not fully answered' },
  answered: { de: 'beantwortet', en: 'answered' },
  expired: { de: 'beendet ohne vollständige Antwort', en: 'ended without a full answer' },
}

export const REPLY_WORDS: Words<ReplyKind> = {
  consent_wording: { de: 'Wortlaut der Einwilligung', en: 'wording of the consent' },
  consent_question: { de: 'Frage nach der Einwilligung', en: 'question for consent' },
  consent_answer: { de: 'Bestätigung Ihrer Antwort', en: 'confirmation of your answer' },
  stop_confirmed: { de: 'Bestätigung Ihres Stopps', en: 'confirmation of your stop' },
  poster_answer: { de: 'Antwort auf den Aushang', en: 'answer to the poster' },
  notice: { de: 'Hinweis', en: 'note' },
}
