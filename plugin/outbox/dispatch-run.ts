/**
 * One run of sending. Claims are made in the order of urgency; several messages are on their way at a time, and what they
 * write is committed together. One reminder that fails never stops the others.
 */
import { RecallError } from '../errors.js'
import type { ReminderId } from '../ids.js'
import { errorFields } from '../log.js'
import type { OpenPractice } from '../practice.js'
import { addMillis, millisOf } from '../time.js'
import { approvedTemplates, type CheckedTemplate } from '../whatsapp/approval.js'
import { accountBlock, EVERYTHING, setBlock } from './blocks.js'
import { claimReminder } from './claim.js'
import type { DispatchOptions, DispatchResult } from './dispatch.js'
import { dueReminders, type DueReminder, noteWaiting } from './due.js'
import { groupWrites } from './group-writes.js'
import { HALTED } from './halt.js'
import { HostInquiry } from './host-inquiry.js'
import { book, newPace } from './pace.js'
import { pause } from './pause.js'
import { preparePortfolio } from './portfolio.js'
import { recoverLapsed, untilClaimsLapse } from './recover.js'
import { sendClaimed, type Sending } from './send-claimed.js'

/** Messages on their way at the same time. */
const IN_FLIGHT = 16
/** Appointments that hosts are asked about ahead of their claim. */
const ASKED_AHEAD = 8
const BATCH = 100
/** So many messages in a row without an answer: 360dialog is out of order, and sending on makes only doubts. */
const SILENT_IN_A_ROW = 5
const OUT_OF_ORDER_MILLIS = 5 * 60_000
/** Longest time that a run waits: for others' claims to lapse, for short limits to pass. */
const PATIENCE_MILLIS = 4_500
const SHORTEST_WAIT_MILLIS = 50

/** One dispatch: its pace, what it has on the way, and why it stops. */
export class DispatchRun {
  private readonly practice: OpenPractice
  private readonly onTheWay = new Set<Promise<void>>()
  /** Reminders that could not be worked on in this run. */
  private readonly troubled = new Set<ReminderId>()
  private readonly hosts: HostInquiry
  private toldUnverifiable = false
  private pace
  private patience = PATIENCE_MILLIS
  private silentInARow = 0
  /** The account must pause; the database says until when. */
  private paused = false
  /** Nothing more in this run. */
  private ended = false
  private fatal: RecallError | null = null
  /** Reminders that were worked on. */
  private moved = 0

  constructor(
    practice: OpenPractice,
    private readonly options: DispatchOptions,
    private readonly result: DispatchResult,
  ) {
    this.practice = { ...practice, database: groupWrites(practice.database) }
    this.hosts = new HostInquiry(this.practice, options)
    this.pace = newPace(practice.configuration.whatsapp.throughput)
  }

  async toEnd(): Promise<void> {
    const { database, configuration, clock } = this.practice
    await preparePortfolio(database, configuration.id, clock.now())
    while (!this.isOver() && (await this.accountIsFree())) {
      const batch = await dueReminders(database.knex, configuration.id, clock.now(), BATCH, [
        ...this.troubled,
      ])
      if (batch.length > 0) {
        const before = this.moved
        // Anew for each batch: a webhook may have brought news of a template meanwhile.
        const templates = await this.checkedTemplates()
        if (templates === null) break
        await this.work(batch, templates)
        // Others hold all of it just now.
        if (this.moved === before && !(await this.waitFor(SHORTEST_WAIT_MILLIS))) break
      } else if (!(await this.othersGaveUp())) break
    }
    if (this.fatal !== null) throw this.fatal
  }

  /** `null`: 360dialog could not be asked, and nothing is sent with a template that was not compared. */
  private async checkedTemplates(): Promise<CheckedTemplate[] | null> {
    const { client, log } = this.options
    const { configuration, clock } = this.practice
    try {
      const checked = await approvedTemplates(this.practice, client, clock.now())
      const templates = checked.filter(({ approval }) => approval.kind === 'unverifiable').length
      if (templates > 0 && !this.toldUnverifiable)
        log.warn('templates_unverifiable', { practice: configuration.id, templates })
      this.toldUnverifiable ||= templates > 0
      return checked
    } catch (error) {
      if (!(error instanceof RecallError) || !error.code.startsWith('PROVIDER_')) throw error
      log.warn('templates_unchecked', { practice: configuration.id, ...errorFields(error) })
      this.result.trouble = error
      return null
    }
  }

  private isOver(): boolean {
    return this.ended || this.options.signal.aborted
  }

  private async work(batch: readonly DueReminder[], templates: readonly CheckedTemplate[]): Promise<void> {
    const asked: Promise<void>[] = []
    for (const [index, row] of batch.entries()) {
      for (const next of batch.slice(asked.length, index + ASKED_AHEAD)) asked.push(this.askHost(next))
      await asked[index]
      if (this.troubled.has(row.id)) continue
      await this.ready()
      if (this.isOver() || this.paused) break
      this.launch(row.id, templates)
    }
    await Promise.all([...asked, ...this.onTheWay])
  }

