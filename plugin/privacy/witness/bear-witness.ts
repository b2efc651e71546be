/**
 * Keeps the witness and the database in step: what the database has that takes away is told to the witness, and what
 * the witness knows that the database has forgotten is done again (P-53).
 */
import { decodeLeaf, type Leaf } from '../../consent/leaf.js'
import type { EntryType } from '../../consent/entry.js'
import { RecallError } from '../../errors.js'
import { suppressedBy } from '../../host/suppression.js'
import { errorFields, type Log } from '../../log.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant } from '../../time.js'
import { checkWitness, stands, type Known, type WitnessedPractice } from './check.js'
import { PROOF_KEPT } from '../erasure/erase-subject.js'
import { replayLost } from './replay.js'
import type {
  Testimony,
  WitnessedErasure,
  WitnessedLeaf,
  WitnessedReset,
  WitnessedTip,
  WitnessLine,
} from './testimony.js'
import { rememberRestored } from './restored.js'
import { keepHalted } from './halted.js'
import { noteTold } from './told.js'

const NOTHING_KNOWN: Known = { size: 0, leaves: 0, haltedSince: null }

/** All that may take something away: everything but a yes, and what only settles a doubt. */
const UNTOLD: ReadonlySet<EntryType> = new Set<EntryType>(['granted', 'released'])

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
export function bearWitness(practice: WitnessedPractice): Promise<Borne> {
  return oneAtATime(practice, async () => {
    for (;;) {
      const borne = await putInStep(practice)
      // Set back in this very moment: looked at once more.
      if (borne !== null) return borne
    }
  })
}

async function putInStep(practice: WitnessedPractice): Promise<Borne | null> {
  if (await tellWhatIsNew(practice)) return IN_STEP
  const version = await practice.witness.file.version()
  const check = await checkWitness(practice)
  switch (check.kind) {
    case 'agree':
      return (await tell(practice, { ...knownTo(check.testimony), version })) ? IN_STEP : null
    case 'new':
      return (await tell(practice, { ...NOTHING_KNOWN, version })) ? IN_STEP : null
    case 'foreign':
      await succeed(practice, check.until)
      return (await tell(practice, { ...NOTHING_KNOWN, version: null })) ? IN_STEP : null
    case 'missing':
      throw new RecallError('WITNESS_MISSING')
    case 'set_back': {
      const { replayed, strangers } = await replayLost(practice, check)
      // In one writing with what is told anew: a witness that only knows of the reset knows nothing.
      const reset: WitnessedReset = { kind: 'reset', at: practice.clock.now(), ...strangers }
      await tell(practice, { ...NOTHING_KNOWN, haltedSince: check.haltedSince, version }, [reset])
      return { replayed, setBack: true }
    }
  }
}

/** A turn and the webhooks of one process would put the same right twice. */
async function oneAtATime<T>({ witness }: WitnessedPractice, work: () => Promise<T>): Promise<T> {
  const before = witness.turn
  let finish = (): void => undefined
  witness.turn = new Promise((resolve) => {
    finish = resolve
  })
  try {
    await before
    return await work()
  } finally {
    finish()
  }
}

/**
 * A database in the place of another one: forms come in anew, and what was taken back in the other one is not known, so
 * older ones are not believed without asking.
 */
async function succeed(practice: WitnessedPractice, until: Instant | null): Promise<void> {
  if (until !== null) await practice.database.write((trx) => rememberRestored(trx, practice, until))
  await practice.witness.file.setAside()
}

/**
 * After an act at the desk, so that it does not wait for the next turn. The act counts whatever becomes of this: as long
 * as the witness cannot be told, nothing is sent.
 */
export async function tellWitness(practice: WitnessedPractice, log: Log): Promise<void> {
  try {
    await oneAtATime(practice, async () => {
      if (await tellWhatIsNew(practice)) return
      const version = await practice.witness.file.version()
      const check = await checkWitness(practice)
      if (check.kind === 'agree') await tell(practice, { ...knownTo(check.testimony), version })
      if (check.kind === 'new') await tell(practice, { ...NOTHING_KNOWN, version })
    })
  } catch (error) {
    log.warn('witness_not_told', { practice: practice.configuration.id, ...errorFields(error) })
  }
}

/** @returns false where it has to be looked at whether they agree at all */
async function tellWhatIsNew(practice: WitnessedPractice): Promise<boolean> {
  const { file, agreed } = practice.witness
  if (agreed === null) return false
  if (agreed.version !== (await file.version()) || !(await stands(practice, agreed))) return false
  return tell(practice, agreed)
}

const knownTo = ({ tip }: Testimony): Known => tip ?? NOTHING_KNOWN

/**
 * @param known.version of the file from which it is known
 * @param first what has to stand before it in the same writing
 * @returns false where the ledger has become shorter than it is known
 */
async function tell(
  practice: WitnessedPractice,
  known: Known & { version: string | null },
  first: readonly WitnessLine[] = [],
): Promise<boolean> {
  const { configuration, database, witness } = practice
  const head = await database
    .knex('ledger_heads')
    .where({ practice_id: configuration.id })
    .first<{ size: number; note: string } | undefined>('size', 'note')
  if (head === undefined || head.size < known.size) {
    witness.agreed = null
    if (first.length > 0) await witness.file.append(first)
    return known.size === 0
  }
  const { size, note } = head
  const haltedSince = await keepHalted(practice, known.haltedSince)
  const { lines, last } =
    known.size === size && witness.agreed?.size === size
      ? { lines: [], last: witness.agreed.last }
      : await untold(practice, known.size, size)
  const leaves = known.leaves + lines.length
  let { version } = known
  if (known.size < size || known.haltedSince !== haltedSince) {
    const tip: WitnessedTip = { kind: 'tip', size, checkpoint: note, last, leaves, haltedSince }
    version = await witness.file.append([...first, ...lines, tip], known.version)
  }
  await noteTold(practice)
  witness.agreed = version === null ? null : { version, size, last, leaves, haltedSince }
  return true
}

/** @returns what has to be told of the entries between two sizes, and the last entry's leaf (base64) */
async function untold(
  practice: OpenPractice,
  from: number,
  size: number,
): Promise<{ lines: WitnessedLeaf[]; last: string }> {
  const lines: WitnessedLeaf[] = []
  let last = ''
  for (let start = Math.min(from, size - 1); start < size; start += 1000) {
    const rows = await practice.database
      .knex('ledger_entries')
      .where({ practice_id: practice.configuration.id })
      .andWhere('seq', '>=', start)
      .andWhere('seq', '<', Math.min(start + 1000, size))
      .orderBy('seq')
      .select<{ seq: number; leaf: Buffer }[]>('seq', 'leaf')
    for (const row of rows) {
      last = row.leaf.toString('base64')
      const leaf = decodeLeaf(row.leaf)
      if (row.seq >= from && leaf !== null && !UNTOLD.has(leaf.type))
        lines.push({ kind: 'leaf', leaf: last, erased: await erasedBy(practice, leaf) })
    }
  }
  return { lines, last }
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
