/** One practice and the lives of its patients over many years, with everything that can happen to them. */
import { randomBytes } from 'node:crypto'
import type { NewEntry } from '../../plugin/consent/entry.js'
import { Frontier } from '../../plugin/consent/merkle.js'
import { openCheckpoint, signatoryOf } from '../../plugin/consent/note.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { holdConsent } from '../../plugin/consent/withdraw.js'
import { declaringSubject, findSubject } from '../../plugin/host/patients.js'
import { putAppointment } from '../../plugin/host/store-appointments.js'
import { putPatient, removePatients } from '../../plugin/host/store-patients.js'
import { putRecall } from '../../plugin/host/store-recalls.js'
import { toAppointmentId, toHostPatientId, toRecallId, type SubjectId } from '../../plugin/ids.js'
import type { RunningPractice } from '../../plugin/installation.js'
import type { KeyProvider } from '../../plugin/keys/master-key.js'
import { dispatchDue } from '../../plugin/outbox/dispatch.js'
import { bearWitness } from '../../plugin/privacy/witness/bear-witness.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { liftRestriction, restrictPatient } from '../../plugin/privacy/restrict.js'
import { overdueRows, runRetention } from '../../plugin/privacy/retention/retention.js'
import type { Witness } from '../../plugin/privacy/witness/witness.js'
import { planPractice } from '../../plugin/reminder/plan-practice.js'
import { RecallError } from '../../plugin/errors.js'
import { addMillis, localDateOf, toLocalDate, type Instant } from '../../plugin/time.js'
import type { Database } from '../../plugin/storage/database.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { webhookReceiver } from '../../plugin/webhook/receive.js'
import {
  DAY,
  HOUR,
  number,
  PHONE_NUMBER_ID,
  settableClock,
  type SettableClock,
} from '../outbox/due-practice.js'
import { backUp, type Backup } from './copy-database.js'
import { newProvider, openLifePractice, takingLine, witnessInMemory, type Sent } from './life-practice.js'
import { forbidden, lastDayOf, type Life } from './oracle.js'

export const HAPPENINGS = [
  'yes',
  'parent_says_yes',
  'no_at_the_desk',
  'stop',
  'doubtful_words',
  'tick_of_staff',
  'new_number',
  'new_owner',
  'death',
  'leaves',
  'comes_back',
  'restriction',
  'restriction_lifted',
  'erasure',
  'erasure_with_proof',
  'appointment',
  'recall',
  'backup',
  'restore',
] as const
export type Happening = (typeof HAPPENINGS)[number]

export interface World {
  happen(life: number, what: Happening): Promise<void>
  /** Lets time pass; the daily deletion runs now and then. */
  advanceTo(instant: Instant): Promise<void>
  /** Whether everything is in order now; throws what is not. */
  examine(depth: 'quick' | 'whole' | 'end'): Promise<void>
  readonly clock: SettableClock
  readonly sent: number
  close(): Promise<void>
}

