/** Forms, wordings and decided doubts of the person. */
import type { LedgerEntry } from '../../consent/entry.js'
import type { ReadableForm } from '../../form/form-report.js'
import { identityKey } from '../../host/identity.js'
import { inChunks } from '../../host/chunks.js'
import { readPatient } from '../../host/patients.js'
import type { ReviewId } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import type { OpenPractice } from '../../practice.js'
import { reviewContext } from '../../review/open-review.js'
import type { ReviewContent, ReviewDecision, ReviewKind } from '../../review/review.js'
import type { Instant } from '../../time.js'
import type { Report, ReportScope } from './report.js'

/** Every text that one of these entries names, as it was registered. */
export async function wordingsOf(
  practice: OpenPractice,
  entries: readonly LedgerEntry[],
): Promise<Report['wordings']> {
  const hashes = new Set(entries.flatMap(({ content }) => content?.wording?.sha256 ?? []))
  const found: Report['wordings'] = []
  for (const some of inChunks([...hashes])) {
    found.push(
      ...(await practice.database
        .knex('wordings')
        .where({ practice_id: practice.configuration.id })
        .whereIn('sha256', some)
        .orderBy(['wording_id', 'language'])
        .select<Report['wordings']>('wording_id as id', 'language', 'sha256', 'content as text')),
    )
  }
  return found
}

type Form = Report['forms'][number]

interface FormRow {
  sha256: string
  recorded_at: Instant
  sealed: Buffer
}

interface StoredForm {
  reading: ReadableForm
  entries: number[]
}

export async function formsOf(scope: ReportScope): Promise<Form[]> {
  const { practice, subject, hostPatientId, key } = scope
  const { database, keys } = practice
  const record = await readPatient(database.knex, keys, subject)
  const identity = record === null ? null : identityKey(record)
  const rows = await database
    .knex('forms')
    .where({ practice_id: keys.practice, subject_id: subject })
    .orderBy(['recorded_at', 'sha256'])
    .select<FormRow[]>('sha256', 'recorded_at', 'sealed')
  return rows.map((row): Form => {
    const context = `form/${keys.practice}/${row.sha256}`
    const { reading, entries } = openJson<StoredForm>(key, row.sealed, context)
    return {
      sha256: row.sha256,
      recordedAt: row.recorded_at,
      mapping: reading.mapping,
      givenAt: reading.givenAt,
      patient: names(reading, hostPatientId, identity) ? patientOn(reading) : null,
      consents: reading.consents.map(({ purpose, result, control, page, raw, reasons }) => ({
        purpose,
        result,
        control,
        page,
        raw,
        reasons: [...reasons],
      })),
      entries,
    }
  })
}

/** A form may have come to this patient by its number and bear another's name: that is not this patient's to see. */
function names({ patient }: ReadableForm, hostPatientId: string, identity: string | null): boolean {
  const { familyName, givenName, birthDate } = patient
  const onForm = identityKey({ familyName: familyName ?? '', givenName: givenName ?? '', birthDate })
  if (onForm !== null && identity !== null) return onForm === identity
  return patient.hostPatientId === hostPatientId
}

function patientOn({ patient }: ReadableForm): Form['patient'] {
  const { hostPatientId, familyName, givenName, birthDate, mobilePhone } = patient
  return {
    hostPatientId,
    familyName,
    givenName,
    birthDate,
    mobilePhone: 'number' in mobilePhone ? mobilePhone.number : null,
  }
}

type Review = Report['reviews'][number]
type ReviewRow = Pick<Review, 'state' | 'openedAt' | 'decidedAt'> & {
  id: ReviewId
  kind: ReviewKind
  decision: ReviewDecision | null
  sealed: Buffer | null
  picture: Buffer | null
}

/** Without the names on a form that may be somebody else's. */
export async function reviewsOf({ practice, subject, key }: ReportScope): Promise<Review[]> {
  const rows = await practice.database
    .knex('reviews')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy(['opened_at', 'id'])
    .select<ReviewRow[]>(
      'id',
      'kind',
      'state',
      'opened_at as openedAt',
      'decision',
      'decided_at as decidedAt',
      'sealed',
      'picture',
    )
  return rows.map(({ sealed, picture, ...row }) => {
    const content =
      sealed === null ? null : openJson<ReviewContent>(key, sealed, reviewContext(practice, row.id))
    return {
      ...row,
      purposes: content?.purposes ?? [],
      reasons: content?.reasons ?? [],
      entries: content?.entries ?? [],
      inbound: content?.inbound ?? null,
      decidedBy: content?.decided?.by ?? null,
      note: content?.decided?.note ?? null,
      picture: picture !== null,
    }
  })
}
