/**
 * What one message of a patient puts in doubt is one case for each person it concerns, however many doubts it raises and
 * however often it is worked on: a second doubt joins the case that is open. The unique source sees to it.
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

export interface MessageDoubt {
  kind: Extract<ReviewKind, 'reply' | 'stop' | 'number'>
  subject: SubjectId
  /** With the message in `inbound`; without one the entries in doubt are what it is about. */
  content: NewReview['content']
}

/** Opens the case, or adds the doubt to the one that is open. After a decision a new doubt is a new case. */
export async function openMessageCase(
  trx: Transaction,
  practice: OpenPractice,
  { kind, subject, content }: MessageDoubt,
  now: Instant,
): Promise<void> {
  const { inbound, entries } = content
  const about = inbound === null ? `hold/${entries.join('-')}` : `message/${inbound}/${subject}`
  for (let nth = 1; ; nth += 1) {
    const source = nth === 1 ? about : `${about}/${nth}`
    const id = await openReview(trx, practice, { kind, source, subject, content, picture: null }, now)
    const where = { practice_id: practice.configuration.id, source }
    const row = await holdRows(practice.database, trx('reviews').where(where)).first<
      Pick<ReviewRow, 'id' | 'subject_id' | 'kind' | 'state' | 'sealed'>
    >('id', 'subject_id', 'kind', 'state', 'sealed')
    if (row.id === id) return
    if (row.state === 'open') return join(trx, practice, row, { kind, subject, content })
  }
}

async function join(
  trx: Transaction,
  practice: OpenPractice,
  row: Pick<ReviewRow, 'id' | 'subject_id' | 'kind' | 'sealed'>,
  { kind, subject, content }: MessageDoubt,
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
