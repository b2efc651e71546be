/** The keys that contents must open with, as verification finds them: a key that is gone says whether by an erasure. */
import { RecallError } from '../../errors.js'
import { toSubjectId, type SubjectId } from '../../ids.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'
import { subjectKeys } from '../../keys/subject-keys.js'
import type { Queryable } from '../../storage/database.js'

/** What is known of a subject's key. */
export type SubjectKey = { kind: 'key'; key: Uint8Array } | { kind: 'erased' } | { kind: 'missing' }

const MISSING: SubjectKey = { kind: 'missing' }

export interface KeySource {
  /** One for each subject, in their order. */
  keysOf(subjects: readonly SubjectId[]): Promise<SubjectKey[]>
}

/** Keys are unwrapped once and forgotten when there are too many of them. */
const REMEMBERED_KEYS = 100_000
const AT_ONCE = 500

/**
 * Remembers what another source says.
 * @param atMost so many keys; when there would be more, all are forgotten
 */
export function rememberingKeys(source: KeySource, atMost = REMEMBERED_KEYS): KeySource {
  let remembered = new Map<SubjectId, SubjectKey>()
  return {
    async keysOf(subjects) {
      const unknown = new Set<SubjectId>()
      for (const subject of subjects) if (!remembered.has(subject)) unknown.add(subject)
      // Whoever asks meanwhile may begin another memory: this one still has what it was asked for.
      if (remembered.size + unknown.size > atMost) remembered = new Map(known(remembered, subjects))
      const memory = remembered
      if (unknown.size > 0) {
        // Parsed anew: a part of a string would keep the whole page in memory.
        const asked = [...unknown].map((subject) => toSubjectId(Buffer.from(subject).toString()))
        const learnt = await source.keysOf(asked)
        for (const [index, subject] of asked.entries()) memory.set(subject, learnt[index] ?? MISSING)
      }
      return subjects.map((subject) => memory.get(subject) ?? MISSING)
    },
  }
}

function* known(
  remembered: ReadonlyMap<SubjectId, SubjectKey>,
  subjects: readonly SubjectId[],
): Generator<[SubjectId, SubjectKey]> {
  for (const subject of subjects) {
    const key = remembered.get(subject)
    if (key !== undefined) yield [subject, key]
  }
}

export function storedKeys(connection: Queryable, keys: PracticeKeys): KeySource {
  return {
    async keysOf(subjects) {
      const found = await keysThatOpen(connection, keys, [...new Set(subjects)])
      const absent = subjects.filter((subject) => !found.has(subject))
      const erased = await erasedAmong(connection, keys, absent)
      return subjects.map((subject) => {
        const key = found.get(subject)
        if (key !== undefined) return { kind: 'key', key }
        return { kind: erased.has(subject) ? 'erased' : 'missing' }
      })
    },
  }
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
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
): Promise<Set<string>> {
  const erased = new Set<string>()
  for (let start = 0; start < subjects.length; start += AT_ONCE) {
    const rows = await connection('subject_keys')
      .where({ practice_id: keys.practice, wrapped: null })
      .whereNotNull('destroyed_at')
      .whereIn('subject_id', subjects.slice(start, start + AT_ONCE))
      .select<{ subject_id: string }[]>('subject_id')
    for (const row of rows) erased.add(row.subject_id)
  }
  return erased
}
