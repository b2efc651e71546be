/** Whether the database still has what the witness outside it was told (P-53). It only reads. */
import { decodeLeaf } from '../../consent/leaf.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant } from '../../time.js'
import type { Lost } from './replay.js'
import type { LostStrangers, Testimony, WitnessedTip } from './testimony.js'
import type { Witness } from './witness.js'
import { isMissing } from './told.js'

export interface WitnessedPractice extends OpenPractice {
  witness: WitnessOf
}

/** A witness, and what this process knows that it and the database agree on. */
export interface WitnessOf {
  file: Witness
  agreed: (Known & { version: string; last: string }) | null
  /** Ends when whoever works with it is done. */
  turn: Promise<void>
}

/** How far the witness knows the ledger. */
export interface Known {
  size: number
  /** How many entries below that size were told. */
  leaves: number
  /** Since when it knows sending halted. */
  haltedSince: Instant | null
}

export const witnessOf = (file: Witness): WitnessOf => ({
  file,
  agreed: null,
  turn: Promise.resolve(),
})

export type WitnessCheck =
  | { kind: 'agree'; testimony: Testimony }
  /** The witness was never told anything. */
  | { kind: 'new' }
  /**
   * It is that of another database, which stood in this one's place: what was taken back there, until then, nobody here
   * knows.
   */
  | { kind: 'foreign'; until: Instant | null }
  /** It was told before and is empty now: nobody can tell what this database may have forgotten. */
  | { kind: 'missing' }
  /** The database is an older copy of itself. */
  | {
      kind: 'set_back'
      lost: Lost[]
      strangers: LostStrangers
      until: string
      haltedSince: Instant | null
    }

/** @throws RecallError WITNESS_UNREADABLE */
export async function checkWitness(practice: WitnessedPractice): Promise<WitnessCheck> {
  const testimony = await practice.witness.file.read()
  if (testimony.tip === null && testimony.leaves.length === 0) {
    if (await isMissing(practice, testimony.isForeign)) return { kind: 'missing' }
    return testimony.isForeign ? { kind: 'foreign', until: latestOf(testimony.foreign) } : { kind: 'new' }
  }
  return compare(practice, testimony)
}

/** Whether the database has what was told. */
export async function compare(
  practice: OpenPractice,
  testimony: Testimony,
): Promise<Extract<WitnessCheck, { kind: 'agree' | 'set_back' }>> {
  const lost: Lost[] = []
  for (let start = 0; start < testimony.leaves.length; start += 500) {
    const some = testimony.leaves.slice(start, start + 500).flatMap(({ leaf: text, erased }) => {
      const leaf = decodeLeaf(Buffer.from(text, 'base64'))
      return leaf === null ? [] : [{ text, leaf, erased }]
    })
    const stored = await leavesAt(
      practice,
      some.map(({ leaf }) => leaf.seq),
    )
    for (const { text, leaf, erased } of some) if (stored.get(leaf.seq) !== text) lost.push({ leaf, erased })
  }
  const isBehind = testimony.tip !== null && !(await stands(practice, testimony.tip))
  if (lost.length === 0 && !isBehind) return { kind: 'agree', testimony }
  const last = testimony.tip === null ? null : decodeLeaf(Buffer.from(testimony.tip.last, 'base64'))
  const until = [...lost.map(({ leaf }) => leaf.recordedAt), ...(last === null ? [] : [last.recordedAt])]
    .sort()
    .at(-1)
  return {
    kind: 'set_back',
    lost,
    strangers: testimony.strangers,
    until: until ?? '',
    haltedSince: testimony.tip?.haltedSince ?? null,
  }
}

/** Whether an entry is still the one that it was. */
export async function stands(
  practice: OpenPractice,
  tip: Pick<WitnessedTip, 'size' | 'last'>,
): Promise<boolean> {
  if (tip.size === 0) return true
  return (await leavesAt(practice, [tip.size - 1])).get(tip.size - 1) === tip.last
}

async function leavesAt(
  { configuration, database }: OpenPractice,
  seqs: readonly number[],
): Promise<Map<number, string>> {
  const rows = await database
    .knex('ledger_entries')
    .where({ practice_id: configuration.id })
    .whereIn('seq', [...seqs])
    .select<{ seq: number; leaf: Buffer }[]>('seq', 'leaf')
  return new Map(rows.map(({ seq, leaf }) => [seq, leaf.toString('base64')]))
}

/** When the last of these leaves was recorded. */
function latestOf(leaves: readonly string[]): Instant | null {
  const times = leaves.flatMap((leaf) => decodeLeaf(Buffer.from(leaf, 'base64'))?.recordedAt ?? [])
  return times.sort().at(-1) ?? null
}
