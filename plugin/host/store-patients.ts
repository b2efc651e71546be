/** Writes patients as a host delivers them. An unchanged record is not written again; an erased person never is. */
import type { HostPatient } from '../../adapters/host.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import { sealJson } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { inChunks, lastOfEach } from './chunks.js'
import { identityKey } from './identity.js'
import { intactPatients } from './intact-patients.js'
import { linkPhones, type PhoneLink } from './links.js'
import { patientContext, subjectsOf, type PatientRecord, type SealedPatient } from './patients.js'
import { withoutSuppressed } from './suppression.js'

/** @param before `null`: it is damaged, and nobody can tell */
type OnChange = (subject: SubjectId, before: PatientRecord | null, after: SealedPatient) => void

/**
 * @param host id of the adapter that delivers
 * @param onChange hears of each record that was known and now says something else
 * @returns how many were new, changed or came back
 */
export async function storePatients(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  patients: readonly HostPatient[],
  now: Instant,
  onChange: OnChange = () => {},
): Promise<number> {
  let changed = 0
  const welcome = await withoutSuppressed(trx, keys, patients, now)
  for (const chunk of inChunks(lastOfEach(welcome, (patient) => patient.hostPatientId)))
    changed += await storeChunk(trx, keys, host, chunk, now, onChange)
  return changed
}

/** @returns whether anything changed */
export async function putPatient(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  patient: HostPatient,
  now: Instant,
): Promise<boolean> {
  return (await storePatients(trx, keys, host, [patient], now)) > 0
}

interface KnownPatient {
  subject_id: SubjectId
  fingerprint: string | null
  number_delivered_at: Instant | null
  host_id: string | null
  gone_at: Instant | null
}

async function storeChunk(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  patients: readonly HostPatient[],
  now: Instant,
  onChange: OnChange,
): Promise<number> {
  const subjects = await subjectsOf(
    trx,
    keys,
    patients.map((patient) => patient.hostPatientId),
    now,
  )
  const known = await knownPatients(trx, keys, [...subjects.values()])
  const changes = patients.flatMap((patient) => {
    const subject = subjects.get(patient.hostPatientId)
    const row = subject === undefined ? undefined : known.get(subject)
    if (row === undefined) return []
    const content = contentOf(patient)
    const fingerprint = keys.index('record', JSON.stringify(content))
    return row.fingerprint === fingerprint && row.host_id === host && row.gone_at === null
      ? []
      : [
          {
            subject: row.subject_id,
            patient,
            content,
            fingerprint,
            numberDeliveredAt: row.number_delivered_at,
            isNew: row.fingerprint === null,
          },
        ]
  })
  const opened = await subjectKeys(
    trx,
    keys,
    changes.map((change) => change.subject),
  )
  const damaged = new Set<SubjectId>()
  const before = await intactPatients(
    trx,
    keys,
    changes.flatMap(({ subject, isNew }) => (isNew ? [] : [subject])),
    damaged,
  )
  for (const { subject, content } of changes) {
    const record = before.get(subject)
    if (record !== undefined || damaged.has(subject)) onChange(subject, record ?? null, content)
  }
  const rows: Record<string, unknown>[] = []
  const links: PhoneLink[] = []
  for (const { subject, patient, content, fingerprint, numberDeliveredAt } of changes) {
    const key = opened.get(subject)
    if (key === undefined) continue
    const number = 'number' in content.mobilePhone ? content.mobilePhone.number : null
    const identity = identityKey(content)
    if (number !== null) links.push({ subject, number })
    rows.push({
      practice_id: keys.practice,
      subject_id: subject,
      host_patient_id: patient.hostPatientId,
      sealed: sealJson(key, content, patientContext(keys, subject)),
      fingerprint,
      identity_index: identity === null ? null : keys.index('identity', identity),
      phone_index: number === null ? null : keys.index('phone', number),
      number_delivered_at:
        content.mobilePhone.kind === 'empty' ? numberDeliveredAt : (numberDeliveredAt ?? now),
      host_id: host,
      first_seen_at: now,
      changed_at: now,
      gone_at: null,
    })
  }
  if (rows.length === 0) return 0
  await trx('patients')
    .insert(rows)
    .onConflict(['practice_id', 'subject_id'])
    .merge([
      'sealed',
      'fingerprint',
      'identity_index',
      'phone_index',
      'number_delivered_at',
      'host_id',
      'changed_at',
      'gone_at',
    ])
  await linkPhones(trx, keys, links, `host ${host}`, now)
  return rows.length
}

async function knownPatients(
  trx: Transaction,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, KnownPatient>> {
  const rows = await trx('patients')
    .where({ practice_id: keys.practice })
    .whereIn('subject_id', subjects)
    .orderBy('subject_id')
    .forUpdate()
    .select<KnownPatient[]>('subject_id', 'fingerprint', 'number_delivered_at', 'host_id', 'gone_at')
  return new Map(rows.map((row) => [row.subject_id, row]))
}

/** Always the same order of keys: the fingerprint is taken over its JSON. */
function contentOf(patient: HostPatient): SealedPatient {
  const { familyName, givenName, birthDate, mobilePhone, active } = patient
  return {
    familyName,
    givenName,
    birthDate,
    mobilePhone:
      'number' in mobilePhone
        ? { kind: mobilePhone.kind, number: mobilePhone.number }
        : { kind: mobilePhone.kind },
    active,
  }
}

/** Patients that this host delivered and still has, as far as we know. */
export async function patientsOfHost(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
): Promise<HostPatientId[]> {
  const rows = await trx('patients')
    .where({ practice_id: keys.practice, host_id: host })
    .whereNull('gone_at')
    .select<{ host_patient_id: HostPatientId }[]>('host_patient_id')
  return rows.map((row) => row.host_patient_id)
}

/** The host no longer has them: nothing is sent; what they consented to stays on record. @returns how many were there */
export async function removePatients(
  trx: Transaction,
  keys: PracticeKeys,
  ids: readonly HostPatientId[],
  now: Instant,
): Promise<number> {
  let removed = 0
  for (const chunk of inChunks(ids)) {
    removed += await trx('patients')
      .where({ practice_id: keys.practice })
      .whereIn('host_patient_id', chunk)
      .whereNull('gone_at')
      .update({ gone_at: now, changed_at: now })
  }
  return removed
}
