/** Runs the command line as its users do: a process of its own, judged by exit code, stdout and stderr. */
import { type ChildProcess, spawn } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(
  new URL(`../../plugin/cli/main${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
  /** stdout as JSON Lines. */
  lines: () => unknown[]
}

export interface RunOptions {
  cwd: string
  environment?: Record<string, string>
}

/** @returns the process, for tests that send it signals */
export function spawnCommand(args: readonly string[], { cwd, environment = {} }: RunOptions): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, LANG: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export async function runCommand(args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = spawnCommand(args, options)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const out = stdout()
  return {
    code,
    stdout: out,
    stderr: stderr(),
    lines: () =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
  }
}

export function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString('utf8')
}
