/**
 * A pool of child processes that read untrusted PDF files. A file of a few hundred bytes can hold a parser for
 * minutes or make it allocate gigabytes, and worker threads do not bound memory: so each job has a clock and a
 * memory limit, and a child that exceeds one of them is killed and replaced.
 *
 * Memory is the child's whole resident set, 256 MiB by default. Node with both readers loaded takes about 125 of
 * it; a child that starts out larger (source maps, a loader for TypeScript) may grow by half the limit. It is read
 * from /proc twenty-five times a second; where there is no /proc, V8's own heap limit remains.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReaderRequest } from './reader-child.js'
import type { ReadOutcome, UnreadableCode } from './reading.js'

export interface ReaderPoolOptions {
  /** Children; default 2. */
  size?: number
  /** Longest time for one file; default 3 s. */
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

type Reply = { kind: 'ready' } | { kind: 'done'; id: number; outcome: ReadOutcome }

const CHILD = fileURLToPath(
  new URL(`./reader-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)
const MEBIBYTE = 1024 * 1024
const MEMORY_POLL_MILLIS = 40
const START_SECONDS = 120
const MOST_FAILED_STARTS = 3
/** A child grows with the names it has met; after growing by this share of the limit it is replaced between two files. */
const REPLACE_AFTER_GROWING = 0.25
const PAGE_BYTES = 4096

export function createReaderPool(options: ReaderPoolOptions = {}): ReaderPool {
  const limits = {
    timeoutSeconds: options.timeoutSeconds ?? 3,
    memoryMebibytes: options.memoryMebibytes ?? 256,
    fileLimitBytes: options.fileLimitBytes ?? 32 * MEBIBYTE,
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
    const child = fork(CHILD, {
      env: {},
      execArgv: [
        ...loaderArguments(process.execArgv),
        `--max-old-space-size=${limits.memoryMebibytes}`,
        '--max-semi-space-size=4',
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const starting = setTimeout(() => child.kill('SIGKILL'), START_SECONDS * 1000)
    starting.unref()
    slot.child = child
    slot.ready = false
    slot.verdict = null
    // A failed send or spawn is followed by `exit`, which settles the job.
    child.on('error', () => child.kill('SIGKILL'))
    child.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') {
        void residentMebibytes(child).then((size) => {
          if (slot.child !== child) return
          clearTimeout(starting)
          slot.startedWith = size
          slot.ready = true
          slot.failedStarts = 0
          rest(child)
          dispatch()
        })
      } else {
        void finish(slot, child, reply)
      }
    })
    child.once('exit', (_code, signal) => {
      clearTimeout(starting)
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
      if (!closed) dispatch()
    })
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
    const clock = setTimeout(() => condemn('FORM_READER_TIMEOUT'), limits.timeoutSeconds * 1000)
    const allowed = Math.max(limits.memoryMebibytes, slot.startedWith + limits.memoryMebibytes / 2)
    const meter = setInterval(() => {
      void residentMebibytes(child).then((size) => {
        if (size > allowed && slot.job?.request.id === job.request.id) condemn('FORM_READER_MEMORY')
      })
    }, MEMORY_POLL_MILLIS)
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

  const finish = async (slot: Slot, child: ChildProcess, reply: Reply & { kind: 'done' }): Promise<void> => {
    const { job } = slot
    if (job === null || job.request.id !== reply.id || slot.verdict !== null) return
    job.answer(reply.outcome)
    const size = await residentMebibytes(child)
    if (slot.child !== child) return
    slot.job = null
    if (size > slot.startedWith + limits.memoryMebibytes * REPLACE_AFTER_GROWING) {
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
        child === null || child.exitCode !== null ? [] : [child],
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

/** Resident set of the child; 0 where the system does not tell. */
async function residentMebibytes(child: ChildProcess): Promise<number> {
  if (child.pid === undefined || process.platform !== 'linux') return 0
  try {
    const pages = (await readFile(`/proc/${child.pid}/statm`, 'latin1')).split(' ')[1]
    return (Number(pages) * PAGE_BYTES) / MEBIBYTE
  } catch {
    // The child has just ended; its `exit` event settles the job.
    return 0
  }
}
