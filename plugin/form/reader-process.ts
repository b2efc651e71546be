/** The process of one reader: how it is started, and when it may keep its parent alive. */
import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(
  new URL(`./reader-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

/** `null` where the system refuses another process. */
export function forkReader(heapMebibytes: number): ChildProcess | null {
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
export function loaderArguments(execArgv: readonly string[]): string[] {
  return execArgv.filter((argument, i) => {
    const before = execArgv[i - 1] ?? ''
    return (
      !/^(?:-e|--eval|-p|-pe|--print|--input-type.*|--inspect.*)$/.test(argument) &&
      !/^(?:-e|--eval|-p|-pe|--print)$/.test(before)
    )
  })
}

/** An idle child does not keep the parent alive. */
export function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
