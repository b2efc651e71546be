/** The sandbox's clock: real, or virtual and moved by hand. Times are Unix milliseconds. */
import { RecallError } from '../errors.js'

export type Task = () => Promise<void>

export interface Timeline {
  readonly clock: 'virtual' | 'real'
  now(): number
  /** Runs a task at an instant; at once (but never within this call) if that is past. */
  at(instant: number, task: Task): void
  /**
   * Moves the virtual clock, running what falls due in its order, and waits for it.
   * @throws RecallError USAGE on the real clock
   */
  advance(millis: number): Promise<void>
  /** Forgets everything planned, and whatever is planned from now on. */
  stop(): void
}

export function realTimeline(): Timeline {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  return {
    clock: 'real',
    now: () => Date.now(),
    at(instant, task) {
      if (stopped) return
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          void task()
        },
        Math.max(0, instant - Date.now()),
      )
      timers.add(timer)
    },
    advance: () =>
      Promise.reject(
        new RecallError('USAGE', {
          detail: 'The sandbox runs on the real clock; only a virtual one can be advanced.',
        }),
      ),
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

export function virtualTimeline(start: number): Timeline {
  let now = start
  let waiting = Promise.resolve()
  const planned = new Map<number, Task[]>()
  const instants = new InstantHeap()
  let stopped = false

  async function moveTo(end: number): Promise<void> {
    for (let next = instants.first(); next !== undefined && next <= end; next = instants.first()) {
      instants.removeFirst()
      const tasks = planned.get(next) ?? []
      planned.delete(next)
      now = Math.max(now, next)
      // Tasks of one instant run together, as a provider's deliveries do; a later instant waits for them.
      await Promise.all(tasks.map((task) => task()))
    }
    now = Math.max(now, end)
  }

  return {
    clock: 'virtual',
    now: () => now,
    at(instant, task) {
      if (stopped) return
      const tasks = planned.get(instant)
      if (tasks) tasks.push(task)
      else {
        planned.set(instant, [task])
        instants.add(instant)
      }
    },
    advance(millis) {
      // One after the other: two callers must not run time in parallel.
      waiting = waiting.then(() => moveTo(now + millis))
      return waiting
    },
    stop() {
      stopped = true
      planned.clear()
      instants.clear()
    },
  }
}

/** Distinct instants, the earliest first (binary heap). */
class InstantHeap {
  #items: number[] = []

  first(): number | undefined {
    return this.#items[0]
  }

  add(instant: number): void {
    let child = this.#items.push(instant) - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (this.#get(parent) <= instant) break
      this.#items[child] = this.#get(parent)
      child = parent
    }
    this.#items[child] = instant
  }

  removeFirst(): void {
    const last = this.#items.pop()
    if (last === undefined || this.#items.length === 0) return
    let parent = 0
    for (let child = 1; child < this.#items.length; child = 2 * parent + 1) {
      if (this.#get(child + 1) < this.#get(child)) child += 1
      if (this.#get(child) >= last) break
      this.#items[parent] = this.#get(child)
      parent = child
    }
    this.#items[parent] = last
  }

  clear(): void {
    this.#items = []
  }

  #get(index: number): number {
    return this.#items[index] ?? Infinity
  }
}
