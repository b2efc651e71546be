/**
 * A pool of child processes that read untrusted PDF files. A file of a few hundred bytes can hold a parser for
 * minutes or make it allocate gigabytes, and worker threads do not bound memory: so each job has a clock and a
 * memory limit, and a child that exceeds one of them is killed and replaced.
 *
 * Memory is the child's whole resident set, 256 MiB by default. Node with both readers loaded takes about 125 of
 * it; a child that starts out larger (source maps, a loader for TypeScript) may grow by half the limit. It is read
 * from /proc twenty-five times a second; where there is no /proc, V8's own heap limit remains.
 *
 * Time is the child's processor time, so that a busy machine condemns no harmless file, within a longer time on
 * the wall; where processor time cannot be told, the wall clock alone decides.
 */
import type { ChildProcess } from 'node:child_process'
import { tellsUsage, usageOf } from './process-usage.js'
import { forkReader, rest } from './reader-process.js'
import type { LookOutcome } from './page-sight.js'
import type { PagePlace, ReaderAnswer, ReaderReply, ReaderRequest, ReaderTask } from './reader-task.js'
import type { ReadOutcome, UnreadableCode } from './reading.js'

export interface ReaderPoolOptions {
  /** Children; default 2. */
  size?: number
  /** Longest processor time for one file; default 3 s. On the wall it may take 10 s, where usage can be told. */
  timeoutSeconds?: number
  /** Largest resident set of a child; default 256. */
  memoryMebibytes?: number
  /** Largest file; default 32 MiB. */
  fileLimitBytes?: number
}

export interface ReadOptions {
  /** Also the words next to each control. */
  withNearbyText?: boolean
  /** Full names of the controls whose pages are fingerprinted for the comparison with the blank. */
  printedFor?: readonly string[]
}

export interface ReaderPool {
  readonly limits: { timeoutSeconds: number; memoryMebibytes: number; fileLimitBytes: number }
  /**
   * Never rejects because of the file. Files wait until a child is free.
   */
  read(bytes: Uint8Array, options?: ReadOptions): Promise<ReadOutcome>
  /**
   * PNG of the region around a control, at most 1200 pixels wide, with the controls as a viewer shows them;
   * `null` if the file cannot be painted within the limits, or has no such place.
   */
  picture(bytes: Uint8Array, place: PagePlace): Promise<Uint8Array | null>
  /** What pages of a form show, in the order asked for. */
  look(bytes: Uint8Array, pages: readonly number[]): Promise<LookOutcome>
  /** Ends the children; files still waiting are answered with FORM_READER_CRASHED. */
  close(): Promise<void>
}

interface Job {
  request: ReaderRequest
  answer: (answer: ReaderAnswer) => void
  fail: (code: UnreadableCode) => void
}

interface Slot {
  child: ChildProcess | null
  ready: boolean
  /** Resident set when it was ready, in MiB. */
  startedWith: number
  job: Job | null
  /** Why the pool itself killed the child. */
  verdict: UnreadableCode | null
  /** Children that died before they were ready, in a row. */
  failedStarts: number
}

const USAGE_POLL_MILLIS = 40
const WALL_SECONDS = 10
const START_SECONDS = 120
const MOST_FAILED_STARTS = 3
const RESTART_MILLIS = 250
/** A child grows with the names it has met; after growing by this share of the limit it is replaced between two files. */
const REPLACE_AFTER_GROWING = 0.25

