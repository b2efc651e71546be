/**
 * A consent record and receipt in the structure of ISO/IEC TS 27560: header, processing, parties, events. Pure.
 * One record for each purpose that was ever answered; its events are the ledger's entries about that purpose.
 */
import type { DataProtectionOfficer, Practice, Wording } from '../configuration/configuration.js'
import type { EntryType, LedgerEntry, Method } from '../consent/entry.js'
import { PURPOSES, type Purpose } from '../consent/purpose.js'
import type { ConsentState, ConsentStatus } from '../consent/status.js'
import type { SubjectId } from '../ids.js'
import type { E164 } from '../phone.js'
import { addressLine, type ControllerPractice } from '../privacy/controller.js'
import { supervisoryAuthority } from '../privacy/supervisory-authority.js'
import type { Instant } from '../time.js'

export interface ReceiptInput {
  practice: Pick<Practice, 'id'> & ControllerPractice
  /** Every wording that an entry names, as registered. */
  wordings: readonly Pick<Wording, 'sha256' | 'text'>[]
  subject: SubjectId
  entries: readonly LedgerEntry[]
  purposes: Readonly<Record<Purpose, Pick<ConsentStatus, 'status' | 'since' | 'entry' | 'reasons'>>>
  /** The signed checkpoint that the receipt names (RFC 9162, C2SP), so that it can be checked against the ledger. */
  checkpoint: string
  now: Instant
}

type EventState = 'given' | 'refused' | 'withdrawn' | 'pending' | 'unknown' | 'superseded'

export interface ConsentEvent {
  event_id: number
  event_time: string
  captured_time: Instant | null
  recorded_time: Instant
  event_type: 'explicit_declaration' | 'withdrawal' | 'refusal' | 'doubt' | 'decision' | 'unanswered'
  event_state: EventState
  method: Method | null
  entity: string | null
  entity_name: string | null
  notice: { id: string; language: string; sha256: string } | null
}

export interface ConsentRecord {
  schema_version: '1'
  record_id: string
  pii_principal_id: SubjectId
  state: ConsentState
  reasons: string[]
  pii_processing: {
    privacy_notice: { id: string; language: string; sha256: string; text: string | null } | null
    purpose: Purpose
    purpose_description: string
    lawful_basis: string[]
    pii_information: { pii_type: string; special_category: boolean }[]
    collection_method: Method | null
    storage_location: string
    retention: string
    recipients: { name: string; role: string; country: string; transfer_basis: string | null }[]
    withdrawal_method: string[]
    privacy_rights: string[]
    channel: 'whatsapp'
    number: E164 | null
  }
  events: ConsentEvent[]
}

export interface ConsentReceipt {
  schema_version: '1'
  standard: 'ISO/IEC TS 27560 (structure)'
  receipt_id: string
  issued_at: Instant
  pii_controller: {
    id: string
    name: string
    legal_name: string
    phone: E164
    /** In one line; `null`, like the two below: the practice has not said it. */
    address: string | null
    jurisdiction: string
    data_protection_officer: DataProtectionOfficer | null
    supervisory_authority: string | null
  }
  records: ConsentRecord[]
  checkpoint: string
}

const DESCRIPTIONS: Readonly<Record<Purpose, string>> = {
  reminder: 'Reminders of agreed appointments by WhatsApp.',
  recall: 'Invitations by WhatsApp to arrange a check-up when it is due.',
  conversation: 'Answers by WhatsApp to what the patient wrote.',
}

const STATES: Readonly<Partial<Record<EntryType, [ConsentEvent['event_type'], EventState]>>> = {
  granted: ['explicit_declaration', 'given'],
  refused: ['refusal', 'refused'],
  withdrawn: ['withdrawal', 'withdrawn'],
  pending: ['explicit_declaration', 'pending'],
  held: ['doubt', 'unknown'],
  not_given: ['unanswered', 'unknown'],
  released: ['decision', 'unknown'],
}

