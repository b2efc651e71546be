import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openDatabase } from '../../plugin/storage/database.js'
import { databaseTrouble } from '../../plugin/storage/database-errors.js'

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : error)

function thrownBy(work: () => unknown): unknown {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return error
  }
}

describe('Trouble with the database', () => {
  const home = mkdtempSync(join(tmpdir(), 'recall-trouble-'))
  after(() => rmSync(home, { recursive: true, force: true }))

  it('is a folder that cannot be made for it', () => {
    writeFileSync(join(home, 'file'), '')
    const error = thrownBy(() => openDatabase(`sqlite:${join(home, 'file', 'recall.sqlite')}`))
    expect(codeOf(error)).to.equal('DATABASE_UNREACHABLE')
  })

  it('is a socket that is not there', async () => {
    const database = openDatabase(`mysql://root@localhost/recall?socket=${join(home, 'none.sock')}`)
    const error: unknown = await database
      .write((trx) => trx.raw('SELECT 1'))
      .catch((raised: unknown) => raised)
    await database.close()
    expect(codeOf(error)).to.equal('DATABASE_UNREACHABLE')
  })

  it('is not some other file that is missing', () => {
    const error = thrownBy(() => readFileSync(join(home, 'nowhere.txt')))
    expect(codeOf(error)).to.equal('ENOENT')
    expect(databaseTrouble(error)).to.equal(error)
  })
})
