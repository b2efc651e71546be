/**
 * Keeps the witness and the database in step: what the database has that takes away is told to the witness, and what
 * the witness knows that the database has forgotten is done again (P-53).
 */
import { decodeLeaf, type Leaf } from '../consent/leaf.js'
import type { EntryType } from '../consent/entry.js'
import type { OpenPractice } from '../practice.js'
import { replayLost } from './replay.js'
import { PROOF_KEPT } from './erase-subject.js'
import type { Testimony, Witness, WitnessedLeaf, WitnessedTip } from './witness.js'

export interface WitnessedPractice extends OpenPractice {
  witness: WitnessOf
}

/** A witness, and what this process knows that it and the database agree on. */
export interface WitnessOf {
  file: Witness
  agreed: { version: string | null; size: number; last: string } | null
}

export const witnessOf = (file: Witness): WitnessOf => ({ file, agreed: null })

const TELLING: ReadonlySet<EntryType> = new Set<EntryType>([
  'withdrawn',
  'refused',
  'held',
  'restricted',
  'erased',
])

export type WitnessCheck =
  | { kind: 'agree'; testimony: Testimony }
  /** The witness was never told anything. */
  | { kind: 'missing' }
  /** The database is an older copy of itself. */
  | { kind: 'set_back'; lost: { leaf: Leaf; erased: WitnessedLeaf['erased'] }[]; until: string }

/** Compares without changing anything. @throws RecallError WITNESS_UNREADABLE */
export async function checkWitness(practice: WitnessedPractice): Promise<WitnessCheck> {
  const testimony = await practice.witness.file.read()
  if (testimony.tip === null && testimony.leaves.length === 0) return { kind: 'missing' }
  const lost: { leaf: Leaf; erased: WitnessedLeaf['erased'] }[] = []
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
  return { kind: 'set_back', lost, until: until ?? '' }
}

async function stands(practice: OpenPractice, tip: Pick<WitnessedTip, 'size' | 'last'>): Promise<boolean> {
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

export interface Borne {
  /** The database had been set back: so many declarations and erasures were done again. */
  replayed: number
  setBack: boolean
}

/**
 * Before anything is sent, and after anything took consent away.
 * @throws RecallError WITNESS_UNREADABLE: whether something was forgotten is not known, so nothing may be sent
 */
export async function bearWitness(practice: WitnessedPractice): Promise<Borne> {
  const { witness, clock } = practice
  const { agreed } = witness
  if (
    agreed !== null &&
    agreed.version === (await witness.file.version()) &&
    (await stands(practice, agreed))
  ) {
    await tell(practice, agreed.size)
    return { replayed: 0, setBack: false }
  }
  const check = await checkWitness(practice)
  if (check.kind === 'agree') {
    await tell(practice, check.testimony.tip?.size ?? 0)
    return { replayed: 0, setBack: false }
  }
  if (check.kind === 'missing') {
    await tell(practice, 0)
    return { replayed: 0, setBack: false }
  }
  const replayed = await replayLost(practice, check.lost, check.until)
  await witness.file.append([{ kind: 'reset', at: clock.now() }])
  await tell(practice, 0)
  return { replayed, setBack: true }
}

/** @param from entries before are known to the witness */
async function tell(practice: WitnessedPractice, from: number): Promise<void> {
  const { configuration, database, witness } = practice
  const head = await database
    .knex('ledger_heads')
    .where({ practice_id: configuration.id })
    .first<{ size: number; note: string } | undefined>('size', 'note')
  if (head === undefined) return
  let last = witness.agreed?.size === head.size ? witness.agreed.last : ''
  if (from < head.size || last === '') {
    const lines: WitnessedLeaf[] = []
    for (let start = Math.min(from, head.size - 1); start < head.size; start += 1000) {
      const rows = await database
        .knex('ledger_entries')
        .where({ practice_id: configuration.id })
        .andWhere('seq', '>=', start)
        .andWhere('seq', '<', Math.min(start + 1000, head.size))
        .orderBy('seq')
        .select<{ seq: number; leaf: Buffer }[]>('seq', 'leaf')
      for (const row of rows) {
        last = row.leaf.toString('base64')
        const leaf = decodeLeaf(row.leaf)
        if (row.seq >= from && leaf !== null && TELLING.has(leaf.type))
          lines.push({ kind: 'leaf', leaf: last, erased: await erasedBy(practice, leaf) })
      }
    }
    if (from < head.size)
      await witness.file.append([...lines, { kind: 'tip', size: head.size, checkpoint: head.note, last }])
  }
  witness.agreed = { version: await witness.file.version(), size: head.size, last }
}

/** A tombstone whose own time is over has nothing left to say: what it stands for is gone from every backup. */
async function erasedBy(practice: OpenPractice, leaf: Leaf): Promise<WitnessedLeaf['erased']> {
  if (leaf.type !== 'erased') return null
  const entries = await practice.ledger.entriesOf(practice.database.knex, leaf.subject)
  const content = entries.find(({ seq }) => seq === leaf.seq)?.content ?? null
  if (content?.evidence?.kind !== 'erasure') return { scope: 'contents', entries: [] }
  const { scope, entries: seqs } = content.evidence
  const isKept = scope === 'contents' && content.reasons.includes(PROOF_KEPT)
  return { scope: isKept ? 'proof_kept' : scope, entries: seqs }
}
