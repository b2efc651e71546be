/** Whatever 360dialog or the line do: the state says what is known, and no reminder is sent twice. */
import { expect } from 'chai'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Control } from '../../plugin/sandbox/contract.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { dialog360, type Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addDueReminders,
  addPatient,
  clientOf,
  DAY,
  dispatch,
  HOUR,
  KEY,
  messagesOf,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type SettableClock,
} from './due-practice.js'

const MINUTE = 60_000

interface Case {
  what: string
  effect: Control['Effect']
  /** Of the reminder, after the first run. */
  state: string
  /** What the sandbox has accepted at the end, after hours of further runs. */
  accepted: 0 | 1
  /** Of the reminder at the end. */
  end: string
}

const meta = (code: number): Control['Effect'] => ({ kind: 'meta_error', code })

/** Each fault strikes once; then the provider is well again. */
const CASES: Case[] = [
  {
    what: 'no answer, but sent',
    effect: { kind: 'hang', accepted: true },
    state: 'unknown',
    accepted: 1,
    end: 'unknown',
  },
  {
    what: 'no answer, not sent',
    effect: { kind: 'hang', accepted: false },
    state: 'unknown',
    accepted: 0,
    end: 'unknown',
  },
  {
    what: 'a reset, but sent',
    effect: { kind: 'reset', accepted: true },
    state: 'unknown',
    accepted: 1,
    end: 'unknown',
  },
  {
    what: 'a reset, not sent',
    effect: { kind: 'reset', accepted: false },
    state: 'unknown',
    accepted: 0,
    end: 'unknown',
  },
  {
    what: '500, but sent',
    effect: { kind: 'server_error', accepted: true },
    state: 'unknown',
    accepted: 1,
    end: 'unknown',
  },
  {
    what: '500, not sent',
    effect: { kind: 'server_error', accepted: false },
    state: 'unknown',
    accepted: 0,
    end: 'unknown',
  },
  {
    what: '502 with HTML, but sent',
    effect: { kind: 'bad_gateway', accepted: true },
    state: 'unknown',
    accepted: 1,
    end: 'unknown',
  },
  {
    what: '502 with HTML, not sent',
    effect: { kind: 'bad_gateway', accepted: false },
    state: 'unknown',
    accepted: 0,
    end: 'unknown',
  },
  {
    what: '200 without an id, but sent',
    effect: { kind: 'no_messages', accepted: true },
    state: 'unknown',
    accepted: 1,
    end: 'unknown',
  },
  {
    what: 'a gateway limit, 429',
    effect: { kind: 'gateway_error', httpStatus: 429 },
    state: 'due',
    accepted: 1,
    end: 'accepted',
  },
  {
    what: 'load, 503',
    effect: { kind: 'gateway_error', httpStatus: 503 },
    state: 'due',
    accepted: 1,
    end: 'accepted',
  },
  {
    what: 'a refused key, 401',
    effect: { kind: 'gateway_error', httpStatus: 401 },
    state: 'due',
    accepted: 1,
    end: 'accepted',
  },
  { what: 'throughput', effect: meta(130429), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'the pair limit', effect: meta(131056), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'a passing failure', effect: meta(131016), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'an unknown failure of Meta', effect: meta(131000), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'maintenance', effect: meta(131057), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'a payment problem', effect: meta(131042), state: 'due', accepted: 1, end: 'accepted' },
  { what: 'a locked account', effect: meta(131031), state: 'due', accepted: 0, end: 'due' },
  {
    what: 'a number without WhatsApp',
    effect: meta(131026),
    state: 'rejected',
    accepted: 0,
    end: 'rejected',
  },
  { what: 'a person we blocked', effect: meta(130403), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'a marketing stop', effect: meta(131050), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'a paused template', effect: meta(132015), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'a missing template', effect: meta(132001), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'a defect of ours', effect: meta(131008), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'an experiment of Meta', effect: meta(130472), state: 'rejected', accepted: 0, end: 'rejected' },
  { what: 'a code nobody knows', effect: meta(987_654), state: 'rejected', accepted: 0, end: 'rejected' },
]

