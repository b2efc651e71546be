import { expect } from 'chai'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formsHost } from '../../adapters/forms/host.js'
import type { HostAdapter } from '../../adapters/host.js'
import { RecallError } from '../../plugin/errors.js'
import { toTimeZone } from '../../plugin/time.js'

const contextOf = (directory: string, options: Record<string, unknown>) => ({
  id: 'forms',
  options,
  directory,
  timeZone: toTimeZone('Europe/Berlin'),
  country: 'DE',
})

describe('A folder of forms', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-forms-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const hostOn = (options: Record<string, unknown> = {}): HostAdapter =>
    formsHost(contextOf(directory, { directory, ...options }))
  const put = (name: string, content = `%PDF ${name}`): void => writeFileSync(join(directory, name), content)
  const offered = async (host: HostAdapter): Promise<string[]> => {
    const names: string[] = []
    for await (const form of host.forms?.() ?? []) names.push(form.name)
    return names
  }

  it('offers PDF files, the oldest first, and nothing else', async () => {
    for (const [index, name] of ['b.pdf', 'a.PDF', 'c.Pdf'].entries()) {
      put(name)
      utimesSync(join(directory, name), 1_700_000_000 + index, 1_700_000_000 + index)
    }
    for (const name of [
      'notes.txt',
      '~$d.pdf',
      '.e.pdf',
      'f.pdf.tmp',
      'g.pdf.part',
      'h.tmp.pdf',
      'i.pdf.crdownload',
    ])
      put(name)
    mkdirSync(join(directory, 'folder.pdf'))
    expect(await offered(hostOn())).to.deep.equal(['b.pdf', 'a.PDF', 'c.Pdf'])
  })

  it('offers a file once in a process, until it changes', async () => {
    put('a.pdf')
    const host = hostOn()
    expect(await offered(host)).to.deep.equal(['a.pdf'])
    expect(await offered(host)).to.deep.equal([])
    put('a.pdf', '%PDF another')
    expect(await offered(host)).to.deep.equal(['a.pdf'])
  })

  it('offers a file again that whoever took it could not use, and the others once', async () => {
    put('a.pdf')
    put('b.pdf')
    const host = hostOn()
    for await (const form of host.forms?.() ?? []) if (form.name === 'a.pdf') form.again?.()
    expect(await offered(host)).to.deep.equal(['a.pdf'])
    expect(await offered(host)).to.deep.equal([])
  })

  it('reads inner folders when it is told to', async () => {
    mkdirSync(join(directory, '2026', '11'), { recursive: true })
    put('2026/11/a.pdf')
    expect(await offered(hostOn())).to.deep.equal([])
    expect(await offered(hostOn({ recursive: true }))).to.deep.equal(['a.pdf'])
  })

  it('leaves a file that is being written for the next time', async () => {
    put('a.pdf', '%PDF begin')
    const host = hostOn()
    const round = offered(host)
    setTimeout(() => put('a.pdf', '%PDF begin and end'), 30)
    expect(await round).to.deep.equal([])
    const contents: string[] = []
    for await (const form of host.forms?.() ?? []) contents.push(Buffer.from(await form.bytes()).toString())
    expect(contents).to.deep.equal(['%PDF begin and end'])
  })

  it('passes over a file that has vanished since it was listed', async () => {
    put('a.pdf')
    put('b.pdf')
    const names: string[] = []
    for await (const form of hostOn().forms?.() ?? []) {
      names.push(form.name)
      rmSync(join(directory, 'b.pdf'), { force: true })
    }
    expect(names).to.deep.equal(['a.pdf'])
  })

  it('delivers no records, and says how many files it could not open, without their names', async () => {
    if (process.getuid?.() === 0) {
      // The superuser may open anything; a link that leads back to itself cannot be opened by anybody.
      symlinkSync(join(directory, 'muster.pdf'), join(directory, 'muster.pdf'))
    } else {
      put('muster.pdf')
      chmodSync(join(directory, 'muster.pdf'), 0)
    }
    const host = hostOn()
    expect(await offered(host)).to.deep.equal([])
    const reading = await host.read(null)
    expect(
      [reading.patients, reading.appointments, reading.recalls].map((list) => list.completeness),
    ).to.deep.equal(['unread', 'unread', 'unread'])
    expect(reading.problems).to.have.length(1)
    expect(JSON.stringify(reading.problems)).not.to.contain('muster')
  })

  it('that is not there is HOST_UNAVAILABLE', async () => {
    const host = hostOn()
    renameSync(directory, `${directory}-away`)
    try {
      const refusal = await offered(host).catch((error: unknown) => error)
      expect(refusal).to.be.instanceOf(RecallError).with.property('code', 'HOST_UNAVAILABLE')
    } finally {
      renameSync(`${directory}-away`, directory)
    }
  })

  it('refuses options it does not know', () => {
    for (const options of [{}, { directory: '' }, { directory: 'x', recursiv: true }])
      expect(() => formsHost(contextOf(directory, options))).to.throw(RecallError, /CONFIG_INVALID/)
  })
})
