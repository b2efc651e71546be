import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { putPatient, removePatients } from '../../plugin/host/store-patients.js'
import { findSubject } from '../../plugin/host/patients.js'
import { suppressedSince } from '../../plugin/host/suppression.js'
import { toHostPatientId, type SubjectId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { noteAccess } from '../../plugin/privacy/access-log.js'
import { periodsOf } from '../../plugin/privacy/retention/periods.js'
import {
  dueForRetention,
  overdueRows,
  runRetention,
  runRetentionDaily,
} from '../../plugin/privacy/retention/retention.js'
import { RETENTION_DATA, retentionRules, type RetentionData } from '../../plugin/privacy/retention/rules.js'
import { addMillis, toInstant, type Instant } from '../../plugin/time.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { webhookReceiver } from '../../plugin/webhook/receive.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addPatient,
  DAY,
  declare,
  dispatch,
  openNewPractice,
  PHONE_NUMBER_ID,
  settableClock,
  sharedDatabase,
  type Person,
  type SettableClock,
} from '../outbox/due-practice.js'
import { filled, MAPPING, withForms } from '../review/practice.js'
import { takingLine } from './life-practice.js'

describe('The table of retention', () => {
  it('has one rule for each kind of data, with its period and its reason in both languages', () => {
    const rules = retentionRules(periodsOf({}))
    expect(rules.map(({ data }) => data)).to.have.members([...RETENTION_DATA])
    for (const { reason } of rules) expect(reason.de.length * reason.en.length).to.be.greaterThan(0)
  })

  it('takes periods that a practice has set', () => {
    const rules = retentionRules(periodsOf({ retention: { proofYears: 5 } }))
    expect(rules.find(({ data }) => data === 'past_consents')?.period).to.deep.equal({ yearsToEnd: 5 })
  })
})

