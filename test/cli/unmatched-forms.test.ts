/** A practice that names a folder with all its PDFs as its forms folder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { countUnmatched, countUnreadable } from '../../plugin/consent/stored-form.js'
import { box, formPdf, text } from '../form/pdf-builder.js'
import { type Ended, runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'
import { cases } from '../review/practice.js'

/** Enough to tell one line for all from a line for each. */
const LETTERS = 24

onEachDatabase('A forms folder full of other documents', function (fresh) {
  let sample: OpenSample
  /** Of the sample's own files: a scan and a flattened form. */
  let ours: number
  const run = (...args: string[]): Promise<Ended> =>
    runCommand([...args, '--config', sample.configFile], {
      cwd: sample.directory,
      environment: sample.environment,
    })
  const put = (name: string, bytes: Buffer): void =>
    writeFileSync(join(sample.directory, 'forms/filled', name), bytes)

  before(async function () {
    this.timeout(360_000)
    sample = await openSample(await fresh.url())
    await sample.plugin.run()
    ours = await countUnmatched(sample.practice)
  })
  after(() => sample.close())

  it('makes a case of the first twenty; all are counted, and said once by every surface', async function () {
    this.timeout(360_000)
    const before = (await cases(sample.practice)).length
    for (let number = 1; number <= LETTERS; number += 1)
      put(
        `letter-${number}.pdf`,
        formPdf({ fields: [text('Name', `${number}`), text('Betreff', 'Rechnung')] }),
      )
    const all = LETTERS + ours
    const turn = await run('run', '--lang', 'de')
    expect(turn.stdout).to.contain(`PDF-Dateien, die keines der eingerichteten Formulare sind: ${all}.`)
    expect(turn.stdout.split('PDF-Dateien')).to.have.length(2)
    expect(turn.stderr.split('forms_unmatched')).to.have.length(2)
    expect((await sample.plugin.run()).unmatchedForms).to.equal(all)
    expect(await cases(sample.practice)).to.have.length(before + 20 - ours)

    const check = (await run('host', 'check', '--json')).lines()
    expect(check).to.deep.include({ host: 'forms', ok: true, problem: null, unmatchedForms: all })
    const doctor = (await run('doctor', '--json')).lines() as {
      check: string
      level: string
      problem: string
    }[]
    const line = doctor.find(({ check }) => check === 'forms')
    expect(line?.level).to.equal('warning')
    expect(line?.problem).to.contain(String(all))
    const metrics = await fetch(`${sample.url}/metrics`, { headers: { Authorization: 'Bearer the-host' } })
    expect(await metrics.text()).to.contain(`recall_unmatched_forms{practice="muster"} ${all}`)
  })

  it('has a case for a damaged file, and doctor counts it: it may be a no', async function () {
    this.timeout(360_000)
    const before = await cases(sample.practice)
    const unmatched = await countUnmatched(sample.practice)
    // Of the sample's own files: one that is damaged and one that is protected by a password.
    const unreadable = await countUnreadable(sample.practice)
    put('damaged.pdf', Buffer.from('%PDF-1.7\n'))
    await sample.plugin.run()
    expect(await cases(sample.practice)).to.have.length(before.length + 1)
    expect(await countUnmatched(sample.practice)).to.equal(unmatched)
    const doctor = (await run('doctor', '--json', '--lang', 'de')).lines() as {
      check: string
      problem: string
    }[]
    const problems = doctor.filter(({ check }) => check === 'forms').map(({ problem }) => problem)
    expect(problems).to.deep.include(
      `PDF-Dateien, die bisher nicht übernommen werden konnten: ${unreadable + 1}. Auf einer davon kann ein Nein stehen.`,
    )
  })

  it('has a case for a form of ours that lost its consent box', async function () {
    this.timeout(360_000)
    const before = await cases(sample.practice)
    const counted = await countUnmatched(sample.practice)
    const names = [
      'PatNr',
      'Name',
      'Vorname',
      'Geburtsdatum',
      'Mobil',
      'Beruf',
      'Strasse',
      'Ort',
      'Krankenkasse',
    ]
    const boxes = ['Kontrolle', 'Schmerzen', 'Beratung'].map((what) => `(Anlass_${what})`)
    const ills = ['Herz', 'Bluthochdruck', 'Blutgerinnung', 'Diabetes', 'Asthma'].map(
      (ill) => `(Anamnese_${ill})`,
    )
    put(
      'without-box.pdf',
      formPdf({
        fields: [
          ...names.map((name) => text(name, 'x')),
          ...[...boxes, ...ills].map((name) => box({ name })),
        ],
      }),
    )
    await sample.plugin.run()
    expect(await countUnmatched(sample.practice)).to.equal(counted)
    expect(await cases(sample.practice)).to.have.length(before.length + 1)
  })
})
