import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { FormMapping } from '../../plugin/configuration/configuration.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  button,
  consentOf,
  deliver,
  inboundMessage,
  practicesOnOneDatabase,
  reminderRow,
  text,
  withMessages,
  type InventedPatient,
  type SentReminder,
} from '../webhook/practice.js'
import { codeOf, NOON } from './invented.js'

const BOX: FormMapping = {
  id: 'aktualisierung',
  match: { controls: ['WhatsApp'] },
  template: null,
  markedBy: 'patient_device',
  patient: {},
  givenAt: null,
  representative: null,
  consents: [
    {
      purposes: ['reminder', 'recall'],
      controls: { kind: 'one', control: 'WhatsApp' },
      granted: null,
      refused: ['Nein'],
      wording: null,
    },
  ],
}

const newFormSayingNo = (host: string): ReadableForm => ({
  kind: 'read',
  sha256: createHash('sha256').update(`no of ${host}`).digest('hex'),
  format: 'pdf',
  mapping: BOX.id,
  resembles: null,
  patient: {
    hostPatientId: host,
    familyName: null,
    givenName: null,
    birthDate: null,
    mobilePhone: readPhone('0151 12345678'),
  },
  givenAt: toLocalDate('2026-11-21'),
  representative: null,
  consents: (['reminder', 'recall'] as const).map((purpose) => ({
    purpose,
    result: 'refused',
    control: 'WhatsApp',
    raw: 'Nein',
    reasons: [],
    page: 1,
    rect: null,
  })),
  reader: 'test',
})

interface Way {
  /** As the title says it. */
  how: string
  /** What the consent is afterwards. */
  leaves: 'withdrawn' | 'refused'
  take: (practice: OpenPractice, patient: InventedPatient, sent: SentReminder) => Promise<unknown>
}

const WAYS: readonly Way[] = [
  {
    how: 'by reply',
    leaves: 'withdrawn',
    take: (practice, { waId }) =>
      deliver(practice, withMessages(inboundMessage(waId, NOON, text('Bitte nicht mehr schreiben')))),
  },
  {
    how: 'by reply in another language',
    leaves: 'withdrawn',
    take: (practice, { waId }) =>
      deliver(practice, withMessages(inboundMessage(waId, NOON, text('Не пишите мне больше')))),
  },
  {
    how: 'by the button under a message',
    leaves: 'withdrawn',
    take: (practice, { waId }, sent) =>
      deliver(practice, withMessages(inboundMessage(waId, NOON, button(`stop:${sent.message}`, sent)))),
  },
  {
    how: 'at the desk',
    leaves: 'withdrawn',
    take: (practice, { host }) =>
      recordAtReception(practice, {
        patient: toHostPatientId(host),
        result: 'withdrawn',
        purposes: null,
        by: 'Reception',
        wording: null,
        note: null,
      }),
  },
  {
    how: 'by a new form that says no',
    leaves: 'refused',
    take: (practice, { host }) => recordForm(practice, newFormSayingNo(host)),
  },
]

onEachDatabase('Taking a consent back', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  async function asked(): Promise<{
    practice: OpenPractice
    patient: InventedPatient
    sent: SentReminder
    planned: SentReminder
    claimed: SentReminder
  }> {
    const opened = await open()
    const practice: OpenPractice = { ...opened, configuration: { ...opened.configuration, forms: [BOX] } }
    const patient = await addPatient(practice, '4711')
    return {
      practice,
      patient,
      sent: await addReminder(practice, patient),
      planned: await addReminder(practice, patient, { state: 'planned' }),
      claimed: await addReminder(practice, patient, { state: 'claimed' }),
    }
  }

  for (const { how, leaves, take } of WAYS) {
    it(`${how} takes one step and no reason, and effect within a second (P-16, P-17)`, async () => {
      const { practice, patient, sent, planned, claimed } = await asked()
      const began = performance.now()
      await take(practice, patient, sent)
      expect(performance.now() - began).to.be.below(1000)
      expect(await consentOf(practice, patient)).to.equal(leaves)
      expect(await consentOf(practice, patient, 'recall')).to.equal(leaves)
      for (const waiting of [planned, claimed])
        expect((await reminderRow(practice, waiting)).state).to.equal('cancelled')
      expect((await reminderRow(practice, sent)).state).to.equal('accepted')
    })

    it(`${how} is recorded and obeyed in one transaction, or not at all (P-17)`, async () => {
      const { practice, patient, sent, planned } = await asked()
      const dying: OpenPractice = {
        ...practice,
        ledger: {
          ...practice.ledger,
          append: async (trx, entries) => {
            await practice.ledger.append(trx, entries)
            throw new Error('killed after the append')
          },
        },
      }
      await codeOf(take(dying, patient, sent))
      expect(await consentOf(practice, patient)).to.equal('active')
      expect((await reminderRow(practice, planned)).state).to.equal('planned')
    })
  }
})
