/** `tsx test/outbox/kill-script.ts --kills 200 --database mysql://…`: as many kills as one likes, on an empty database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killRounds } from './kill-rounds.js'

const { values } = parseArgs({ options: { kills: { type: 'string' }, database: { type: 'string' } } })
const directory = mkdtempSync(join(tmpdir(), 'recall-kills-'))
try {
  const url = values.database ?? `sqlite:${join(directory, 'kills.sqlite')}`
  const report = await killRounds(url, Number(values.kills ?? 25), (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} kills`)
  })
  console.log(JSON.stringify(report, null, 2))
  const isGood =
    report.twice === 0 && report.lost.length === 0 && report.imagined === 0 && report.ledgerIsIntact
  process.exitCode = isGood ? 0 : 1
} finally {
  rmSync(directory, { recursive: true, force: true })
}
