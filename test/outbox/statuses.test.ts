/** What the webhook tells of our messages: in any order, repeatedly, and sometimes before the answer of the send. */
import { expect } from 'chai'
import fc from 'fast-check'
import { toMessageId, toWamid, type MessageId, type ReminderId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { claimReminder } from '../../plugin/outbox/claim.js'
import { handOver } from '../../plugin/outbox/hand-over.js'
import { recordOutcome } from '../../plugin/outbox/outcome.js'
import { recordStatus, type MessageStatus, type StatusEffect } from '../../plugin/outbox/statuses.js'
import { decideReview } from '../../plugin/review/decide-review.js'
import { listReviews } from '../../plugin/review/list-reviews.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { approvedTemplates } from '../../plugin/whatsapp/approval.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { wamidDigest } from '../../plugin/whatsapp/wamid-digest.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueRecall,
  addDueReminder,
  addPatient,
  clientOf,
  dispatch,
  messagesOf,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type Person,
  type SettableClock,
} from './due-practice.js'

onEachDatabase('A status', (fresh) => {
  const database = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practice: OpenPractice
  let person: Person
  let reminder: ReminderId

  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    practice = await openNewPractice(database(), clock)
    person = await addPatient(practice, 1)
    reminder = await addDueReminder(practice, person)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  const tell = (
    status: MessageStatus['status'],
    changes: Partial<Omit<MessageStatus, 'wamid'>> & { wamid?: string } = {},
  ): Promise<StatusEffect> =>
    practice.database.write((trx) =>
      recordStatus(
        trx,
        practice,
        {
          status,
          messageId: null,
          occurredAt: clock.now(),
          errorCode: null,
          ...changes,
          wamid: toWamid(changes.wamid ?? 'wamid.one'),
        },
        clock.now(),
      ),
    )
  const message = async (): Promise<{ id: MessageId; digest: string | null }> => {
    const row = (await messagesOf(practice, reminder)).at(-1)!
    return { id: toMessageId(row.id), digest: row.wamid_index }
  }
  /** WhatsApp's id of what was sent last. */
  const lastWamid = (): string => sandbox.messages().at(-1)?.wamid ?? ''
  const state = async (): Promise<string> => (await reminderState(practice, reminder)).state

  it('moves message and reminder forward, by our id or by the wamid', async () => {
    await dispatch(practice, client)
    const { id } = await message()
    const wamid = lastWamid()
    expect(await tell('sent', { wamid, messageId: id })).to.equal('moved')
    expect(await tell('read', { wamid })).to.equal('moved')
    expect(await tell('delivered', { wamid })).to.equal('repeated')
    expect(await tell('read', { wamid, messageId: id })).to.equal('repeated')
    expect(await state()).to.equal('read')
    const kept = await practice.database
      .knex('message_statuses')
      .where({ practice_id: practice.configuration.id })
    expect(kept).to.have.length(3)
  })

  it('that came before the answer counts as soon as the answer names its wamid', async () => {
    const templates = await approvedTemplates(practice, client, clock.now())
    const claimed = await claimReminder(practice, reminder, templates, 'test')
    if (claimed.kind !== 'claimed') throw new Error(claimed.kind)
    await handOver(practice, claimed.claim)
    expect(await tell('delivered')).to.equal('parked')
    expect(await state()).to.equal('handed_over')
    await recordOutcome(practice, claimed.claim, { kind: 'accepted', wamid: toWamid('wamid.one') })
    expect(await state()).to.equal('delivered')
  })

  it('proves the send of a message of unknown outcome, and names its wamid', async () => {
    sandbox.setFault({ effect: { kind: 'reset', accepted: true }, next: 1 })
    await dispatch(practice, client)
    expect(await state()).to.equal('unknown')
    await tell('sent', { messageId: (await message()).id })
    expect(await state()).to.equal('sent')
    expect((await message()).digest).to.equal(wamidDigest(practice.keys, toWamid('wamid.one')))
  })

  it('of a message that was thought refused keeps it from being sent again', async () => {
    sandbox.setFault({ effect: { kind: 'meta_error', code: 131000 }, next: 1 })
    await dispatch(practice, client)
    expect(await state()).to.equal('due')
    await tell('sent', { messageId: (await message()).id })
    clock.advance(60 * 60_000)
    await dispatch(practice, client)
    expect(await state()).to.equal('sent')
    expect(sandbox.messages()).to.have.length(0)
  })

  it('failed with 131026 holds the consent of everybody with that number and asks a person (P-31)', async () => {
    const relative = await addPatient(practice, 2, {
      mobilePhone: { kind: 'mobile', number: person.number },
    })
    await dispatch(practice, client)
    await tell('failed', { wamid: lastWamid(), errorCode: 131026 })
    await tell('failed', { wamid: lastWamid(), errorCode: 131026 })
    for (const { subject } of [person, relative]) {
      const entries = await practice.ledger.entriesOf(practice.database.knex, subject)
      expect(entries.map(({ type, content }) => [type, content?.reasons])).to.deep.equal([
        ['granted', []],
        ['held', ['not_on_whatsapp']],
      ])
    }
    const reviews: { kind: string; subject_id: string }[] = await practice.database
      .knex('reviews')
      .where({ practice_id: practice.configuration.id })
      .select('kind', 'subject_id')
    expect(reviews.map(({ kind }) => kind)).to.deep.equal(['number', 'number'])
    expect(await reminderState(practice, reminder)).to.include({ state: 'failed', reason: 'not_on_whatsapp' })
    const next = await addDueReminder(practice, person, { appointment: 'B1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, next)).to.include({ state: 'skipped', reason: 'consent_on_hold' })

    // A person has made sure that the number is still the patient's, and reachable.
    const { items } = await listReviews(practice, { state: 'open', cursor: null, limit: 10, actor: 'test' })
    for (const { id } of items)
      await decideReview(practice, id, { decision: 'released', by: 'Frau Beispiel' })
    const later = await addDueReminder(practice, person, { appointment: 'B2' })
    await dispatch(practice, client)
    expect(await reminderState(practice, later)).to.include({ state: 'accepted' })
  })

  it('failed with 131050 stops recalls to that number, not reminders', async () => {
    await dispatch(practice, client)
    await tell('failed', { wamid: lastWamid(), errorCode: 131050 })
    const recall = await addDueRecall(practice, person)
    const next = await addDueReminder(practice, person, { appointment: 'B1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, recall)).to.include({
      state: 'skipped',
      reason: 'marketing_stopped',
    })
    expect((await reminderState(practice, next)).state).to.equal('accepted')
  })

  it('leaves standing why the reminder was sent', async () => {
    await dispatch(practice, client)
    expect((await reminderState(practice, reminder)).reason).to.equal('on_schedule')
    await tell('delivered', { wamid: lastWamid() })
    expect(await reminderState(practice, reminder)).to.include({ state: 'delivered', reason: 'on_schedule' })
  })

  it('that resolves a doubt brings back why the reminder was sent', async () => {
    sandbox.setFault({ effect: { kind: 'reset', accepted: true }, next: 1 })
    await dispatch(practice, client)
    expect((await reminderState(practice, reminder)).reason).not.to.equal('on_schedule')
    await tell('delivered', { wamid: lastWamid(), messageId: (await message()).id })
    expect(await reminderState(practice, reminder)).to.include({ state: 'delivered', reason: 'on_schedule' })
  })

  it('after a refusal that passed says that the reminder came late', async () => {
    sandbox.setFault({ effect: { kind: 'meta_error', code: 131000 }, next: 1 })
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({ state: 'due', reason: 'provider_error' })
    clock.advance(60_000)
    await dispatch(practice, client)
    await tell('sent', { wamid: lastWamid() })
    expect(await reminderState(practice, reminder)).to.include({ state: 'sent', reason: 'late' })
  })

  for (const code of [131000, 131016, 130429, 131056]) {
    it(`failed with ${code}, which passes, is final: WhatsApp had taken the message`, async () => {
      await dispatch(practice, client)
      await tell('failed', { wamid: lastWamid(), errorCode: code })
      expect(await state()).to.equal('failed')
      clock.advance(60 * 60_000)
      await dispatch(practice, client)
      expect(await state()).to.equal('failed')
      expect(sandbox.messages()).to.have.length(1)
    })
  }

  it('failed for a fault of the account tells the host that sending has stopped', async () => {
    await dispatch(practice, client)
    await tell('failed', { wamid: lastWamid(), errorCode: 131042 })
    const events = await practice.database
      .knex('host_events')
      .where({ practice_id: practice.configuration.id })
      .select<{ type: string }[]>('type')
    expect(events.map(({ type }) => type)).to.include('account.stopped')
  })

  it('of a message that is not ours is kept and moves nothing', async () => {
    await dispatch(practice, client)
    const stranger = toMessageId(`m_${'0'.repeat(26)}`)
    expect(await tell('read', { wamid: 'wamid.other', messageId: stranger })).to.equal('parked')
    expect(await state()).to.equal('accepted')
  })

  it('in any order and repetition leads to the same state', async () => {
    await dispatch(practice, client)
    const { id } = await message()
    const wamid = lastWamid()
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(['sent', 'delivered', 'read', 'sent', 'delivered'] as const, { minLength: 1 }),
        async (statuses) => {
          await practice.database.write(async (trx) => {
            const own = { practice_id: practice.configuration.id }
            await trx('message_statuses').where(own).delete()
            await trx('messages').where(own).update({ state: 'accepted' })
            await trx('reminders').where(own).update({ state: 'accepted' })
          })
          for (const status of statuses) await tell(status, { wamid, messageId: id })
          const best = ['read', 'delivered', 'sent'].find((name) =>
            statuses.some((status) => status === name),
          )
          expect(await state()).to.equal(best)
        },
      ),
      { numRuns: 15 },
    )
  })
})
