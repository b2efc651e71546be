/** Who looked at or took out whose data (P-56). Ids only. */
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'

export type AccessAction =
  | 'report'
  | 'certificate'
  | 'receipt'
  | 'export'
  | 'review'
  | 'rectify'
  | 'restrict'
  | 'erase'

export interface Access {
  action: AccessAction
  /** `api`, or the named person of the command line. */
  actor: string
  /** `null`: the whole practice. */
  subject: SubjectId | null
}

/** Noted before anything is handed out. */
export async function noteAccess(practice: OpenPractice, access: Access): Promise<void> {
  await practice.database.write((trx) =>
    trx('access_log').insert({
      practice_id: practice.configuration.id,
      occurred_at: practice.clock.now(),
      action: access.action,
      actor: access.actor.slice(0, 64),
      subject_id: access.subject,
    }),
  )
}
