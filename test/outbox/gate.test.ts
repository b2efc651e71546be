/** Consent, record, appointment, hours and limits are looked at again in the moment of sending. */
import { expect } from 'chai'
import { withdrawConsent } from '../../plugin/consent/withdraw.js'
import { putAppointment, removeAppointment } from '../../plugin/host/store-appointments.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { toAppointmentId, toHostPatientId, type ReminderId, type SubjectId } from '../../plugin/ids.js'
import type { HostAdapter, HostAppointment } from '../../adapters/host.js'
import { claimReminder, type Claim } from '../../plugin/outbox/claim.js'
import { handOver } from '../../plugin/outbox/hand-over.js'
import { PORTFOLIO_LIMIT } from '../../plugin/outbox/portfolio.js'
import { sendClaimed } from '../../plugin/outbox/send-claimed.js'
import { silentLog, type Log, type LogFields } from '../../plugin/log.js'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Provider } from '../../plugin/sandbox/contract.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { addMillis, toInstant, toLocalDate } from '../../plugin/time.js'
import { approvedTemplates, refreshTemplates } from '../../plugin/whatsapp/approval.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueRecall,
  addDueReminder,
  addDueReminders,
  addPatient,
  approved,
  clientOf,
  DAY,
  declare,
  dispatch,
  HOUR,
  inventedPractice,
  messagesOf,
  numberOf,
  openInvented,
  openNewPractice,
  PHONE_NUMBER_ID,
  RECALL_TEMPLATE,
  REMINDER_TEMPLATE,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type Person,
  type SettableClock,
} from './due-practice.js'

const withdraw = (practice: OpenPractice, subject: SubjectId): Promise<unknown> =>
  practice.database.write((trx) =>
    withdrawConsent(trx, practice, {
      subject,
      purposes: ['reminder', 'recall'],
      method: 'reply',
      actor: { role: 'patient', name: null },
      evidence: null,
      now: practice.clock.now(),
    }),
  )

