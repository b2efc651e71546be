/**
 * What is about one thing is one case: what a message of a patient puts in doubt, for each person it concerns, however
 * many doubts it raises and however often it is worked on. A further doubt joins the case that is open; the unique source
 * sees to it.
 */
import type { SubjectId } from '../ids.js'
import { sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { decisionsFor } from './decisions.js'
import { openReview, reviewContext } from './open-review.js'
import type { NewReview, ReviewContent, ReviewKind } from './review.js'
import { openContent, type ReviewRow } from './review-row.js'

export interface Doubt {
  kind: Extract<ReviewKind, 'reply' | 'stop' | 'number' | 'birthday'>
  subject: SubjectId
  content: NewReview['content']
}

/** A doubt that a message raised, named in `inbound`; without one it is about the entries in doubt. */
export function openMessageCase(
  trx: Transaction,
  practice: OpenPractice,
  doubt: Doubt,
  now: Instant,
): Promise<void> {
  const { inbound, entries } = doubt.content
  const about = inbound === null ? `hold/${entries.join('-')}` : `message/${inbound}/${doubt.subject}`
  return openOneCase(trx, practice, about, doubt, now)
}

/**
 * Opens the case, or adds the doubt to the one that is open. After a decision a new doubt is a new case.
 * @param about unique for the one case: at most 100 characters, nothing personal
 */
export async function openOneCase(
  trx: Transaction,
  practice: OpenPractice,
  about: string,
  doubt: Doubt,
  now: Instant,
): Promise<void> {
  for (let nth = 1; ; nth += 1) {
    const source = nth === 1 ? about : `${about}/${nth}`
    const id = await openReview(trx, practice, { ...doubt, source, picture: null }, now)
    const where = { practice_id: practice.configuration.id, source }
    const row = await holdRows(practice.database, trx('reviews').where(where)).first<
      Pick<ReviewRow, 'id' | 'subject_id' | 'kind' | 'state' | 'sealed'>
    >('id', 'subject_id', 'kind', 'state', 'sealed')
    if (row.id === id) return
    if (row.state === 'open') return join(trx, practice, row, doubt)
  }
}

async function join(
  trx: Transaction,
  practice: OpenPractice,
  row: Pick<ReviewRow, 'id' | 'subject_id' | 'kind' | 'sealed'>,
  { kind, subject, content }: Doubt,
): Promise<void> {
  const key = await subjectKey(trx, practice.keys, subject)
  const known = openContent(practice, row, new Map([[subject, key]]))
  const joined = known === null ? content : both(known, content)
  const decisions = decisionsFor(kind, content.reasons, true)
  const whole: ReviewContent = {
    ...joined,
    decisions: known === null ? decisions : known.decisions.filter((one) => decisions.includes(one)),
    decided: null,
  }
  await trx('reviews')
    .where({ practice_id: practice.configuration.id, id: row.id })
    .update({
      // Words of the patient weigh more than what WhatsApp showed of the account.
      kind: row.kind === 'number' ? kind : row.kind,
      sealed: sealJson(key, whole, reviewContext(practice, row.id)),
    })
}

function both(known: ReviewContent, more: NewReview['content']): NewReview['content'] {
  return {
    ...known,
    purposes: [...new Set([...known.purposes, ...more.purposes])],
    reasons: [...new Set([...known.reasons, ...more.reasons])],
    entries: [...new Set([...known.entries, ...more.entries])],
  }
}
