/** Any mixture of faults, in any order, over several runs: at most one accepted message per reminder. */
import { expect } from 'chai'
import fc from 'fast-check'
import { type ReminderId, toMessageId, toWamid } from '../../plugin/ids.js'
import { handOver } from '../../plugin/outbox/hand-over.js'
import { claimReminder } from '../../plugin/outbox/claim.js'
import { recordStatus } from '../../plugin/outbox/statuses.js'
import type { Control } from '../../plugin/sandbox/contract.js'
import { approvedTemplates } from '../../plugin/whatsapp/approval.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addManyDueReminders,
  clientOf,
  dispatch,
  messagesOf,
  openNewPractice,
  reminderState,
  SATURDAY_NOON,
  settableClock,
  startProvider,
} from './due-practice.js'

const REMINDERS = 4

const broken = (kind: Control['BrokenAnswerEffect']['kind']): fc.Arbitrary<Control['Effect']> =>
  fc.boolean().map((accepted) => ({ kind, accepted }))
const effect: fc.Arbitrary<Control['Effect']> = fc.oneof(
  broken('reset'),
  broken('server_error'),
  broken('bad_gateway'),
  broken('no_messages'),
  fc
    .constantFrom(1, 2, 130429, 131000, 131016, 131026, 131042, 131056, 131057, 132015, 4711)
    .map((code): Control['Effect'] => ({ kind: 'meta_error', code })),
  fc
    .constantFrom(401, 429, 500, 503)
    .map((httpStatus): Control['Effect'] => ({ kind: 'gateway_error', httpStatus })),
  fc.constant<Control['Effect']>({ kind: 'silent', sent: true }),
)

/** What happens around one run. */
const turn = fc.record({
  faults: fc.array(effect, { maxLength: 5 }),
  pauseMinutes: fc.constantFrom(1, 5, 31, 70),
  /** Another process dies after its claim, or after its hand-over. */
  dies: fc.constantFrom('no', 'claimed', 'handed_over'),
  /** The webhook brings what the sandbox knows. */
  statuses: fc.boolean(),
})

onEachDatabase('With random faults', (fresh) => {
  it('each reminder is accepted at most once, and its state is true', async function () {
    this.timeout(360_000)
    const database = await fresh.open()
    const clock = settableClock()
    let practice = await openNewPractice(database, clock)
    let reminders: ReminderId[] = []
    const sandbox = await startProvider()
    const client = clientOf(sandbox)

    const startAgain = async (): Promise<void> => {
      clock.set(SATURDAY_NOON)
      sandbox.reset()
      // One of its own: what a refusal put on hold stays there for good.
      practice = await openNewPractice(database, clock)
      reminders = await addManyDueReminders(practice, REMINDERS)
    }
    const die = async (where: 'claimed' | 'handed_over'): Promise<void> => {
      const templates = await approvedTemplates(practice, client, clock.now()).catch(() => [])
      for (const id of reminders) {
        const result = await claimReminder(practice, id, templates, 'dead')
        if (result.kind !== 'claimed') continue
        if (where === 'handed_over') await handOver(practice, result.claim)
        return
      }
    }
    const tellStatuses = async (): Promise<void> => {
      for (const { wamid, callbackData } of sandbox.messages())
        await database.write((trx) =>
          recordStatus(
            trx,
            practice,
            {
              wamid: toWamid(wamid),
              status: 'sent',
              messageId: toMessageId(callbackData ?? ''),
              occurredAt: clock.now(),
              errorCode: null,
            },
            clock.now(),
          ),
        )
    }

    try {
      await fc.assert(
        fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 4 }), async (turns) => {
          await startAgain()
          for (const { faults, pauseMinutes, dies, statuses } of turns) {
            if (dies !== 'no') await die(dies)
            sandbox.clearFaults()
            for (const each of faults) sandbox.setFault({ effect: each, next: 1 })
            clock.advance(60_000)
            await dispatch(practice, client)
            if (statuses) await tellStatuses()
            clock.advance(pauseMinutes * 60_000)
          }
          const journal = sandbox.messages()
          expect(new Set(journal.map(({ to }) => to)).size, 'written to twice').to.equal(journal.length)
          for (const id of reminders) {
            const { state } = await reminderState(practice, id)
            const ids = (await messagesOf(practice, id)).map((message) => message.id)
            const isSent = journal.some(({ callbackData }) => ids.includes(callbackData ?? ''))
            if (isSent) expect(state).to.be.oneOf(['accepted', 'sent', 'unknown'])
            else expect(state).to.be.oneOf(['due', 'rejected', 'unknown', 'claimed', 'handed_over'])
          }
        }),
        { numRuns: 25, endOnFailure: true },
      )
    } finally {
      await client.close()
      await sandbox.close()
    }
  })
})