onEachDatabase('The last look before sending', (fresh) => {
  const shared = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let database: Database
  let practice: OpenPractice
  let person: Person

  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    database = shared()
    practice = await openNewPractice(database, clock)
    person = await addPatient(practice, 1)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  const claimed = async (reminder: ReminderId): Promise<Claim> => {
    const templates = await approvedTemplates(practice, client, clock.now())
    const result = await claimReminder(practice, reminder, templates, 'test')
    if (result.kind !== 'claimed') throw new Error(result.kind)
    return result.claim
  }

  const expectUnsent = async (reminder: ReminderId, state: string, reason: string): Promise<void> => {
    expect(await reminderState(practice, reminder)).to.include({ state, reason })
    expect(sandbox.messages()).to.have.length(0)
  }

  describe('consent', () => {
    it('sends nothing to a person who said STOP between claim and hand-over (P-17)', async () => {
      const reminder = await addDueReminder(practice, person)
      const claim = await claimed(reminder)
      await withdraw(practice, person.subject)
      expect(await sendClaimed(practice, client, silentLog, claim)).to.deep.equal({ kind: 'taken_back' })
      await dispatch(practice, client)
      await expectUnsent(reminder, 'cancelled', 'consent_withdrawn')
      expect((await messagesOf(practice, reminder)).map(({ state }) => state)).to.deep.equal(['cancelled'])
    })

    it('sends nothing when the withdrawal saw the reminder and not yet its message', async () => {
      const reminder = await addDueReminder(practice, person)
      const claim = await claimed(reminder)
      await database.write((trx) =>
        trx('reminders').where({ id: reminder }).update({ state: 'cancelled', reason: 'consent_withdrawn' }),
      )
      expect(await handOver(practice, claim)).to.equal(false)
      expect((await messagesOf(practice, reminder))[0]!.state).to.equal('cancelled')
      await expectUnsent(reminder, 'cancelled', 'consent_withdrawn')
    })

    for (const [type, reason] of [
      ['refused', 'consent_refused'],
      ['held', 'consent_on_hold'],
      ['withdrawn', 'consent_withdrawn'],
    ] as const) {
      it(`skips a reminder whose consent was ${type} since it was planned`, async () => {
        const reminder = await addDueReminder(practice, person)
        clock.advance(5_000)
        await declare(practice, person.subject, type)
        await dispatch(practice, client)
        await expectUnsent(reminder, 'skipped', reason)
      })
    }

    it('skips a number other than the one that the consent names (P-29)', async () => {
      const reminder = await addDueReminder(practice, person)
      await database.write((trx) =>
        putPatient(
          trx,
          practice.keys,
          'csv',
          {
            hostPatientId: toHostPatientId(person.hostPatientId),
            familyName: 'Muster',
            givenName: 'Erika',
            birthDate: toLocalDate('1980-01-31'),
            mobilePhone: { kind: 'mobile', number: numberOf(77) },
            active: true,
          },
          clock.now(),
        ),
      )
      await dispatch(practice, client)
      await expectUnsent(reminder, 'skipped', 'number_differs')
    })

    it('skips a patient whom the practice no longer lists as active (P-32)', async () => {
      const other = await addPatient(practice, 2, { active: false })
      const reminder = await addDueReminder(practice, other)
      await dispatch(practice, client)
      await expectUnsent(reminder, 'skipped', 'patient_inactive')
    })
  })

  describe('the appointment', () => {
    const appointment = (changes: Partial<HostAppointment> = {}): HostAppointment => ({
      appointmentId: toAppointmentId(`A${person.hostPatientId}`),
      hostPatientId: toHostPatientId(person.hostPatientId),
      startsAt: addMillis(clock.now(), 2 * DAY),
      status: 'booked',
      ...changes,
    })
    /** A host that answers this, whatever was read before. */
    const host = (answer: HostAppointment | 'gone' | 'unknown'): HostAdapter => ({
      id: 'csv',
      check: () => Promise.resolve({ ok: true }),
      read: () => Promise.reject(new Error('not asked')),
      appointmentNow: () => Promise.resolve(answer),
    })

    it('is asked of the host, and a cancelled one is not reminded of', async () => {
      const reminder = await addDueReminder(practice, person)
      await dispatch(practice, client, { adapters: [host(appointment({ status: 'cancelled' }))] })
      await expectUnsent(reminder, 'cancelled', 'appointment_cancelled')
    })

    it('is not reminded of at its old time when the host has moved it', async () => {
      const reminder = await addDueReminder(practice, person)
      const moved = appointment({ startsAt: addMillis(clock.now(), 3 * DAY) })
      await dispatch(practice, client, { adapters: [host(moved)] })
      await expectUnsent(reminder, 'cancelled', 'appointment_moved')
    })

    it('is not reminded of when the host no longer has it', async () => {
      const reminder = await addDueReminder(practice, person)
      await dispatch(practice, client, { adapters: [host('gone')] })
      await expectUnsent(reminder, 'cancelled', 'appointment_gone')
    })

    it('counts as it was last read when the host cannot say', async () => {
      const reminder = await addDueReminder(practice, person)
      await dispatch(practice, client, { adapters: [host('unknown')] })
      expect((await reminderState(practice, reminder)).state).to.equal('accepted')
    })

    it('counts as it was last read when the host hangs, which is asked once and not waited for again', async () => {
      const due = await addDueReminders(practice, 12, 2)
      let asked = 0
      const hanging: HostAdapter = {
        ...host('unknown'),
        appointmentNow: () => {
          asked += 1
          return new Promise(() => undefined)
        },
      }
      const logged: [event: string, fields: LogFields | undefined][] = []
      const log: Log = { ...silentLog, warn: (event, fields) => void logged.push([event, fields]) }
      const began = performance.now()
      const result = await dispatch(practice, client, { adapters: [hanging], hostTimeoutMillis: 300, log })
      expect(performance.now() - began).to.be.lessThan(5_000)
      expect(result).to.include({ sent: due.length, waiting: 0 })
      expect(asked).to.be.lessThan(due.length)
      expect(logged).to.deep.equal([
        [
          'host_problem',
          { practice: practice.configuration.id, host: 'csv', code: 'HOST_UNAVAILABLE', reason: 'timeout' },
        ],
      ])
    })

    it('is not reminded of when it was cancelled or removed since', async () => {
      const reminder = await addDueReminder(practice, person)
      await database.write((trx) =>
        putAppointment(trx, practice.keys, 'csv', appointment({ status: 'cancelled' }), clock.now()),
      )
      const other = await addDueReminder(practice, await addPatient(practice, 2))
      await database.write((trx) =>
        removeAppointment(trx, practice.keys, toAppointmentId('A4002'), clock.now()),
      )
      await dispatch(practice, client)
      expect((await reminderState(practice, reminder)).reason).to.match(/^appointment_/)
      await expectUnsent(other, 'cancelled', 'appointment_gone')
    })

    it('is never reminded of after it has begun', async () => {
      const reminder = await addDueReminder(practice, person, {
        startsAt: addMillis(clock.now(), -1),
        dueAt: addMillis(clock.now(), -DAY),
      })
      await dispatch(practice, client)
      await expectUnsent(reminder, 'skipped', 'begun')
    })

    it('is reminded of late only if enough time remains', async () => {
      const late = addMillis(clock.now(), -HOUR)
      const near = await addDueReminder(practice, person, {
        startsAt: addMillis(clock.now(), 1.5 * HOUR),
        dueAt: late,
      })
      const far = await addDueReminder(practice, await addPatient(practice, 2), {
        startsAt: addMillis(clock.now(), 2.5 * HOUR),
        dueAt: late,
      })
      await dispatch(practice, client)
      expect(await reminderState(practice, near)).to.include({ state: 'skipped', reason: 'too_late' })
      expect((await reminderState(practice, far)).state).to.equal('accepted')
    })
  })

  describe('the hours', () => {
    it('catches up after a standstill in the morning, not at night (P-60)', async () => {
      const reminder = await addDueReminder(practice, person, { startsAt: addMillis(clock.now(), 4 * DAY) })
      clock.set(toInstant('2026-11-23T23:30:00Z'))
      await dispatch(practice, client)
      expect(await reminderState(practice, reminder)).to.deep.equal({
        state: 'due',
        reason: 'waits_for_window',
        retry_at: '2026-11-24T07:00:00.000Z',
      })
      expect(sandbox.messages()).to.have.length(0)
      clock.set(toInstant('2026-11-24T07:00:00Z'))
      expect((await dispatch(practice, client)).sent).to.equal(1)
    })

    it('waits over Sundays and public holidays', async () => {
      clock.set(toInstant('2026-12-25T10:00:00Z'))
      const reminder = await addDueReminder(practice, person, { startsAt: toInstant('2026-12-30T10:00:00Z') })
      await dispatch(practice, client)
      expect((await reminderState(practice, reminder)).retry_at).to.equal('2026-12-28T07:00:00.000Z')
      expect(sandbox.messages()).to.have.length(0)
    })

    it('gives up a reminder that the next allowed moment would bring too late', async () => {
      clock.set(toInstant('2026-11-23T22:00:00Z'))
      const reminder = await addDueReminder(practice, person, {
        startsAt: toInstant('2026-11-24T08:30:00Z'),
        dueAt: toInstant('2026-11-22T09:00:00Z'),
      })
      await dispatch(practice, client)
      await expectUnsent(reminder, 'skipped', 'too_late')
    })
  })

  describe('the limits', () => {
    it('sends one message per appointment and day', async () => {
      const first = await addDueReminder(practice, person)
      const second = await addDueReminder(practice, person, { rule: 'termin-3-std' })
      const elsewhere = await addDueReminder(practice, person, { appointment: 'B1' })
      await dispatch(practice, client)
      const states = await Promise.all([first, second].map((id) => reminderState(practice, id)))
      expect(states.map(({ state }) => state).sort()).to.deep.equal(['accepted', 'skipped'])
      expect(states.map(({ reason }) => reason)).to.include('per_day_limit')
      expect((await reminderState(practice, elsewhere)).state).to.equal('accepted')
    })

    it('sends one recall per person and day, the next one the day after', async () => {
      const recalls = [await addDueRecall(practice, person, 'R1'), await addDueRecall(practice, person, 'R2')]
      await dispatch(practice, client)
      expect(sandbox.messages()).to.have.length(1)
      clock.advance(2 * DAY)
      await dispatch(practice, client)
      for (const id of recalls) expect((await reminderState(practice, id)).state).to.equal('accepted')
    })

    it('counts a message of unknown outcome as sent', async () => {
      sandbox.setFault({ effect: { kind: 'reset', accepted: false }, next: 1 })
      await addDueReminder(practice, person)
      await dispatch(practice, client)
      const second = await addDueReminder(practice, person, { rule: 'termin-3-std' })
      await dispatch(practice, client)
      await expectUnsent(second, 'skipped', 'per_day_limit')
    })

    it('reaches no more people in 24 hours than the portfolio allows, the nearest appointments first', async () => {
      practice.configuration.whatsapp.portfolioLimit = 3
      const reminders: ReminderId[] = []
      for (let n = 2; n < 7; n += 1)
        reminders.push(
          await addDueReminder(practice, await addPatient(practice, n), {
            startsAt: addMillis(clock.now(), (10 - n) * DAY),
          }),
        )
      expect(await dispatch(practice, client)).to.include({ sent: 3, waiting: 2 })
      const states = await Promise.all(reminders.map((id) => reminderState(practice, id)))
      expect(states.map(({ state }) => state)).to.deep.equal([
        'due',
        'due',
        'accepted',
        'accepted',
        'accepted',
      ])
      expect(states[0]!.reason).to.equal('portfolio_limit')
      clock.advance(12 * HOUR)
      expect((await dispatch(practice, client)).sent).to.equal(0)
      // Monday at noon: those of Saturday no longer count.
      clock.advance(36 * HOUR)
      expect((await dispatch(practice, client)).sent).to.equal(2)
    })

    it('goes on as soon as 360dialog raises the portfolio limit', async () => {
      practice.configuration.whatsapp.portfolioLimit = 1
      await addDueReminders(practice, 3, 2)
      expect((await dispatch(practice, client)).sent).to.equal(1)
      await database.write((trx) =>
        trx('account_facts').insert({
          practice_id: practice.configuration.id,
          name: PORTFOLIO_LIMIT,
          value: '2000',
          changed_at: clock.now(),
        }),
      )
      clock.advance(11 * 60_000)
      expect((await dispatch(practice, client)).sent).to.equal(2)
    })

    it('sends no faster than the number allows', async () => {
      practice.configuration.whatsapp.throughput = 20
      await addDueReminders(practice, 16, 2)
      const began = performance.now()
      expect((await dispatch(practice, client)).sent).to.equal(16)
      // 4 together, then one each 50 ms.
      expect(performance.now() - began).to.be.greaterThan(11 * 50)
    })
  })

  describe('the templates', () => {
    const wrong: [what: string, changes: Partial<Provider['Template']>, reason: string][] = [
      ['paused', { status: 'PAUSED' }, 'template_not_approved'],
      ['filed as marketing', { category: 'MARKETING' }, 'template_category_differs'],
      [
        'worded differently',
        { components: [{ type: 'BODY', text: 'Anders {{1}}.' }] },
        'template_body_differs',
      ],
      ['named differently', { language: 'de_AT' }, 'template_missing'],
    ]
    for (const [what, changes, reason] of wrong) {
      it(`sends nothing with a template that is ${what}, until it is in order`, async () => {
        await sandbox.close()
        await client.close()
        sandbox = await startProvider({
          channels: [
            {
              apiKey: 'sandbox-key-of-the-outbox',
              phoneNumberId: PHONE_NUMBER_ID,
              displayPhone: '+493012345600',
              wabaId: '1',
              templates: [{ ...approved(REMINDER_TEMPLATE), ...changes }],
            },
          ],
        })
        client = clientOf(sandbox)
        const reminder = await addDueReminder(practice, person)
        await dispatch(practice, client)
        await expectUnsent(reminder, 'due', reason)
        sandbox.putTemplate(PHONE_NUMBER_ID, approved(REMINDER_TEMPLATE))
        clock.advance(11 * 60_000)
        expect((await dispatch(practice, client)).sent).to.equal(1)
      })
    }

    it('are compared before the first send: where 360dialog cannot be asked, what is due stays due', async () => {
      const reminder = await addDueReminder(practice, person)
      sandbox.setFault({ on: 'templates', effect: { kind: 'server_error', accepted: false }, next: 1 })
      const result = await dispatch(practice, client)
      expect(result).to.include({ sent: 0, waiting: 1 })
      expect(result.trouble?.code).to.equal('PROVIDER_UNREACHABLE')
      expect((await reminderState(practice, reminder)).state).to.equal('due')
      expect((await dispatch(practice, client)).sent).to.equal(1)
    })

    it('that 360dialog lists nowhere cannot be compared, and hold nothing up', async () => {
      const reminder = await addDueReminder(practice, person)
      const another = await addDueReminder(practice, await addPatient(practice, 2))
      sandbox.setFault({ on: 'templates', effect: { kind: 'gateway_error', httpStatus: 404 } })
      const logged: string[] = []
      const log: Log = { ...silentLog, warn: (event) => void logged.push(event) }
      const result = await dispatch(practice, client, { log })
      expect(result).to.include({ sent: 2, waiting: 0, trouble: null })
      expect(logged).to.deep.equal(['templates_unverifiable'])
      for (const id of [reminder, another])
        expect((await reminderState(practice, id)).state).to.equal('accepted')
      expect(
        (await refreshTemplates(practice, client, clock.now())).map(({ approval }) => approval),
      ).to.deep.equal(
        [REMINDER_TEMPLATE, RECALL_TEMPLATE].map(({ name, language }) => ({
          kind: 'unverifiable',
          code: 'TEMPLATE_UNVERIFIABLE',
          details: { template: name, language },
        })),
      )
    })

    it('are asked for again, and hold back, when they are listed nowhere and the key is refused', async () => {
      const reminder = await addDueReminder(practice, person)
      sandbox.setFault({ on: 'templates', effect: { kind: 'gateway_error', httpStatus: 401 } })
      const result = await dispatch(practice, client)
      expect(result).to.include({ sent: 0, waiting: 1 })
      expect(result.trouble?.code).to.equal('PROVIDER_REFUSED')
      expect((await reminderState(practice, reminder)).state).to.equal('due')
    })

    it('are asked for once in a while, not for each run', async () => {
      for (let n = 2; n < 5; n += 1) {
        await addDueReminder(practice, await addPatient(practice, n))
        await dispatch(practice, client)
        clock.advance(60_000)
      }
      expect(
        sandbox.requests().filter(({ path }) => path.startsWith('/message_templates')).length,
      ).to.be.lessThan(3)
    })
  })

  describe('a claim', () => {
    it('that lapsed is taken back, and its late owner sends nothing', async () => {
      const reminder = await addDueReminder(practice, person)
      const claim = await claimed(reminder)
      clock.advance(3_001)
      expect(await handOver(practice, claim)).to.equal(false)
      expect((await dispatch(practice, client)).sent).to.equal(1)
      expect(await handOver(practice, claim)).to.equal(false)
      expect((await messagesOf(practice, reminder)).map(({ state }) => state)).to.deep.equal([
        'cancelled',
        'accepted',
      ])
      expect(sandbox.messages()).to.have.length(1)
    })

    it('is handed over once', async () => {
      const claim = await claimed(await addDueReminder(practice, person))
      const both = await Promise.all([handOver(practice, claim), handOver(practice, claim)])
      expect(both.filter(Boolean)).to.have.length(1)
    })

    it('that was handed over and never heard of becomes unknown', async () => {
      const reminder = await addDueReminder(practice, person)
      await handOver(practice, await claimed(reminder))
      clock.advance(60_000)
      expect((await dispatch(practice, client)).unknown).to.equal(1)
      await expectUnsent(reminder, 'unknown', 'outcome_lapsed')
    })

    it('stays unknown when the database fails after the message was sent', async () => {
      const reminder = await addDueReminder(practice, person)
      const claim = await claimed(reminder)
      let writes = 0
      const failing: OpenPractice = {
        ...practice,
        database: {
          ...database,
          write: (work) => {
            writes += 1
            return writes === 1 ? database.write(work) : Promise.reject(new Error('disk gone'))
          },
        },
      }
      const sending = await sendClaimed(failing, client, silentLog, claim)
      expect(sending).to.deep.include({ kind: 'sent', recorded: 'unknown' })
      clock.advance(60_000)
      for (let run = 0; run < 3; run += 1) await dispatch(practice, client)
      expect((await reminderState(practice, reminder)).state).to.equal('unknown')
      expect(sandbox.messages()).to.have.length(1)
    })
  })
})

onEachDatabase('Two processes that send at once', (fresh) => {
  it('send each reminder once', async function () {
    this.timeout(240_000)
    const url = await fresh.url()
    const provider = masterKey(Buffer.alloc(32, 7))
    const sandbox = await startProvider()
    const databases = [openDatabase(url), openDatabase(url)]
    const clock = settableClock()
    try {
      await migrate(databases[0]!)
      const practices = [
        await openInvented(databases[0]!, clock, inventedPractice(), provider),
        await openInvented(databases[1]!, clock, inventedPractice(), provider),
      ]
      const due = await addDueReminders(practices[0]!, 40)
      const clients = practices.map(() => clientOf(sandbox))
      const results = await Promise.all(
        practices.map((practice, index) => dispatch(practice, clients[index]!)),
      )
      await Promise.all(clients.map((each) => each.close()))
      expect(results[0]!.sent + results[1]!.sent).to.equal(40)
      expect(sandbox.messages()).to.have.length(40)
      for (const { reminder } of due)
        expect((await reminderState(practices[0]!, reminder)).state).to.equal('accepted')
    } finally {
      await Promise.all(databases.map((database) => database.close()))
      await sandbox.close()
    }
  })
})
