/** Opens the contents of a page of entries and compares each with the commitment in its leaf. It only reads. */
import { toSubjectId, type PracticeId, type SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import { open } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import { RecallError } from '../errors.js'
import type { Queryable } from '../storage/database.js'
import { commitmentOf, sealContext } from './leaf.js'
import type { ExaminedEntry } from './verify-entry.js'
import type { BreakReason, Finding } from './verify-finding.js'

interface ContentRow {
  seq: unknown
  sealed: unknown
}

/** What is known of a subject's key. */
type SubjectKey = { kind: 'key'; key: Buffer } | { kind: 'erased' } | { kind: 'missing' }

/** Keys are unwrapped once and forgotten when there are too many of them. */
const REMEMBERED_KEYS = 20_000

export interface ContentExaminer {
  /** @param entries without gaps, in order */
  firstFinding(entries: readonly ExaminedEntry[]): Promise<Finding | null>
}

export function contentExaminer(connection: Queryable, keys: PracticeKeys): ContentExaminer {
  const remembered = new Map<SubjectId, SubjectKey>()

  async function learnKeys(subjects: readonly SubjectId[]): Promise<void> {
    const unknown = [...new Set(subjects)].filter((subject) => !remembered.has(subject))
    if (unknown.length === 0) return
    if (remembered.size > REMEMBERED_KEYS) {
      remembered.clear()
      return learnKeys(subjects)
    }
    const found = await keysThatOpen(connection, keys, unknown)
    const absent = unknown.filter((subject) => !found.has(subject))
    const erased =
      absent.length === 0 ? new Set<string>() : await erasedAmong(connection, keys.practice, absent)
    for (const subject of unknown) {
      const key = found.get(subject)
      const kind = erased.has(subject) ? 'erased' : 'missing'
      remembered.set(subject, key === undefined ? { kind } : { kind: 'key', key })
    }
  }

  async function firstFinding(entries: readonly ExaminedEntry[]): Promise<Finding | null> {
    const first = entries[0]
    if (first === undefined) return null
    const rows = await connection('ledger_contents')
      .where({ practice_id: keys.practice })
      // MariaDB ignores spaces at the end when it compares.
      .whereRaw('length(practice_id) = ?', [keys.practice.length])
      .where('seq', '>=', first.leaf.seq)
      .where('seq', '<', first.leaf.seq + entries.length)
      .orderBy('seq')
      .select<ContentRow[]>('seq', 'sealed')
    // Keys after contents: an erasure in between is then seen as one.
    await learnKeys(entries.map(({ leaf }) => leaf.subject))
    let at = 0
    for (const entry of entries) {
      const row = rows[at]
      const { seq, subject } = entry.leaf
      const isIts = row?.seq === seq
      if (isIts) at += 1
      const key = remembered.get(subject) ?? { kind: 'missing' }
      const reason = examineContent(keys.practice, entry, key, isIts ? row.sealed : null)
      if (reason === null) continue
      if (reason === 'content_not_erased' && (await contentIsGone(seq))) continue
      return { seq, reason }
    }
    return at === rows.length ? null : { seq: first.leaf.seq, reason: 'content_surplus' }
  }

  /** An erasure may have come between reading the content and reading the key. */
  async function contentIsGone(seq: number): Promise<boolean> {
    const rows = await connection('ledger_contents')
      .where({ practice_id: keys.practice, seq })
      .select<{ seq: number }[]>('seq')
    return rows.length === 0
  }

  return { firstFinding }
}

function examineContent(
  practice: PracticeId,
  { leaf, bytes }: ExaminedEntry,
  subject: SubjectKey,
  sealed: unknown,
): BreakReason | null {
  if (subject.kind === 'missing') return 'subject_key_missing'
  if (subject.kind === 'erased') return sealed === null ? null : 'content_not_erased'
  if (sealed === null) return 'content_missing'
  if (!Buffer.isBuffer(sealed)) return 'content_broken'
  let salted: Buffer
  try {
    salted = open(subject.key, sealed, sealContext(practice, leaf.seq, bytes))
  } catch (error) {
    if (error instanceof RecallError && error.code === 'SEALED_BROKEN') return 'content_broken'
    throw error
  }
  return commitmentOf(salted) === leaf.commitment ? null : 'commitment_differs'
}

async function keysThatOpen(
  connection: Queryable,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, Buffer>> {
  try {
    return await subjectKeys(connection, keys, subjects)
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'MASTER_KEY_WRONG') throw error
    const [only, ...others] = subjects
    if (only === undefined || others.length === 0) return new Map()
    // One of them was changed; the halves tell which.
    const middle = Math.ceil(subjects.length / 2)
    const left = await keysThatOpen(connection, keys, subjects.slice(0, middle))
    const right = await keysThatOpen(connection, keys, subjects.slice(middle))
    return new Map([...left, ...right])
  }
}

async function erasedAmong(
  connection: Queryable,
  practice: PracticeId,
  subjects: readonly SubjectId[],
): Promise<Set<SubjectId>> {
  const erased = new Set<SubjectId>()
  for (let start = 0; start < subjects.length; start += 500) {
    const rows = await connection('subject_keys')
      .where({ practice_id: practice, wrapped: null })
      .whereNotNull('destroyed_at')
      .whereIn('subject_id', subjects.slice(start, start + 500))
      .select<{ subject_id: string }[]>('subject_id')
    for (const row of rows) erased.add(toSubjectId(row.subject_id))
  }
  return erased
}
