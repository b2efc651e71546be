/** What is deleted when, and why. Pure. */
import type { IsoDuration } from '../../time.js'
import type { RetentionPeriods } from './periods.js'

export const RETENTION_DATA = [
  'unconfirmed_requests',
  'unconfirmed_entries',
  'message_parameters',
  'chat_words',
  'inbound_words',
  'unassigned_inbound',
  'raw_webhooks',
  'failed_webhooks',
  'statuses',
  'access_log',
  'decided_reviews',
  'delivered_events',
  'answers',
  'waiting_forms',
  'stray_accounts',
  'unmatched_stops',
  'past_consents',
  'kept_proofs',
  'inactive_patients',
  'tombstones',
] as const
export type RetentionData = (typeof RETENTION_DATA)[number]

export interface RetentionRule {
  data: RetentionData
  /** A duration, or calendar years counted to the end of the last one. */
  period: { duration: IsoDuration } | { yearsToEnd: number }
  /** Our own choice (†), which a practice may change, and not the law's. */
  chosen: boolean
  reason: { de: string; en: string }
}

const CLAIMS = {
  de: 'Nachweis der Einwilligung: §§ 195, 199 BGB, § 31 OWiG',
  en: 'proof of consent: §§ 195, 199 BGB, § 31 OWiG',
}

/** One for each kind of data, in the order in which they are worked on. */
export function retentionRules(periods: RetentionPeriods): RetentionRule[] {
  const after = (duration: IsoDuration): RetentionRule['period'] => ({ duration })
  const rule = (
    data: RetentionData,
    period: RetentionRule['period'],
    de: string,
    en: string,
    chosen = true,
  ): RetentionRule => ({ data, period, chosen, reason: { de, en } })
  const { proofYears, tombstoneYears } = periods
  return [
    rule(
      'unconfirmed_requests',
      after(periods.unconfirmed),
      'Niemand hat geantwortet (P-22, P-24)',
      'nobody answered (P-22, P-24)',
    ),
    rule(
      'unconfirmed_entries',
      after(periods.unconfirmed),
      'Der Patient hat es nicht bestätigt (P-24)',
      'the patient did not confirm it (P-24)',
    ),
    rule(
      'message_parameters',
      after(periods.messageParameters),
      'Nummer und Worte nur für Rückfragen',
      'number and words are for disputes only',
    ),
    rule(
      'chat_words',
      after(periods.messageParameters),
      'Nummer und Worte nur für Rückfragen',
      'number and words are for disputes only',
    ),
    rule(
      'inbound_words',
      after(periods.inboundText),
      'Erledigt (Datensparsamkeit)',
      'handled (minimisation)',
    ),
    rule(
      'unassigned_inbound',
      after(periods.statuses),
      'Gehört zu niemandem (Datensparsamkeit)',
      'belongs to nobody (minimisation)',
    ),
    rule(
      'raw_webhooks',
      after(periods.rawWebhooks),
      'Spanne, in der 360dialog wiederholt',
      'span in which 360dialog repeats',
    ),
    rule(
      'failed_webhooks',
      after(periods.failedWebhooks),
      'Zeit für eine Person, nachzusehen',
      'time for a person to look',
    ),
    rule('statuses', after(periods.statuses), 'Rückfragen', 'disputes'),
    rule('access_log', after(periods.accessLog), 'Art. 32 DSGVO', 'Art. 32 GDPR'),
    rule('decided_reviews', after(periods.decidedReviews), 'Entschieden', 'decided'),
    rule('delivered_events', after(periods.deliveredEvents), 'Zugestellt', 'delivered'),
    rule('answers', after(periods.answers), 'Spanne für Wiederholungen', 'span for repetitions'),
    rule(
      'waiting_forms',
      after(periods.unmatchedForms),
      'Gehört zu niemandem (Datensparsamkeit)',
      'belongs to nobody (minimisation)',
    ),
    rule(
      'stray_accounts',
      after(periods.strayAccounts),
      'Gehört zu niemandem (Datensparsamkeit)',
      'belongs to nobody (minimisation)',
    ),
    rule(
      'unmatched_stops',
      { yearsToEnd: proofYears },
      'Widerspruch, der zu befolgen ist',
      'an objection that is to be obeyed',
    ),
    rule('past_consents', { yearsToEnd: proofYears }, CLAIMS.de, CLAIMS.en, false),
    rule('kept_proofs', { yearsToEnd: proofYears }, CLAIMS.de, CLAIMS.en, false),
    rule(
      'inactive_patients',
      after(periods.inactivePatients),
      'Kein Patient mehr, und kein Nachweis mehr geschuldet',
      'no patient any more, and no proof owed',
    ),
    rule('tombstones', { yearsToEnd: tombstoneYears }, 'Nachweis der Löschung', 'proof of the erasure'),
  ]
}
