/** Our own MariaDB server for the tests: private data directory, free port, stopped by its process id. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { freemem, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'

const SERVER = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/bin/mariadbd'].find((path) =>
  existsSync(path),
)
const INSTALL = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'].find((path) =>
  existsSync(path),
)

export const mariadbInstalled = SERVER !== undefined && INSTALL !== undefined
export const HOW_TO_INSTALL = 'sudo apt-get install -y mariadb-server'

export interface MariadbServer {
  port: number
  pid: number
  /** Makes an empty database and names its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  })
}

async function connect(port: number, child: ChildProcess): Promise<mysql.Connection> {
  const deadline = Date.now() + 120_000
  for (;;) {
    try {
      return await mysql.createConnection({ host: '127.0.0.1', port, user: 'recall', password: 'recall' })
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`)
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

const MEMORY = '/dev/shm'
const PLENTY = 6 * 2 ** 30

/** In memory, where there is plenty: hundreds of databases are made, and a disk is asked to keep each of their tables. */
function home(): string {
  if (!existsSync(MEMORY) || freemem() < 2 * PLENTY) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > PLENTY ? MEMORY : tmpdir()
}

/** @param further arguments of the server */
export async function startMariadb(further: readonly string[] = []): Promise<MariadbServer> {
  if (SERVER === undefined || INSTALL === undefined)
    throw new Error(`MariaDB is not installed: ${HOW_TO_INSTALL}`)
  const directory = mkdtempSync(join(home(), 'recall-mariadb-'))
  const asUser = userInfo().uid === 0 ? ['--user=root'] : []
  const data = join(directory, 'data')
  // Of its own: at its start a server clears away the temporary files of all others that share one.
  const temporary = join(directory, 'tmp')
  mkdirSync(temporary)
  execFileSync(
    INSTALL,
    [
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--no-defaults',
      ...asUser,
    ],
    {
      stdio: 'pipe',
    },
  )
  const port = await freePort()
  const initFile = join(directory, 'init.sql')
  writeFileSync(
    initFile,
    "CREATE USER IF NOT EXISTS 'recall'@'%' IDENTIFIED BY 'recall';\nGRANT ALL ON *.* TO 'recall'@'%';\n",
  )
  const child = spawn(
    SERVER,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(directory, 's.sock')}`,
      `--pid-file=${join(directory, 'pid')}`,
      `--init-file=${initFile}`,
      '--innodb-buffer-pool-size=128M',
      // The tests kill our processes, never the server: its own durability would only cost time.
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=0',
      '--innodb-log-file-size=48M',
      '--skip-log-bin',
      '--skip-name-resolve',
      ...further,
      ...asUser,
    ],
    { stdio: 'ignore' },
  )
  const admin = await connect(port, child)
  let databases = 0
  return {
    port,
    pid: child.pid ?? 0,
    async createDatabase() {
      databases += 1
      const name = `recall_${process.pid}_${databases}`
      await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
      return `mysql://recall:recall@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await admin.end()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
