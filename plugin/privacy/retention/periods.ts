/** How long what is kept. The defaults are the table of docs/compliance.md; a practice may shorten or lengthen them. */
import type { Practice } from '../../configuration/configuration.js'
import { toIsoDuration, type IsoDuration } from '../../time.js'

export interface RetentionPeriods {
  /** Calendar years after the one in which a consent was last used, withdrawn or declared (§§ 195, 199 BGB, § 31 OWiG). */
  proofYears: number
  /** Calendar years that a tombstone says that and when something was erased. */
  tombstoneYears: number
  /** A code or question in the chat that nobody answered. */
  unconfirmed: IsoDuration
  /** Number and words of what was sent, by reminder or in the chat. */
  messageParameters: IsoDuration
  /** What patients wrote, counted from when nothing about it is open any more. */
  inboundText: IsoDuration
  /** Bodies of webhooks as they came. */
  rawWebhooks: IsoDuration
  /** Those that could not be worked on, so that a person can look. */
  failedWebhooks: IsoDuration
  /** Statuses of messages as they came. */
  statuses: IsoDuration
  accessLog: IsoDuration
  /** Evidence and picture of a decided case. */
  decidedReviews: IsoDuration
  /** Events that the host has taken. */
  deliveredEvents: IsoDuration
  /** Answers to repeated requests. */
  answers: IsoDuration
  /** Forms that nobody was found for. */
  unmatchedForms: IsoDuration
  /** WhatsApp accounts whose number nobody has any more. */
  strayAccounts: IsoDuration
  /** A patient whom the host calls inactive or no longer has, where no proof must be kept. */
  inactivePatients: IsoDuration
}

const DEFAULTS: RetentionPeriods = {
  proofYears: 3,
  tombstoneYears: 3,
  unconfirmed: toIsoDuration('P14D'),
  messageParameters: toIsoDuration('P90D'),
  inboundText: toIsoDuration('P30D'),
  rawWebhooks: toIsoDuration('P7D'),
  failedWebhooks: toIsoDuration('P30D'),
  statuses: toIsoDuration('P90D'),
  accessLog: toIsoDuration('P12M'),
  decidedReviews: toIsoDuration('P30D'),
  deliveredEvents: toIsoDuration('P30D'),
  answers: toIsoDuration('P7D'),
  unmatchedForms: toIsoDuration('P90D'),
  strayAccounts: toIsoDuration('P30D'),
  inactivePatients: toIsoDuration('P90D'),
}

export const periodsOf = ({ retention }: Pick<Practice, 'retention'>): RetentionPeriods => ({
  ...DEFAULTS,
  ...retention,
})

/** Those that are durations. */
export const PERIOD_NAMES = [
  'unconfirmed',
  'messageParameters',
  'inboundText',
  'rawWebhooks',
  'failedWebhooks',
  'statuses',
  'accessLog',
  'decidedReviews',
  'deliveredEvents',
  'answers',
  'unmatchedForms',
  'strayAccounts',
  'inactivePatients',
] as const satisfies readonly (keyof RetentionPeriods)[]
