/** Erasure at a person's request (Art. 17, P-47, P-51). */
import { RecallError } from '../../errors.js'
import { findSubject } from '../../host/patients.js'
import { suppressedSince } from '../../host/suppression.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import type { Leftover } from '../../storage/leave-no-trace.js'
import { localDateOf, type Instant, type LocalDate } from '../../time.js'
import { processInbox } from '../../webhook/process.js'
import { insertAccess } from '../access-log.js'
import { bearWitness } from '../witness/bear-witness.js'
import type { WitnessedPractice } from '../witness/check.js'
import { eraseSubject, type ErasedSubject } from './erase-subject.js'
import { NOTHING_REMOVED, type ErasureRequest, type ErasureResult } from './erasure.js'
import { erasureLetter } from './letter.js'
import { assertNotRestricted } from '../restrict.js'
import { removeTraces } from './trace-duty.js'

/**
 * What came in is worked on first, so that it is known whose it is. Asked for a second time it answers with
 * `already_erased`. When this returns, the files hold nothing of the person, and a backup that is restored later cannot
 * undo it.
 * @throws RecallError PATIENT_UNKNOWN, PATIENT_RESTRICTED, LEDGER_BROKEN, DATABASE_UNREACHABLE
 */
export async function erasePatient(
  practice: WitnessedPractice,
  request: ErasureRequest,
): Promise<ErasureResult> {
  await hearWitness(practice)
  await processInbox(practice)
  const done = await practice.database.write((trx) => eraseNamed(trx, practice, request))
  // Before the files are cleaned, which takes its time: a database that is lost meanwhile has not lost the erasure.
  await hearWitness(practice)
  const storage = await removeTraces(practice)
  return resultOf(practice, done, storage)
}

/** A person's right does not wait for a file: as long as the witness cannot be heard nothing is sent, and `doctor` says so. */
async function hearWitness(practice: WitnessedPractice): Promise<void> {
  try {
    await bearWitness(practice)
  } catch (error) {
    if (!(error instanceof RecallError) || !/^WITNESS_/.test(error.code)) throw error
  }
}

type Done =
  | { kind: 'now'; at: Instant; erased: ErasedSubject }
  | { kind: 'before'; at: Instant; proofKeptUntil: LocalDate | null }

async function eraseNamed(
  trx: Transaction,
  practice: OpenPractice,
  { patient, by, reason, proof }: ErasureRequest,
): Promise<Done> {
  const { configuration, keys, clock } = practice
  const at = clock.now()
  const known = await findSubject(trx, keys, patient)
  const kept = await keptProofs(trx, practice, keys.index('patient', patient))
  // Who was erased with proof and came back since has more than one subject.
  const subjects = [
    ...(known === null ? [] : [known]),
    ...(proof === 'destroy' ? kept.map((proofOf) => proofOf.subject_id) : []),
  ]
  let erased: ErasedSubject | null = null
  for (const subject of subjects) {
    await assertNotRestricted(trx, practice, subject)
    const one = await eraseSubject(trx, practice, {
      subject,
      actor: { role: 'staff', name: by },
      reason,
      proof,
      suppression: 'patient',
      now: at,
    })
    erased ??= one
  }
  if (erased === null) {
    const since = await suppressedSince(trx, keys, { kind: 'patient', patient })
    if (since === null) throw new RecallError('PATIENT_UNKNOWN', { patient })
    return { kind: 'before', at: since, proofKeptUntil: kept[0]?.kept_until ?? null }
  }
  await insertAccess(trx, configuration.id, { action: 'erase', actor: by, subject: null }, at)
  return { kind: 'now', at, erased }
}

interface KeptProof {
  subject_id: SubjectId
  kept_until: LocalDate
}

/** Newest first. */
function keptProofs(
  trx: Transaction,
  { configuration }: OpenPractice,
  patientIndex: string,
): Promise<KeptProof[]> {
  return trx('kept_proofs')
    .where({ practice_id: configuration.id, patient_index: patientIndex })
    .orderBy('erased_at', 'desc')
    .select<KeptProof[]>('subject_id', 'kept_until')
}

function resultOf({ configuration }: OpenPractice, done: Done, storage: readonly Leftover[]): ErasureResult {
  const kind = done.kind === 'before' ? 'already_erased' : done.erased.kind
  const proofKeptUntil = done.kind === 'before' ? done.proofKeptUntil : done.erased.proofKeptUntil
  return {
    kind,
    erasedAt: done.at,
    removed: done.kind === 'before' ? NOTHING_REMOVED : done.erased.removed,
    tombstone: done.kind === 'before' ? null : done.erased.tombstone,
    proofKeptUntil,
    remaining: {
      webhooks: done.kind === 'before' ? 0 : done.erased.webhooks,
      sharedNumbers: done.kind === 'before' ? 0 : done.erased.sharedNumbers,
      storage,
    },
    letter: erasureLetter({
      kind,
      proofKeptUntil,
      on: localDateOf(done.at, configuration.timeZone),
      practice: configuration,
    }),
  }
}
