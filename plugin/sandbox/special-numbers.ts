/**
 * Recipients with a fixed fate: `+49 151 00` and a six-digit code. Codes of Meta stand for themselves
 * (`+4915100131026` has no WhatsApp); the small ones are ways in which nothing is certain.
 */
import type { Language } from '../errors.js'
import type { Control } from './contract.js'

type Effect = Control['Effect']

export interface SpecialNumber {
  /** E.164. */
  phone: string
  effect: Effect
  /** What happens, in words. */
  about: Record<Language, string>
}

const number = (code: number, effect: Effect, de: string, en: string): SpecialNumber => ({
  phone: `+4915100${String(code).padStart(6, '0')}`,
  effect,
  about: { de, en },
})
const later = (code: number, de: string, en: string): SpecialNumber =>
  number(
    code,
    { kind: 'failed_status', code },
    `angenommen, dann failed ${code}: ${de}`,
    `accepted, then failed ${code}: ${en}`,
  )
const atOnce = (code: number, de: string, en: string): SpecialNumber =>
  number(code, { kind: 'meta_error', code }, `abgelehnt ${code}: ${de}`, `refused ${code}: ${en}`)

export const SPECIAL_NUMBERS: readonly SpecialNumber[] = [
  later(131026, 'kein WhatsApp unter dieser Nummer', 'no WhatsApp on this number'),
  later(131047, 'außerhalb des 24-Stunden-Fensters', 'outside the 24 h window'),
  later(131049, 'Werbegrenze je Person', 'per-user marketing limit'),
  later(130472, 'wegen eines Versuchs zurückgehalten', 'withheld by an experiment'),
  later(131000, 'unbekannter Fehler', 'unknown error'),
  atOnce(131050, 'die Person hat Werbung abbestellt', 'the person stopped marketing'),
  atOnce(130403, 'wir haben die Person gesperrt', 'we blocked this person'),
  atOnce(131056, 'zu viele Nachrichten an diese Person', 'too many messages to this person'),
  atOnce(130429, 'Durchsatz erreicht', 'throughput reached'),
  atOnce(130497, 'Land nicht erlaubt', 'country not allowed'),
  atOnce(131016, 'Dienst nicht verfügbar', 'service unavailable'),
  atOnce(131031, 'Konto gesperrt', 'account locked'),
  atOnce(131042, 'Zahlungsproblem', 'payment problem'),
  atOnce(131048, 'Spam-Beschränkung', 'spam restriction'),
  atOnce(131057, 'Wartung', 'maintenance'),
  atOnce(131064, 'Vorlagen falsch eingestuft', 'template misclassification'),
  atOnce(132015, 'Vorlage pausiert', 'template paused'),
  number(1, { kind: 'silent', sent: true }, 'sent, nie delivered', 'sent, never delivered'),
  number(2, { kind: 'silent', sent: false }, 'angenommen, nie ein Status', 'accepted, no status ever'),
  number(3, { kind: 'skip_delivered' }, 'read ohne delivered', 'read without delivered'),
  number(
    4,
    { kind: 'failed_status', code: 131026, afterSent: true },
    'sent, dann failed 131026',
    'sent, then failed 131026',
  ),
  number(
    408,
    { kind: 'hang', accepted: true },
    'keine Antwort, die Nachricht geht trotzdem hinaus',
    'no answer, but the message is sent',
  ),
  number(
    409,
    { kind: 'hang', accepted: false },
    'keine Antwort, nichts geht hinaus',
    'no answer, nothing is sent',
  ),
  number(
    429,
    { kind: 'gateway_error', httpStatus: 429 },
    'vom Gateway abgelehnt, 429',
    'refused by the gateway, 429',
  ),
  number(500, { kind: 'server_error', accepted: false }, '500, nichts geht hinaus', '500, nothing is sent'),
  number(
    502,
    { kind: 'bad_gateway', accepted: true },
    '502 mit HTML, die Nachricht geht trotzdem hinaus',
    '502 with HTML, but the message is sent',
  ),
]

const BY_WA_ID: ReadonlyMap<string, Effect> = new Map(
  SPECIAL_NUMBERS.map(({ phone, effect }) => [phone.slice(1), effect]),
)

export const specialEffect = (waId: string): Effect | undefined => BY_WA_ID.get(waId)
