/** A practice on a real database, with invented patients, appointments and consents. */
import { randomBytes } from 'node:crypto'
import type { HostAppointment, HostPatient } from '../../adapters/host.js'
import type { EntryContent, EntryType } from '../../plugin/consent/entry.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { findSubject } from '../../plugin/host/patients.js'
import { removeAppointment, storeAppointments } from '../../plugin/host/store-appointments.js'
import { storePatients } from '../../plugin/host/store-patients.js'
import { storeRecalls } from '../../plugin/host/store-recalls.js'
import {
  newMessageId,
  toAppointmentId,
  toHostPatientId,
  toRecallId,
  type SubjectId,
} from '../../plugin/ids.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { planPractice, type PlanCounts } from '../../plugin/reminder/plan-practice.js'
import type { Database } from '../../plugin/storage/database.js'
import { localDateOf, toLocalDate, type Instant } from '../../plugin/time.js'
import { BERLIN, berlin, NUMBER, practiceWith } from './invented.js'

const provider = masterKey(randomBytes(32))

export class Reception {
  private constructor(
    readonly practice: OpenPractice,
    private readonly clock: { instant: Instant },
  ) {}

  static async open(database: Database, now: string, rules?: readonly unknown[]): Promise<Reception> {
    const clock = { instant: berlin(now) }
    const source = { now: () => clock.instant }
    const configuration = practiceWith(rules)
    const keys = await openPracticeKeys(database, provider, configuration.id, source)
    const ledger = knexLedger(database, keys, source)
    return new Reception({ configuration, database, keys, ledger, clock: source }, clock)
  }

  get now(): Instant {
    return this.clock.instant
  }

  set(now: string): void {
    this.clock.instant = berlin(now)
  }

  /** The same practice with other rules. */
  withRules(rules: readonly unknown[]): Reception {
    const configuration = practiceWith(rules)
    return new Reception({ ...this.practice, configuration }, this.clock)
  }

  /** Another process of the same practice. */
  on(database: Database): Reception {
    const { keys, clock } = this.practice
    return new Reception(
      { ...this.practice, database, ledger: knexLedger(database, keys, clock) },
      this.clock,
    )
  }

  async patients(ids: readonly string[], changes: Partial<HostPatient> = {}): Promise<void> {
    const { database, keys } = this.practice
    await database.write((trx) =>
      storePatients(
        trx,
        keys,
        'csv',
        ids.map((id) => ({
          hostPatientId: toHostPatientId(id),
          familyName: 'Muster',
          givenName: 'Erika',
          birthDate: toLocalDate('1980-01-31'),
          mobilePhone: { kind: 'mobile', number: NUMBER },
          active: true,
          ...changes,
        })),
        this.now,
      ),
    )
  }

  async subject(id: string): Promise<SubjectId> {
    const { database, keys } = this.practice
    return (await findSubject(database.knex, keys, toHostPatientId(id)))!
  }

  async declare(ids: readonly string[], type: EntryType, changes: Partial<EntryContent> = {}): Promise<void> {
    const { database, ledger } = this.practice
    const subjects = await Promise.all(ids.map((id) => this.subject(id)))
    const content: EntryContent = {
      schema: 1,
      purposes: ['reminder', 'recall'],
      method: 'reception',
      actor: { role: 'patient', name: null },
      givenAt: this.now,
      capturedAt: this.now,
      number: NUMBER,
      numberHolder: 'unknown',
      bsuid: null,
      wording: null,
      reasons: [],
      supersedes: [],
      evidence: null,
      ...changes,
    }
    await database.write((trx) =>
      ledger.append(
        trx,
        subjects.map((subject) => ({ type, subject, content })),
      ),
    )
  }

  /** A patient with a record and a consent. */
  async agreed(...ids: string[]): Promise<void> {
    await this.patients(ids)
    await this.declare(ids, 'granted')
  }

  async book(
    id: string,
    patient: string,
    startsAt: string,
    status: HostAppointment['status'] = 'booked',
  ): Promise<void> {
    await this.bookAll([[id, patient, berlin(startsAt)]], status)
  }

  async bookAll(
    appointments: readonly (readonly [string, string, Instant])[],
    status: HostAppointment['status'] = 'booked',
  ): Promise<void> {
    const { database, keys } = this.practice
    await database.write((trx) =>
      storeAppointments(
        trx,
        keys,
        'csv',
        appointments.map(([id, patient, startsAt]) => ({
          appointmentId: toAppointmentId(id),
          hostPatientId: toHostPatientId(patient),
          startsAt,
          status,
        })),
        this.now,
      ),
    )
  }

  async remove(id: string): Promise<void> {
    const { database, keys } = this.practice
    await database.write((trx) => removeAppointment(trx, keys, toAppointmentId(id), this.now))
  }

  async recall(id: string, patient: string, dueOn: string): Promise<void> {
    const { database, keys } = this.practice
    const item = {
      recallId: toRecallId(id),
      hostPatientId: toHostPatientId(patient),
      dueOn: toLocalDate(dueOn),
    }
    await database.write((trx) => storeRecalls(trx, keys, 'csv', [item], this.now))
  }

  plan(horizonDays = 60): Promise<PlanCounts> {
    return planPractice(this.practice, { now: this.now, horizonDays })
  }

  /** `rule occurrence state reason`, by due time. */
  async journal(): Promise<string[]> {
    const rows = await this.practice.database
      .knex('reminders')
      .orderBy(['due_at', 'item_id', 'rule_id', 'created_at'])
      .select<Record<string, string>[]>('*')
    return rows.map(
      (row) => `${row['item_id']} ${row['rule_id']} ${row['occurrence']} ${row['state']} ${row['reason']}`,
    )
  }

  /** Stands in for the outbox: a message for what waits under this rule, brought to `state`. */
  async message(rule: string, state: string, reminderState = state, item?: string): Promise<void> {
    const { database, keys } = this.practice
    await database.write(async (trx) => {
      const rows = await trx('reminders')
        .where({ practice_id: keys.practice, rule_id: rule })
        .whereIn('state', ['planned', 'due'])
        .andWhere(item === undefined ? {} : { item_id: item })
        .select<Record<string, string>[]>('*')
      for (const row of rows) {
        await trx('messages').insert({
          id: newMessageId(),
          practice_id: keys.practice,
          reminder_id: row['id'],
          attempt: 1,
          subject_id: row['subject_id'],
          phone_index: keys.index('phone', NUMBER),
          purpose: row['purpose'],
          template: row['template'],
          state,
          send_reason: 'on_schedule',
          consent_entry: 0,
          claimed_by: 'test',
          claimed_at: this.now,
          local_day: localDateOf(this.now, BERLIN),
          handed_over_at: ['claimed', 'cancelled'].includes(state) ? null : this.now,
          sealed: null,
          changed_at: this.now,
        })
        await trx('reminders').where({ id: row['id'] }).update({ state: reminderState, changed_at: this.now })
      }
    })
  }
}
