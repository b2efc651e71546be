import { expect } from 'chai'
import { sendChatReplies } from '../../plugin/chat/send-replies.js'
import { takeReply } from '../../plugin/chat/take-reply.js'
import { failure } from '../../plugin/gates/verdict.js'
import type { ChatReplyId } from '../../plugin/ids.js'
import { RecallError } from '../../plugin/errors.js'
import { silentLog } from '../../plugin/log.js'
import { halt, resume } from '../../plugin/outbox/halt.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { append, inventedEntry } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  DAY,
  desksOnOneDatabase,
  ERIKA,
  MINUTE,
  OPEN_GATES,
  phoneOf,
  prefilled,
  YES,
  type Desk,
  type DeskPatient,
} from './desk.js'

const MAX = '+4915112345622'

onEachDatabase('What is said in a chat', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  let erika: DeskPatient
  beforeEach(async () => {
    desk = await open()
    erika = await desk.patient('4711')
  })

  /** A code has arrived; nothing was sent yet. */
  async function queued(): Promise<void> {
    const issued = await desk.issue(erika)
    await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: prefilled(issued) } })
    await processInbox(desk.practice)
  }

  const states = async (): Promise<string[]> =>
    (await desk.replies()).map(({ kind, state }) => `${kind} ${state}`)

  const dueIds = async (): Promise<ChatReplyId[]> => {
    const rows = await desk.practice.database
      .knex('chat_replies')
      .where({ practice_id: desk.practice.configuration.id, state: 'due' })
      .orderBy('position')
      .select<{ id: ChatReplyId }[]>('id')
    return rows.map(({ id }) => id)
  }

  it('carries our id of it, and its statuses move it forward', async () => {
    await queued()
    await desk.send()
    expect(await states()).to.deep.equal(['consent_wording accepted', 'consent_question accepted'])
    for (const { callbackData } of desk.said(ERIKA)) expect(callbackData).to.match(/^c_[0-9a-z]{26}$/)
    await desk.pass(MINUTE)
    expect(await states()).to.deep.equal(['consent_wording read', 'consent_question read'])
  })

  it('is told of by a status that comes before the answer', async () => {
    desk.sandbox.setChaos({ statusBeforeAnswer: true })
    await queued()
    await desk.send()
    await desk.run()
    expect(await states()).to.deep.equal(['consent_wording sent', 'consent_question sent'])
  })

  it('keeps its order: the question waits until the wording was taken', async () => {
    await queued()
    const [, question] = await dueIds()
    expect(await takeReply(desk.practice, question!)).to.deep.equal({ kind: 'waiting' })
    await desk.send()
    expect(desk.said(ERIKA).map(({ type }) => type)).to.deep.equal(['text', 'interactive'])
  })

  it('to one patient is sent, though the one to another cannot be opened; nothing follows that one', async () => {
    await queued()
    const [damaged] = await dueIds()
    await desk.practice.database
      .knex('chat_replies')
      .where({ id: damaged! })
      .update({ sealed: Buffer.alloc(64, 7) })
    const max = await desk.patient('4712', { mobilePhone: { kind: 'mobile', number: phoneOf(MAX) } })
    const issued = await desk.issue(max)
    await desk.sandbox.inbound({
      from: { phone: MAX },
      content: { type: 'text', body: prefilled(issued) },
    })
    await processInbox(desk.practice)
    const waiting = (await dueIds()).length
    const { sent } = await desk.send()
    expect(sent).to.equal(waiting - 2)
    expect(await dueIds(), 'wording and question of the first').to.have.length(2)
  })

  it('of which nobody knows whether it was sent is never repeated, and nothing follows it', async () => {
    desk.sandbox.setFault({ effect: { kind: 'hang', accepted: true }, next: 1 })
    await queued()
    await desk.send()
    for (let run = 0; run < 3; run += 1) await desk.send()
    expect(desk.said(ERIKA)).to.have.length(1)
    expect(await states()).to.deep.equal(['consent_wording unknown', 'consent_question cancelled'])
    await desk.pass(MINUTE)
    expect(await states()).to.deep.equal(['consent_wording read', 'consent_question cancelled'])
  })

  it('is asked again by the patient who sends the code once more, and only then', async () => {
    desk.sandbox.setFault({ effect: { kind: 'hang', accepted: true }, next: 1 })
    const issued = await desk.issue(erika)
    await desk.write(ERIKA, prefilled(issued))
    await desk.pass(MINUTE)
    await desk.write(ERIKA, prefilled(issued))
    expect(desk.question(ERIKA).choices).to.have.length(3)
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
  })

  it('that was handed over by a process which died is unknown afterwards, and never sent', async () => {
    await queued()
    const [wording] = await dueIds()
    expect((await takeReply(desk.practice, wording!)).kind).to.equal('taken')
    // The process is gone here; another one starts at once, and again later.
    await desk.send()
    expect(await states()).to.deep.equal(['consent_wording handed_over', 'consent_question due'])
    await desk.pass(2 * MINUTE)
    expect(await states()).to.deep.equal(['consent_wording unknown', 'consent_question cancelled'])
    expect(desk.sandbox.messages()).to.deep.equal([])
  })

  it('is not sent again when what became of it could not be written down', async () => {
    await queued()
    let writes = 0
    const failing: OpenPractice = {
      ...desk.practice,
      database: {
        ...desk.practice.database,
        write: (work) => {
          writes += 1
          // 1: what died; 2: taking the first; 3: its outcome.
          if (writes === 3) throw new RecallError('DATABASE_UNREACHABLE', { reason: 'test' })
          return desk.practice.database.write(work)
        },
      },
    }
    const options = {
      provider: () => desk.client,
      gates: OPEN_GATES,
      log: silentLog,
      signal: new AbortController().signal,
    }
    let code = ''
    await sendChatReplies(failing, options).catch((error: unknown) => {
      code = error instanceof RecallError ? error.code : 'other'
    })
    expect(code).to.equal('DATABASE_UNREACHABLE')
    await desk.send()
    expect(desk.said(ERIKA)).to.have.length(1)
    // A status names it, so that in the end it is known.
    await desk.pass(MINUTE)
    expect(desk.said(ERIKA)).to.have.length(2)
    expect(desk.said(ERIKA).map(({ type }) => type)).to.deep.equal(['text', 'interactive'])
  })

  it('is sent once by two processes at a time', async () => {
    await queued()
    await Promise.all([desk.send(), desk.send(), desk.send()])
    await desk.send()
    expect(desk.said(ERIKA).map(({ type }) => type)).to.deep.equal(['text', 'interactive'])
  })

  it('is queued once for a message that arrives twice', async () => {
    desk.sandbox.setChaos({ duplicateShare: 1 })
    await queued()
    await desk.send()
    expect(desk.said(ERIKA)).to.have.length(2)
  })

  it('is tried again after a refusal that passes by itself, and then once', async () => {
    desk.sandbox.setFault({ effect: { kind: 'meta_error', code: 131016 }, next: 1 })
    await queued()
    await desk.send()
    expect(desk.said(ERIKA)).to.deep.equal([])
    expect((await states())[0]).to.equal('consent_wording due')
    await desk.pass(5 * MINUTE)
    await desk.pass(5 * MINUTE)
    expect(desk.said(ERIKA)).to.have.length(2)
  })

  it('is given up after a refusal for good, and the question is not put without its wording', async () => {
    desk.sandbox.setFault({ effect: { kind: 'meta_error', code: 131009 }, next: 1 })
    await queued()
    await desk.send()
    await desk.pass(MINUTE)
    expect(desk.said(ERIKA)).to.deep.equal([])
    expect(await states()).to.deep.equal(['consent_wording rejected', 'consent_question cancelled'])
  })

  it('is never sent after the window of 24 hours', async () => {
    await queued()
    desk.clock.set(addMillis(desk.clock.now(), DAY))
    await desk.send()
    expect(desk.sandbox.messages()).to.deep.equal([])
    expect((await desk.replies()).map(({ state }) => state)).to.deep.equal(['cancelled', 'cancelled'])
  })

  it('waits while the practice is halted (P-40)', async () => {
    await queued()
    await halt(desk.practice, 'Dr. Muster')
    await desk.send()
    expect(desk.sandbox.messages()).to.deep.equal([])
    await resume(desk.practice, 'Dr. Muster')
    await desk.send()
    expect(desk.said(ERIKA)).to.have.length(2)
  })

  it('waits while a check fails that sending depends on (P-61)', async () => {
    await queued()
    await sendChatReplies(desk.practice, {
      provider: () => desk.client,
      gates: { verdicts: () => Promise.resolve([failure('sign_off', 'sign_off_missing')]) },
      log: silentLog,
      signal: new AbortController().signal,
    })
    expect(desk.sandbox.messages()).to.deep.equal([])
    await desk.send()
    expect(desk.said(ERIKA)).to.have.length(2)
  })

  it('stops the account for everything when 360dialog refuses the account', async () => {
    desk.sandbox.setFault({ effect: { kind: 'meta_error', code: 131031 } })
    await queued()
    await desk.send()
    expect(await desk.types()).to.include('account.stopped')
  })

  it('is sealed for the patient: neither words nor number stand in the table (P-50)', async () => {
    await append(desk.practice, [inventedEntry(erika.subject, 'granted', { number: phoneOf(ERIKA) })])
    await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: 'STOP' } })
    await processInbox(desk.practice)
    const rows = await desk.practice.database
      .knex('chat_replies')
      .where({ practice_id: desk.practice.configuration.id })
      .select<{ sealed: Buffer; subject_id: string }[]>('sealed', 'subject_id')
    expect(rows).to.have.length(1)
    expect(rows[0]?.subject_id).to.equal(erika.subject)
    expect(rows[0]?.sealed.toString('latin1')).not.to.match(/eingetragen|4915112345678/)
  })
})
