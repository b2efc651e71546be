import { expect } from 'chai'
import { untrueClaims } from '../../plugin/consent/wording/untrue-claims.js'
import { loadContract } from '../../plugin/http/contract.js'
import { storePatients } from '../../plugin/host/store-patients.js'
import { linkPhone } from '../../plugin/host/links.js'
import { findSubject } from '../../plugin/host/patients.js'
import { toHostPatientId, type HostPatientId, type SubjectId } from '../../plugin/ids.js'
import { sealJson } from '../../plugin/keys/seal.js'
import { subjectKey } from '../../plugin/keys/subject-keys.js'
import { messageContext } from '../../plugin/outbox/claim.js'
import { readPhone, toE164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { buildReport, type Report } from '../../plugin/privacy/report/report.js'
import { reportPdf } from '../../plugin/privacy/report/pdf.js'
import { toInstant, toLocalDate } from '../../plugin/time.js'
import { append, codeOf, inventedEntry } from '../consent/invented.js'
import { printedOf, withoutSpaces } from '../document/printed.js'
import { onEachDatabase } from '../harness/databases.js'
import { SetClock } from '../host/practice.js'
import {
  addReminder,
  deliver,
  inboundMessage,
  practicesOnOneDatabase,
  text,
  withMessages,
} from '../webhook/practice.js'
import { tablesAbout } from './tables.js'

const contract = loadContract()
const NOW = toInstant('2026-11-21T10:00:00Z')
const FAMILY = '+4915112345678'
const OWN = '+4915112345699'

interface Person {
  host: HostPatientId
  subject: SubjectId
}

/** Erna Beispiel: a record, a declaration, two numbers, one of them the family's; an appointment and what was sent. */
async function addPerson(
  practice: OpenPractice,
  host: string,
  givenName: string,
  numbers: readonly string[],
): Promise<Person> {
  const patient = toHostPatientId(host)
  const subject = await practice.database.write(async (trx) => {
    const [first = ''] = numbers
    await storePatients(
      trx,
      practice.keys,
      'csv',
      [
        {
          hostPatientId: patient,
          familyName: 'Beispiel',
          givenName,
          birthDate: toLocalDate('1980-01-31'),
          mobilePhone: readPhone(first),
          active: true,
        },
      ],
      NOW,
    )
    const found = (await findSubject(trx, practice.keys, patient))!
    for (const number of numbers)
      await linkPhone(trx, practice.keys, found, toE164(number)!, 'form 0123456789abcdef', NOW)
    return found
  })
  await append(practice, [
    inventedEntry(subject, 'granted', { number: toE164(numbers[0]!), purposes: ['reminder', 'recall'] }),
  ])
  return { host: patient, subject }
}

async function sealMessage(
  practice: OpenPractice,
  person: Person,
  message: string,
  words: string[],
): Promise<void> {
  await practice.database.write(async (trx) => {
    const key = await subjectKey(trx, practice.keys, person.subject)
    const content = { to: OWN, parameters: words }
    await trx('messages')
      .where({ id: message })
      .update({ sealed: sealJson(key, content, messageContext(practice, message as never)) })
  })
}

onEachDatabase('The report about one person (P-44)', (fresh) => {
  const open = practicesOnOneDatabase(fresh)
  let practice: OpenPractice
  let erna: Person
  let kurt: Person
  let report: Report

  before(async function () {
    this.timeout(240_000)
    practice = await open(new SetClock(NOW))
    erna = await addPerson(practice, '4711', 'Erna', [OWN, FAMILY])
    kurt = await addPerson(practice, '4712', 'Kurt', [FAMILY])
    const patientOf = ({ subject, host }: Person, phone: string) => ({
      subject,
      host,
      phone: toE164(phone)!,
      waId: phone.slice(1),
    })
    const sent = await addReminder(practice, patientOf(erna, OWN), { state: 'delivered' })
    await sealMessage(practice, erna, sent.message, ['Erna', '23.11.2026'])
    const toKurt = await addReminder(practice, patientOf(kurt, FAMILY), { state: 'delivered' })
    await deliver(
      practice,
      withMessages(
        inboundMessage(OWN.slice(1), NOW, text('Ich komme etwas spaeter')),
        inboundMessage(OWN.slice(1), NOW, text('vielleicht stopp?')),
        inboundMessage(FAMILY.slice(1), NOW, text('Kurts Geheimnis', toKurt.wamid)),
        inboundMessage(FAMILY.slice(1), NOW, text('Wer schreibt hier?')),
      ),
    )
    await practice.database.knex('send_blocks').insert({
      practice_id: practice.configuration.id,
      scope: 'recipient',
      block_key: practice.keys.index('phone', OWN),
      error_code: 131026,
      since: NOW,
      until: null,
    })
    report = await buildReport(practice, erna.host, { actor: 'Frau Test', language: 'de' })
  })

  it('has the published shape', () => {
    expect(contract.findings('PatientReport', JSON.parse(JSON.stringify(report)))).to.deep.equal([])
  })

  it('holds every row that any table has about this person', async () => {
    const listed: Record<string, number> = {
      access_log: report.accesses.length,
      appointments: report.appointments.length,
      chat_replies: report.replies.length,
      consent_requests: report.questions.length,
      forms: report.forms.length,
      inbound_messages: report.inbound.length,
      kept_proofs: 0,
      ledger_entries: report.entries.length,
      messages: report.messages.length,
      patient_links: report.links.length,
      patients: 1,
      recalls: report.recalls.length,
      reminders: report.reminders.length,
      // A shadow of the ledger's entries of this kind.
      restricted_patients: report.entries.filter(({ type }) => type === 'restricted').length,
      reviews: report.reviews.length,
      subject_keys: 1,
    }
    expect(await tablesAbout(practice.database, erna.subject)).to.deep.equal(
      Object.fromEntries(Object.entries(listed).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    expect(report.messages).to.have.length(1)
    expect(report.inbound.length).to.be.at.least(2)
    expect(report.reviews.length).to.be.at.least(1)
    expect(report.blocks).to.have.length(1)
    expect(report.events.length).to.be.at.least(1)
  })

  it('says what was put in: record, numbers, words sent and received, the entry a message rests on', () => {
    expect(report.patient).to.include({
      hostPatientId: '4711',
      familyName: 'Beispiel',
      givenName: 'Erna',
      birthDate: '1980-01-31',
      mobilePhone: OWN,
    })
    expect(report.links.map(({ value }) => value)).to.include(OWN)
    expect(report.messages[0]).to.deep.include({ to: OWN, parameters: ['Erna', '23.11.2026'], consent: 0 })
    expect(report.inbound.map((item) => item.text)).to.include.members([
      'Ich komme etwas spaeter',
      'vielleicht stopp?',
    ])
    expect(report.entries[0]?.content?.evidence).to.deep.include({ kind: 'form', raw: 'Ja' })
  })

  it('holds nothing of others on the same number, and says how much it leaves out', () => {
    const written = JSON.stringify(report)
    for (const foreign of ['Kurt', 'Geheimnis', 'Wer schreibt hier', kurt.subject, kurt.host])
      expect(written).not.to.contain(foreign)
    expect(report.withheld.sharedNumbers).to.equal(1)
    expect(report.withheld.messages).to.be.at.least(1)
  })

  it('names recipients, purposes, legal basis, transfer, periods and rights', () => {
    const { processing } = report
    expect(processing.recipients.map(({ name }) => name)).to.deep.equal(['360dialog', 'Meta'])
    expect(processing.purposes.map(({ purpose }) => purpose)).to.deep.equal([
      'reminder',
      'recall',
      'conversation',
    ])
    expect(processing.transfer.join(' ')).to.contain('USA')
    expect(processing.storagePeriods.length).to.be.greaterThan(15)
    expect(processing.rights.map(({ right }) => right).join()).to.contain('Art. 77')
    expect(processing.controller).to.contain(practice.configuration.phone)
    expect(processing.supervisoryAuthority).to.contain('Berliner')
  })

  it('is noted in the access log before anything is handed out (P-56)', async () => {
    const rows = await practice.database
      .knex('access_log')
      .where({ subject_id: erna.subject })
      .select<{ action: string; actor: string }[]>('action', 'actor')
    expect(rows).to.deep.equal([{ action: 'report', actor: 'Frau Test' }])
    expect(report.accesses).to.have.length(1)
  })

  it('is printed with the same words, in German and English, the data attached', async () => {
    for (const language of ['de', 'en'] as const) {
      const printed = await printedOf(
        await reportPdf(report, { language, zone: practice.configuration.timeZone }),
      )
      for (const words of [
        'Erna Beispiel',
        OWN,
        'Ich komme etwas spaeter',
        'termin_erinnerung',
        '23.11.2026',
        ...(language === 'de'
          ? [
              'aus der Praxissoftware',
              'von einem Formular',
              'alles an diese Nummer',
              'zugestellt',
              'Auskunft',
            ]
          : ['from the practice software', 'from a form', 'everything to this number', 'access report']),
      ])
        expect(printed.text).to.contain(withoutSpaces(words))
      expect(printed.text).to.contain(
        language === 'de' ? 'AuskunftübergespeicherteDaten' : 'Reportofstoreddata',
      )
      expect(untrueClaims(JSON.stringify(report.processing))).to.deep.equal([])
      const attached = printed.attachments.get('report.json')
      expect(JSON.parse(attached?.toString('utf8') ?? '')).to.deep.equal(JSON.parse(JSON.stringify(report)))
    }
  })

  it('is printed also where rows hold what another version wrote', async () => {
    const { knex } = practice.database
    await knex('patient_links').where({ subject_id: kurt.subject }).update({ evidence: 'pigeon' })
    await knex('reminders').where({ subject_id: kurt.subject }).update({ state: 'teleported' })
    await knex('messages').where({ subject_id: kurt.subject }).update({ state: 'teleported' })
    await knex('inbound_messages').where({ subject_id: kurt.subject }).update({ intent: 'greeting' })
    await knex('access_log').insert({
      practice_id: practice.configuration.id,
      occurred_at: NOW,
      action: 'divination',
      actor: 'test',
      subject_id: kurt.subject,
    })
    const strange = await buildReport(practice, kurt.host, { actor: 'test', language: 'de' })
    const pdf = await reportPdf(strange, { language: 'de', zone: practice.configuration.timeZone })
    const { text: printed } = await printedOf(pdf)
    for (const code of ['pigeon', 'teleported', 'greeting', 'divination']) expect(printed).to.contain(code)
  })

  it('is refused for nobody', async () => {
    const request = { actor: 'test', language: 'de' } as const
    expect(await codeOf(buildReport(practice, toHostPatientId('9999'), request))).to.equal('PATIENT_UNKNOWN')
  })
})
