/** The periods of retention in words, as reports and documents state them: the very rules that the daily deletion works with. Pure. */
import { Duration } from 'luxon'
import type { Practice } from '../../configuration/configuration.js'
import type { Language } from '../../errors.js'
import { periodsOf } from './periods.js'
import { retentionRules, type RetentionData, type RetentionRule } from './rules.js'

export interface StatedPeriod {
  data: string
  period: string
  reason: string
}

type Words = Readonly<Record<Language, string>>

const DATA: Readonly<Record<RetentionData, Words>> = {
  unconfirmed_requests: {
    de: 'Frage im Chat, die niemand beantwortet',
    en: 'Question in the chat that nobody answers',
  },
  unconfirmed_entries: {
    de: 'Von der Praxis gesetztes Kreuz ohne Bestätigung',
    en: 'Tick of the practice without confirmation',
  },
  message_parameters: {
    de: 'Nummer und Worte gesendeter Nachrichten',
    en: 'Number and words of messages sent',
  },
  chat_words: { de: 'Antworten im Chat', en: 'Answers in the chat' },
  inbound_words: {
    de: 'Was Patienten schreiben, nach Erledigung',
    en: 'What patients write, after it was dealt with',
  },
  unassigned_inbound: {
    de: 'Nachrichten, die niemandem zugeordnet sind',
    en: 'Messages that nobody was found for',
  },
  raw_webhooks: { de: 'Rohe Meldungen des Versanddienstes', en: 'Raw reports of the dispatch service' },
  failed_webhooks: {
    de: 'Meldungen, die nicht verarbeitet werden konnten',
    en: 'Reports that could not be worked on',
  },
  statuses: { de: 'Sendestatus im Einzelnen', en: 'Statuses of messages in detail' },
  access_log: { de: 'Zugriffsprotokoll', en: 'Access log' },
  decided_reviews: {
    de: 'Belege und Bild entschiedener Zweifelsfälle',
    en: 'Evidence and picture of decided cases',
  },
  delivered_events: {
    de: 'An die Praxissoftware zugestellte Ereignisse',
    en: 'Events told to the practice software',
  },
  answers: { de: 'Gemerkte Antworten auf wiederholte Anfragen', en: 'Stored answers to repeated requests' },
  waiting_forms: {
    de: 'Formulare, die niemandem zugeordnet sind, und Dateien, die keines der Formulare sind',
    en: 'Forms that nobody was found for, and files that are none of the forms',
  },
  stray_accounts: {
    de: 'WhatsApp-Konten, deren Nummer niemand mehr hat',
    en: 'WhatsApp accounts whose number nobody has any more',
  },
  unmatched_stops: { de: 'Nummern, von denen ein Stopp kam', en: 'Numbers that a stop came from' },
  past_consents: {
    de: 'Nachweis einer Einwilligung, die nicht mehr gilt, und dass auf sie gestützt gesendet wurde',
    en: 'Proof of a consent that no longer holds, and that something was sent under it',
  },
  kept_proofs: { de: 'Nachweis zu einer gelöschten Person', en: 'Proof about a person who was erased' },
  inactive_patients: {
    de: 'Patient, den die Praxissoftware nicht mehr führt',
    en: 'Patient whom the practice software no longer has',
  },
  tombstones: { de: 'Löschvermerk ohne Person', en: 'Tombstone without a person' },
}

/** What no daily deletion touches. */
const FURTHER: readonly { data: Words; period: Words; reason: Words }[] = [
  {
    data: { de: 'Geltende Einwilligung, geltende Ablehnung', en: 'Consent that holds, refusal that holds' },
    period: {
      de: 'solange sie gilt und die Praxis den Patienten führt',
      en: 'while it holds and the practice has the patient',
    },
    reason: { de: 'Art. 7 Abs. 1 DSGVO; um sie zu befolgen', en: 'Art. 7(1) GDPR; to obey it' },
  },
  {
    data: { de: 'Anamnesebogen, medizinische Angaben', en: 'Anamnesis form, medical data' },
    period: { de: 'nicht hier; in der Patientenakte 10 Jahre', en: 'not here; in the patient file 10 years' },
    reason: { de: '§ 630f Abs. 3 BGB', en: 'section 630f(3) BGB' },
  },
  {
    data: {
      de: 'Prüfwert einer gelöschten Person und ihrer Bögen, der niemanden nennt',
      en: 'Keyed digest of an erased person and of their forms, which names nobody',
    },
    period: {
      de: 'solange das Programm im Einsatz ist',
      en: 'while the program is in use',
    },
    reason: {
      de: 'damit die Löschung gilt, auch wenn Praxissoftware oder Sicherung die Person noch haben; Art. 17 DSGVO',
      en: 'so that the erasure holds where practice software or backup still have the person; Art. 17 GDPR',
    },
  },
]

export const dataText = (data: RetentionData, language: Language): string => DATA[data][language]

export function statedPeriods(practice: Pick<Practice, 'retention'>, language: Language): StatedPeriod[] {
  return [
    ...FURTHER.map(({ data, period, reason }) => ({
      data: data[language],
      period: period[language],
      reason: reason[language],
    })),
    ...retentionRules(periodsOf(practice)).map((rule) => ({
      data: dataText(rule.data, language),
      period: periodText(rule.period, language),
      reason: rule.reason[language].replace(REQUIREMENT, ''),
    })),
  ]
}

/** Numbers of requirements say nothing to a patient. */
const REQUIREMENT = / \(P-[^)]*\)/g

export function periodText(period: RetentionRule['period'], language: Language): string {
  if ('duration' in period) return Duration.fromISO(period.duration, { locale: language }).toHuman()
  const { yearsToEnd } = period
  return language === 'de'
    ? `bis zum Ende des ${yearsToEnd}. Jahres danach`
    : `to the end of the ${ordinal(yearsToEnd)} year after it`
}

const ORDINALS = ['zeroth', 'first', 'second', 'third', 'fourth', 'fifth']
const ordinal = (count: number): string => ORDINALS[count] ?? `${count}th`
