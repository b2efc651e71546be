/**
 * Somebody agreed for a patient whose birthday is not known: nothing is sent, and a person is asked to find it out (P-28).
 * With the birthday in the record the case closes by itself.
 */
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { dropReviewsOf } from '../review/open-review.js'
import { openOneCase } from '../review/one-case.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { consentsOfMany } from './gate.js'
import { PURPOSES } from './purpose.js'

/** After whatever can have changed it: a declaration, a decision, a new record. */
export async function reviewUnknownBirthdays(
  trx: Transaction,
  practice: OpenPractice,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<void> {
  if (subjects.length === 0) return
  const consents = await consentsOfMany(trx, practice, subjects, now)
  for (const [subject, states] of consents) {
    const purposes = PURPOSES.filter((purpose) => states[purpose].reasons.includes('birthday_unknown'))
    const entries = [...new Set(purposes.flatMap((purpose) => states[purpose].entry ?? []))]
    if (entries.length === 0) {
      await dropReviewsOf(trx, practice, 'birthday', subject)
      continue
    }
    await openOneCase(
      trx,
      practice,
      `birthday/${subject}`,
      {
        kind: 'birthday',
        subject,
        content: { purposes, reasons: ['birthday_unknown'], evidence: null, entries, inbound: null },
      },
      now,
    )
  }
}