/** @param newUrl address of a new, empty database */
export async function openWorld(
  births: readonly string[],
  start: Instant,
  database: Database,
  openRestored: (backup: Backup) => Promise<Database>,
): Promise<World> {
  const clock = settableClock(start)
  const provider: KeyProvider = newProvider()
  const witness: Witness = witnessInMemory()
  const line = takingLine((sent) => judge(sent))
  const open = async (from: Database): Promise<RunningPractice> => ({
    ...(await openLifePractice(from, clock, witness, line, { provider })),
    gates: { verdicts: () => Promise.resolve([]) },
  })
  let practice = await open(database)
  const pools = [practice.readers]
  const databases: Database[] = []
  let backup: Backup | null = null
  let sentMessages = 0
  let items = 0
  let numbers = 0
  const wrong: string[] = []
  const newNumber = (): Life['number'] => {
    numbers += 1
    return number(`+4915123${String(100_000 + numbers)}`)
  }
  const lives: Life[] = births.map((birth, index) => ({
    host: toHostPatientId(`P-${index}`),
    birthDate: toLocalDate(birth),
    number: newNumber(),
    alive: true,
    here: true,
    restricted: false,
    erased: false,
    yes: { reminder: [], recall: [] },
    lastRecall: null,
    lastUse: null,
    left: null,
  }))
  const everSubject = new Map<SubjectId, Life>()

  async function subjectOf(life: Life): Promise<SubjectId | null> {
    return findSubject(practice.database.knex, practice.keys, life.host)
  }

  /** The host delivers the person as it knows the person. */
  async function deliver(life: Life): Promise<void> {
    await practice.database.write((trx) =>
      putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId: life.host,
          familyName: 'Muster',
          givenName: 'Erika',
          birthDate: life.birthDate,
          mobilePhone: { kind: 'mobile', number: life.number },
          active: life.alive,
        },
        clock.now(),
      ),
    )
    const subject = await subjectOf(life)
    if (subject !== null) everSubject.set(subject, life)
  }

  async function judge({ message, to }: Sent): Promise<void> {
    sentMessages += 1
    const row = await practice.database
      .knex('messages')
      .where({ id: message })
      .first<{ subject_id: SubjectId; purpose: 'reminder' | 'recall' } | undefined>('subject_id', 'purpose')
    const life = row === undefined ? undefined : everSubject.get(row.subject_id)
    if (row === undefined || life === undefined) {
      wrong.push('a message to nobody')
      return
    }
    const now = clock.now()
    const reason = forbidden(life, row.purpose, to, now)
    if (reason !== null) wrong.push(`${row.purpose} sent: ${reason}, at ${now}`)
    if (row.purpose === 'recall') life.lastRecall = now
    life.lastUse = now
  }

  async function sayYes(life: Life, by: 'self' | 'parent'): Promise<void> {
    if (!life.alive || !life.here) return
    const now = clock.now()
    await practice.database.write(async (trx) => {
      const subject = await declaringSubject(trx, practice.keys, life.host, now)
      const entry: NewEntry = {
        type: 'granted',
        subject,
        content: {
          schema: 1,
          purposes: ['reminder', 'recall'],
          method: 'form',
          actor: { role: by === 'parent' ? 'parent' : 'patient', name: null },
          givenAt: addMillis(now, -1000),
          capturedAt: now,
          number: life.number,
          numberHolder: 'unknown',
          bsuid: null,
          wording: null,
          reasons: [],
          supersedes: [],
          evidence: null,
        },
      }
      await practice.ledger.append(trx, [entry])
    })
    life.erased = false
    life.lastUse = now
    const yes = { at: now, number: life.number, by }
    life.yes = { reminder: [...life.yes.reminder, yes], recall: [...life.yes.recall, yes] }
    life.left = null
    await deliver(life)
  }

  async function say(life: Life, words: string): Promise<void> {
    const from = life.number.slice(1)
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '493012345600', phone_number_id: PHONE_NUMBER_ID },
                contacts: [{ profile: { name: 'Erika' }, wa_id: from }],
                messages: [
                  {
                    from,
                    id: `wamid.${Buffer.from(from).toString('base64')}${randomBytes(6).toString('hex')}`,
                    timestamp: String(Math.floor(Date.parse(clock.now()) / 1000)),
                    type: 'text',
                    text: { body: words },
                  },
                ],
              },
            },
          ],
        },
      ],
    }
    await webhookReceiver(practice)(Buffer.from(JSON.stringify(body)))
    const { failures } = await processInbox(practice)
    wrong.push(...failures.map(({ code }) => `inbox: ${code}`))
  }

  function noMore(life: Life): void {
    life.yes = { reminder: [], recall: [] }
    if (!life.erased) life.lastUse = clock.now()
  }

  /** Whoever declares something after an erasure is a patient again, as far as the practice's software says so. */
  function isBack(life: Life): void {
    if (life.erased && life.alive && life.here) life.left = null
    life.erased = false
  }

  async function planAndSend(): Promise<void> {
    await planPractice(practice, { now: clock.now(), horizonDays: 60 })
    for (let round = 0; round < 4; round += 1) {
      const next = await practice.database
        .knex('reminders')
        .whereIn('state', ['planned', 'due'])
        .min<{ due: Instant | null }[]>({ due: 'due_at' })
      const due = next[0]?.due ?? null
      if (due === null) return
      if (due > clock.now()) {
        if (due > addMillis(clock.now(), 20 * DAY)) return
        clock.set(addMillis(due, 1000))
      }
      await dispatchDue(practice, {
        client: line,
        gates: practice.gates,
        adapters: [],
        signal: new AbortController().signal,
        instance: 'world',
        log: practice.log,
      })
    }
  }

  /** Ten o'clock in Berlin, winter or summer time, some days ahead. */
  const morningIn = (days: number): Instant => {
    const day = localDateOf(addMillis(clock.now(), days * DAY), practice.configuration.timeZone)
    return addMillis(`${day}T09:00:00.000Z` as Instant, 0)
  }

  async function happen(index: number, what: Happening): Promise<void> {
    const life = lives[index]
    if (life === undefined) return
    const atDesk = { patient: life.host, by: 'Frau Winter' }
    switch (what) {
      case 'yes':
        return sayYes(life, 'self')
      case 'parent_says_yes':
        return sayYes(life, 'parent')
      case 'no_at_the_desk':
        await tolerating(['PATIENT_UNKNOWN'], async () => {
          await recordAtReception(practice, {
            ...atDesk,
            result: 'refused',
            purposes: null,
            wording: null,
            note: null,
          })
          isBack(life)
          await deliver(life)
        })
        noMore(life)
        return
      case 'tick_of_staff':
        return tolerating(['PATIENT_UNKNOWN'], async () => {
          if (!life.alive || !life.here) return
          await recordAtReception(practice, {
            ...atDesk,
            result: 'granted',
            purposes: null,
            wording: null,
            note: null,
          })
          // It gives nothing; what the person said before stays what it is, unless it was erased.
          if (life.erased) life.yes = { reminder: [], recall: [] }
          isBack(life)
          life.lastUse = clock.now()
          await deliver(life)
        })
      case 'stop':
        if (!life.alive) return
        await say(life, 'STOP')
        noMore(life)
        return
      case 'doubtful_words':
        if (!life.alive) return
        await say(life, 'vielleicht stopp?')
        noMore(life)
        return
      case 'new_number':
        life.number = newNumber()
        if (life.here) await deliver(life)
        return
      case 'new_owner': {
        const subject = await subjectOf(life)
        if (subject === null) return
        await practice.database.write((trx) =>
          holdConsent(trx, practice, {
            subject,
            purposes: PURPOSES,
            method: 'system',
            actor: { role: 'system', name: null },
            evidence: null,
            reasons: ['account_changed'],
            now: clock.now(),
          }),
        )
        noMore(life)
        return
      }
      case 'death':
        if (!life.alive) return
        life.alive = false
        life.left ??= clock.now()
        if (life.here) await deliver(life)
        return
      case 'leaves':
        if (!life.here) return
        life.here = false
        life.left ??= clock.now()
        await practice.database.write((trx) => removePatients(trx, practice.keys, [life.host], clock.now()))
        return
      case 'comes_back':
        if (life.here) return
        life.here = true
        if (life.alive) life.left = null
        return deliver(life)
      case 'restriction':
        return tolerating(['PATIENT_UNKNOWN'], async () => {
          await restrictPatient(practice, { ...atDesk, ground: 'accuracy' })
          life.restricted = true
          life.lastUse = clock.now()
        })
      case 'restriction_lifted':
        return tolerating(['PATIENT_UNKNOWN'], async () => {
          await liftRestriction(practice, atDesk)
          life.restricted = false
          life.lastUse = clock.now()
        })
      case 'erasure':
      case 'erasure_with_proof':
        return tolerating(['PATIENT_UNKNOWN', 'PATIENT_RESTRICTED'], async () => {
          const proof = what === 'erasure' ? 'destroy' : 'keep'
          await erasePatient(practice, { ...atDesk, reason: 'erasure_request', proof })
          life.erased = true
          life.yes = { reminder: [], recall: [] }
          life.left ??= clock.now()
          life.lastUse = clock.now()
        })
      case 'appointment': {
        items += 1
        const appointmentId = toAppointmentId(`A-${items}`)
        const startsAt = morningIn(5)
        await practice.database.write((trx) =>
          putAppointment(
            trx,
            practice.keys,
            'csv',
            { appointmentId, hostPatientId: life.host, startsAt, status: 'booked' },
            clock.now(),
          ),
        )
        return planAndSend()
      }
      case 'recall': {
        items += 1
        const recallId = toRecallId(`R-${items}`)
        const dueOn = toLocalDate(localDateOf(addMillis(clock.now(), DAY), practice.configuration.timeZone))
        await practice.database.write((trx) =>
          putRecall(trx, practice.keys, 'csv', { recallId, hostPatientId: life.host, dueOn }, clock.now()),
        )
        return planAndSend()
      }
      case 'backup':
        backup = await backUp(practice.database)
        return
      case 'restore':
        if (backup !== null) await setBack(backup)
    }
  }

  /** The old copy is put in place; then the host delivers everybody as they are now. */
  async function setBack(from: Backup): Promise<void> {
    const restored = await openRestored(from)
    databases.push(practice.database)
    practice = await open(restored)
    pools.push(practice.readers)
    await bearWitness(practice)
    for (const life of lives) if (life.here) await deliver(life)
    const gone = lives.filter(({ here }) => !here).map(({ host }) => host)
    await practice.database.write((trx) => removePatients(trx, practice.keys, gone, clock.now()))
    // What the copy had not heard yet it hears now, and counts from now.
    for (const life of lives) if (life.left !== null) life.left = clock.now()
    for (const life of lives) await restrictedAsBefore(life)
    backup = null
  }

  /** The practice knows who is restricted and who no longer is, and enters it anew. */
  async function restrictedAsBefore(life: Life): Promise<void> {
    const atDesk = { patient: life.host, by: 'Frau Winter' }
    await tolerating(['PATIENT_UNKNOWN'], async () => {
      if (life.restricted) await restrictPatient(practice, { ...atDesk, ground: 'accuracy' })
      else await liftRestriction(practice, atDesk)
    })
  }

  async function examine(depth: 'quick' | 'whole' | 'end'): Promise<void> {
    await bearWitness(practice)
    if (wrong.length > 0) throw new Error(wrong.join('; '))
    const { knex } = practice.database
    const head = await knex('ledger_heads').first<
      { size: number; note: string; frontier: Buffer } | undefined
    >('size', 'note', 'frontier')
    if (head === undefined) return
    const counted = await knex('ledger_entries').count<{ entries: number }[]>({ entries: '*' })
    const note = openCheckpoint(head.note, signatoryOf(practice.keys))
    const root = Frontier.of(head.size, head.frontier)?.root()
    if (counted[0]?.entries !== head.size) throw new Error('the ledger and its head differ in length')
    if (note.kind === 'invalid' || root === undefined || !root.equals(note.checkpoint.root))
      throw new Error('the head is not the signed one')
    if (depth === 'quick') return
    const verified = await verifyLedger(practice.database, practice.keys, { now: clock.now(), processes: 1 })
    if (!verified.ok) throw new Error(`the ledger is broken: ${JSON.stringify(verified.firstBroken)}`)
    if (depth === 'end') await examineEnds()
  }

  /** Of a life that ended more than three years ago no key is left. */
  async function examineEnds(): Promise<void> {
    const today = clock.now().slice(0, 10)
    const over = new Set(
      lives.filter((life) => {
        const last = lastDayOf(life)
        return last !== null && last < today && (life.erased || !life.here || !life.alive)
      }),
    )
    const rows = await practice.database
      .knex('subject_keys')
      .whereNotNull('wrapped')
      .select<{ subject_id: SubjectId }[]>('subject_id')
    for (const { subject_id: subject } of rows) {
      const life = everSubject.get(subject)
      if (life === undefined || !over.has(life)) continue
      const entries = await practice.ledger.entriesOf(practice.database.knex, subject)
      const history = entries.map(({ type, recordedAt }) => `${type} ${recordedAt}`).join(', ')
      throw new Error(
        `the key of a life that is long over is still there: ${JSON.stringify(life)}; ${history}`,
      )
    }
  }

  async function retain(): Promise<void> {
    await runRetention(practice)
    const now = clock.now()
    const overdue = Object.entries(await overdueRows(practice, now)).filter(([, count]) => count > 0)
    if (overdue.length > 0) throw new Error(`overdue: ${JSON.stringify(overdue)}`)
    const { knex } = practice.database
    const rows = await knex('restricted_patients').select<{ subject_id: string }[]>('subject_id')
    const restricted = rows.map((row) => row.subject_id)
    const old = async (what: string, query: PromiseLike<unknown[]>): Promise<void> => {
      if ((await query).length > 0) throw new Error(`overdue by the calendar: ${what}`)
    }
    const ago = (days: number): Instant => addMillis(now, -days * DAY - HOUR)
    await old(
      'parameters',
      knex('messages')
        .whereNotIn('subject_id', restricted)
        .whereNotNull('sealed')
        .where('claimed_at', '<', ago(90))
        .select('id'),
    )
    await old('raw webhooks', knex('webhook_inbox').where('received_at', '<', ago(30)).select('id'))
    await old('statuses', knex('message_statuses').where('received_at', '<', ago(90)).select('status'))
    await old(
      'access log',
      knex('access_log')
        .where((where) => {
          void where.whereNull('subject_id').orWhereNotIn('subject_id', restricted)
        })
        .where('occurred_at', '<', ago(367))
        .select('id'),
    )
    await old('events', knex('host_events').where('delivered_at', '<', ago(30)).select('seq'))
  }

  for (const life of lives) await deliver(life)
  let lastRetention = start
  return {
    clock,
    get sent() {
      return sentMessages
    },
    happen,
    async advanceTo(instant) {
      if (instant > clock.now()) clock.set(instant)
      if (addMillis(lastRetention, 180 * DAY) > clock.now()) return
      lastRetention = clock.now()
      await retain()
    },
    examine,
    async close() {
      for (const pool of pools) await pool.close()
      for (const old of databases) await old.close()
      await practice.database.close()
    },
  }
}

async function tolerating(codes: readonly string[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RecallError) || !codes.includes(error.code)) throw error
  }
}
