/** A report in which each column holds every code that it can hold. */
import type { AppointmentStatus } from '../../adapters/host.js'
import { REPLY_KINDS, type ReplyKind } from '../../plugin/chat/replies.js'
import type { RequestRoute, RequestState } from '../../plugin/chat/request.js'
import type { ReplyState } from '../../plugin/chat/take-reply.js'
import type { Language } from '../../plugin/errors.js'
import type { ConsentResult } from '../../plugin/form/consent-decision.js'
import type { PatientEventType } from '../../plugin/host/events.js'
import type { LinkSource } from '../../plugin/host/links.js'
import type { NumberScope } from '../../plugin/outbox/blocks.js'
import { type MessageState, OUTBOX_STATES, type OutboxState } from '../../plugin/outbox/state.js'
import type { PersonAction } from '../../plugin/privacy/access-log.js'
import { processingFacts } from '../../plugin/privacy/papers/processing-facts.js'
import type { Report } from '../../plugin/privacy/report/report.js'
import { REVIEW_DECISIONS, type ReviewDecision } from '../../plugin/review/review.js'
import type { Intent } from '../../plugin/whatsapp/intent.js'
import { inventedPractice, NOON } from '../consent/invented.js'

/** The members of a union; the compiler refuses one that is missing, and one that is not in it. */
const every = <Code extends string>(codes: Record<Code, true>): Code[] => Object.keys(codes) as Code[]

export const CODES = {
  source: every<LinkSource>({ host: true, form: true, review: true, chat: true, wamid: true }),
  result: every<ConsentResult>({ granted: true, refused: true, not_given: true, needs_review: true }),
  appointment: every<AppointmentStatus>({
    booked: true,
    confirmed: true,
    cancelled: true,
    completed: true,
    no_show: true,
  }),
  reminder: [...OUTBOX_STATES] as OutboxState[],
  message: OUTBOX_STATES.filter(
    (state): state is MessageState => !['planned', 'due', 'skipped'].includes(state),
  ),
  intent: every<Intent['intent']>({
    stop: true,
    confirm: true,
    cancel: true,
    consent: true,
    code: true,
    doubt: true,
    other: true,
  }),
  route: every<RequestRoute>({ code: true, confirmation: true, poster: true }),
  question: every<RequestState>({ issued: true, asked: true, answered: true, expired: true }),
  replyKind: [...REPLY_KINDS] as ReplyKind[],
  reply: OUTBOX_STATES.filter(
    (state): state is ReplyState => !['planned', 'claimed', 'skipped'].includes(state),
  ),
  decision: [...REVIEW_DECISIONS] as ReviewDecision[],
  scope: every<NumberScope>({ recipient: true, marketing: true }),
  event: every<PatientEventType>({
    'appointment.confirmed': true,
    'appointment.declined': true,
    'recall.confirmed': true,
    'recall.declined': true,
    'consent.withdrawn': true,
    'consent.granted': true,
    'consent.refused': true,
    'consent.not_recorded': true,
    'chat.poster': true,
    'message.received': true,
    reply_needs_person: true,
    shared_number_stop: true,
    stop_unmatched: true,
    number_changed: true,
    marketing_stopped: true,
  }),
  action: every<PersonAction>({
    report: true,
    certificate: true,
    receipt: true,
    export: true,
    review: true,
    rectify: true,
    restrict: true,
  }),
}
export type Codes = { [Column in keyof typeof CODES]: readonly string[] }

/** A person of whom each column holds each of its codes. */
export function reportWith(codes: Codes, language: Language): Report {
  const none = { status: 'never_asked' as const, since: null, entry: null, reasons: [] }
  const written = {
    schema: 1 as const,
    createdAt: NOON,
    practice: { id: 'muster', name: 'Zahnarztpraxis Dr. Muster', phone: '+493012345678' },
    patient: {
      hostPatientId: '4711',
      familyName: 'Beispiel',
      givenName: 'Erna',
      birthDate: '1980-01-31',
      mobilePhone: '+4915112345678',
      active: true,
      gone: false,
      since: NOON,
    },
    consents: { reminder: none, recall: none, conversation: none },
    entries: [],
    wordings: [],
    links: codes.source.map((source) => ({
      kind: 'phone' as const,
      value: '+4915112345678',
      evidence: `${source} 0123`,
      since: NOON,
    })),
    forms: [
      {
        sha256: 'c'.repeat(64),
        recordedAt: NOON,
        mapping: 'anamnese',
        givenAt: '2026-11-21',
        patient: null,
        consents: codes.result.map((result) => ({
          purpose: 'reminder' as const,
          result,
          control: 'WhatsApp',
          page: 1,
          raw: 'X',
          reasons: [],
        })),
        entries: [],
      },
    ],
    appointments: codes.appointment.map((status) => ({
      id: '1',
      startsAt: NOON,
      status,
      firstSeenAt: NOON,
      changedAt: NOON,
      gone: false,
    })),
    recalls: [],
    reminders: codes.reminder.map((status) => ({
      id: 'r_1',
      kind: 'appointment' as const,
      item: '1',
      rule: 'Vortag',
      purpose: 'reminder' as const,
      template: 'termin_erinnerung',
      dueAt: NOON,
      status,
      reason: null,
      consent: 0,
      answer: null,
      answeredAt: null,
    })),
    messages: codes.message.map((status) => ({
      id: 'm_1',
      reminder: 'r_1',
      attempt: 1,
      purpose: 'reminder' as const,
      template: 'termin_erinnerung',
      status,
      consent: 0,
      claimedAt: NOON,
      handedOverAt: NOON,
      settledAt: NOON,
      errorCode: null,
      reason: null,
      to: '+4915112345678',
      parameters: ['Erna'],
      statuses: [],
    })),
    inbound: codes.intent.map((intent) => ({
      id: 'i_1',
      kind: 'text',
      intent,
      answers: null,
      sentAt: NOON,
      receivedAt: NOON,
      sender: { phone: '+4915112345678', bsuid: null },
      text: 'Guten Tag',
      payload: null,
    })),
    questions: pairs(codes.route, codes.question).map(([route, state]) => ({
      id: 'q_1',
      route,
      state,
      issuedAt: NOON,
      expiresAt: NOON,
      askedAt: null,
      answeredAt: null,
      content: null,
    })),
    replies: pairs(codes.replyKind, codes.reply).map(([kind, state]) => ({
      id: 'c_1',
      answers: 'i_1',
      kind,
      state,
      createdAt: NOON,
      handedOverAt: null,
      content: null,
    })),
    reviews: codes.decision.map((decision) => ({
      id: 'v_1',
      kind: 'form' as const,
      state: 'decided' as const,
      openedAt: NOON,
      purposes: [],
      reasons: [],
      entries: [],
      inbound: null,
      decision,
      decidedAt: NOON,
      decidedBy: 'Frau Empfang',
      note: null,
      picture: false,
    })),
    blocks: codes.scope.map((scope) => ({ scope, errorCode: null, since: NOON, until: null })),
    events: codes.event.map((type) => ({ type, at: NOON, deliveredAt: NOON })),
    accesses: codes.action.map((action) => ({ at: NOON, action })),
    withheld: { sharedNumbers: 0, messages: 0 },
    processing: processingFacts(inventedPractice('muster'), language),
  }
  return written as Report
}

/** As many as the longer list has; the shorter one begins anew. */
const pairs = (some: readonly string[], others: readonly string[]): [string, string][] =>
  Array.from({ length: Math.max(some.length, others.length) }, (_, n) => [
    some[n % some.length]!,
    others[n % others.length]!,
  ])
