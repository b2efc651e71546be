/**
 * A number that is not on WhatsApp may have a new owner by now (P-31): everybody whose record names it goes on hold, in
 * the transaction that records the refusal, and a person looks at it.
 */
import { PURPOSES } from '../consent/purpose.js'
import { holdConsent } from '../consent/withdraw.js'
import type { SubjectId } from '../ids.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { openReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { RefusalReason } from '../whatsapp/refusal-reasons.js'

const REASON: RefusalReason = 'not_on_whatsapp'

/** @param message the one that was refused */
export async function holdIfNotOnWhatsApp(
  trx: Transaction,
  practice: OpenPractice,
  message: { subject_id: SubjectId; phone_index: string },
  reason: string,
  now: Instant,
): Promise<void> {
  if (reason !== REASON) return
  const rows = await trx('patients')
    .where({ practice_id: practice.configuration.id, phone_index: message.phone_index })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  const concerned = [...new Set([message.subject_id, ...rows.map((row) => row.subject_id)])].sort()
  // Of somebody who was erased nothing is recorded any more.
  const living = await subjectKeys(trx, practice.keys, concerned)
  for (const subject of living.keys()) {
    const { entries } = await holdConsent(trx, practice, {
      subject,
      purposes: PURPOSES,
      method: 'system',
      actor: { role: 'system', name: null },
      evidence: null,
      reasons: [REASON],
      now,
    })
    await openReview(
      trx,
      practice,
      {
        kind: 'number',
        source: `hold/${entries.join('-')}`,
        subject,
        content: { purposes: [...PURPOSES], reasons: [REASON], evidence: null, entries, inbound: null },
        picture: null,
      },
      now,
    )
  }
}
