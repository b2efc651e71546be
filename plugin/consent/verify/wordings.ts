/** The wordings that contents name: each must be stored, and be the text of its hash (P-07). */
import { hash } from 'node:crypto'
import type { PracticeId } from '../../ids.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'
import type { Queryable } from '../../storage/database.js'
import { SALT_BYTES, unsaltContent } from '../leaf.js'
import { factsFrom, type WordingName } from '../wording/registered-facts.js'

export interface StoredWordings {
  /** How many stored texts are not the text of their hash. */
  readonly broken: number
  /** @param salted salt, then canonical content, of any schema */
  has(salted: Buffer): boolean
}

/** Longer than id, language and hash can be. */
const TAIL_BYTES = 300
const NONE = '"wording":null}'

export async function storedWordings(connection: Queryable, practice: PracticeId): Promise<StoredWordings> {
  const rows = await connection('wordings')
    .where({ practice_id: practice })
    .select<{ wording_id: string; language: string; sha256: string; content: string }[]>(
      'wording_id',
      'language',
      'sha256',
      'content',
    )
  const sound = rows.filter((row) => hash('sha256', row.content, 'hex') === row.sha256)
  const known = new Set(sound.map((row) => JSON.stringify([row.wording_id, row.language, row.sha256])))
  /** Ends of contents that were looked into. */
  const met = new Map<string, boolean>()

  function isKnown(salted: Buffer): boolean {
    const { wording } = unsaltContent(salted).content
    return wording === null || known.has(JSON.stringify([wording.id, wording.language, wording.sha256]))
  }

  return {
    broken: rows.length - sound.length,
    has(salted) {
      // The wording is the last field: the end of the content says which without taking all of it apart.
      const tail = salted.toString('latin1', Math.max(SALT_BYTES, salted.length - TAIL_BYTES))
      if (tail.endsWith(NONE)) return true
      const at = tail.lastIndexOf(',"wording":{')
      if (at === -1) return isKnown(salted)
      const end = tail.slice(at)
      const before = met.get(end)
      if (before !== undefined) return before
      const isThere = isKnown(salted)
      met.set(end, isThere)
      return isThere
    },
  }
}

/** Whether something that a wording was registered for is not what was stored (P-09). */
export async function hasForgedFacts(connection: Queryable, keys: PracticeKeys): Promise<boolean> {
  const rows = await connection('wordings')
    .where({ practice_id: keys.practice })
    .select<(WordingName & { facts: unknown })[]>('wording_id as id', 'language', 'sha256', 'facts')
  return rows.some(({ facts, ...name }) => typeof facts !== 'string' || factsFrom(keys, name, facts) === null)
}
