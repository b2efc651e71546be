import { expect } from 'chai'
import { codeDigest } from '../../plugin/chat/code.js'
import { consentFor } from '../../plugin/consent/gate.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { readPatient } from '../../plugin/host/patients.js'
import { halt, resume } from '../../plugin/outbox/halt.js'
import { reasonText } from '../../plugin/reminder/reasons.js'
import { recipientOf } from '../../plugin/reminder/recipient.js'
import { toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { append, codeOf, inventedEntry } from '../consent/invented.js'
import { cases, decide } from '../review/practice.js'
import { addReminder, reminderRow } from '../webhook/practice.js'
import {
  codeIn,
  DAY,
  desksOnOneDatabase,
  ERIKA,
  GERMAN,
  HOUR,
  MINUTE,
  NO,
  OTHER,
  phoneOf,
  prefilled,
  TURKISH,
  wording,
  YES,
  YES_RECALL,
  type Desk,
  type DeskPatient,
} from './desk.js'

onEachDatabase('A code of the reception', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  let erika: DeskPatient
  beforeEach(async () => {
    desk = await open()
    erika = await desk.patient('4711')
  })

  const granted = async (): Promise<number> =>
    (await desk.entries(erika)).filter(({ type }) => type === 'granted').length

  /** The code is sent and the question stands in the chat. */
  async function ask(from = ERIKA): Promise<void> {
    const issued = await desk.issue(erika)
    await desk.pass(MINUTE)
    await desk.write(from, prefilled(issued))
    await desk.pass(MINUTE)
  }

  describe('as it is issued', () => {
    it('is a link with nothing about the patient, valid for 15 minutes, and only its hash is stored (P-22)', async () => {
      const issued = await desk.issue(erika)
      const url = new URL(issued.url)
      expect(url.origin + url.pathname).to.equal('https://wa.me/493012345600')
      expect(prefilled(issued)).to.match(/^Mein Code für WhatsApp-Nachrichten der Praxis: [0-9A-Z-]{34}$/)
      for (const personal of ['4711', 'Erika', 'Muster', ERIKA.slice(1), erika.subject])
        expect(decodeURIComponent(issued.url)).not.to.include(personal)
      expect(issued.svg).to.match(/^<svg/)
      expect(Date.parse(issued.expiresAt) - Date.parse(desk.clock.now())).to.equal(15 * MINUTE)
      const rows = await desk.practice.database
        .knex('consent_requests')
        .where({ practice_id: desk.practice.configuration.id })
      expect(rows).to.have.length(1)
      expect(rows[0]).to.include({ code_sha256: codeDigest(codeIn(issued)), state: 'issued' })
      expect(JSON.stringify(rows)).not.to.include(codeIn(issued))
    })

    it('carries the wording in the language that was asked for', async () => {
      const issued = await desk.issue(erika, { language: 'tr' })
      expect(prefilled(issued)).to.match(/^Muayenehanenin/)
      expect(await codeOf(desk.issue(erika, { language: 'fr' }))).to.equal('WORDING_MISSING')
    })

    it('needs a wording that is about every purpose (P-01)', async () => {
      const form = desk.practice.configuration.forms[0]!
      const narrow = await open({
        wordings: [GERMAN],
        forms: [{ ...form, consents: [{ ...form.consents[0]!, purposes: ['reminder'] }] }],
      })
      const patient = await narrow.patient('1')
      expect(await codeOf(narrow.issue(patient))).to.equal('WORDING_MISSING')
      expect(await codeOf(narrow.issue(patient, { wording: 'wa-2026-01' }))).to.equal('WORDING_MISSING')
      expect(await codeOf(narrow.issue(patient, { wording: 'nope' }))).to.equal('WORDING_UNKNOWN')
      expect(await codeOf(narrow.issue(patient, { purposes: ['reminder'] }))).to.equal('no error')
    })

    it('is refused for a patient who is unknown or inactive', async () => {
      const stranger = { ...erika, host: '9999' as typeof erika.host }
      expect(await codeOf(desk.issue(stranger))).to.equal('PATIENT_UNKNOWN')
      const gone = await desk.patient('5', { active: false })
      expect(await codeOf(desk.issue(gone))).to.equal('PATIENT_INACTIVE')
    })

    it('is refused to somebody who was erased', async () => {
      await desk.practice.database.write((trx) =>
        trx('subject_keys').where({ subject_id: erika.subject }).update({ wrapped: null }),
      )
      expect(await codeOf(desk.issue(erika))).to.equal('KEY_DESTROYED')
    })

    it('is refused while the practice is halted, and so is a code that arrives then (P-40)', async () => {
      const issued = await desk.issue(erika)
      await halt(desk.practice, 'Dr. Muster')
      expect(await codeOf(desk.issue(erika))).to.equal('SENDING_HALTED')
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.said(ERIKA)).to.have.length(0)
      expect(await desk.types()).to.include('consent.not_recorded')
      await resume(desk.practice, 'Dr. Muster')
      await desk.run()
      expect(desk.said(ERIKA)).to.have.length(0)
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.question(ERIKA).choices).to.have.length(3)
    })

    it('under 16 needs a parent or guardian, who is kept as the acting person (P-27, P-28)', async () => {
      const child = await desk.patient('7', { birthDate: toLocalDate('2015-05-05') })
      expect(await codeOf(desk.issue(child))).to.equal('GUARDIAN_NEEDED')
      const issued = await desk.issue(child, { actor: { role: 'parent', name: 'Erika Muster' } })
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      const entry = (await desk.entries(child)).at(-1)
      expect(entry?.content).to.deep.include({
        actor: { role: 'parent', name: 'Erika Muster' },
        numberHolder: 'representative',
      })
      expect(await desk.status(child)).to.equal('active')
    })

    it('answered by a parent of somebody whose birthday is not known is held, with a case, until it is (P-28)', async () => {
      const child = await desk.patient('7', { birthDate: null })
      const issued = await desk.issue(child, { actor: { role: 'parent', name: 'Erika Muster' } })
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES_RECALL)
      expect(await desk.status(child)).to.equal('on_hold')
      const [review, ...others] = await cases(desk.practice)
      expect(others).to.deep.equal([])
      expect(review).to.deep.include({ kind: 'birthday', patient: '7', purposes: ['reminder', 'recall'] })
      expect(review?.entries).to.have.length(2)
      await desk.patient('7', { birthDate: toLocalDate('2015-05-05') })
      expect(await desk.status(child)).to.equal('active')
    })

    it('of an adult is not answered by a parent, but may be by a Betreuer (P-28)', async () => {
      expect(await codeOf(desk.issue(erika, { actor: { role: 'parent', name: 'A' } }))).to.equal(
        'GUARDIAN_ENDED',
      )
      expect(await codeOf(desk.issue(erika, { actor: { role: 'betreuer', name: 'B' } }))).to.equal('no error')
    })

    it('ends the older ones of the patient', async () => {
      const first = await desk.issue(erika)
      const second = await desk.issue(erika)
      await desk.write(ERIKA, prefilled(first))
      expect(desk.texts(ERIKA).at(-1)).to.include('abgelaufen')
      await desk.write(ERIKA, prefilled(second))
      expect(desk.question(ERIKA).choices).to.have.length(3)
    })
  })

  describe('when the patient sends it', () => {
    it('is answered with the whole wording, then a button for each purpose and one for no', async () => {
      await ask()
      const [text, question, ...others] = desk.said(ERIKA)
      expect(others).to.deep.equal([])
      expect(text?.text).to.equal(GERMAN.text)
      expect(question?.choices.map(({ title }) => title)).to.deep.equal([YES, YES_RECALL, NO])
      expect(await desk.status(erika)).to.equal('never_asked')
      expect(await desk.entries(erika)).to.deep.equal([])
    })

    it('is answered with a list where there are more choices than buttons', async () => {
      const issued = await desk.issue(erika, { purposes: [...PURPOSES] })
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      expect(desk.question(ERIKA).choices).to.have.length(4)
      await desk.press(ERIKA, desk.question(ERIKA), 'Ja: Rückfragen')
      expect(await desk.status(erika, 'conversation')).to.equal('active')
      expect(await desk.status(erika, 'reminder')).to.equal('never_asked')
    })

    it('is answered with a long wording in several messages that together are the wording', async () => {
      const long = wording(
        'lang',
        'de',
        Array.from({ length: 400 }, (_, n) => `Absatz ${n} der Einwilligung.`).join('\n'),
      )
      const wordy = await open({ wordings: [long] })
      const patient = await wordy.patient('1')
      await wordy.write(ERIKA, prefilled(await wordy.issue(patient)))
      const said = wordy.said(ERIKA)
      expect(said.length).to.be.greaterThan(3)
      expect(
        said
          .slice(0, -1)
          .map(({ text }) => text)
          .join(''),
      ).to.equal(long.text)
      expect(said.at(-1)?.choices).to.have.length(3)
    })

    it('counts however the telephone changed case, dashes and the words around it', async () => {
      const code = codeIn(await desk.issue(erika))
      await desk.write(ERIKA, `Hallo! ${code.toLowerCase().replaceAll('-', ' – ')}\nViele Grüße`)
      expect(desk.question(ERIKA).choices).to.have.length(3)
    })

    it('that nobody issued is answered politely and told to the practice, and nothing is recorded', async () => {
      await desk.write(ERIKA, 'Mein Code: AAAAAA-BBBBBB-CCCCCC-DDDDDD-EEEEEE')
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(desk.texts(ERIKA)[0]).to.include('kennen wir nicht')
      const [event] = await desk.events()
      expect(event).to.deep.include({ type: 'consent.not_recorded' })
      expect(event?.data).to.include({ reason: 'code_unknown' })
      expect(await desk.entries(erika)).to.deep.equal([])
    })

    it('after its 15 minutes is answered as expired (P-22)', async () => {
      const issued = await desk.issue(erika)
      await desk.pass(15 * MINUTE)
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(desk.texts(ERIKA)[0]).to.include('abgelaufen')
      expect((await desk.events())[0]).to.have.nested.property('data.reason', 'code_expired')
      expect((await desk.events()).length).to.equal(0)
    })

    it('in its last second counts', async () => {
      const issued = await desk.issue(erika)
      await desk.pass(15 * MINUTE - 1_000)
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.question(ERIKA).choices).to.have.length(3)
    })

    it('to another practice is unknown there, and the practice learns why', async () => {
      const other = await open()
      await other.patient('1')
      const issued = await desk.issue(erika)
      await other.write(ERIKA, prefilled(issued))
      expect(other.texts(ERIKA)[0]).to.include('kennen wir nicht')
      expect((await other.events())[0]).to.have.nested.property('data.reason', 'code_of_other_practice')
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.question(ERIKA).choices).to.have.length(3)
    })

    it('from a second account is used up, and the question stays with the first (P-22, P-23)', async () => {
      const issued = await desk.issue(erika)
      await desk.write(ERIKA, prefilled(issued))
      await desk.write(OTHER, prefilled(issued))
      expect(desk.texts(OTHER)).to.have.length(1)
      expect(desk.texts(OTHER)[0]).to.include('schon verwendet')
      const last = (await desk.events()).at(-1)
      expect(last).to.have.nested.property('data.reason', 'code_used')
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await desk.status(erika)).to.equal('active')
    })

    it('from two accounts at the same moment is put to one of them', async () => {
      const body = prefilled(await desk.issue(erika))
      for (const phone of [ERIKA, OTHER])
        await desk.sandbox.inbound({ from: { phone }, content: { type: 'text', body } })
      await Promise.all([desk.run(), desk.run(), desk.run()])
      await desk.run()
      const asked = desk.sandbox.messages().filter(({ choices }) => choices.length > 0)
      expect(asked).to.have.length(1)
      const reasons = (await desk.events()).map(({ data }) => ('reason' in data ? data.reason : null))
      expect(reasons).to.deep.equal(['code_used'])
    })

    it('again from the same account repeats nothing: the buttons are there', async () => {
      const issued = await desk.issue(erika)
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.texts(ERIKA)).to.have.length(3)
      expect(desk.texts(ERIKA).at(-1)).to.include('Schaltflächen')
    })

    it('after the answer is used up', async () => {
      const issued = await desk.issue(erika, { purposes: ['reminder'] })
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      await desk.pass(MINUTE)
      await desk.write(ERIKA, prefilled(issued))
      expect(desk.texts(ERIKA).at(-1)).to.include('schon verwendet')
      expect(await granted()).to.equal(1)
    })

    it('with the words of a stop is a stop first', async () => {
      await ask()
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      await desk.pass(MINUTE)
      const issued = await desk.issue(erika)
      await desk.write(ERIKA, `STOP ${codeIn(issued)}`)
      expect(await desk.status(erika)).to.equal('withdrawn')
      expect(desk.texts(ERIKA).at(-1)).to.include('schreibt Ihnen nicht mehr')
    })
  })

  describe('a pressed button', () => {
    it('is the consent: of this purpose, under this wording, for this number, from this account (P-01, P-12, P-23)', async () => {
      await ask()
      await desk.pass(HOUR)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      const [entry, ...others] = await desk.entries(erika)
      expect(others).to.deep.equal([])
      expect(entry?.type).to.equal('granted')
      expect(entry?.content).to.deep.include({
        purposes: ['reminder'],
        method: 'qr',
        actor: { role: 'patient', name: null },
        givenAt: desk.clock.now(),
        number: phoneOf(ERIKA),
        numberHolder: 'patient',
        wording: { id: GERMAN.id, language: 'de', sha256: GERMAN.sha256 },
        reasons: [],
      })
      expect(entry?.content?.evidence).to.deep.include({ kind: 'chat', route: 'code' })
      expect(await desk.status(erika, 'reminder')).to.equal('active')
      expect(await desk.status(erika, 'recall')).to.equal('never_asked')
      const links = await desk.practice.database.knex('patient_links').where({ subject_id: erika.subject })
      expect(links.map(({ kind }: { kind: string }) => kind)).to.have.members(['phone', 'bsuid'])
      const event = (await desk.events()).at(-1)
      expect(event).to.deep.include({ type: 'consent.granted' })
      expect(event?.data).to.deep.include({ patient: '4711', purposes: ['reminder'], number: 'confirmed' })
    })

    it('is thanked for once, with how to stop, and the other purposes are asked with it', async () => {
      await ask()
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      const thanks = desk.said(ERIKA).at(-1)
      expect(thanks?.text).to.include('Terminerinnerungen').and.include('STOP')
      expect(thanks?.choices.map(({ title }) => title)).to.deep.equal([YES_RECALL, NO])
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), NO)
      expect(await desk.status(erika, 'reminder')).to.equal('active')
      expect(await desk.status(erika, 'recall')).to.equal('refused')
      expect(desk.said(ERIKA).at(-1)?.choices).to.deep.equal([])
    })

    it('for no refuses in one step, and nothing more is asked (P-06)', async () => {
      await ask()
      await desk.press(ERIKA, desk.question(ERIKA), NO)
      for (const purpose of ['reminder', 'recall'] as const)
        expect(await desk.status(erika, purpose)).to.equal('refused')
      expect(desk.said(ERIKA)).to.have.length(3)
      expect(desk.said(ERIKA).at(-1)?.choices).to.deep.equal([])
      expect(await desk.types()).to.deep.equal(['consent.refused'])
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
    })

    it('for no after a yes takes the yes back', async () => {
      await ask()
      const first = desk.question(ERIKA)
      await desk.press(ERIKA, first, YES)
      await desk.pass(MINUTE)
      await desk.press(ERIKA, first, NO)
      expect(await desk.status(erika, 'reminder')).to.equal('refused')
    })

    it('twice gives one consent and a friendly answer', async () => {
      await ask()
      const question = desk.question(ERIKA)
      await desk.press(ERIKA, question, YES)
      await desk.pass(MINUTE)
      await desk.press(ERIKA, question, YES)
      expect(await granted()).to.equal(1)
      expect(desk.texts(ERIKA).at(-1)).to.include('schon eingetragen')
    })

    it('after a withdrawal gives none, says how to agree anew, and the practice is told', async () => {
      await ask()
      const question = desk.question(ERIKA)
      await desk.press(ERIKA, question, YES)
      await desk.pass(MINUTE)
      await desk.write(ERIKA, 'STOP')
      await desk.pass(MINUTE)
      await desk.press(ERIKA, question, YES_RECALL)
      expect(await granted()).to.equal(1)
      expect(await desk.status(erika, 'recall')).to.equal('withdrawn')
      expect(desk.texts(ERIKA).at(-1)).to.include('neuen Code')
      expect((await desk.events()).at(-1)).to.have.nested.property('data.reason', 'denied_since')
      const anew = await desk.issue(erika)
      await desk.write(ERIKA, prefilled(anew))
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await desk.status(erika)).to.equal('active')
    })

    it('after a withdrawal at the desk gives none', async () => {
      await ask()
      const { recordAtReception } = await import('../../plugin/consent/reception.js')
      await recordAtReception(desk.practice, {
        patient: erika.host,
        result: 'withdrawn',
        purposes: null,
        by: 'Frau Empfang',
        wording: null,
        note: null,
      })
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
    })

    it('after a stop before anything was agreed gives none (P-16)', async () => {
      await ask(OTHER)
      await desk.write(OTHER, 'STOP')
      await desk.pass(MINUTE)
      await desk.press(OTHER, desk.question(OTHER), YES)
      expect(await granted()).to.equal(0)
    })

    it('by another account gives none, and the practice is told (P-23)', async () => {
      await ask()
      await desk.press(OTHER, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
      expect(desk.texts(OTHER)).to.have.length(1)
      expect(desk.texts(OTHER)[0]).to.include('anderen WhatsApp-Konto')
      expect((await desk.events()).at(-1)).to.have.nested.property('data.reason', 'other_account')
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(1)
    })

    it('after two weeks gives none (P-24)', async () => {
      await ask()
      await desk.pass(14 * DAY)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
      expect(desk.texts(ERIKA).at(-1)).to.include('nicht mehr offen')
    })

    it('of a question that a newer code replaced gives none', async () => {
      await ask()
      await desk.issue(erika)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
      expect((await desk.events()).at(-1)).to.have.nested.property('data.reason', 'question_over')
    })

    it('of a question nobody put gives none', async () => {
      await ask()
      const question = desk.question(ERIKA)
      const made = { id: `consent:q_${'a'.repeat(26)}:yes:reminder`, title: YES }
      await desk.press(ERIKA, { ...question, choices: [made] }, YES)
      expect(await granted()).to.equal(0)
      expect((await desk.events()).at(-1)).to.have.nested.property('data.reason', 'question_unknown')
    })

    it('of a purpose that the question did not name gives none (P-01)', async () => {
      const issued = await desk.issue(erika, { purposes: ['reminder'] })
      await desk.write(ERIKA, prefilled(issued))
      await desk.pass(MINUTE)
      const question = desk.question(ERIKA)
      const choices = question.choices.map(({ id, title }) => ({
        id: id.replace('yes:reminder', 'yes:recall'),
        title,
      }))
      await desk.press(ERIKA, { ...question, choices }, YES)
      expect(await granted()).to.equal(0)
    })

    it('is not the title of a button: words typed instead record nothing', async () => {
      await ask()
      for (const words of [YES, 'Ja', 'Ja, gerne']) await desk.write(ERIKA, words)
      expect(await desk.entries(erika)).to.deep.equal([])
      expect(desk.texts(ERIKA).at(-1)).to.include('Schaltflächen')
      expect(desk.said(ERIKA)).to.have.length(3)
    })

    it('from another number than the one on record is recorded and held until a person decides (P-29, P-30)', async () => {
      await ask(OTHER)
      await desk.press(OTHER, desk.question(OTHER), YES)
      expect(await desk.status(erika)).to.equal('on_hold')
      const entries = await desk.entries(erika)
      expect(entries.map(({ type }) => type)).to.deep.equal(['granted', 'held'])
      expect(entries[1]?.content).to.deep.include({ reasons: ['number_differs'], number: phoneOf(OTHER) })
      const [review, ...others] = await cases(desk.practice)
      expect(others).to.deep.equal([])
      expect(review).to.deep.include({ kind: 'number', patient: '4711', entries: [entries[1]?.seq] })
      expect(desk.texts(OTHER).at(-1)).to.include('andere Nummer')
      expect((await desk.events()).find(({ type }) => type === 'consent.granted')?.data).to.include({
        number: 'differs',
      })
      // A person has found out that it is this patient's number.
      await desk.pass(MINUTE)
      const released = { purposes: ['reminder' as const], supersedes: [entries[1]?.seq ?? -1] }
      await append(desk.practice, [inventedEntry(erika.subject, 'released', released)])
      expect(await desk.status(erika)).to.equal('active')
    })

    describe('from an account that hides its number', () => {
      const hidden = { bsuidOnly: true }
      const agree = async (patient = erika): Promise<void> => {
        await desk.write(ERIKA, prefilled(await desk.issue(patient)), hidden)
        await desk.pass(MINUTE)
        await desk.press(ERIKA, desk.question(ERIKA), YES, hidden)
      }

      it('binds the account and leaves the number unconfirmed: it is held, and the practice sees why (P-23, P-30)', async () => {
        await agree()
        expect(desk.question(ERIKA).to).to.match(/^DE\./)
        const [entry, held, ...further] = await desk.entries(erika)
        expect(further).to.deep.equal([])
        expect(entry?.type).to.equal('granted')
        expect(entry?.content).to.include({ number: null })
        expect(entry?.content?.bsuid).to.match(/^DE\./)
        expect(held?.type).to.equal('held')
        expect((await desk.events()).at(-1)?.data).to.include({ number: 'hidden' })
        expect(desk.texts(ERIKA).at(-1)).to.include('zeigt uns Ihre Nummer nicht').and.include('STOP')
        const { purposes } = await patientConsents(desk.practice, erika.host)
        expect(purposes.reminder).to.deep.include({ status: 'on_hold', reasons: ['number_hidden'] })
        const [review, ...others] = await cases(desk.practice)
        expect(others).to.deep.equal([])
        expect(review).to.include({ kind: 'number', patient: '4711' })
        expect(review?.reasons[0]).to.include({ code: 'number_hidden' })
        expect(review?.reasons[0]?.de).to.include('verbirgt die Nummer')
        expect(review?.decisions).to.deep.equal(['ask_patient', 'withdrawn'])
        const links = await desk.practice.database.knex('patient_links').where({ subject_id: erika.subject })
        expect(links).to.have.length(2)
      })

      it('is not sent for, neither to the number on record nor to the account, and the reason is told (P-23, P-29)', async () => {
        const waiting = await addReminder(
          desk.practice,
          { ...erika, waId: ERIKA.slice(1) },
          { state: 'planned' },
        )
        await agree()
        expect(await reminderRow(desk.practice, waiting)).to.include({
          state: 'cancelled',
          reason: 'number_hidden',
        })
        const { database, keys, clock } = desk.practice
        const record = await readPatient(database.knex, keys, erika.subject)
        const consent = await consentFor(database.knex, desk.practice, erika.subject, 'reminder', clock.now())
        expect(recipientOf(record, consent)).to.deep.equal({ kind: 'nobody', reason: 'number_hidden' })
        expect(reasonText('number_hidden', 'de')).to.include('verbirgt')
      })

      it('takes an earlier yes for the number on record along: which number is meant is not guessed (P-23, P-29)', async () => {
        const earlier = { number: phoneOf(ERIKA), givenAt: toLocalDate('2026-11-01') }
        await append(desk.practice, [inventedEntry(erika.subject, 'granted', earlier)])
        await agree()
        expect(await desk.status(erika)).to.equal('on_hold')
      })

      it('is still withdrawn by STOP, which is confirmed to the account (P-19)', async () => {
        await agree()
        await desk.pass(MINUTE)
        await desk.write(ERIKA, 'STOP', hidden)
        expect(await desk.status(erika)).to.equal('withdrawn')
        expect(desk.said(ERIKA).at(-1)?.to).to.match(/^DE\./)
      })

      it('counts once the same is said from an account that shows it (P-23)', async () => {
        await agree()
        await desk.pass(MINUTE)
        await ask()
        await desk.press(ERIKA, desk.question(ERIKA), YES)
        expect(await desk.status(erika)).to.equal('active')
      })

      it('and asked again by decision of a person waits for a code at the desk (P-04, P-23)', async () => {
        await agree()
        const [review] = await cases(desk.practice)
        await decide(desk.practice, review!, 'ask_patient')
        expect(await desk.status(erika)).to.equal('pending')
        const before = desk.said(ERIKA).filter(({ choices }) => choices.length > 0).length
        await desk.pass(DAY)
        await desk.write(ERIKA, 'Guten Tag', hidden)
        expect(desk.said(ERIKA).filter(({ choices }) => choices.length > 0)).to.have.length(before)
      })
    })

    it('after a stop from nobody counts once that account sends a code and agrees', async () => {
      await desk.write(OTHER, 'STOP')
      expect(desk.said(OTHER)).to.have.length(0)
      const patient = await desk.patient('8', { mobilePhone: { kind: 'empty' } })
      await desk.pass(MINUTE)
      await desk.write(OTHER, prefilled(await desk.issue(patient)))
      await desk.pass(MINUTE)
      await desk.press(OTHER, desk.question(OTHER), YES)
      expect(await desk.status(patient)).to.equal('active')
    })

    it('of a shared telephone is one consent for one patient (P-29)', async () => {
      const child = await desk.patient('12')
      await ask()
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await desk.status(erika)).to.equal('active')
      expect(await desk.status(child)).to.equal('never_asked')
    })

    it('is never believed where the wording may not have arrived', async () => {
      await ask()
      await desk.practice.database
        .knex('chat_replies')
        .where({ kind: 'consent_wording' })
        .update({ state: 'failed' })
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await granted()).to.equal(0)
      expect((await desk.events()).at(-1)).to.have.nested.property('data.reason', 'wording_not_shown')
    })

    it('speaks the language of the wording', async () => {
      await desk.write(ERIKA, prefilled(await desk.issue(erika, { language: 'tr' })))
      expect(desk.texts(ERIKA)[0]).to.equal(TURKISH.text)
      expect(desk.question(ERIKA).choices.map(({ title }) => title)).to.include('Hayır')
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), 'Hayır')
      expect(desk.texts(ERIKA).at(-1)).to.include('kaydedildi')
    })
  })
})
