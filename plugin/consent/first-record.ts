/**
 * Stores records that a host delivers. A form may have come before the record of its patient, when there was nothing to
 * hold it against but a number that somebody typed: with the record it is held against name and birthday (P-29), in the
 * same transaction, so that nothing is sent in between.
 */
import type { HostPatient } from '../../adapters/host.js'
import { inChunks } from '../host/chunks.js'
import { readPatients, type PatientRecord } from '../host/patients.js'
import { storePatients } from '../host/store-patients.js'
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { openReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { personOf } from './form-cases.js'
import { formEvidence, identityDoubts } from './form-entries.js'
import { markedByOf } from './record-form.js'
import { storedForm } from './stored-form.js'
import { reviewUnknownBirthdays } from './unknown-birthday.js'
import { holdConsent } from './withdraw.js'

/**
 * @param host id of the adapter that delivers
 * @returns how many were new, changed or came back
 */
export async function storeRecords(
  trx: Transaction,
  practice: OpenPractice,
  host: string,
  patients: readonly HostPatient[],
  now: Instant,
): Promise<number> {
  const before = await withFormsOnly(trx, practice)
  const changed = await storePatients(trx, practice.keys, host, patients, now)
  const records = await readPatients(trx, practice.keys, [...before.keys()])
  for (const [subject, forms] of before) {
    const record = records.get(subject)
    if (record?.known !== true) continue
    for (const sha256 of forms) await holdIfForeign(trx, practice, record, sha256, now)
  }
  if (changed > 0)
    await reviewUnknownBirthdays(
      trx,
      practice,
      await withBirthdayInQuestion(trx, practice, patients, now),
      now,
    )
  return changed
}

/** Whose birthday is missing in what was just stored, and whose was missing till now. */
async function withBirthdayInQuestion(
  trx: Transaction,
  { configuration }: OpenPractice,
  patients: readonly HostPatient[],
  now: Instant,
): Promise<SubjectId[]> {
  const own = { practice_id: configuration.id }
  const waiting = await trx('reviews')
    .where({ ...own, kind: 'birthday', state: 'open' })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  const rows = [...waiting]
  const without = patients.filter(({ birthDate }) => birthDate === null)
  for (const chunk of inChunks(without.map(({ hostPatientId }) => hostPatientId))) {
    const stored = await trx('patients')
      .where({ ...own, changed_at: now })
      .whereIn('host_patient_id', chunk)
      .select<{ subject_id: SubjectId }[]>('subject_id')
    rows.push(...stored)
  }
  return [...new Set(rows.map(({ subject_id }) => subject_id))]
}

/** Forms of those of whom no host has delivered a record yet. */
async function withFormsOnly(
  trx: Transaction,
  { configuration }: OpenPractice,
): Promise<Map<SubjectId, string[]>> {
  const rows = await trx('patients as p')
    .join('forms as f', (on) => on.on('f.practice_id', 'p.practice_id').andOn('f.subject_id', 'p.subject_id'))
    .where({ 'p.practice_id': configuration.id, 'f.state': 'recorded' })
    .whereNull('p.sealed')
    .select<{ subject_id: SubjectId; sha256: string }[]>('p.subject_id as subject_id', 'f.sha256 as sha256')
  const forms = new Map<SubjectId, string[]>()
  for (const { subject_id, sha256 } of rows) forms.set(subject_id, [...(forms.get(subject_id) ?? []), sha256])
  return forms
}

async function holdIfForeign(
  trx: Transaction,
  practice: OpenPractice,
  record: PatientRecord,
  sha256: string,
  now: Instant,
): Promise<void> {
  const form = await storedForm(practice, trx, sha256)
  if (form === null) return
  const { reading, mapping } = form
  const reasons = identityDoubts(reading.patient, record)
  if (reasons.length === 0) return
  const { subject } = record
  const purposes = reading.consents.map(({ purpose }) => purpose)
  const evidence = formEvidence(reading, markedByOf(mapping), null)
  const { entries: held } = await holdConsent(trx, practice, {
    subject,
    purposes,
    method: 'system',
    actor: { role: 'system', name: null },
    evidence,
    reasons,
    now,
  })
  await openReview(
    trx,
    practice,
    {
      kind: 'form',
      source: `form/${sha256}/${held.join('-')}`,
      subject,
      // What the form had said before is put right with the doubt about it.
      content: {
        purposes,
        reasons,
        evidence,
        entries: [...form.entries, ...held],
        inbound: null,
        person: personOf(reading),
      },
      picture: null,
    },
    now,
  )
}
