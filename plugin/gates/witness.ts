/** Whether the database is the newest one, as far as the witness outside it knows (P-53). */
import { RecallError } from '../errors.js'
import { checkWitness, type WitnessedPractice } from '../privacy/witness/check.js'
import { failure, ok, type Verdict } from './verdict.js'

export type WitnessFacts =
  | { kind: 'agree' }
  | { kind: 'set_back'; lost: number }
  | { kind: 'foreign' }
  | { kind: 'missing' }
  | { kind: 'unreadable'; reason: string }

/** Pure. */
export function witnessVerdict(facts: WitnessFacts): Verdict {
  switch (facts.kind) {
    // The next turn takes it for what it is before anything is sent or believed.
    case 'foreign':
    case 'agree':
      return ok('witness')
    case 'set_back':
      return failure('witness', 'witness_set_back', { lost: facts.lost })
    case 'missing':
      return failure('witness', 'witness_missing')
    case 'unreadable':
      return failure('witness', 'witness_unreadable', { reason: facts.reason })
  }
}

/** A witness that was never told anything contradicts nothing; one that was and says nothing is a warning sign. */
export async function witnessFacts(practice: WitnessedPractice): Promise<WitnessFacts> {
  try {
    const check = await checkWitness(practice)
    switch (check.kind) {
      case 'agree':
      case 'new':
        return { kind: 'agree' }
      case 'foreign':
      case 'missing':
        return { kind: check.kind }
      case 'set_back':
        return { kind: 'set_back', lost: check.lost.length }
    }
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'WITNESS_UNREADABLE') throw error
    return { kind: 'unreadable', reason: String(error.details['reason'] ?? '') }
  }
}
