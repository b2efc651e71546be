/**
 * The consent ledger in the database. Appending is compare-and-swap on the head: read it, compute the next one, set it
 * where it is still the one that was read. So the chain has no gaps and no forks however many processes write.
 */
import { RecallError } from '../errors.js'
import type { SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import { open, seal } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import { holdRows, type Database, type Queryable, type Transaction } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import { millisOf, type Clock, type Instant } from '../time.js'
import { brokenLedger } from './broken-ledger.js'
import type { EntryContent, EntryType, LedgerEntry, NewEntry } from './entry.js'
import { insertRows } from './insert-rows.js'
import { decodeLeaf, encodeLeaf, saltContent, sealContext, unsaltContent } from './leaf.js'
import type { ConsentLedger } from './ledger.js'
import { Frontier } from './merkle.js'
import { openCheckpoint, signatoriesOf, signatoryOf, signCheckpoint, type Signatory } from './note.js'

const ATTEMPTS = 5
/** Machines' clocks differ a little; what goes back further than this is recorded as a jump (P-13). */
const CLOCK_TOLERANCE_MILLIS = 2_000

/** A tombstone outlives the subject's key, and says nothing about the person: the practice's key seals it. */
const TOMBSTONE: EntryType = 'erased'

interface HeadRow {
  size: number
  frontier: Buffer
  note: string
}

/** The tree as the database has it, checked against its signed note. */
interface Head {
  size: number
  frontier: Frontier
  /** `null` for an empty ledger. */
  note: string | null
  lastRecordedAt: Instant | null
}

/** An entry with its content behind salt, before it has its place. */
interface Prepared {
  entry: NewEntry
  key: Buffer
  bytes: Buffer
  commitment: string
}

export function knexLedger(database: Database, keys: PracticeKeys, clock: Clock): ConsentLedger {
  const { practice } = keys
  // The last note that was checked or made here, and what its last entry says: spares checking it at each append.
  let known: { note: string; root: Buffer; lastRecordedAt: Instant | null } | null = null
  const registered = new Set<string>()

  async function readHead(trx: Transaction): Promise<Head> {
    const row = await holdRows(database, trx('ledger_heads').where({ practice_id: practice })).first<
      HeadRow | undefined
    >('size', 'frontier', 'note')
    if (row === undefined) return { size: 0, frontier: new Frontier(), note: null, lastRecordedAt: null }
    const frontier = Frontier.of(row.size, row.frontier)
    if (known?.note !== row.note) {
      const root = rootOfNote(row, signatoriesOf(keys))
      known = { note: row.note, root, lastRecordedAt: await lastRecordedAt(trx, row.size) }
    }
    // Never sign what is built on a changed head: that would make somebody else's change ours.
    if (frontier === null || !frontier.root().equals(known.root)) throw brokenLedger(null, 'head_frontier')
    return { size: row.size, frontier, note: row.note, lastRecordedAt: known.lastRecordedAt }
  }

  async function lastRecordedAt(trx: Transaction, size: number): Promise<Instant> {
    const row = await trx('ledger_entries')
      .where({ practice_id: practice, seq: size - 1 })
      .first<{ leaf: Buffer } | undefined>('leaf')
    const leaf = row === undefined ? null : decodeLeaf(row.leaf)
    if (leaf === null) throw brokenLedger(size - 1, 'leaf_malformed')
    return leaf.recordedAt
  }

  /** @returns false when somebody else was first */
  async function moveHead(trx: Transaction, head: Head, next: HeadRow): Promise<boolean> {
    if (head.note !== null) {
      const moved = await trx('ledger_heads')
        .where({ practice_id: practice, size: head.size, note: head.note })
        .update(next)
      return moved === 1
    }
    try {
      await trx('ledger_heads').insert({ practice_id: practice, ...next })
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async function assertWordingsRegistered(trx: Transaction, entries: readonly NewEntry[]): Promise<void> {
    for (const { content } of entries) {
      if (content.wording === null) continue
      const { id, language, sha256 } = content.wording
      const version = JSON.stringify([id, language, sha256])
      if (registered.has(version)) continue
      const row = await trx('wordings')
        .where({ practice_id: practice, wording_id: id, language, sha256 })
        .first<{ sha256: string } | undefined>('sha256')
      if (row === undefined) throw new RecallError('WORDING_UNKNOWN', { wording: `${id}.${language}` })
      registered.add(version)
    }
  }

  async function append(trx: Transaction, entries: readonly NewEntry[]): Promise<number[]> {
    if (entries.length === 0) return []
    await assertWordingsRegistered(trx, entries)
    const ofSubjects = entries.filter(({ type }) => type !== TOMBSTONE)
    const keysOf = await subjectKeys(trx, keys, [...new Set(ofSubjects.map(({ subject }) => subject))])
    const keyOf = ({ type, subject }: Pick<NewEntry, 'type' | 'subject'>): Buffer | undefined =>
      type === TOMBSTONE ? keys.box : keysOf.get(subject)
    for (const entry of entries) if (keyOf(entry) === undefined) throw new RecallError('KEY_DESTROYED')
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const head = await readHead(trx)
      const time = recordingTime(clock.now(), head.lastRecordedAt)
      const prepared = entries.map((entry) => prepare(entry, keyOf(entry), time.jumped))
      const rows = prepared.map((item, index) => {
        const seq = head.size + index
        const { type, subject } = item.entry
        const leaf = encodeLeaf({
          seq,
          type,
          subject,
          recordedAt: time.recordedAt,
          commitment: item.commitment,
        })
        head.frontier.push(leaf)
        return { seq, subject, leaf, sealed: seal(item.key, item.bytes, sealContext(practice, seq, leaf)) }
      })
      const root = head.frontier.root()
      const size = head.frontier.size
      const note = signCheckpoint({ size, root }, signatoryOf(keys), keys.signing.privateKey)
      if (!(await moveHead(trx, head, { size, frontier: head.frontier.hashes(), note }))) continue
      await insertRows(
        trx,
        'ledger_entries',
        ['practice_id', 'seq', 'subject_id', 'leaf'],
        rows.map((row) => [practice, row.seq, row.subject, row.leaf]),
      )
      await insertRows(
        trx,
        'ledger_contents',
        ['practice_id', 'seq', 'sealed'],
        rows.map((row) => [practice, row.seq, row.sealed]),
      )
      known = { note, root, lastRecordedAt: time.recordedAt }
      return rows.map((row) => row.seq)
    }
    throw new RecallError('LEDGER_HEAD_MOVED', { attempts: ATTEMPTS })
  }

  async function entriesOfMany(
    connection: Queryable,
    subjects: readonly SubjectId[],
  ): Promise<Map<SubjectId, LedgerEntry[]>> {
    const found = new Map<SubjectId, LedgerEntry[]>()
    for (let start = 0; start < subjects.length; start += 500) {
      const some = subjects.slice(start, start + 500)
      const rows = await connection('ledger_entries as e')
        .leftJoin('ledger_contents as c', (join) =>
          join.on('c.practice_id', 'e.practice_id').andOn('c.seq', 'e.seq'),
        )
        .where('e.practice_id', practice)
        .whereIn('e.subject_id', some)
        .select<EntryRow[]>('e.seq', 'e.subject_id', 'e.leaf', 'c.sealed')
      const keysOf = await subjectKeys(connection, keys, some)
      // Ordered here: asked to order by number, SQLite walks the whole ledger along it instead of looking up the subject.
      rows.sort((a, b) => a.seq - b.seq)
      for (const row of rows) {
        const entries = found.get(row.subject_id) ?? []
        entries.push(readEntry(row, keysOf.get(row.subject_id)))
        found.set(row.subject_id, entries)
      }
    }
    return found
  }

  function readEntry(row: EntryRow, key: Buffer | undefined): LedgerEntry {
    const leaf = decodeLeaf(row.leaf)
    if (leaf === null) throw brokenLedger(row.seq, 'leaf_malformed')
    if (leaf.seq !== row.seq) throw brokenLedger(row.seq, 'leaf_moved')
    if (leaf.subject !== row.subject_id) throw brokenLedger(row.seq, 'subject_differs')
    const opener = leaf.type === TOMBSTONE ? keys.box : key
    const content =
      row.sealed === null || opener === undefined
        ? null
        : unsaltContent(open(opener, row.sealed, sealContext(practice, row.seq, row.leaf))).content
    return { seq: leaf.seq, type: leaf.type, subject: leaf.subject, recordedAt: leaf.recordedAt, content }
  }

  return {
    append,
    entriesOfMany,
    async entriesOf(connection, subject) {
      return (await entriesOfMany(connection, [subject])).get(subject) ?? []
    },
  }
}

interface EntryRow {
  seq: number
  subject_id: SubjectId
  leaf: Buffer
  sealed: Buffer | null
}

function rootOfNote(row: HeadRow, signatories: readonly Signatory[]): Buffer {
  const opened = openCheckpoint(row.note, signatories)
  if (opened.kind === 'invalid') throw brokenLedger(null, opened.reason)
  if (opened.checkpoint.size !== row.size) throw brokenLedger(null, 'head_size')
  return opened.checkpoint.root
}

/** Recorded times never go backwards within a ledger, whatever the clock does. */
function recordingTime(now: Instant, last: Instant | null): { recordedAt: Instant; jumped: boolean } {
  if (last === null || now >= last) return { recordedAt: now, jumped: false }
  return { recordedAt: last, jumped: millisOf(last) - millisOf(now) > CLOCK_TOLERANCE_MILLIS }
}

function prepare(entry: NewEntry, key: Buffer | undefined, jumped: boolean): Prepared {
  if (key === undefined) throw new RecallError('KEY_DESTROYED')
  const content: EntryContent = jumped
    ? { ...entry.content, reasons: [...entry.content.reasons, 'clock_went_back'] }
    : entry.content
  return { entry, key, ...saltContent(content) }
}
