/** A case as it is stored, and as command line and HTTP show it. */
import { formOf, refusedOnForm } from '../consent/wording/of-form.js'
import type { Language } from '../errors.js'
import { inChunks } from '../host/chunks.js'
import type { HostPatientId, ReviewId, SubjectId } from '../ids.js'
import { openJson } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import { doubtText, incompleteText } from './doubt-texts.js'
import { reviewContext } from './open-review.js'
import type { Review, ReviewContent, ReviewDecision, ReviewKind } from './review.js'

export interface ReviewRow {
  id: ReviewId
  subject_id: SubjectId | null
  kind: ReviewKind
  source: string
  state: 'open' | 'decided'
  opened_at: Instant
  decided_at: Instant | null
  decision: ReviewDecision | null
  sealed: Buffer | null
  /** 1 where a picture is kept. */
  has_picture: number
}

const COLUMNS = [
  'id',
  'subject_id',
  'kind',
  'source',
  'state',
  'opened_at',
  'decided_at',
  'decision',
  'sealed',
] as const

/** The cases of a practice, to be narrowed down. */
export const reviewRows = (connection: Queryable, practice: OpenPractice) =>
  connection('reviews')
    .where({ practice_id: practice.configuration.id })
    .select<ReviewRow[]>(
      ...COLUMNS,
      connection.raw('CASE WHEN picture IS NULL THEN 0 ELSE 1 END AS has_picture'),
    )

/** What remains to be said of a case whose content is gone. */
const NOTHING_LEFT: ReviewContent = {
  purposes: [],
  reasons: [],
  evidence: null,
  entries: [],
  inbound: null,
  decisions: [],
  decided: null,
}

/** `null` where the content, or the key to it, was destroyed. */
export function openContent(
  practice: OpenPractice,
  row: Pick<ReviewRow, 'id' | 'subject_id' | 'sealed'>,
  keys: ReadonlyMap<SubjectId, Buffer>,
): ReviewContent | null {
  const key = row.subject_id === null ? practice.keys.box : keys.get(row.subject_id)
  return row.sealed === null || key === undefined
    ? null
    : openJson<ReviewContent>(key, row.sealed, reviewContext(practice, row.id))
}

export async function reviewsOf(
  connection: Queryable,
  practice: OpenPractice,
  rows: readonly ReviewRow[],
): Promise<Review[]> {
  const subjects = rows.flatMap(({ subject_id }) => (subject_id === null ? [] : [subject_id]))
  const keys = await subjectKeys(connection, practice.keys, subjects)
  const patients = await hostNumbers(connection, practice, subjects)
  return rows.map((row) =>
    reviewOf(practice, row, openContent(practice, row, keys) ?? NOTHING_LEFT, patients),
  )
}

async function hostNumbers(
  connection: Queryable,
  practice: OpenPractice,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, HostPatientId>> {
  const found = new Map<SubjectId, HostPatientId>()
  for (const some of inChunks([...new Set(subjects)])) {
    const rows = await connection('patients')
      .where({ practice_id: practice.configuration.id })
      .whereIn('subject_id', some)
      .select<{ subject_id: SubjectId; host_patient_id: HostPatientId }[]>('subject_id', 'host_patient_id')
    for (const row of rows) found.set(row.subject_id, row.host_patient_id)
  }
  return found
}

function reviewOf(
  { configuration }: Pick<OpenPractice, 'configuration'>,
  row: ReviewRow,
  content: ReviewContent,
  patients: ReadonlyMap<SubjectId, HostPatientId>,
): Review {
  const inWords = (code: string, language: Language): string =>
    code === 'wording_incomplete'
      ? incompleteText(refusedOnForm(configuration, formOf(content.evidence), content.purposes), language)
      : doubtText(code, language)
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    patient: row.subject_id === null ? null : (patients.get(row.subject_id) ?? null),
    openedAt: row.opened_at,
    purposes: content.purposes,
    reasons: content.reasons.map((code) => ({
      code,
      de: inWords(code, 'de'),
      en: inWords(code, 'en'),
    })),
    evidence: content.evidence,
    entries: content.entries,
    inbound: content.inbound,
    person: content.person ?? null,
    decisions: row.state === 'open' ? content.decisions : [],
    decision: row.decision,
    decidedAt: row.decided_at,
    decidedBy: content.decided?.by ?? null,
    note: content.decided?.note ?? null,
    picture: row.has_picture === 1,
  }
}
