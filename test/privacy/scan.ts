/** Looks for what must not be there: in files byte by byte, and in every stored cell, sealed ones opened. */
import { createDecipheriv } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import type { SubjectId } from '../../plugin/ids.js'
import { subjectKeys } from '../../plugin/keys/subject-keys.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Database } from '../../plugin/storage/database.js'

export interface Cell {
  table: string
  column: string
  bytes: Buffer
}

/** Every cell of every table. */
export async function allCells(database: Database): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const table of await tablesOf(database)) {
    const rows = await database.knex(table).select<Record<string, unknown>[]>()
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (value !== null) cells.push({ table, column, bytes: bytesOf(value) })
  }
  return cells
}

const bytesOf = (value: unknown): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

export async function tablesOf({ dialect, knex }: Database): Promise<string[]> {
  if (dialect === 'sqlite') {
    const rows = await knex('sqlite_master').where({ type: 'table' }).select<{ name: string }[]>('name')
    return rows.map(({ name }) => name)
  }
  const [rows] = (await knex.raw('SHOW TABLES')) as [Record<string, string>[]]
  return rows.flatMap((row) => Object.values(row))
}

/** Everything that whoever holds the master key could read in these cells, without knowing where what belongs. */
export async function openedCells(practice: OpenPractice, cells: readonly Cell[]): Promise<Cell[]> {
  const subjects = await practice.database
    .knex('subject_keys')
    .where({ practice_id: practice.configuration.id })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  const keys = [
    practice.keys.box,
    ...(
      await subjectKeys(
        practice.database.knex,
        practice.keys,
        subjects.map((row) => row.subject_id),
      )
    ).values(),
  ]
  const sealed = cells.filter(({ column }) => column === 'sealed' || column === 'picture')
  return sealed.flatMap((cell) => keys.map((key) => ({ ...cell, bytes: openWithoutTag(key, cell.bytes) })))
}

/** What AES-GCM seals is AES-CTR from the counter 2 on: no context is needed to read it, only to trust it. */
export function openWithoutTag(key: Buffer, sealed: Buffer): Buffer {
  const counter = Buffer.concat([sealed.subarray(0, 12), Buffer.from([0, 0, 0, 2])])
  const decipher = createDecipheriv('aes-256-ctr', key, counter)
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}

/** The database file, its write-ahead log and shared memory. */
export function filesOfSqlite(url: string): { name: string; bytes: Buffer }[] {
  const path = url.replace(/^sqlite:/, '')
  return [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]
    .filter((file) => existsSync(file))
    .map((file) => ({ name: file.slice(path.length), bytes: readFileSync(file) }))
}

/** A word as it may stand in bytes: in the usual encodings, upper and lower case, and in base64 at each of its offsets. */
export function spellings(word: string): Buffer[] {
  const texts = [word, word.toUpperCase(), word.toLowerCase(), word.normalize('NFD')]
  const plain = texts.flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    iconv.encode(text, 'win1252'),
    iconv.encode(text, 'cp437'),
  ])
  const bytes = Buffer.from(word, 'utf8')
  const encoded = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // Letters at both ends depend on the neighbours.
    return Buffer.from(
      padded.slice(Math.ceil((shift * 4) / 3), Math.floor(((bytes.length + shift) * 4) / 3) - 1),
    )
  })
  const hex = Buffer.from(bytes.toString('hex'))
  const all = [...plain, ...encoded, hex].filter((needle) => needle.length >= 4)
  return [...new Map(all.map((needle) => [needle.toString('latin1'), needle])).values()]
}

/** @returns where something was found; empty when nothing was */
export function findAny(
  needles: ReadonlyMap<string, readonly Buffer[]>,
  places: readonly { name: string; bytes: Buffer }[],
): string[] {
  return places.flatMap(({ name, bytes }) =>
    [...needles]
      .filter(([, all]) => all.some((needle) => bytes.includes(needle)))
      .map(([what]) => `${what} in ${name}`),
  )
}

export const namedPlaces = (cells: readonly Cell[]): { name: string; bytes: Buffer }[] =>
  cells.map(({ table, column, bytes }) => ({ name: `${table}.${column}`, bytes }))
