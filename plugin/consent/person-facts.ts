/** What else than the entries decides how long a consent holds: the person's birthday, and when it was last used. */
import { readPatients } from '../host/patients.js'
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'
import type { Instant, LocalDate } from '../time.js'
import { inChunks } from '../host/chunks.js'

export interface PersonFacts {
  /** `null` while the host has not said: then nobody but the patient can have agreed (P-28). */
  birthDate: LocalDate | null
  /** When the last recall was handed over. */
  lastRecallAt: Instant | null
}

export const NOTHING_KNOWN: PersonFacts = { birthDate: null, lastRecallAt: null }

/** Subjects that are unknown or were erased are absent. */
export async function personFacts(
  connection: Queryable,
  { keys }: Pick<OpenPractice, 'keys'>,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, PersonFacts>> {
  const patients = await readPatients(connection, keys, subjects)
  const used = new Map<SubjectId, Instant>()
  for (const chunk of inChunks([...patients.keys()])) {
    const rows = await connection('messages')
      .where({ practice_id: keys.practice, purpose: 'recall' })
      .whereIn('subject_id', chunk)
      .whereNotNull('handed_over_at')
      .groupBy('subject_id')
      .select('subject_id')
      .max<{ subject_id: SubjectId; last: Instant }[]>({ last: 'handed_over_at' })
    for (const row of rows) used.set(row.subject_id, row.last)
  }
  return new Map(
    [...patients].map(([subject, { birthDate }]) => [
      subject,
      { birthDate, lastRecallAt: used.get(subject) ?? null },
    ]),
  )
}
