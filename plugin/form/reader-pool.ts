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
import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tellsUsage, usageOf } from './process-usage.js'
import type { ReaderRequest } from './reader-child.js'
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

export interface ReaderPool {
  readonly limits: { timeoutSeconds: number; memoryMebibytes: number; fileLimitBytes: number }
  /**
   * Never rejects because of the file. Files wait until a child is free.
   * @param options.withNearbyText also the words next to each control
   */
  read(bytes: Uint8Array, options?: { withNearbyText?: boolean }): Promise<ReadOutcome>
  /** Ends the children; files still waiting are answered with FORM_READER_CRASHED. */
  close(): Promise<void>
}

interface Job {
  request: ReaderRequest
  answer: (outcome: ReadOutcome) => void
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

type Reply = { kind: 'ready' } | { kind: 'done'; id: number; outcome: ReadOutcome; mebibytes: number }

const CHILD = fileURLToPath(
  new URL(`./reader-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)
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
    child.on('message', (reply: Reply) => {
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
    job?.answer(
      unreadable(slot.verdict ?? (signal === 'SIGABRT' ? 'FORM_READER_MEMORY' : 'FORM_READER_CRASHED')),
    )
    if (slots.every(({ failedStarts }) => failedStarts >= MOST_FAILED_STARTS)) refuseWaiting()
    if (closed) return
    // A machine without free processes or memory may have some in a moment.
    if (slot.failedStarts > 0) setTimeout(dispatch, RESTART_MILLIS * slot.failedStarts)
    else dispatch()
  }

  const refuseWaiting = (): void => {
    for (const job of waiting.splice(0)) job.answer(unreadable('FORM_READER_CRASHED'))
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
    slot.job = {
      request: job.request,
      answer: (outcome) => {
        clearTimeout(clock)
        clearInterval(meter)
        job.answer(outcome)
      },
    }
    child.send(job.request)
  }

  const finish = (slot: Slot, child: ChildProcess, reply: Reply & { kind: 'done' }): void => {
    const { job } = slot
    if (job === null || job.request.id !== reply.id || slot.verdict !== null) return
    job.answer(reply.outcome)
    slot.job = null
    if (reply.mebibytes > slot.startedWith + limits.memoryMebibytes * REPLACE_AFTER_GROWING) {
      slot.verdict = 'FORM_READER_CRASHED'
      child.kill('SIGKILL')
      return
    }
    rest(child)
    dispatch()
  }

  return {
    limits,
    read(bytes, { withNearbyText = false } = {}) {
      if (bytes.length > limits.fileLimitBytes) return Promise.resolve(unreadable('FORM_TOO_LARGE'))
      if (closed) return Promise.resolve(unreadable('FORM_READER_CRASHED'))
      return new Promise((answer) => {
        for (const slot of slots) slot.failedStarts = 0
        waiting.push({ request: { id: nextId, bytes, withNearbyText }, answer })
        nextId += 1
        dispatch()
      })
    },
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

/** `null` where the system refuses another process. */
function forkReader(heapMebibytes: number): ChildProcess | null {
  try {
    return fork(CHILD, {
      env: {},
      execArgv: [
        ...loaderArguments(process.execArgv),
        `--max-old-space-size=${heapMebibytes}`,
        '--max-semi-space-size=8',
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
  } catch {
    // Node throws for some causes (ENOMEM) and tells others by an event (EAGAIN).
    return null
  }
}

/** What the parent needs to load its modules, without its debugger port and the script of its command line. */
function loaderArguments(execArgv: readonly string[]): string[] {
  return execArgv.filter((argument, i) => {
    const before = execArgv[i - 1] ?? ''
    return (
      !/^(?:-e|--eval|-p|-pe|--print|--input-type.*|--inspect.*)$/.test(argument) &&
      !/^(?:-e|--eval|-p|-pe|--print)$/.test(before)
    )
  })
}

/** An idle child does not keep the parent alive. */
function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
