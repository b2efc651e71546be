/**
 * One patient's consents as FHIR R4 Consent resources, one for each purpose. Pure.
 *
 * A consent that is not in force denies: software that reads nothing but `provision.type` must never send because of a
 * consent that was refused, withdrawn, in doubt or unconfirmed.
 * @see https://hl7.org/fhir/R4/consent.html
 */
import type { Bundle, Consent, Reference } from 'fhir/r4.js'
import type { Practice } from '../../plugin/configuration/configuration.js'
import type { EntryContent, LedgerEntry } from '../../plugin/consent/entry.js'
import { PURPOSES, type Purpose } from '../../plugin/consent/purpose.js'
import type { ConsentState, ConsentStatus } from '../../plugin/consent/status.js'
import type { HostPatientId } from '../../plugin/ids.js'
import type { Instant } from '../../plugin/time.js'
import { purposeCoding, WHATSAPP } from './code-systems.js'
import { organizationOf } from './organization.js'

const ORGANIZATION = 'practice'

export interface ConsentInput {
  practice: Pick<
    Practice,
    'id' | 'name' | 'controller' | 'phone' | 'address' | 'dataProtectionOfficer' | 'region'
  >
  patient: HostPatientId
  entries: readonly LedgerEntry[]
  purposes: Readonly<Record<Purpose, Pick<ConsentStatus, 'status' | 'since' | 'entry' | 'reasons'>>>
  now: Instant
}

/** What our states are in FHIR's list; `draft` is FHIR's word for what may not be acted upon. */
const STATUS: Readonly<Record<Exclude<ConsentState, 'never_asked'>, Consent['status']>> = {
  active: 'active',
  pending: 'proposed',
  on_hold: 'draft',
  refused: 'rejected',
  withdrawn: 'inactive',
  expired: 'inactive',
}

/** A purpose that was never answered has no resource. */
export function consentBundle(input: ConsentInput): Bundle<Consent> {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: input.now,
    entry: PURPOSES.flatMap((purpose) => {
      const resource = consentOf(input, purpose)
      return resource === null ? [] : [{ resource }]
    }),
  }
}

function consentOf({ practice, patient, entries, purposes }: ConsentInput, purpose: Purpose): Consent | null {
  const { status, since, entry: seq } = purposes[purpose]
  if (status === 'never_asked' || since === null || seq === null) return null
  const content = entries.find((entry) => entry.seq === seq)?.content ?? null
  const performer = performerOf(content, patient, practice.id)
  const source = sourceOf(content)
  return {
    resourceType: 'Consent',
    contained: [organizationOf(practice, ORGANIZATION)],
    identifier: [{ system: `urn:anamnese-recall:ledger:${practice.id}`, value: String(seq) }],
    status: STATUS[status],
    scope: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/consentscope',
          code: 'patient-privacy',
          display: 'Privacy Consent',
        },
      ],
    },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
    patient: { identifier: { system: `urn:anamnese-recall:patient:${practice.id}`, value: patient } },
    dateTime: content?.givenAt ?? since,
    ...(performer !== null && { performer: [performer] }),
    organization: [{ reference: `#${ORGANIZATION}`, display: practice.name }],
    ...(source !== null && { sourceReference: source }),
    policyRule: { text: 'GDPR Art. 6(1)(a), Art. 9(2)(a)' },
    verification: [
      { verified: status === 'active', ...(status === 'active' && { verificationDate: since }) },
    ],
    provision: {
      type: status === 'active' ? 'permit' : 'deny',
      code: [{ coding: [WHATSAPP] }],
      purpose: [purposeCoding(purpose)],
    },
  }
}

function performerOf(
  content: EntryContent | null,
  patient: HostPatientId,
  practice: string,
): Reference | null {
  if (content === null) return null
  const { role, name } = content.actor
  switch (role) {
    case 'patient':
      return { identifier: { system: `urn:anamnese-recall:patient:${practice}`, value: patient } }
    case 'parent':
    case 'guardian':
    case 'betreuer':
      return { display: name === null ? role : `${name} (${role})` }
    case 'staff':
    case 'system':
      return null
  }
}

/** The wording that was shown, by its hash. */
function sourceOf(content: EntryContent | null): Reference | null {
  const wording = content?.wording ?? null
  return wording === null
    ? null
    : {
        identifier: { system: 'urn:anamnese-recall:wording:sha256', value: wording.sha256 },
        display: `${wording.id} (${wording.language})`,
      }
}
