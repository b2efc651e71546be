/**
 * Our own codes in FHIR: what a consent is for, and through which channel. HL7's purposes of use know neither a recall
 * nor a messenger.
 * @see https://hl7.org/fhir/R4/codesystem.html
 */
import type { CodeSystem, Coding } from 'fhir/r4.js'
import { PURPOSES, type Purpose } from '../../plugin/consent/purpose.js'

const BASE = 'urn:anamnese-recall:fhir:code-system'
export const PURPOSE_SYSTEM = `${BASE}:purpose`
export const CHANNEL_SYSTEM = `${BASE}:channel`
export const WHATSAPP = { system: CHANNEL_SYSTEM, code: 'whatsapp', display: 'WhatsApp through 360dialog' }

const PURPOSE_TEXTS: Readonly<Record<Purpose, { display: string; definition: string; de: string }>> = {
  reminder: {
    display: 'Appointment reminder',
    definition: 'Messages that remind of an agreed appointment.',
    de: 'Erinnerung an einen vereinbarten Termin',
  },
  recall: {
    display: 'Recall',
    definition: 'Messages that invite to arrange a check-up when it is due.',
    de: 'Einladung, eine fällige Kontrolle zu vereinbaren',
  },
  conversation: {
    display: 'Conversation',
    definition: 'Answers to messages that the patient wrote.',
    de: 'Antworten auf Nachrichten der Patientin oder des Patienten',
  },
}

export const purposeCoding = (purpose: Purpose): Coding => ({
  system: PURPOSE_SYSTEM,
  code: purpose,
  display: PURPOSE_TEXTS[purpose].display,
})

/** Both code systems as R4 resources, for whoever validates our consents. */
export function codeSystems(): CodeSystem[] {
  const common = {
    resourceType: 'CodeSystem',
    status: 'active',
    content: 'complete',
    caseSensitive: true,
  } as const
  return [
    {
      ...common,
      url: PURPOSE_SYSTEM,
      name: 'AnamneseRecallPurpose',
      concept: PURPOSES.map((code) => ({
        code,
        display: PURPOSE_TEXTS[code].display,
        definition: PURPOSE_TEXTS[code].definition,
        designation: [{ language: 'de', value: PURPOSE_TEXTS[code].de }],
      })),
    },
    {
      ...common,
      url: CHANNEL_SYSTEM,
      name: 'AnamneseRecallChannel',
      concept: [
        {
          code: WHATSAPP.code,
          display: WHATSAPP.display,
          definition: 'WhatsApp Business Platform (Cloud API), reached through 360dialog.',
        },
      ],
    },
  ]
}
