/** Does again what an older copy of the database has forgotten, before anything is sent (P-53). */
import type { Leaf } from '../consent/leaf.js'
import { PURPOSES } from '../consent/purpose.js'
import { holdConsent } from '../consent/withdraw.js'
import type { SubjectId } from '../ids.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { openReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { eraseSubject } from './erase-subject.js'
import { isRestricted } from './restriction.js'
import { appendRestriction } from './restrict.js'
import { rememberRestored } from './restored.js'
import { layTombstone } from './tombstone.js'
import type { WitnessedLeaf } from './witness.js'

export interface Lost {
  leaf: Leaf
  erased: WitnessedLeaf['erased']
}

const BY_US = { role: 'system', name: null } as const
const RESTORED = 'restored_from_backup'

/**
 * Each person in a transaction of its own; killed half-way, it is done again from the beginning, which does no harm.
 * @param until when the last thing that was lost had been recorded
 * @returns how many declarations and erasures were done again
 */
export async function replayLost(
  practice: OpenPractice,
  lost: readonly Lost[],
  until: string,
): Promise<number> {
  const bySubject = new Map<SubjectId, Lost[]>()
  for (const one of lost) bySubject.set(one.leaf.subject, [...(bySubject.get(one.leaf.subject) ?? []), one])
  let replayed = 0
  let strangers = 0
  for (const [subject, all] of bySubject) {
    const done = await practice.database.write((trx) => replayFor(trx, practice, subject, all))
    replayed += done
    if (done === 0) strangers += 1
  }
  // Somebody was entered, declared and took it back, all after the copy was made: nobody can tell who it was.
  if (strangers > 0) await practice.database.write((trx) => rememberRestored(trx, practice, until))
  return replayed
}

async function replayFor(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
): Promise<number> {
  const now = practice.clock.now()
  if (!(await subjectKeys(trx, practice.keys, [subject])).has(subject)) return 0
  const scopes = lost.flatMap(({ erased }) => erased?.scope ?? [])
  if (scopes.includes('person') || scopes.includes('proof_kept')) {
    await eraseSubject(trx, practice, {
      subject,
      actor: BY_US,
      reason: RESTORED,
      proof: scopes.includes('person') ? 'destroy' : 'keep',
      suppression: 'patient',
      now,
    })
    return lost.length
  }
  await destroyAgain(trx, practice, subject, lost, now)
  if (lost.some(({ leaf }) => leaf.type !== 'erased')) await holdAgain(trx, practice, subject, lost, now)
  return lost.length
}

async function destroyAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<void> {
  const named = new Set(lost.flatMap(({ erased }) => erased?.entries ?? []))
  const entries = (await practice.ledger.entriesOf(trx, subject))
    .filter(({ seq, type, content }) => named.has(seq) && type !== 'erased' && content !== null)
    .map(({ seq }) => seq)
  if (entries.length > 0)
    await layTombstone(trx, practice, {
      subject,
      scope: 'contents',
      entries,
      actor: BY_US,
      reasons: [RESTORED],
      now,
    })
}

/** What exactly was declared is lost; that something was is enough to send nothing until a person has asked. */
async function holdAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<void> {
  const source = `restored/${subject}/${Math.max(...lost.map(({ leaf }) => leaf.seq))}`
  const opened = await trx('reviews')
    .where({ practice_id: practice.configuration.id, source })
    .first<{ id: string } | undefined>('id')
  // Done before, by a process that died before the witness heard of it.
  if (opened !== undefined) return
  if (lost.some(({ leaf }) => leaf.type === 'restricted')) {
    if (!isRestricted(await practice.ledger.entriesOf(trx, subject)))
      await appendRestriction(trx, practice, { subject, actor: BY_US, reasons: [RESTORED], now })
  }
  const { entries } = await holdConsent(trx, practice, {
    subject,
    purposes: PURPOSES,
    method: 'system',
    actor: BY_US,
    evidence: null,
    reasons: [RESTORED],
    now,
  })
  await openReview(
    trx,
    practice,
    {
      kind: 'stop',
      source,
      subject,
      content: { purposes: [...PURPOSES], reasons: [RESTORED], evidence: null, entries, inbound: null },
      picture: null,
    },
    now,
  )
}
