/** What a child process has used so far, read from /proc (Linux). */
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

export interface ProcessUsage {
  /** Resident set, MiB. */
  mebibytes: number
  /** Processor time of all its threads, in user and kernel mode. */
  cpuSeconds: number
}

const MEBIBYTE = 1024 * 1024
const PAGE_BYTES = 4096
/** USER_HZ, which Linux has fixed for user space. */
const TICKS_PER_SECOND = 100
const NOTHING: ProcessUsage = { mebibytes: 0, cpuSeconds: 0 }

/** Whether usage can be told at all; elsewhere it is 0. */
export const tellsUsage = process.platform === 'linux'

export async function usageOf(child: ChildProcess): Promise<ProcessUsage> {
  if (child.pid === undefined || !tellsUsage) return NOTHING
  try {
    // The second field is the name in brackets, which may contain anything; state is the third.
    const stat = await readFile(`/proc/${child.pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [user, kernel, pages] = [fields[11], fields[12], fields[21]].map(Number)
    if (user === undefined || kernel === undefined || pages === undefined) return NOTHING
    return { mebibytes: (pages * PAGE_BYTES) / MEBIBYTE, cpuSeconds: (user + kernel) / TICKS_PER_SECOND }
  } catch {
    // The child has just ended; its `exit` event settles the job.
    return NOTHING
  }
}
