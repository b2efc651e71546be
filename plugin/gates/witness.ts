/** Whether the database is the newest one, as far as the witness outside it knows (P-53). */
import { RecallError } from '../errors.js'
import { checkWitness, type WitnessedPractice } from '../privacy/bear-witness.js'
import { failure, ok, type Verdict } from './verdict.js'

export type WitnessFacts =
  | { kind: 'agree' }
  | { kind: 'set_back'; lost: number }
  | { kind: 'unreadable'; reason: string }

/** Pure. */
export function witnessVerdict(facts: WitnessFacts): Verdict {
  switch (facts.kind) {
    case 'agree':
      return ok('witness')
    case 'set_back':
      return failure('witness', 'witness_set_back', { lost: facts.lost })
    case 'unreadable':
      return failure('witness', 'witness_unreadable', { reason: facts.reason })
  }
}

/** A witness that was never told anything contradicts nothing. */
export async function witnessFacts(practice: WitnessedPractice): Promise<WitnessFacts> {
  try {
    const check = await checkWitness(practice)
    return check.kind === 'set_back' ? { kind: 'set_back', lost: check.lost.length } : { kind: 'agree' }
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'WITNESS_UNREADABLE') throw error
    return { kind: 'unreadable', reason: String(error.details['reason'] ?? '') }
  }
}