  private async askHost(row: DueReminder): Promise<void> {
    try {
      await this.hosts.ask(row)
    } catch (error) {
      this.fail('appointment_unchecked', error, row.id)
    }
  }

  /** Waits for a free place and for this number's turn, so that a claim is used at once. */
  private async ready(): Promise<void> {
    while (this.onTheWay.size >= IN_FLIGHT) await Promise.race(this.onTheWay)
    const { pace, waitMillis } = book(this.pace, performance.now())
    this.pace = pace
    if (waitMillis > 0) await pause(waitMillis, this.options.signal)
  }

  private launch(id: ReminderId, templates: readonly CheckedTemplate[]): void {
    const work: Promise<void> = this.claimAndSend(id, templates)
      .catch((error: unknown) => this.fail('dispatch_failed', error, id))
      .finally(() => this.onTheWay.delete(work))
    this.onTheWay.add(work)
  }

  private async claimAndSend(id: ReminderId, templates: readonly CheckedTemplate[]): Promise<void> {
    const { client, log, instance } = this.options
    const taken = await claimReminder(this.practice, id, templates, instance)
    if (taken.kind !== 'not_due') this.moved += 1
    if (taken.kind === 'skipped' || taken.kind === 'cancelled') this.result.skipped += 1
    // The rest of the batch waits for the same.
    if (taken.kind === 'waiting' && taken.reason === HALTED) this.paused = true
    if (taken.kind === 'claimed') await this.heed(await sendClaimed(this.practice, client, log, taken.claim))
  }

  private async heed(sending: Sending): Promise<void> {
    if (sending.kind === 'taken_back') return
    const { outcome, recorded, unrecorded } = sending
    if (recorded === 'accepted') this.result.sent += 1
    else if (recorded === 'rejected') this.result.failed += 1
    else if (recorded === 'unknown') this.result.unknown += 1
    if (unrecorded !== null) this.giveUpOn(unrecorded)
    const isSilent = outcome.kind === 'not_sent' || outcome.kind === 'unknown'
    this.silentInARow = isSilent ? this.silentInARow + 1 : 0
    if (isSilent && this.silentInARow === SILENT_IN_A_ROW) await this.outOfOrder(outcome.kind, outcome.reason)
    if (outcome.kind !== 'rejected') return
    const { next, code } = outcome.classification
    if (next.kind === 'slow_down') this.paused = true
    if (next.kind === 'stop_account') {
      this.ended = true
      this.result.trouble = new RecallError('PROVIDER_REFUSED', { code: code ?? 0 })
    }
  }

  private async outOfOrder(kind: 'not_sent' | 'unknown', reason: string): Promise<void> {
    this.ended = true
    this.result.trouble = new RecallError('PROVIDER_UNREACHABLE', { reason })
    if (kind === 'not_sent') return
    const { database, configuration, clock } = this.practice
    const now = clock.now()
    const until = addMillis(now, OUT_OF_ORDER_MILLIS)
    await database.write((trx) =>
      setBlock(trx, configuration.id, { scope: 'account', key: EVERYTHING, code: null, until }, now),
    )
  }

  /** Waits for a short pause of the account to pass. */
  private async accountIsFree(): Promise<boolean> {
    this.paused = false
    const { database, configuration, clock } = this.practice
    for (;;) {
      const now = clock.now()
      const block = await accountBlock(database.knex, configuration.id, now)
      if (block === null) return true
      if (block.isHalt) {
        await noteWaiting(database, configuration.id, HALTED, now)
        return false
      }
      const wait = block.until === null ? Infinity : millisOf(block.until) - millisOf(now) + 1
      if (!(await this.waitFor(wait))) return false
    }
  }

  /**
   * What another process has claimed may have to be taken up, if that process has died. A run that follows a crash is
   * to finish the work, so it waits for the claims to lapse.
   * @returns false when there are none, or no more time to wait
   */
  private async othersGaveUp(): Promise<boolean> {
    const wait = await untilClaimsLapse(this.practice)
    if (wait === null || !(await this.waitFor(wait))) return false
    this.result.unknown += (await recoverLapsed(this.practice, this.options.client.timeoutMillis)).unknown
    return true
  }

  private async waitFor(millis: number): Promise<boolean> {
    if (millis > this.patience || this.isOver()) return false
    const wait = Math.max(millis, SHORTEST_WAIT_MILLIS)
    this.patience -= wait
    await pause(wait, this.options.signal)
    return !this.options.signal.aborted
  }

  private fail(event: string, error: unknown, reminder: ReminderId): void {
    this.troubled.add(reminder)
    this.moved += 1
    if (error instanceof RecallError && error.code === 'DATABASE_UNREACHABLE') this.giveUpOn(error)
    this.options.log.warn(event, {
      practice: this.practice.configuration.id,
      reminder,
      ...errorFields(error),
    })
  }

  private giveUpOn(error: RecallError): void {
    this.ended = true
    if (error.code === 'DATABASE_UNREACHABLE') this.fatal = error
  }
}
