/** Restriction of processing (Art. 18, P-46): nothing is sent and nothing deleted until it is lifted. */
import type { Actor, EntryType } from '../consent/entry.js'
import { PURPOSES } from '../consent/purpose.js'
import { reviewUnknownBirthdays } from '../consent/unknown-birthday.js'
import { RecallError } from '../errors.js'
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { insertAccess } from './access-log.js'
import { isRestricted } from './restriction.js'

/** Art. 18(1)(a) to (d). */
export const RESTRICTION_GROUNDS = ['accuracy', 'unlawful', 'claims', 'objection'] as const
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number]

export interface RestrictionRequest {
  patient: HostPatientId
  /** The named person who enters it. */
  by: string
  ground: RestrictionGround
}

export interface RestrictionResult {
  /** False: it was so already, and nothing was recorded. */
  changed: boolean
  /** Sequence number of the ledger entry. */
  entry: number | null
  /** Reminders that were waiting and are not sent. */
  cancelled: number
}

/** @throws RecallError PATIENT_UNKNOWN, LEDGER_BROKEN */
export function restrictPatient(
  practice: OpenPractice,
  { patient, by, ground }: RestrictionRequest,
): Promise<RestrictionResult> {
  return change(practice, patient, by, 'restricted', [`restriction_${ground}`])
}

/** The patient is told before (Art. 18(3)). @throws RecallError PATIENT_UNKNOWN, LEDGER_BROKEN */
export function liftRestriction(
  practice: OpenPractice,
  { patient, by }: { patient: HostPatientId; by: string },
): Promise<RestrictionResult> {
  return change(practice, patient, by, 'unrestricted', [])
}

function change(
  practice: OpenPractice,
  patient: HostPatientId,
  by: string,
  to: 'restricted' | 'unrestricted',
  reasons: readonly string[],
): Promise<RestrictionResult> {
  const { configuration, database, keys, ledger, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const subject = await subjectNamed(trx, keys, patient)
    await holdRows(
      database,
      trx('patients').where({ practice_id: configuration.id, subject_id: subject }),
    ).first('subject_id')
    if (isRestricted(await ledger.entriesOf(trx, subject)) === (to === 'restricted'))
      return { changed: false, entry: null, cancelled: 0 }
    await insertAccess(trx, configuration.id, { action: 'restrict', actor: by, subject }, now)
    const act = { subject, actor: { role: 'staff' as const, name: by }, reasons, now }
    if (to === 'restricted') return { changed: true, ...(await appendRestriction(trx, practice, act)) }
    await trx('restricted_patients').where({ practice_id: configuration.id, subject_id: subject }).delete()
    const entry = await append(trx, practice, 'unrestricted', act)
    await reviewUnknownBirthdays(trx, practice, [subject], now)
    return { changed: true, entry, cancelled: 0 }
  })
}

interface Act {
  subject: SubjectId
  actor: Actor
  reasons: readonly string[]
  now: Instant
}

/** Takes effect at once: what waits is cancelled in the same transaction. */
export async function appendRestriction(
  trx: Transaction,
  practice: OpenPractice,
  act: Act,
): Promise<{ entry: number; cancelled: number }> {
  const entry = await append(trx, practice, 'restricted', act)
  const { id } = practice.configuration
  await trx('restricted_patients')
    .insert({ practice_id: id, subject_id: act.subject, since: act.now })
    .onConflict(['practice_id', 'subject_id'])
    .ignore()
  const cancelled = await cancelWaiting(trx, id, act.subject, PURPOSES, 'consent_on_hold', act.now)
  return { entry, cancelled }
}

async function append(
  trx: Transaction,
  practice: OpenPractice,
  type: EntryType & ('restricted' | 'unrestricted'),
  { subject, actor, reasons, now }: Act,
): Promise<number> {
  const [entry = 0] = await practice.ledger.append(trx, [
    {
      type,
      subject,
      content: {
        schema: 1,
        purposes: [],
        method: 'reception',
        actor,
        givenAt: now,
        capturedAt: now,
        number: null,
        numberHolder: 'unknown',
        bsuid: null,
        wording: null,
        reasons: [...reasons],
        supersedes: [],
        evidence: null,
      },
    },
  ])
  return entry
}

/** @throws RecallError PATIENT_RESTRICTED */
export async function assertNotRestricted(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
): Promise<void> {
  if (isRestricted(await practice.ledger.entriesOf(trx, subject))) throw new RecallError('PATIENT_RESTRICTED')
}
