/**
 * Examines a ledger on all cores: this process and as many more as there are cores left, each with a connection of its
 * own. Processes, because threads would wait for each other at every decryption. Parts are handed out from the front,
 * and what another process cannot do this one does again, so that errors and findings are the same as without any.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loaderArguments } from '../../form/reader-process.js'
import type { PracticeId, SubjectId } from '../../ids.js'
import type { Instant } from '../../time.js'
import type { Range } from '../merkle.js'
import { BLOCK_LEAVES } from '../tree-blocks.js'
import type { KeySource } from './keys.js'
import { packKeys, type PackedKeys } from './packed-keys.js'
import type { ExamineRange, RangeFacts, Reading } from './range.js'

/** What another process must know. It is told through a pipe: a command line and an environment can be read by others. */
export interface WorkerSetup {
  url: string
  practice: PracticeId
  contents: { box: Uint8Array; now: Instant } | null
}

export type ToWorker =
  | { kind: 'setup'; setup: WorkerSetup }
  | { kind: 'range'; range: Range }
  | { kind: 'keys'; id: number; keys: PackedKeys }

export type FromWorker =
  | { kind: 'keys'; id: number; subjects: SubjectId[] }
  | { kind: 'examined'; facts: RangeFacts }
  | { kind: 'failed' }

const ENTRY = fileURLToPath(new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url))

/** Handed out at once: long enough to be worth a message, short enough that nobody waits long for the last one. */
const BLOCKS_PER_PART = 8
/** Below, starting a process takes longer than it saves. */
const SMALLEST = 100_000

/** The parts of a ledger of that size, in order. */
export function partsOf(size: number): Range[] {
  const parts: Range[] = []
  const length = BLOCKS_PER_PART * BLOCK_LEAVES
  for (let start = 0; start < size; start += length)
    parts.push({ start, end: Math.min(start + length, size) })
  return parts
}

/** How many processes are worth it, this one included. */
export const lanesFor = (size: number, url: string): number =>
  size < SMALLEST || url === 'sqlite::memory:' ? 1 : availableParallelism()

/**
 * @param here examines in this process
 * @param others how many more
 * @param answering keys that others wait for
 * @returns facts of the parts in order, up to and with the first that has a finding
 */
export async function examineParts(
  size: number,
  here: ExamineRange,
  others: number,
  url: string,
  reading: Reading,
  answering: Set<Promise<void>>,
  progress: (entries: number) => void,
): Promise<RangeFacts[]> {
  const parts = partsOf(size)
  const facts: (RangeFacts | undefined)[] = []
  let next = 0
  let last = parts.length - 1
  const left: number[] = []

  const take = (): number | undefined => {
    const again = left.shift()
    if (again !== undefined) return again
    if (next > last) return undefined
    next += 1
    return next - 1
  }
  const note = (part: number, examined: RangeFacts): void => {
    facts[part] = examined
    // What comes behind a finding is of no interest.
    if (examined.finding !== null) last = Math.min(last, part)
    progress((parts[part]?.end ?? 0) - (parts[part]?.start ?? 0))
  }
  async function work(lane: ExamineRange): Promise<void> {
    for (let part = take(); part !== undefined; part = take()) {
      const range = parts[part]
      if (range === undefined) return
      try {
        note(part, await lane(range))
      } catch (error) {
        if (lane === here) throw error
        left.push(part)
        return
      }
    }
  }

  const workers = Array.from({ length: Math.min(others, parts.length - 1) }, () =>
    startLane(url, reading, answering),
  )
  try {
    await Promise.all([work(here), ...workers.map(({ lane }) => work(lane))])
    // What another left behind after this one was done.
    await work(here)
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
  }
  return facts.slice(0, last + 1).flatMap((examined) => examined ?? [])
}

function startLane(
  url: string,
  reading: Reading,
  answering: Set<Promise<void>>,
): { lane: ExamineRange; stop: () => Promise<void> } {
  const { practice, contents } = reading
  const setup: WorkerSetup = {
    url,
    practice,
    contents: contents === null ? null : { box: contents.box, now: contents.now },
  }
  const child = fork(ENTRY, {
    env: {},
    // Every core has a process already: threads that collect garbage would only take turns with it.
    execArgv: [...loaderArguments(process.execArgv), '--single-threaded-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let waiting: { resolve: (facts: RangeFacts) => void; reject: (error: Error) => void } | null = null
  let dead: Error | null = null
  const fail = (error: Error): void => {
    dead ??= error
    waiting?.reject(dead)
    waiting = null
  }
  const tell = (message: ToWorker): void => {
    if (dead === null && child.connected)
      child.send(message, (error) => {
        if (error !== null) fail(error)
      })
  }
  const ended = new Promise<void>((resolve) => {
    const end = (error: Error): void => {
      fail(error)
      resolve()
    }
    // One that was never made has no exit.
    child.once('error', end)
    child.once('exit', () => {
      end(new Error('the process ended'))
    })
  })
  child.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'keys':
        {
          const answer = answerKeys(tell, contents?.keys, message.id, message.subjects)
            .catch(() => {
              fail(new Error('the keys could not be read'))
            })
            .finally(() => answering.delete(answer))
          answering.add(answer)
        }
        return
      case 'examined':
        waiting?.resolve(message.facts)
        waiting = null
        return
      case 'failed':
        fail(new Error('the process could not examine'))
    }
  })
  tell({ kind: 'setup', setup })
  return {
    lane: (range) =>
      new Promise((resolve, reject) => {
        if (dead !== null) {
          reject(dead)
          return
        }
        waiting = { resolve, reject }
        tell({ kind: 'range', range })
      }),
    stop: () => {
      if (child.connected) child.disconnect()
      return ended
    },
  }
}

async function answerKeys(
  tell: (message: ToWorker) => void,
  source: KeySource | undefined,
  id: number,
  subjects: readonly SubjectId[],
): Promise<void> {
  tell({ kind: 'keys', id, keys: packKeys((await source?.keysOf(subjects)) ?? []) })
}
