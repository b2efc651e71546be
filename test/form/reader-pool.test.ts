import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect } from 'chai'
import { createReaderPool } from '../../plugin/form/reader-pool.js'
import type { ReadOutcome } from '../../plugin/form/reading.js'
import { answerOf, pool } from './form-reader.js'
import { box, formObjects, formPdf, stream, TICKED, UNTICKED, writePdf } from './pdf-builder.js'

const codeOf = (outcome: ReadOutcome): string => (outcome.kind === 'unreadable' ? outcome.code : 'read')
const read = async (file: Uint8Array): Promise<string> => codeOf(await pool.read(file))

/** A cross-reference stream of a few hundred bytes that claims a thousand million entries of no width. */
const ENDLESS = writePdf({
  ...formObjects({ fields: [TICKED] }),
  300: stream('', '/Type /XRef /Size 1000000000 /W [0 0 0] /Index [0 1000000000]'),
})

/** Objects that never end: each is searched for its end to the end of the file. */
const SLOW = ((): Buffer => {
  const [body = '', tail = ''] = formPdf({ fields: [TICKED] })
    .toString('latin1')
    .split(/(?=xref\n0 1)/)
  const junk = '900 0 obj @\n'.repeat(60_000)
  const at = body.length + junk.length
  return Buffer.from(`${body}${junk}${tail.replace(/startxref\n\d+/, `startxref\n${at}`)}`, 'latin1')
})()

