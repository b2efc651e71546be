import { expect } from 'chai'
import { subjectsByPhone } from '../../plugin/host/links.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { append, inventedEntry, NOON, settableClock } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  bsuidOf,
  change,
  consentOf,
  deliver,
  inboundMessage,
  practicesOnOneDatabase,
  reminderRow,
  status,
  text,
  withMessages,
  withStatuses,
  type Json,
} from '../webhook/practice.js'
import { cases, decide, onlyCase } from './practice.js'

const MOTHER = '+4915112345678'
const STRANGER = '4915198765432'

const says = (waId: string, words: string, context?: string): Json =>
  withMessages(inboundMessage(waId, NOON, text(words, context)))
const hidden = (message: Json): Json =>
  Object.fromEntries(Object.entries(message).filter(([field]) => field !== 'from'))

const codesOf = async (practice: OpenPractice): Promise<string[]> =>
  (await cases(practice)).map(({ kind, reasons, decisions }) =>
    [kind, ...reasons.map(({ code }) => code), decisions.join('|')].join(' '),
  )

onEachDatabase('A case about a message', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  it('opens with words that may mean stop; they were one, or they were none (P-18)', async () => {
    for (const [decision, expected] of [
      ['withdrawn', 'withdrawn'],
      ['released', 'active'],
    ] as const) {
      const practice = await open()
      const patient = await addPatient(practice, '4711')
      const planned = await addReminder(practice, patient, { state: 'planned' })
      await deliver(practice, says(patient.waId, 'stop, ich komme später'))
      expect(await codesOf(practice)).to.deep.equal(['reply reply_in_doubt withdrawn|released'])
      const review = await onlyCase(practice)
      expect(review.inbound).to.match(/^i_/)
      expect(await consentOf(practice, patient)).to.equal('on_hold')
      await decide(practice, review, decision)
      expect(await consentOf(practice, patient)).to.equal(expected)
      expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
    }
  })

  it('opens also where nobody knows who wrote them; assigned, it is that patient’s stop (P-18)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(practice, says(STRANGER, 'stop, ich komme später'))
    expect(await codesOf(practice)).to.deep.equal(['reply reply_in_doubt assigned|dismissed'])
    await decide(practice, await onlyCase(practice), 'assigned', { patient: toHostPatientId('4711') })
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })

  it('decided withdrawn takes back also what the patient has agreed to meanwhile, and what waits (P-17)', async () => {
    const clock = settableClock()
    const practice = await open(clock)
    const patient = await addPatient(practice, '4711')
    await deliver(practice, says(patient.waId, 'stop, ich komme später'))
    clock.set(addMillis(NOON, 60_000))
    await append(practice, [inventedEntry(patient.subject, 'granted', { givenAt: addMillis(NOON, 30_000) })])
    expect(await consentOf(practice, patient)).to.equal('active')
    const planned = await addReminder(practice, patient, { state: 'planned' })
    await decide(practice, await onlyCase(practice), 'withdrawn')
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
    expect(await reminderRow(practice, planned)).to.include({
      state: 'cancelled',
      reason: 'consent_withdrawn',
    })
  })

  it('about one doubt leaves other doubts of the same patient standing', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(practice, says(patient.waId, 'stop, ich komme später'))
    await deliver(practice, says(patient.waId, 'nicht mehr nötig, danke'))
    const [second, first] = await cases(practice)
    await decide(practice, second!, 'released')
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    await decide(practice, first!, 'released')
    expect(await consentOf(practice, patient)).to.equal('active')
  })

  it('is one for each patient of a shared number, and each is decided alone (P-29)', async () => {
    const practice = await open()
    const mother = await addPatient(practice, '1', MOTHER)
    const child = await addPatient(practice, '2', MOTHER)
    await deliver(practice, says(mother.waId, 'STOP'))
    expect(await codesOf(practice)).to.deep.equal([
      'stop shared_number_stop withdrawn|released',
      'stop shared_number_stop withdrawn|released',
    ])
    for (const review of await cases(practice))
      await decide(practice, review, review.patient === '1' ? 'withdrawn' : 'released')
    expect(await consentOf(practice, mother)).to.equal('withdrawn')
    expect(await consentOf(practice, child)).to.equal('active')
  })

  it('opens for the patient whom a stop from another account names', async () => {
    const practice = await open()
    const named = await addPatient(practice, '1', MOTHER)
    const sender = await addPatient(practice, '2', `+${STRANGER}`)
    const sent = await addReminder(practice, named)
    await deliver(practice, says(sender.waId, 'STOP', sent.wamid))
    expect(await codesOf(practice)).to.deep.equal(['stop stop_from_other_account withdrawn|released'])
  })

  it('opens for each whom a stop of an unknown account may have come from, and each can be released (P-19)', async () => {
    const practice = await open()
    const patients = [
      await addPatient(practice, '1', MOTHER),
      await addPatient(practice, '2', `+${STRANGER}`),
    ]
    for (const patient of patients) await addReminder(practice, patient)
    await deliver(practice, withMessages(hidden(inboundMessage('4915100000000', NOON, text('STOP')))))
    expect(await codesOf(practice)).to.have.length(2)
    for (const review of await cases(practice))
      await decide(practice, review, review.patient === '1' ? 'withdrawn' : 'released')
    expect(await consentOf(practice, patients[0]!)).to.equal('withdrawn')
    expect(await consentOf(practice, patients[1]!)).to.equal('active')
  })

  describe('of nobody, a stop from a number that nobody knows (P-19)', () => {
    const blocks = (practice: OpenPractice): Promise<unknown[]> =>
      practice.database
        .knex('send_blocks')
        .where({ practice_id: practice.configuration.id, scope: 'recipient' })
    const stops = (practice: OpenPractice): Promise<unknown[]> =>
      practice.database.knex('unmatched_stops').where({ practice_id: practice.configuration.id })

    it('is one case, however often it is said', async () => {
      const practice = await open()
      await deliver(practice, says(STRANGER, 'STOP'), says(STRANGER, 'Stopp!'))
      expect(await codesOf(practice)).to.deep.equal(['stop unmatched_stop assigned|released|dismissed'])
      expect(await blocks(practice)).to.have.length(1)
    })

    it('is the withdrawal of whom it is assigned to, whose number it is from then on', async () => {
      const practice = await open()
      const patient = await addPatient(practice, '4711', MOTHER)
      const planned = await addReminder(practice, patient, { state: 'planned' })
      await deliver(practice, says(STRANGER, 'STOP'))
      const decided = await decide(practice, await onlyCase(practice), 'assigned', {
        patient: toHostPatientId('4711'),
      })
      expect(decided.patient).to.equal('4711')
      expect(await consentOf(practice, patient)).to.equal('withdrawn')
      expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
      const { trx, keys } = { trx: practice.database.knex, keys: practice.keys }
      expect(await subjectsByPhone(trx, keys, patient.phone)).to.deep.equal([patient.subject])
      expect(await blocks(practice)).to.deep.equal([])
      const inbound = await trx('inbound_messages')
        .where({ practice_id: practice.configuration.id })
        .first<{ subject_id: string }>('subject_id')
      expect(inbound.subject_id).to.equal(patient.subject)
      const entries = await practice.ledger.entriesOf(trx, patient.subject)
      expect(entries.at(-1)?.content).to.deep.include({ method: 'review', number: `+${STRANGER}` })
    })

    it('is lifted when it was none, and blocks on when it concerns nobody here', async () => {
      const practice = await open()
      await deliver(practice, says(STRANGER, 'STOP'))
      await decide(practice, await onlyCase(practice), 'released')
      expect([await blocks(practice), await stops(practice)]).to.deep.equal([[], []])
      await deliver(practice, says(STRANGER, 'STOP'))
      await decide(practice, await onlyCase(practice), 'dismissed')
      expect(await blocks(practice)).to.have.length(1)
    })

    it('gives way to the case of the patient who turns out to have the number', async () => {
      const practice = await open()
      await deliver(practice, says(STRANGER, 'STOP'))
      const patient = await addPatient(practice, '4711', `+${STRANGER}`)
      await deliver(practice, says('4915155555555', 'Hallo'))
      expect(await codesOf(practice)).to.deep.equal(['stop earlier_stop withdrawn|released'])
      expect(await consentOf(practice, patient)).to.equal('on_hold')
      await decide(practice, await onlyCase(practice), 'released')
      expect(await consentOf(practice, patient)).to.equal('active')
    })
  })

  it('opens for what is held when marketing is switched off in WhatsApp; recalls are withdrawn (P-20)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const preference = (value: string, id: string): Json =>
      change(
        {
          messaging_product: 'whatsapp',
          metadata: { display_phone_number: '493012345600', phone_number_id: '106540352242922' },
          user_preferences: [
            {
              wa_id: patient.waId,
              category: 'marketing_messages',
              value,
              timestamp: Date.parse(NOON) / 1000,
              detail: id,
            },
          ],
        },
        'user_preferences',
      )
    await deliver(practice, preference('stop', 'one'))
    expect(await codesOf(practice)).to.deep.equal(['stop marketing_stopped withdrawn|released'])
    const review = await onlyCase(practice)
    expect(review.purposes).to.deep.equal(['reminder', 'conversation'])
    await decide(practice, review, 'released')
    expect(await consentOf(practice, patient, 'reminder')).to.equal('active')
    expect(await consentOf(practice, patient, 'recall')).to.equal('withdrawn')
    await deliver(practice, preference('resume', 'two'))
    expect(await consentOf(practice, patient, 'recall')).to.equal('withdrawn')
  })

  it('opens when another account stands behind a number; only a person or the patient ends the hold (P-31)', async () => {
    for (const [decision, expected] of [
      ['released', 'active'],
      ['ask_patient', 'pending'],
      ['withdrawn', 'withdrawn'],
    ] as const) {
      const practice = await open()
      const patient = await addPatient(practice, '4711')
      const sent = await addReminder(practice, patient)
      await deliver(practice, withStatuses(status(sent, 'delivered', NOON, patient.waId)))
      const other = { ...inboundMessage(patient.waId, NOON, text('Hallo')), from_user_id: bsuidOf(STRANGER) }
      await deliver(practice, withMessages(other))
      expect(await codesOf(practice)).to.deep.equal(['number account_changed released|ask_patient|withdrawn'])
      expect(await consentOf(practice, patient)).to.equal('on_hold')
      await decide(practice, await onlyCase(practice), decision)
      expect(await consentOf(practice, patient)).to.equal(expected)
    }
  })
})
