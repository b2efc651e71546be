/**
 * Keeps the witness and the database in step: what the database has that takes away is told to the witness, and what
 * the witness knows that the database has forgotten is done again (P-53).
 */
import { decodeLeaf, type Leaf } from '../consent/leaf.js'
import type { EntryType } from '../consent/entry.js'
import { RecallError } from '../errors.js'
import { suppressedBy } from '../host/suppression.js'
import { errorFields, type Log } from '../log.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { replayLost, type Lost } from './replay.js'
import { PROOF_KEPT } from './erase-subject.js'
import type { LostStrangers, Testimony, WitnessedErasure, WitnessedLeaf, WitnessedTip } from './testimony.js'
import type { Witness } from './witness.js'

export interface WitnessedPractice extends OpenPractice {
  witness: WitnessOf
}

/** A witness, and what this process knows that it and the database agree on. */
export interface WitnessOf {
  file: Witness
  agreed: (Known & { version: string | null; last: string }) | null
}

/** How far the witness knows the ledger. */
interface Known {
  size: number
  /** How many entries below that size were told. */
  leaves: number
}

const NOTHING_KNOWN: Known = { size: 0, leaves: 0 }

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
  | { kind: 'new' }
  /** It was told before and is empty now: nobody can tell what this database may have forgotten. */
  | { kind: 'missing' }
  /** The database is an older copy of itself. */
  | { kind: 'set_back'; lost: Lost[]; strangers: LostStrangers; until: string }

