import { expect } from 'chai'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isFresh, isUnfinishedName, readStable, sameStamp, stampOf } from '../../adapters/folder.js'

describe('A file that another program writes', () => {
  let directory: string
  let path: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-folder-'))
    path = join(directory, 'a.csv')
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const stamp = async () => {
    const found = await stampOf(path)
    if (found === null) throw new Error('no file')
    return found
  }

  it('has another stamp when its content was replaced under the same size and time', async () => {
    writeFileSync(path, 'one')
    utimesSync(path, 1_700_000_000, 1_700_000_000)
    const before = await stamp()
    expect(sameStamp(before, await stamp())).to.equal(true)
    writeFileSync(path, 'two')
    utimesSync(path, 1_700_000_000, 1_700_000_000)
    const after = await stamp()
    expect(after).to.deep.include({ size: before.size, modified: before.modified })
    expect(sameStamp(before, after)).to.equal(false)
  })

  it('is fresh for two seconds, in which its stamp alone proves nothing', async () => {
    writeFileSync(path, 'one')
    const now = await stamp()
    expect(isFresh(now)).to.equal(true)
    const old = '1700000000000000000'
    expect(isFresh({ ...now, modified: old, changed: old })).to.equal(false)
    expect(isFresh({ ...now, modified: old })).to.equal(true)
  })

  it('that is not there, or is a folder, has no stamp', async () => {
    expect(await stampOf(path)).to.equal(null)
    expect(await stampOf(join(path, 'inner'))).to.equal(null)
    expect(await stampOf(directory)).to.equal(null)
    expect(await readStable(path, () => true)).to.deep.equal({ kind: 'vanished' })
  })

  it('is unfinished by its name', () => {
    for (const name of [
      '~$a.csv',
      '.a.csv',
      'a.csv.tmp',
      'a.tmp.csv',
      'a.pdf.PART',
      'a.csv~',
      'a.pdf.crdownload',
    ])
      expect(isUnfinishedName(name), name).to.equal(true)
    for (const name of ['a.csv', 'termine.2026.csv', 'partner.csv', 'a.parts.csv', 'template.pdf'])
      expect(isUnfinishedName(name), name).to.equal(false)
  })
})