export function createReaderPool(options: ReaderPoolOptions = {}): ReaderPool {
  const limits = {
    timeoutSeconds: options.timeoutSeconds ?? 3,
    memoryMebibytes: options.memoryMebibytes ?? 256,
    fileLimitBytes: options.fileLimitBytes ?? 32 * 1024 * 1024,
  }
  const slots: Slot[] = Array.from({ length: options.size ?? 2 }, () => ({
    child: null,
    ready: false,
    startedWith: 0,
    job: null,
    verdict: null,
    failedStarts: 0,
  }))
  const waiting: Job[] = []
  let nextId = 1
  let closed = false

  const unreadable = (code: UnreadableCode): ReadOutcome => ({ kind: 'unreadable', code })

  const start = (slot: Slot): void => {
    slot.ready = false
    slot.verdict = null
    const child = forkReader(limits.memoryMebibytes)
    if (child === null) {
      end(slot, null)
      return
    }
    slot.child = child
    // Not unref'd: as long as a child starts, somebody waits for it.
    const starting = setTimeout(() => child.kill('SIGKILL'), START_SECONDS * 1000)
    child.on('error', () => {
      // After a failed send `exit` follows; a process that was never made has none.
      if (child.pid !== undefined) child.kill('SIGKILL')
      else if (slot.child === child) {
        clearTimeout(starting)
        end(slot, null)
      }
    })
    child.on('message', (reply: ReaderReply) => {
      if (reply.kind === 'ready') {
        void usageOf(child).then(({ mebibytes }) => {
          if (slot.child !== child) return
          clearTimeout(starting)
          slot.startedWith = mebibytes
          slot.ready = true
          slot.failedStarts = 0
          rest(child)
          dispatch()
        })
      } else {
        finish(slot, child, reply)
      }
    })
    child.once('exit', (_code, signal) => {
      clearTimeout(starting)
      end(slot, signal)
    })
  }

  /** The child is gone, or never came into being. */
  const end = (slot: Slot, signal: NodeJS.Signals | null): void => {
    const { job } = slot
    if (!slot.ready) slot.failedStarts += 1
    slot.child = null
    slot.ready = false
    slot.job = null
    // SIGABRT is V8 at the end of its heap.
    job?.fail(slot.verdict ?? (signal === 'SIGABRT' ? 'FORM_READER_MEMORY' : 'FORM_READER_CRASHED'))
    if (slots.every(({ failedStarts }) => failedStarts >= MOST_FAILED_STARTS)) refuseWaiting()
    if (closed) return
    // A machine without free processes or memory may have some in a moment.
    if (slot.failedStarts > 0) setTimeout(dispatch, RESTART_MILLIS * slot.failedStarts)
    else dispatch()
  }

  const refuseWaiting = (): void => {
    for (const job of waiting.splice(0)) job.fail('FORM_READER_CRASHED')
  }

  const dispatch = (): void => {
    for (const slot of slots) {
      if (waiting.length === 0) return
      if (slot.child === null) {
        start(slot)
        continue
      }
      if (!slot.ready || slot.job !== null || slot.verdict !== null) continue
      const job = waiting.shift()
      if (job !== undefined) run(slot, slot.child, job)
    }
  }

  const run = (slot: Slot, child: ChildProcess, job: Job): void => {
    const condemn = (code: UnreadableCode): void => {
      slot.verdict = code
      child.kill('SIGKILL')
    }
    child.ref()
    child.channel?.ref()
    const wallSeconds = tellsUsage ? Math.max(WALL_SECONDS, limits.timeoutSeconds) : limits.timeoutSeconds
    const clock = setTimeout(() => condemn('FORM_READER_TIMEOUT'), wallSeconds * 1000)
    const allowed = Math.max(limits.memoryMebibytes, slot.startedWith + limits.memoryMebibytes / 2)
    let before: number | null = null
    const meter = setInterval(() => {
      void usageOf(child).then(({ mebibytes, cpuSeconds }) => {
        before ??= cpuSeconds
        if (slot.job?.request.id !== job.request.id || slot.verdict !== null) return
        if (mebibytes > allowed) condemn('FORM_READER_MEMORY')
        else if (cpuSeconds - before > limits.timeoutSeconds) condemn('FORM_READER_TIMEOUT')
      })
    }, USAGE_POLL_MILLIS)
    const stopClocks = (): void => {
      clearTimeout(clock)
      clearInterval(meter)
    }
    slot.job = {
      request: job.request,
      answer: (answer) => {
        stopClocks()
        job.answer(answer)
      },
      fail: (code) => {
        stopClocks()
        job.fail(code)
      },
    }
    child.send(job.request)
  }

  const finish = (slot: Slot, child: ChildProcess, reply: ReaderReply & { kind: 'done' }): void => {
    const { job } = slot
    if (job === null || job.request.id !== reply.id || slot.verdict !== null) return
    job.answer(reply.answer)
    slot.job = null
    if (reply.mebibytes > slot.startedWith + limits.memoryMebibytes * REPLACE_AFTER_GROWING) {
      slot.verdict = 'FORM_READER_CRASHED'
      child.kill('SIGKILL')
      return
    }
    rest(child)
    dispatch()
  }

  const enqueue = (bytes: Uint8Array, task: ReaderTask, answer: Job['answer'], fail: Job['fail']): void => {
    if (bytes.length > limits.fileLimitBytes) {
      fail('FORM_TOO_LARGE')
      return
    }
    if (closed) {
      fail('FORM_READER_CRASHED')
      return
    }
    for (const slot of slots) slot.failedStarts = 0
    waiting.push({ request: { id: nextId, bytes, task }, answer, fail })
    nextId += 1
    dispatch()
  }

  return {
    limits,
    read: (bytes, { withNearbyText = false, printedFor = [] } = {}) =>
      new Promise((done) => {
        enqueue(
          bytes,
          { kind: 'read', withNearbyText, printedFor },
          (answer) => done(answer.kind === 'reading' ? answer.outcome : unreadable('FORM_READER_CRASHED')),
          (code) => done(unreadable(code)),
        )
      }),
    look: (bytes, pages) =>
      new Promise((done) => {
        enqueue(
          bytes,
          { kind: 'look', pages },
          (answer) =>
            done(
              answer.kind === 'sights' && answer.sights !== null
                ? { kind: 'seen', sights: answer.sights }
                : { kind: 'unpaintable' },
            ),
          (code) => done({ kind: 'unreadable', code }),
        )
      }),
    picture: (bytes, place) =>
      new Promise((done) => {
        enqueue(
          bytes,
          { kind: 'picture', place },
          (answer) => done(answer.kind === 'picture' ? answer.png : null),
          () => done(null),
        )
      }),
    async close() {
      closed = true
      refuseWaiting()
      const children = slots.flatMap(({ child }) =>
        child === null || child.pid === undefined || child.exitCode !== null ? [] : [child],
      )
      await Promise.all(
        children.map((child) => {
          child.ref()
          const gone = new Promise((done) => child.once('exit', done))
          child.kill('SIGKILL')
          return gone
        }),
      )
    },
  }
}
