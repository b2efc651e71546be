/**
 * What a witness file says: a line each, `<authentication> <JSON>`. The authentication is a keyed digest of the JSON, so
 * that nobody can make the plugin erase or forget anybody by writing into the file. Pure.
 */
import { RecallError } from '../../errors.js'
import type { SuppressedDigest } from '../../host/suppression.js'
import type { Instant } from '../../time.js'

/** How much an erasure took. */
export type ErasedScope = 'person' | 'proof_kept' | 'contents'

export interface WitnessedErasure {
  scope: ErasedScope
  entries: number[]
  /** What may not come back. */
  suppressed: SuppressedDigest[]
}

export interface WitnessedLeaf {
  kind: 'leaf'
  /** Base64 of the leaf's bytes. */
  leaf: string
  /** Only of a tombstone. */
  erased: WitnessedErasure | null
}

export interface WitnessedTip {
  kind: 'tip'
  /** Entries in the ledger. */
  size: number
  /** The signed checkpoint of this size. */
  checkpoint: string
  /** Base64 of the last entry's leaf. */
  last: string
  /** How many entries below this size were told: fewer lines than that, and some were taken out. */
  leaves: number
  /** Since when sending is halted. */
  haltedSince: Instant | null
}

/** What was lost of people whom the database does not know: it cannot be told as entries of its ledger. */
export interface LostStrangers {
  /** When the last thing about any of them was recorded. */
  until: string | null
  suppressed: SuppressedDigest[]
}

/** From here on the database is an older copy that was put right: what was witnessed before is told again after this. */
export interface WitnessedReset extends LostStrangers {
  kind: 'reset'
  at: string
}

export type WitnessLine = WitnessedLeaf | WitnessedTip | WitnessedReset

export interface Testimony {
  leaves: WitnessedLeaf[]
  /** The furthest. */
  tip: WitnessedTip | null
  strangers: LostStrangers
  /** From its first line to its last the file is another database's. */
  isForeign: boolean
  /** Base64 of the leaves that it told, which nothing proves. */
  foreign: string[]
}

/** Keyed digest of a line's JSON: 64 hex digits. */
export type Authenticate = (json: string) => string

export function lineOf(line: WitnessLine, authenticate: Authenticate): string {
  const json = JSON.stringify(line)
  return `${authenticate(json)} ${json}`
}

/**
 * A line that was cut off by a crash was never relied on; one that is something else makes the file useless.
 * @param seqOf sequence number of a leaf; `null`: it is none
 * @throws RecallError WITNESS_UNREADABLE
 */
export function testimonyOf(
  text: string,
  authenticate: Authenticate,
  seqOf: (leaf: string) => number | null,
): Testimony {
  let told = nothingTold()
  const lines = text.split('\n')
  const others: { at: number; json: unknown }[] = []
  let ours = 0
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const read = readLine(line, authenticate)
    if (read === null) {
      if (!isCutOff(line, lines, index)) others.push({ at: index + 1, json: jsonOf(line) })
      continue
    }
    ours += 1
    told = hear(told, read)
  }
  const [first] = others
  if (first === undefined) {
    assertWhole(told, seqOf)
    return told
  }
  if (ours > 0 || others.some(({ json }) => json === null))
    throw new RecallError('WITNESS_UNREADABLE', { reason: `line ${first.at}` })
  return { ...told, isForeign: true, foreign: others.flatMap(({ json }) => leafIn(json)) }
}

function hear(told: Testimony, line: WitnessLine): Testimony {
  if (line.kind === 'reset')
    return { ...nothingTold(), strangers: { until: line.until, suppressed: line.suppressed } }
  if (line.kind === 'leaf') told.leaves.push(line)
  else if ((told.tip?.size ?? 0) <= line.size) told.tip = line
  return told
}

/** What of a file is ours, however much was taken out of it or written into it. */
export function oursOf(text: string, authenticate: Authenticate): Testimony {
  let told = nothingTold()
  for (const line of text.split('\n')) {
    const read = readLine(line, authenticate)
    if (read !== null) told = hear(told, read)
  }
  return told
}

const nothingTold = (): Testimony => ({
  leaves: [],
  tip: null,
  strangers: { until: null, suppressed: [] },
  isForeign: false,
  foreign: [],
})

const leafIn = (json: unknown): string[] =>
  typeof json === 'object' && json !== null && 'leaf' in json && typeof json.leaf === 'string'
    ? [json.leaf]
    : []

/** Several processes may have told the same entries. */
function assertWhole({ leaves, tip }: Testimony, seqOf: (leaf: string) => number | null): void {
  if (tip === null) return
  const seqs = new Set<number>()
  for (const { leaf } of leaves) {
    const seq = seqOf(leaf)
    if (seq !== null && seq < tip.size) seqs.add(seq)
  }
  if (seqs.size !== tip.leaves) throw new RecallError('WITNESS_UNREADABLE', { reason: 'lines missing' })
}

/**
 * Lines are written in one go and an empty one ends them: only the last before the next writing can be cut off.
 * A whole line that is not ours is no cut.
 */
const isCutOff = (line: string, lines: readonly string[], index: number): boolean =>
  jsonOf(line) === null && (index === lines.length - 1 || lines[index + 1] !== '')

const AUTHENTICATION = 64

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line.slice(AUTHENTICATION + 1))
  } catch {
    return null
  }
}

export const isOurs = (line: string, authenticate: Authenticate): boolean =>
  readLine(line, authenticate) !== null

/** `null`: not a line of ours. What was authenticated needs no further look at its shape. */
function readLine(line: string, authenticate: Authenticate): WitnessLine | null {
  const value = jsonOf(line)
  const json = line.slice(AUTHENTICATION + 1)
  return value !== null && line === `${authenticate(json)} ${json}` ? (value as WitnessLine) : null
}