export function consentReceipt(input: ReceiptInput): ConsentReceipt {
  const { practice, now, checkpoint, entries } = input
  return {
    schema_version: '1',
    standard: 'ISO/IEC TS 27560 (structure)',
    receipt_id: `${practice.id}/${input.subject}/${entries.at(-1)?.seq ?? 'none'}`,
    issued_at: now,
    pii_controller: {
      id: practice.id,
      name: practice.name,
      legal_name: practice.controller,
      phone: practice.phone,
      address: practice.address === null ? null : addressLine(practice.address),
      jurisdiction: practice.region.slice(0, 2),
      data_protection_officer: practice.dataProtectionOfficer,
      supervisory_authority: supervisoryAuthority(practice.region),
    },
    records: PURPOSES.flatMap((purpose) => recordOf(input, purpose) ?? []),
    checkpoint,
  }
}

function recordOf(input: ReceiptInput, purpose: Purpose): ConsentRecord | null {
  const { practice, subject, purposes } = input
  const entries = input.entries.filter(({ content }) => content?.purposes.includes(purpose) === true)
  if (entries.length === 0) return null
  const superseded = new Set(entries.flatMap(({ content }) => content?.supersedes ?? []))
  const { status, reasons, entry: seq } = purposes[purpose]
  const resting = entries.find((entry) => entry.seq === seq)?.content ?? null
  return {
    schema_version: '1',
    record_id: `${practice.id}/${subject}/${purpose}`,
    pii_principal_id: subject,
    state: status,
    reasons,
    pii_processing: {
      privacy_notice: noticeOf(resting?.wording ?? null, input.wordings),
      purpose,
      purpose_description: DESCRIPTIONS[purpose],
      lawful_basis: ['GDPR Art. 6(1)(a)', 'GDPR Art. 9(2)(a)'],
      pii_information: [
        { pii_type: 'name', special_category: false },
        { pii_type: 'telephone number or WhatsApp account', special_category: false },
        { pii_type: 'time of an appointment, or that a check-up is due', special_category: true },
      ],
      collection_method: resting?.method ?? null,
      storage_location: 'database of the practice',
      retention:
        'while the consent holds, then to the end of the third year after its last use or withdrawal',
      recipients: [
        { name: '360dialog', role: 'processor', country: 'DE', transfer_basis: null },
        {
          name: 'Meta (WhatsApp Cloud API)',
          role: 'sub-processor',
          country: 'IE, US',
          transfer_basis: 'EU-US Data Privacy Framework',
        },
      ],
      withdrawal_method: [
        'reply STOP in the chat',
        'button in the chat',
        'at the reception',
        'a new form',
        `call ${practice.phone}`,
      ],
      privacy_rights: ['access', 'rectification', 'erasure', 'restriction', 'portability', 'complaint'],
      channel: 'whatsapp',
      number: resting?.number ?? null,
    },
    events: entries.flatMap((entry) => eventOf(entry, superseded) ?? []),
  }
}

function noticeOf(
  wording: { id: string; language: string; sha256: string } | null,
  registered: ReceiptInput['wordings'],
): ConsentRecord['pii_processing']['privacy_notice'] {
  if (wording === null) return null
  const text = registered.find(({ sha256 }) => sha256 === wording.sha256)?.text ?? null
  return { ...wording, text }
}

function eventOf(entry: LedgerEntry, superseded: ReadonlySet<number>): ConsentEvent | null {
  const kind = STATES[entry.type]
  const { content } = entry
  if (kind === undefined || content === null) return null
  const [event_type, event_state] = kind
  return {
    event_id: entry.seq,
    event_time: content.givenAt ?? entry.recordedAt,
    captured_time: content.capturedAt,
    recorded_time: entry.recordedAt,
    event_type,
    event_state: superseded.has(entry.seq) ? 'superseded' : event_state,
    method: content.method,
    entity: content.actor.role,
    entity_name: content.actor.name,
    notice: content.wording,
  }
}
