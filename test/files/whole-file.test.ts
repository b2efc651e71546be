import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bytesOf } from '../../plugin/cli/file.js'
import { writeNewFile } from '../../plugin/cli/new-file.js'
import { writeBundle, type BundleFiles } from '../../plugin/consent/bundle.js'
import { RecallError } from '../../plugin/errors.js'

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof RecallError ? `${error.code} ${error.details['reason'] ?? ''}`.trim() : String(error),
  )

describe('A file that is handed out', () => {
  let directory: string
  const at = (name: string): string => join(directory, name)
  const write = (name: string, force = false): Promise<string> =>
    codeOf(writeNewFile(at(name), 'whole', { force }))
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-files-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('is written whole, for its owner alone, into a folder that is made', async () => {
    expect(await write('new/folder/file')).to.equal('done')
    expect(readFileSync(at('new/folder/file'), 'utf8')).to.equal('whole')
    expect(statSync(at('new/folder/file')).mode & 0o077).to.equal(0)
    expect(readdirSync(at('new/folder')), 'nothing beside it').to.deep.equal(['file'])
  })

  it('takes no place of another unasked, and asked takes it whole', async () => {
    writeFileSync(at('file'), 'older', { mode: 0o644 })
    expect(await write('file')).to.equal('FILE_EXISTS')
    expect(readFileSync(at('file'), 'utf8')).to.equal('older')
    expect(await write('file', true)).to.equal('done')
    expect(readFileSync(at('file'), 'utf8')).to.equal('whole')
    expect(statSync(at('file')).mode & 0o077).to.equal(0)
  })

  it('goes through a link, and over a link that leads nowhere only when asked', async () => {
    writeFileSync(at('file'), 'older')
    symlinkSync('file', at('link'))
    symlinkSync('nowhere', at('broken'))
    expect(await write('link', true)).to.equal('done')
    expect(lstatSync(at('link')).isSymbolicLink()).to.equal(true)
    expect(readFileSync(at('file'), 'utf8')).to.equal('whole')
    expect(await write('broken')).to.equal('FILE_EXISTS')
  })

  it('is never put in the place of a folder, a pipe or a device', async () => {
    mkdirSync(at('folder'))
    execFileSync('mkfifo', [at('pipe')])
    for (const force of [false, true])
      for (const name of ['folder', 'pipe'])
        expect(await write(name, force), name).to.equal('FILE_UNWRITABLE NOT_A_FILE')
    expect(lstatSync(at('pipe')).isFIFO()).to.equal(true)
    if (!existsSync('/dev/full')) return
    expect(await codeOf(writeNewFile('/dev/full', 'x', { force: true }))).to.equal(
      'FILE_UNWRITABLE NOT_A_FILE',
    )
    expect(lstatSync('/dev/full').isCharacterDevice()).to.equal(true)
  })

  it('ends at once with its reason where no folder can be made', async function () {
    writeFileSync(at('file'), '')
    symlinkSync('loop', at('loop'))
    expect(await write('file/below')).to.equal('FILE_UNWRITABLE ENOTDIR')
    expect(await write('loop/below')).to.equal('FILE_UNWRITABLE ELOOP')
    if (existsSync('/proc/self'))
      expect(await codeOf(writeNewFile('/proc/new/file', 'x', { force: false }))).to.match(
        /^FILE_UNWRITABLE E(NOENT|ACCES)$/,
      )
    if (userInfo().uid === 0) return
    mkdirSync(at('closed'), { mode: 0o500 })
    expect(await write('closed/file')).to.equal('FILE_UNWRITABLE EACCES')
  })

  describe('as one of several', () => {
    const files: BundleFiles = { all: ['a', 'seal'], seal: 'seal', absent: ['b'], force: false }
    const bundle = (more: Partial<BundleFiles> = {}, name = 'bundle', fails = false): Promise<string> =>
      codeOf(
        writeBundle(at(name), { ...files, ...more }, async (made) => {
          await made.append('a', 'new')
          if (fails) throw new RecallError('LEDGER_BROKEN', { entry: 1, reason: 'root_differs' })
          await made.append('seal', Buffer.from('new'))
        }),
      )
    const inside = (name = 'bundle'): string[] => readdirSync(at(name)).sort()

    it('comes with all others, or none of them', async () => {
      expect(await bundle({}, 'bundle', true)).to.equal('LEDGER_BROKEN root_differs')
      expect(inside()).to.deep.equal([])
      expect(await bundle()).to.equal('done')
      expect(inside()).to.deep.equal(['a', 'seal'])
      writeFileSync(at('bundle/a'), 'kept')
      expect(await bundle()).to.equal('FILE_EXISTS')
      expect(await bundle({ force: true }, 'bundle', true)).to.equal('LEDGER_BROKEN root_differs')
      expect(readFileSync(at('bundle/a'), 'utf8'), 'an older one stays').to.equal('kept')
      expect(inside()).to.deep.equal(['a', 'seal'])
      expect(await bundle({ force: true })).to.equal('done')
      expect(readFileSync(at('bundle/a'), 'utf8')).to.equal('new')
    })

    it('is refused before anything is written where a name is taken by what is no file', async () => {
      mkdirSync(at('bundle/a'), { recursive: true })
      writeFileSync(at('bundle/seal'), 'older')
      expect(await bundle({ force: true })).to.equal('FILE_UNWRITABLE NOT_A_FILE')
      expect(readFileSync(at('bundle/seal'), 'utf8')).to.equal('older')
      writeFileSync(at('file'), '')
      expect(await bundle({}, 'file')).to.equal('FILE_UNWRITABLE ENOTDIR')
    })
  })
})

describe('A file that is read', () => {
  it('must be one: a pipe, a device, a folder, a link in a circle or nothing there is named at once', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'recall-files-'))
    const at = (name: string): string => join(directory, name)
    execFileSync('mkfifo', [at('pipe')])
    symlinkSync('loop', at('loop'))
    symlinkSync('pipe', at('to-pipe'))
    writeFileSync(at('closed'), 'x')
    chmodSync(at('closed'), 0)
    for (const [file, reason] of [
      ['pipe', 'NOT_A_FILE'],
      ['to-pipe', 'NOT_A_FILE'],
      ['.', 'NOT_A_FILE'],
      ['loop', 'ELOOP'],
      ['absent', 'ENOENT'],
    ] as const)
      expect(await codeOf(bytesOf(at(file))), file).to.equal(`FILE_UNREADABLE ${reason}`)
    if (userInfo().uid !== 0) expect(await codeOf(bytesOf(at('closed')))).to.equal('FILE_UNREADABLE EACCES')
    rmSync(directory, { recursive: true })
  })
})
