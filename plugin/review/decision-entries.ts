/** Which ledger entries a decision makes out of the entries that were in doubt. Pure. */
import {
  REPRESENTATIVES,
  type Actor,
  type EntryContent,
  type EntryType,
  type LedgerEntry,
  type NewEntry,
  type ReviewEvidence,
} from '../consent/entry.js'
import { countsFromRecording } from '../consent/declaration.js'
import { numberDoubts } from '../consent/number-doubt.js'
import type { Instant } from '../time.js'
import type { ReviewDecision } from './review.js'

/** Decisions about entries in doubt; the others are about whose something is. */
export type EntryDecision = Exclude<ReviewDecision, 'assigned' | 'dismissed'>

const TYPE_OF: Readonly<Record<EntryDecision, EntryType>> = {
  granted: 'granted',
  refused: 'refused',
  not_given: 'not_given',
  ask_patient: 'pending',
  withdrawn: 'withdrawn',
  released: 'released',
}

export interface Decided {
  decision: EntryDecision
  /** `about` is taken from each entry. */
  evidence: Omit<ReviewEvidence, 'about'>
  now: Instant
}

type Doubtful = LedgerEntry & { content: EntryContent }

/** One new entry for each that was in doubt; it says of the same number and purposes what was decided. */
export function decisionEntries(doubtful: readonly Doubtful[], decided: Decided): NewEntry[] {
  return doubtful.map((entry) => ({
    type: TYPE_OF[decided.decision],
    subject: entry.subject,
    content: contentOf(entry, decided),
  }))
}

function contentOf({ seq, type, content }: Doubtful, { decision, evidence, now }: Decided): EntryContent {
  return {
    ...content,
    method: 'review',
    actor: actorOf(content.actor, evidence.by),
    givenAt: givenAtOf({ type, content }, decision, now),
    // A consent was first seen with its form; everything else is seen now.
    capturedAt: decision === 'granted' ? content.capturedAt : now,
    // Whose the number is stays in doubt: the question is not put there.
    reasons: decision === 'ask_patient' ? ['to_be_confirmed', ...numberDoubts(content.reasons)] : [],
    supersedes: [seq],
    evidence: { ...evidence, about: aboutOf(content.evidence) },
  }
}

/** Who acts for the patient is part of the declaration; the evidence names who decided (P-27). */
const actorOf = (declared: Actor, by: string): Actor =>
  REPRESENTATIVES.some((role) => role === declared.role) ? declared : { role: 'staff', name: by }

function givenAtOf(
  { type, content }: Pick<Doubtful, 'type' | 'content'>,
  decision: EntryDecision,
  now: Instant,
): EntryContent['givenAt'] {
  // What takes the place of a doubt that counted from its recording must not fall behind what was agreed to before that.
  if (decision === 'released' || (decision !== 'granted' && countsFromRecording(type, content.method)))
    return now
  // The date on the form is the very thing in doubt: then nothing tells when it was declared.
  return content.reasons.includes('given_in_future') ? null : content.givenAt
}

/** Of a doubt about an earlier decision, the first evidence counts. */
export function aboutOf(evidence: EntryContent['evidence']): ReviewEvidence['about'] {
  if (evidence === null) return null
  switch (evidence.kind) {
    case 'review':
      return evidence.about
    case 'erasure':
      return null
    case 'form':
    case 'reply':
    case 'reception':
    case 'chat':
      return evidence
  }
}
