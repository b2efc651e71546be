/** Puts new entries in the place of those that a case holds in doubt, and cancels what lost its consent with that. */
import { cancelWhatLostItsConsent } from '../consent/cancel-lost.js'
import { reviewUnknownBirthdays } from '../consent/unknown-birthday.js'
import type { NewEntry, ReviewEvidence } from '../consent/entry.js'
import { RecallError } from '../errors.js'
import { linkPhone } from '../host/links.js'
import { toWamid, type SubjectId } from '../ids.js'
import { liftRecipientBlock } from '../outbox/blocks.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import { toInstant, type Instant } from '../time.js'
import { holdForEarlierStops } from '../webhook/earlier-stop.js'
import type { Scene } from '../webhook/scene.js'
import { rememberStop } from '../webhook/unmatched-stops.js'
import { decisionEntries, type EntryDecision } from './decision-entries.js'
import type { ReviewContent } from './review.js'
import type { ReviewRow } from './review-row.js'

/** A case as deciding works on it. */
export interface OpenCase {
  trx: Transaction
  practice: OpenPractice
  row: ReviewRow
  content: ReviewContent
  evidence: Omit<ReviewEvidence, 'about'>
  now: Instant
}

/** What a decision did. */
export interface Outcome {
  /** Whom the case turned out to concern; `null`: nobody who is known. */
  subject: SubjectId | null
  /** Sequence numbers of the entries it made. */
  entries: number[]
}

/** @throws RecallError REVIEW_OUTDATED when nothing of what was in doubt is left */
export async function settleEntries(
  { trx, practice, row, content, evidence, now }: OpenCase,
  subject: SubjectId,
  decision: EntryDecision,
): Promise<Outcome> {
  const all = await practice.ledger.entriesOf(trx, subject)
  const doubtful = all.flatMap((entry) =>
    entry.content !== null && content.entries.includes(entry.seq)
      ? [{ ...entry, content: entry.content }]
      : [],
  )
  if (doubtful.length === 0) throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  const made = decisionEntries(doubtful, { decision, evidence, now })
  const entries = await practice.ledger.append(trx, made)
  if (decision === 'granted') {
    for (const { content: granted } of made)
      if (granted.number !== null)
        await linkPhone(trx, practice.keys, subject, granted.number, `review ${row.id}`, now)
    await holdForEarlierStops({ trx, practice, now }, subject, made)
  }
  if (decision === 'withdrawn') await rememberStops({ trx, practice, now }, made)
  if (decision === 'released' && content.reasons.includes('not_on_whatsapp')) {
    const record = await trx('patients')
      .where({ practice_id: practice.configuration.id, subject_id: subject })
      .first<{ phone_index: string | null } | undefined>('phone_index')
    const phoneIndex = record?.phone_index ?? null
    if (phoneIndex !== null) await liftRecipientBlock(trx, practice.configuration.id, phoneIndex)
  }
  const purposes = made.flatMap((entry) => entry.content.purposes)
  await cancelWhatLostItsConsent(practice, trx, subject, purposes, now)
  if (decision === 'granted' || decision === 'released')
    await reviewUnknownBirthdays(trx, practice, [subject], now)
  return { subject, entries }
}

/** Words in doubt that were a stop: that this number said so is remembered like any other stop. */
async function rememberStops(scene: Scene, made: readonly NewEntry[]): Promise<void> {
  for (const { content } of made) {
    const { evidence, number, bsuid, givenAt } = content
    const about = evidence?.kind === 'review' ? evidence.about : null
    if (about?.kind !== 'reply' || number === null) continue
    const saidAt = givenAt?.includes('T') === true ? toInstant(givenAt) : scene.now
    await rememberStop(scene, {
      account: { phone: number, bsuid },
      seenWith: [],
      wamid: toWamid(about.wamid),
      saidAt,
    })
  }
}