/** Compares without changing anything. @throws RecallError WITNESS_UNREADABLE */
export async function checkWitness(practice: WitnessedPractice): Promise<WitnessCheck> {
  const testimony = await practice.witness.file.read()
  if (testimony.tip === null && testimony.leaves.length === 0)
    return { kind: (await isMissing(practice)) ? 'missing' : 'new' }
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
  return { kind: 'set_back', lost, strangers: testimony.strangers, until: until ?? '' }
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

const IN_STEP: Borne = { replayed: 0, setBack: false }

/**
 * Before anything is sent, and after anything took consent away.
 * @throws RecallError WITNESS_UNREADABLE, WITNESS_MISSING: whether something was forgotten is not known, so nothing may be sent
 */
export async function bearWitness(practice: WitnessedPractice): Promise<Borne> {
  if (await tellWhatIsNew(practice)) return IN_STEP
  const check = await checkWitness(practice)
  switch (check.kind) {
    case 'agree':
      await tell(practice, knownTo(check.testimony))
      return IN_STEP
    case 'new':
      await tell(practice, NOTHING_KNOWN)
      return IN_STEP
    case 'missing':
      throw new RecallError('WITNESS_MISSING')
    case 'set_back': {
      const { replayed, strangers } = await replayLost(practice, check)
      await practice.witness.file.append([{ kind: 'reset', at: practice.clock.now(), ...strangers }])
      await tell(practice, NOTHING_KNOWN)
      return { replayed, setBack: true }
    }
  }
}

/**
 * After an act at the desk, so that it does not wait for the next turn. The act counts whatever becomes of this: as long
 * as the witness cannot be told, nothing is sent.
 */
export async function tellWitness(practice: WitnessedPractice, log: Log): Promise<void> {
  try {
    if (await tellWhatIsNew(practice)) return
    const check = await checkWitness(practice)
    if (check.kind === 'agree') await tell(practice, knownTo(check.testimony))
    if (check.kind === 'new') await tell(practice, NOTHING_KNOWN)
  } catch (error) {
    log.warn('witness_not_told', { practice: practice.configuration.id, ...errorFields(error) })
  }
}

/** @returns false where it has to be looked at whether they agree at all */
async function tellWhatIsNew(practice: WitnessedPractice): Promise<boolean> {
  const { file, agreed } = practice.witness
  if (agreed === null || agreed.version === null) return false
  if (agreed.version !== (await file.version()) || !(await stands(practice, agreed))) return false
  await tell(practice, agreed)
  return true
}

const knownTo = ({ tip }: Testimony): Known => tip ?? NOTHING_KNOWN

async function tell(practice: WitnessedPractice, known: Known): Promise<void> {
  const { configuration, database, witness } = practice
  const head = await database
    .knex('ledger_heads')
    .where({ practice_id: configuration.id })
    .first<{ size: number; note: string } | undefined>('size', 'note')
  if (head === undefined) return
  const { size, note } = head
  let { leaves } = known
  let last = witness.agreed?.size === size ? witness.agreed.last : ''
  if (known.size < size || last === '') {
    const lines: WitnessedLeaf[] = []
    for (let start = Math.min(known.size, size - 1); start < size; start += 1000) {
      const rows = await database
        .knex('ledger_entries')
        .where({ practice_id: configuration.id })
        .andWhere('seq', '>=', start)
        .andWhere('seq', '<', Math.min(start + 1000, size))
        .orderBy('seq')
        .select<{ seq: number; leaf: Buffer }[]>('seq', 'leaf')
      for (const row of rows) {
        last = row.leaf.toString('base64')
        const leaf = decodeLeaf(row.leaf)
        if (row.seq >= known.size && leaf !== null && TELLING.has(leaf.type))
          lines.push({ kind: 'leaf', leaf: last, erased: await erasedBy(practice, leaf) })
      }
    }
    leaves += lines.length
    if (known.size < size)
      await witness.file.append([...lines, { kind: 'tip', size, checkpoint: note, last, leaves }])
  }
  await noteTold(practice)
  witness.agreed = { version: await witness.file.version(), size, last, leaves }
}

/** A tombstone whose own time is over has nothing left to say: what it stands for is gone from every backup. */
async function erasedBy(practice: OpenPractice, leaf: Leaf): Promise<WitnessedErasure | null> {
  if (leaf.type !== 'erased') return null
  const { database, keys, ledger } = practice
  const suppressed = await suppressedBy(database.knex, keys, leaf.seq)
  const entries = await ledger.entriesOf(database.knex, leaf.subject)
  const content = entries.find(({ seq }) => seq === leaf.seq)?.content ?? null
  if (content?.evidence?.kind !== 'erasure') return { scope: 'contents', entries: [], suppressed }
  const { scope, entries: seqs } = content.evidence
  const isKept = scope === 'contents' && content.reasons.includes(PROOF_KEPT)
  return { scope: isKept ? 'proof_kept' : scope, entries: seqs, suppressed }
}

/** Row of `account_facts`: when a witness last agreed with this database. */
const TOLD = 'witness_told'
/** While some witness agreed that recently, another one is that of an instance which has just joined. */
const JOINING_MILLIS = 5 * 60_000
const NOTED_EVERY_MILLIS = 60_000

async function toldAt({ configuration, database }: OpenPractice): Promise<Instant | null> {
  const row = await database
    .knex('account_facts')
    .where({ practice_id: configuration.id, name: TOLD })
    .first<{ value: Instant } | undefined>('value')
  return row?.value ?? null
}

/** Whether this database was told to a witness that is not this empty one. */
async function isMissing(practice: OpenPractice): Promise<boolean> {
  const told = await toldAt(practice)
  return told !== null && addMillis(told, JOINING_MILLIS) < practice.clock.now()
}

async function noteTold(practice: OpenPractice): Promise<void> {
  const now = practice.clock.now()
  const before = await toldAt(practice)
  if (before !== null && addMillis(before, NOTED_EVERY_MILLIS) > now) return
  await practice.database
    .knex('account_facts')
    .insert({ practice_id: practice.configuration.id, name: TOLD, value: now, changed_at: now })
    .onConflict(['practice_id', 'name'])
    .merge(['value', 'changed_at'])
}

/** The next witness is new. */
export async function forgetTold(trx: Transaction, { configuration }: OpenPractice): Promise<void> {
  await trx('account_facts').where({ practice_id: configuration.id, name: TOLD }).delete()
}