onEachDatabase('A fault of the provider', (fresh) => {
  const database = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practice: OpenPractice

  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    practice = await openNewPractice(database(), clock)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  for (const { what, effect, state, accepted, end } of CASES) {
    it(`leaves the reminder ${state} and then ${end} after ${what}`, async () => {
      const reminder = await addDueReminder(practice, await addPatient(practice, 1))
      if (effect.kind === 'hang') {
        await dispatch(practice, client, { signal: AbortSignal.abort() })
        await client.close()
        client = clientOf(sandbox, 400)
      }
      sandbox.setFault({ effect, next: 1 })
      await dispatch(practice, client)
      expect((await reminderState(practice, reminder)).state).to.equal(state)
      for (const pause of [MINUTE, 20 * MINUTE, HOUR, HOUR, 2 * HOUR]) {
        clock.advance(pause)
        await dispatch(practice, client)
      }
      clock.advance(2 * DAY)
      await dispatch(practice, client)
      expect(sandbox.messages()).to.have.length(accepted)
      expect((await reminderState(practice, reminder)).state).to.equal(end)
    })
  }

  it('lets the others go on', async () => {
    const due = await addDueReminders(practice, 12)
    sandbox.setFault({ effect: meta(131026), to: due[3]!.person.number })
    sandbox.setFault({ effect: { kind: 'reset', accepted: true }, to: due[5]!.person.number })
    sandbox.setFault({ effect: meta(131000), to: due[7]!.person.number })
    const result = await dispatch(practice, client)
    expect(result).to.deep.include({ sent: 9, failed: 1, unknown: 1, waiting: 1, trouble: null })
    expect(sandbox.messages()).to.have.length(10)
  })

  it('gives up after some repetitions', async () => {
    const reminder = await addDueReminder(practice, await addPatient(practice, 1))
    sandbox.setFault({ effect: meta(131000) })
    for (let run = 0; run < 8; run += 1) {
      await dispatch(practice, client)
      clock.advance(40 * MINUTE)
    }
    expect(await reminderState(practice, reminder)).to.include({
      state: 'rejected',
      reason: 'provider_error',
    })
    expect(await messagesOf(practice, reminder)).to.have.length(4)
  })

  it('keeps everything due while nobody answers at the address', async () => {
    const due = await addDueReminders(practice, 9)
    await dispatch(practice, client, { signal: AbortSignal.abort() })
    const { url } = sandbox
    await sandbox.close()
    await client.close()
    client = dialog360({ baseUrl: url, apiKey: KEY })
    const result = await dispatch(practice, client)
    expect(result).to.include({ sent: 0, unknown: 0, waiting: 9 })
    expect(result.trouble?.code).to.equal('PROVIDER_UNREACHABLE')
    sandbox = await startProvider({ port: Number(new URL(url).port) })
    clock.advance(HOUR)
    expect((await dispatch(practice, client)).sent).to.equal(9)
    for (const { reminder } of due)
      expect((await reminderState(practice, reminder)).state).to.equal('accepted')
  })

  it('keeps everything due, and says so, when the key is refused', async () => {
    await addDueReminders(practice, 3)
    const stranger = dialog360({ baseUrl: sandbox.url, apiKey: 'a-key-nobody-gave-us' })
    const result = await dispatch(practice, stranger)
    await stranger.close()
    expect(result).to.include({ sent: 0, waiting: 3 })
    expect(result.trouble?.code).to.equal('PROVIDER_REFUSED')
    expect(JSON.stringify(result) + String(result.trouble?.stack)).not.to.contain('a-key-nobody-gave-us')
    expect((await dispatch(practice, client)).sent).to.equal(3)
  })

  it('stops sending when nothing is answered any more, instead of making every message a doubt', async () => {
    await addDueReminders(practice, 30)
    await dispatch(practice, client, { signal: AbortSignal.abort() })
    sandbox.setFault({ effect: { kind: 'reset', accepted: false } })
    const result = await dispatch(practice, client)
    expect(result.trouble?.code).to.equal('PROVIDER_UNREACHABLE')
    expect(result.unknown).to.be.within(5, 21)
    expect(result.waiting).to.equal(30 - result.unknown)
    sandbox.clearFaults()
    expect((await dispatch(practice, client)).sent).to.equal(0)
    clock.advance(6 * MINUTE)
    expect((await dispatch(practice, client)).sent).to.equal(30 - result.unknown)
  })

  it('holds the template that 360dialog refuses, and no other', async () => {
    await addDueReminders(practice, 20)
    sandbox.setFault({ effect: meta(132015), next: 1 })
    const result = await dispatch(practice, client)
    expect(result.failed).to.equal(1)
    expect(result.waiting).to.be.within(4, 19)
    expect(result.sent + result.waiting).to.equal(19)
    clock.advance(2 * HOUR)
    expect((await dispatch(practice, client)).sent).to.equal(result.waiting)
  })

  it('puts an unknown outcome before a person after the grace, and never sends it again', async () => {
    const reminder = await addDueReminder(practice, await addPatient(practice, 1))
    sandbox.setFault({ effect: { kind: 'reset', accepted: false }, next: 1 })
    await dispatch(practice, client)
    clock.advance(14 * MINUTE)
    await dispatch(practice, client)
    expect((await reminderState(practice, reminder)).reason).to.match(/^outcome_/)
    clock.advance(2 * MINUTE)
    await dispatch(practice, client)
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({
      state: 'unknown',
      reason: 'unknown_outcome',
    })
    const events = await practice.database
      .knex('host_events')
      .where({ practice_id: practice.configuration.id, type: 'reminder.outcome_unknown' })
    expect(events).to.have.length(1)
    expect(sandbox.requests().filter(({ path }) => path === '/messages')).to.have.length(1)
  })

  it('leaves no key and no number in what is logged', async () => {
    const { person } = (await addDueReminders(practice, 1))[0]!
    sandbox.setFault({ effect: { kind: 'reset', accepted: false }, next: 1 })
    const lines: string[] = []
    const note = (...line: unknown[]): void => void lines.push(JSON.stringify(line))
    await dispatch(practice, client, { log: { info: note, warn: note, error: note } })
    expect(lines.join('\n')).not.to.match(new RegExp(`${KEY}|${person.number.slice(1)}|Muster`))
  })
})