onEachDatabase('Retention', (fresh) => {
  const database = sharedDatabase(fresh)

  async function scene(): Promise<{
    practice: OpenPractice
    person: Person
    clock: SettableClock
    start: Instant
  }> {
    const clock = settableClock()
    const practice = await openNewPractice(database(), clock)
    return { practice, person: await addPatient(practice, 1), clock, start: clock.now() }
  }

  /** Nothing goes a moment before its time; then everything does, and a second run finds nothing. */
  async function expectGone(
    practice: OpenPractice,
    clock: SettableClock,
    data: RetentionData,
    at: Instant,
    count: number,
  ): Promise<void> {
    clock.set(addMillis(at, -1))
    expect((await runRetention(practice))[data], 'a moment before').to.equal(0)
    clock.set(at)
    const due = (await dueForRetention(practice)).find((rule) => rule.data === data)
    expect(due?.count, 'due').to.equal(count)
    expect((await runRetention(practice))[data], 'gone').to.equal(count)
    expect(Math.max(...Object.values(await overdueRows(practice, at))), 'left').to.equal(0)
    expect(Math.max(...Object.values(await runRetention(practice))), 'a second time').to.equal(0)
  }

  async function say(practice: OpenPractice, person: Person, words: string): Promise<void> {
    const from = person.number.slice(1)
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '493012345600', phone_number_id: PHONE_NUMBER_ID },
      contacts: [{ profile: { name: 'Erika' }, wa_id: from }],
      messages: [
        {
          from,
          id: `wamid.${Buffer.from(from).toString('base64')}${practice.configuration.id}`,
          timestamp: String(Math.floor(Date.parse(practice.clock.now()) / 1000)),
          type: 'text',
          text: { body: words },
        },
      ],
    }
    const body = {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    }
    await webhookReceiver(practice)(Buffer.from(JSON.stringify(body)))
    expect((await processInbox(practice)).failures).to.deep.equal([])
  }

  it('deletes bodies of webhooks after seven days', async () => {
    const { practice, person, clock, start } = await scene()
    await say(practice, person, 'Danke')
    await expectGone(practice, clock, 'raw_webhooks', addMillis(start, 7 * DAY), 1)
  })

  it('deletes words 30 days after they came, the fact that they came stays', async () => {
    const { practice, person, clock, start } = await scene()
    await say(practice, person, 'Danke')
    await expectGone(practice, clock, 'inbound_words', addMillis(start, 30 * DAY), 1)
    const rows = await database()
      .knex('inbound_messages')
      .where({ subject_id: person.subject })
      .select('sealed')
    expect(rows).to.deep.equal([{ sealed: null }])
  })

  it('keeps words that a person still has to decide about, and for 30 days after the decision', async () => {
    const { practice, person, clock, start } = await scene()
    await say(practice, person, 'vielleicht stopp?')
    clock.set(addMillis(start, 200 * DAY))
    expect((await runRetention(practice)).inbound_words).to.equal(0)
    await database().write((trx) =>
      trx('reviews')
        .where({ practice_id: practice.configuration.id })
        .update({ state: 'decided', decided_at: clock.now(), decision: 'released' }),
    )
    await expectGone(practice, clock, 'inbound_words', addMillis(start, 230 * DAY), 1)
  })

  it('deletes number and words of what was sent after 90 days; that it was sent stays as proof', async () => {
    const { practice, person, clock, start } = await scene()
    const reminder = await addDueReminder(practice, person)
    await dispatch(
      practice,
      takingLine(() => undefined),
    )
    await expectGone(practice, clock, 'message_parameters', addMillis(start, 90 * DAY), 1)
    const rows = await database().knex('messages').where({ reminder_id: reminder }).select('sealed', 'state')
    expect(rows).to.deep.equal([{ sealed: null, state: 'accepted' }])
  })

  it('deletes the log of accesses after twelve months', async () => {
    const { practice, person, clock } = await scene()
    await noteAccess(practice, { action: 'report', actor: 'api', subject: person.subject })
    await expectGone(practice, clock, 'access_log', toInstant('2027-11-21T12:00:00Z'), 1)
  })

  it('lets a tick of staff vanish that nobody confirmed within 14 days (P-24)', async () => {
    const { practice, clock, start } = await scene()
    const subject = await bare(practice)
    await recordAtReception(practice, {
      patient: toHostPatientId('P-9'),
      result: 'granted',
      purposes: null,
      by: 'Frau Winter',
      wording: null,
      note: null,
    })
    await expectGone(practice, clock, 'unconfirmed_entries', addMillis(start, 14 * DAY), 1)
    const consent = await consentFor(database().knex, practice, subject, 'reminder', clock.now())
    expect(consent.status).to.equal('never_asked')
  })

  async function bare(practice: OpenPractice): Promise<SubjectId> {
    await database().write((trx) =>
      putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId: toHostPatientId('P-9'),
          familyName: 'Beispiel',
          givenName: 'Max',
          birthDate: null,
          mobilePhone: { kind: 'empty' },
          active: true,
        },
        practice.clock.now(),
      ),
    )
    return (await findSubject(database().knex, practice.keys, toHostPatientId('P-9'))) ?? ('' as SubjectId)
  }

  it('destroys consents of the past at the end of the third year, and the present one stands as before (P-51)', async () => {
    const { practice, person, clock, start } = await scene()
    clock.set(addMillis(start, DAY))
    await declare(practice, person.subject, 'withdrawn')
    clock.set(addMillis(start, 2 * DAY))
    await declare(practice, person.subject, 'granted', person.number)
    const before = await consentFor(database().knex, practice, person.subject, 'reminder', clock.now())
    expect(before.status).to.equal('active')
    await expectGone(practice, clock, 'past_consents', toInstant('2029-12-31T23:00:00Z'), 2)
    const after = await consentFor(database().knex, practice, person.subject, 'reminder', clock.now())
    expect(after).to.deep.equal(before)
    const entries = await practice.ledger.entriesOf(database().knex, person.subject)
    expect(entries.map(({ type, content }) => [type, content === null])).to.deep.equal([
      ['granted', true],
      ['withdrawn', true],
      ['granted', false],
      ['erased', false],
    ])
    const verified = await verifyLedger(database(), practice.keys, { now: clock.now(), processes: 1 })
    expect(verified.ok, JSON.stringify(verified.firstBroken)).to.equal(true)
  })

  it('keeps a refusal for as long as the person is a patient, and no longer (P-06)', async () => {
    const { practice, clock, start } = await scene()
    const subject = await bare(practice)
    await declare(practice, subject, 'refused')
    clock.set(addMillis(start, 12 * 365 * DAY))
    await runRetention(practice)
    const consent = await consentFor(database().knex, practice, subject, 'reminder', clock.now())
    expect(consent.status).to.equal('refused')
    await database().write((trx) => removePatients(trx, practice.keys, [toHostPatientId('P-9')], clock.now()))
    await expectGone(practice, clock, 'inactive_patients', addMillis(clock.now(), 90 * DAY), 1)
  })

  it('does not wait for a record that is damaged, and ends nothing of whose it is', async () => {
    const { practice, person, clock } = await scene()
    await declare(practice, await bare(practice), 'refused')
    const damaged = { practice_id: practice.configuration.id, subject_id: person.subject }
    await database()
      .knex('patients')
      .where(damaged)
      .update({ sealed: Buffer.from('somebody wrote into this row') })
    await database().write((trx) => removePatients(trx, practice.keys, [toHostPatientId('P-9')], clock.now()))
    await expectGone(practice, clock, 'inactive_patients', addMillis(clock.now(), 90 * DAY), 1)
    expect(await database().knex('patients').where(damaged)).to.have.length(1)
  })

  it('erases whoever is no patient any more at the end of the third year, the host notwithstanding', async () => {
    const { practice, person, clock, start } = await scene()
    const record = {
      hostPatientId: toHostPatientId(person.hostPatientId),
      familyName: 'Muster',
      givenName: 'Erika',
      birthDate: null,
      mobilePhone: { kind: 'mobile' as const, number: person.number },
      active: false,
    }
    const deliver = (active: boolean): Promise<boolean> =>
      database().write((trx) => putPatient(trx, practice.keys, 'csv', { ...record, active }, clock.now()))
    clock.set(addMillis(start, DAY))
    await deliver(false)
    await expectGone(practice, clock, 'inactive_patients', toInstant('2029-12-31T23:00:00Z'), 1)
    await deliver(false)
    expect(await findSubject(database().knex, practice.keys, record.hostPatientId)).to.equal(null)
    await deliver(true)
    const back = await findSubject(database().knex, practice.keys, record.hostPatientId)
    expect(back).to.be.a('string').and.not.to.equal(person.subject)
  })

  for (const { what, form, cases, again } of [
    {
      what: 'nobody was found for',
      form: { patient: { hostPatientId: null, familyName: 'Neu' } },
      cases: 1,
      again: false,
    },
    { what: 'is none of the configured', form: { mapping: null }, cases: 1, again: true },
    {
      what: 'looks like a configured one',
      form: { mapping: null, resembles: 'anamnese' },
      cases: 1,
      again: true,
    },
  ])
    it(`deletes a form that ${what} after 90 days, with its case and picture`, async () => {
      const { practice: plain, clock, start } = await scene()
      const practice = withForms(plain, MAPPING)
      const read = filled(form)
      await recordForm(practice, read)
      const mine = { practice_id: practice.configuration.id }
      const reviews = (): Promise<unknown[]> => database().knex('reviews').where(mine).select('id')
      await database()
        .knex('reviews')
        .where(mine)
        .update({ picture: Buffer.from('png') })
      expect(await reviews()).to.have.length(cases)
      await expectGone(practice, clock, 'waiting_forms', addMillis(start, 90 * DAY), 1)
      expect(await reviews()).to.deep.equal([])
      expect(await database().knex('forms').where(mine).select('sha256')).to.deep.equal([])
      // One that may be configured later is read again where the file still lies in its folder; the other is not.
      const suppressed = { kind: 'form' as const, sha256: read.sha256 }
      expect((await suppressedSince(database().knex, practice.keys, suppressed)) === null).to.equal(again)
    })

  it('runs once on each day of the practice', async () => {
    const { practice, clock } = await scene()
    expect(await runRetentionDaily(practice)).not.to.equal(null)
    clock.set(toInstant('2026-11-21T22:59:59Z'))
    expect(await runRetentionDaily(practice)).to.equal(null)
    clock.set(toInstant('2026-11-21T23:00:00Z'))
    expect(await runRetentionDaily(practice)).not.to.equal(null)
  })
})
