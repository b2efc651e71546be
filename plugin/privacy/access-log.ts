/** Who looked at or took out whose data (P-56). Ids only. */
import type { SubjectId } from '../ids.js'
import type { PracticeId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'

/** What can be done with the data of one person. */
export type PersonAction = 'report' | 'certificate' | 'receipt' | 'export' | 'review' | 'rectify' | 'restrict'

/** What is noted without naming anybody. An erasure, too: nothing may keep pointing at whom it erased. */
type PracticeAction = 'erase' | 'halt' | 'resume' | 'witness'

export type AccessAction = PersonAction | PracticeAction

export type Access = {
  /** `api`, or the named person of the command line. */
  actor: string
} & (
  | {
      action: PersonAction
      /** `null`: the whole practice. */
      subject: SubjectId | null
    }
  | { action: PracticeAction; subject: null }
)

/** Noted before anything is handed out. */
export async function noteAccess(practice: OpenPractice, access: Access): Promise<void> {
  await practice.database.write((trx) =>
    insertAccess(trx, practice.configuration.id, access, practice.clock.now()),
  )
}

/** Noted with what is done, in the caller's transaction. */
export async function insertAccess(
  trx: Transaction,
  practice: PracticeId,
  access: Access,
  now: Instant,
): Promise<void> {
  await trx('access_log').insert({
    practice_id: practice,
    occurred_at: now,
    action: access.action,
    actor: access.actor.slice(0, 64),
    subject_id: access.subject,
  })
}