/** An object stream that unpacks to 600 MB. */
function deflateBomb(): Buffer {
  const block = deflateSync(Buffer.alloc(600_000_000, 0x20), { level: 9 }).toString('latin1')
  return writePdf({
    ...formObjects({ fields: [TICKED] }),
    300: stream(block, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode'),
  })
}

describe('the reader pool', () => {
  it('reads a good form after every bad one', async function () {
    this.timeout(360_000)
    const stopped: string[] = []
    for (const file of [SLOW, ENDLESS, deflateBomb()]) {
      stopped.push(await read(file))
      expect(await answerOf(formPdf({ fields: [TICKED] }))).to.equal('granted')
    }
    expect(stopped[0]).to.equal('FORM_READER_TIMEOUT')
    for (const code of stopped.slice(1))
      expect(code).to.be.oneOf(['FORM_READER_MEMORY', 'FORM_READER_TIMEOUT'])
  })

  it('says what is wrong with a file that is no readable PDF', async () => {
    expect(await read(Buffer.from(''))).to.equal('FORM_NOT_PDF')
    expect(await read(Buffer.from('PK\x03\x04 no pdf'))).to.equal('FORM_NOT_PDF')
    expect(await read(Buffer.from('%PDF-1.7\n'))).to.equal('FORM_BROKEN')
    expect(await read(formPdf({ fields: [UNTICKED] }).subarray(0, 900))).to.equal('FORM_BROKEN')
    const small = createReaderPool({ size: 1, fileLimitBytes: 100 })
    expect(codeOf(await small.read(formPdf({ fields: [TICKED] })))).to.equal('FORM_TOO_LARGE')
    await small.close()
  })

  it('never takes a file that was cut anywhere for an unticked one (P-02)', async function () {
    this.timeout(360_000)
    const file = formPdf({ fields: [UNTICKED] })
    for (let length = 20; length < file.length - 8; length += 41) {
      expect(await answerOf(file.subarray(0, length)), `${length} of ${file.length}`).to.equal('FORM_BROKEN')
    }
  })

  it('tolerates what viewers tolerate: bytes before the header, padding after the end, a wrong offset', async () => {
    const file = formPdf({ fields: [TICKED] })
    const wrong = Buffer.from(file.toString('latin1').replace(/startxref\n\d+/, 'startxref\n77'), 'latin1')
    for (const odd of [
      Buffer.concat([Buffer.from('\xef\xbb\xbf\r\nHTTP junk\n', 'latin1'), file]),
      Buffer.concat([file, Buffer.alloc(500)]),
      wrong,
    ]) {
      expect(await answerOf(odd)).to.equal('granted')
    }
  })

  it('ends on every loop and depth of a hostile file', async () => {
    const objects = formObjects({ fields: [TICKED] })
    const loops: Record<string, Record<number, string>> = {
      'kids that contain their parent': {
        20: '<< /T (a) /Kids [20 0 R 21 0 R] >>',
        21: '<< /T (b) /Parent 21 0 R /Kids [20 0 R] >>',
      },
      'a parent that is its own': {
        20: '<< /Type /Annot /Subtype /Widget /T (Einwilligung_WhatsApp) /FT /Btn /Parent 20 0 R /Rect [0 0 20 20] >>',
      },
      'pages that contain themselves': { 2: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>' },
      'a reference to itself': { 20: '20 0 R' },
      'a thousand nested arrays': { 400: `${'['.repeat(20_000)}${']'.repeat(20_000)}` },
      'a chain of fields a thousand deep': Object.fromEntries(
        Array.from({ length: 900 }, (_, i) => [20 + i, `<< /T (x) /Kids [${21 + i} 0 R] >>`]),
      ),
      'an appearance that draws itself': {
        200: stream(
          '/X Do',
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 200 0 R >> >>',
        ),
      },
    }
    for (const [what, changes] of Object.entries(loops)) {
      const answer = await answerOf(writePdf({ ...objects, ...changes }))
      expect(answer, what).not.to.match(/TIMEOUT|MEMORY|CRASHED/)
      if (what !== 'a thousand nested arrays') expect(answer, what).not.to.equal('granted')
    }
    const previous = Buffer.from(
      writePdf(objects, '/Prev 15')
        .toString('latin1')
        .replace(/\/Prev 15/, '/Prev 16'),
      'latin1',
    )
    expect(await read(previous)).to.be.oneOf(['read', 'FORM_BROKEN'])
  })

  it('reads many files at once, each with its own answer', async () => {
    const files = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? TICKED : UNTICKED))
    const answers = await Promise.all(files.map((field) => answerOf(formPdf({ fields: [field] }))))
    expect(answers).to.deep.equal(files.map((field) => (field === TICKED ? 'granted' : 'not_given')))
  })

  it('answers all that wait when it is closed, and leaves no child behind', async () => {
    const short = createReaderPool({ size: 1 })
    const answers = [short.read(ENDLESS), short.read(formPdf({ fields: [TICKED] }))]
    await short.close()
    expect((await Promise.all(answers)).map(codeOf)).to.deep.equal([
      'FORM_READER_CRASHED',
      'FORM_READER_CRASHED',
    ])
    expect(codeOf(await short.read(formPdf({ fields: [TICKED] })))).to.equal('FORM_READER_CRASHED')
  })

  it('counts the processor time of the reader, so that a busy machine condemns no harmless file', async function () {
    if (process.platform !== 'linux') this.skip()
    this.timeout(240_000)
    const before = await children()
    const busy = createReaderPool({ size: 1 })
    await busy.read(formPdf({ fields: [TICKED] }))
    const [reader] = (await children()).filter((pid) => !before.includes(pid))
    if (reader === undefined) throw new Error('no reader started')
    process.kill(reader, 'SIGSTOP')
    setTimeout(() => process.kill(reader, 'SIGCONT'), 4000)
    expect(codeOf(await busy.read(formPdf({ fields: [TICKED] })))).to.equal('read')
    await busy.close()
  })

  it('stops a file that makes the reader wait instead of work', async function () {
    if (process.platform !== 'linux') this.skip()
    this.timeout(240_000)
    const before = await children()
    const stuck = createReaderPool({ size: 1 })
    await stuck.read(formPdf({ fields: [TICKED] }))
    const [reader] = (await children()).filter((pid) => !before.includes(pid))
    if (reader === undefined) throw new Error('no reader started')
    process.kill(reader, 'SIGSTOP')
    expect(codeOf(await stuck.read(formPdf({ fields: [TICKED] })))).to.equal('FORM_READER_TIMEOUT')
    await stuck.close()
  })

  it('answers when no reader can be started, instead of ending its program without an answer', async function () {
    this.timeout(240_000)
    const source = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
    const script = join(await mkdtemp(join(tmpdir(), 'no-process-')), 'parent.mjs')
    await writeFile(
      script,
      `import { createReaderPool } from ${JSON.stringify(new URL(`../../plugin/form/reader-pool${source}`, import.meta.url).href)}
      process.execPath = '/nowhere/node'
      const pool = createReaderPool()
      const outcome = await pool.read(Buffer.from('%PDF-1.7'))
      await pool.close()
      process.stdout.write(outcome.code)`,
    )
    const parent = spawn(process.execPath, [...process.execArgv, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said: string[] = []
    parent.stdout.on('data', (data) => said.push(String(data)))
    await once(parent, 'close')
    expect([parent.exitCode, said.join('')]).to.deep.equal([0, 'FORM_READER_CRASHED'])
  })

  it('takes its children along when the parent is killed in the middle of a hostile file', async function () {
    if (process.platform !== 'linux') this.skip()
    this.timeout(360_000)
    const marker = `orphan-${process.pid}`
    const source = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
    const script = join(await mkdtemp(join(tmpdir(), 'orphan-')), 'parent.mjs')
    await writeFile(
      script,
      `import { createReaderPool } from ${JSON.stringify(new URL(`../../plugin/form/reader-pool${source}`, import.meta.url).href)}
      const pool = createReaderPool({ size: 1, timeoutSeconds: 600, memoryMebibytes: 4000 })
      await pool.read(Buffer.from(${JSON.stringify(formPdf({ fields: [TICKED] }).toString('base64'))}, 'base64'))
      void pool.read(Buffer.from(${JSON.stringify(SLOW.toString('base64'))}, 'base64'))
      setTimeout(() => console.log('busy'), 500)`,
    )
    const parent = spawn(process.execPath, [...process.execArgv, `--title=${marker}`, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(parent.stdout, 'data')
    expect((await running(marker)).length).to.equal(2)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    for (let waited = 0; waited < 100 && (await running(marker)).length > 0; waited += 1) {
      await new Promise((done) => setTimeout(done, 100))
    }
    expect(await running(marker)).to.deep.equal([])
  })
})

/** Processes that this one started. */
async function children(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')))
  return stats.flatMap((stat) => {
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    return Number(parent) === process.pid ? [Number.parseInt(stat, 10)] : []
  })
}

/** Command lines of the processes that carry a marker; the reader inherits the title of its parent. */
async function running(marker: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')),
  )
  return commands.filter((command) => command.includes(marker))
}

describe('a box that no reader can be sure of', () => {
  it('has the same name twice', async () => {
    expect(await answerOf(formPdf({ fields: [TICKED, UNTICKED] }))).to.equal(
      'needs_review control_duplicated',
    )
    expect(await answerOf(formPdf({ fields: [UNTICKED, UNTICKED] }))).to.equal('not_given')
  })

  it('is not there', async () => {
    expect(await answerOf(formPdf({ fields: [box({ name: '(Anderes)' })] }))).to.equal(
      'needs_review control_missing',
    )
  })
})
