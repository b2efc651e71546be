import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { REVIEW_REASONS } from '../../plugin/form/consent-decision.js'
import { inspectForm } from '../../plugin/form/inspect.js'
import { readForm } from '../../plugin/form/read-form.js'
import { reviewReasonText } from '../../plugin/form/review-reasons.js'
import { toInstant, toTimeZone } from '../../plugin/time.js'
import type { FormMapping } from '../../plugin/configuration/configuration.js'
import { mapping, pool } from './form-reader.js'
import { box, formPdf, text, TICKED, UNTICKED, writePdf, type FieldSpec } from './pdf-builder.js'

const anamnesis = mapping(
  { purposes: ['reminder', 'recall'] },
  {
    patient: {
      hostPatientId: 'PatNr',
      familyName: 'Name',
      givenName: 'Vorname',
      birthDate: 'Geburtsdatum',
      mobilePhone: 'Mobil',
    },
    givenAt: 'Datum',
  },
)
const read = (bytes: Uint8Array, ...forms: FormMapping[]) =>
  readForm(bytes, {
    pool,
    forms,
    now: toInstant('2026-11-21T09:00:00Z'),
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  })

const person = (birth: string, mobile: string) => [
  text('PatNr', '4711'),
  text('Name', 'M\xfcller'),
  text('Vorname', 'Erika'),
  text('Geburtsdatum', birth),
  text('Mobil', mobile),
  text('Datum', '20.11.2026'),
]

describe('reading a form', () => {
  it('names patient, date, consents and their places', async () => {
    const report = await read(formPdf({ fields: [TICKED, ...person('31.1.80', '0151 12345678')] }), anamnesis)
    if (report.kind === 'unreadable') throw new Error(report.code)
    expect(report.mapping).to.equal('anamnese')
    expect(report.patient).to.deep.equal({
      hostPatientId: '4711',
      familyName: 'Müller',
      givenName: 'Erika',
      birthDate: '1980-01-31',
      mobilePhone: { kind: 'mobile', number: '+4915112345678' },
    })
    expect(report.givenAt).to.equal('2026-11-20')
    const place = { page: 1, rect: [50, 700, 62, 712] }
    const consent = { result: 'granted', control: 'Einwilligung_WhatsApp', raw: 'Ja', reasons: [], ...place }
    expect(report.consents).to.deep.equal([
      { purpose: 'reminder', ...consent },
      { purpose: 'recall', ...consent },
    ])
    expect(report.sha256).to.match(/^[0-9a-f]{64}$/)
  })

  it('names who acted for the patient, if the form does (P-27)', async () => {
    const child = mapping({}, { representative: { control: 'Vertreten durch', role: 'parent' } })
    for (const [written, expected] of [
      ['Max Muster', 'Max Muster'],
      ['', null],
      ['---', null],
    ] as const) {
      const report = await read(formPdf({ fields: [TICKED, text('Vertreten durch', written)] }), child)
      expect(report.kind === 'read' ? report.representative : report.code, written).to.equal(expected)
    }
  })

  it('never puts a birthday into the future and never guesses an ambiguous one', async () => {
    for (const [written, expected] of [
      ['01.02.27', '1927-02-01'],
      ['03/04/1980', null],
      ['31/04/1980', null],
      ['1.1.2030', null],
    ]) {
      const report = await read(formPdf({ fields: [TICKED, ...person(written ?? '', '')] }), anamnesis)
      expect(report.kind === 'read' ? report.patient.birthDate : report.code, written ?? '').to.equal(
        expected,
      )
    }
  })

  it('answers for every purpose when the form is not one of the practice', async () => {
    const report = await read(formPdf({ fields: [box({ name: '(Anderes)' })] }), anamnesis)
    expect(
      report.kind === 'read' && [
        report.mapping,
        report.consents.map(({ purpose, reasons }) => [purpose, reasons]),
      ],
    ).to.deep.equal([
      null,
      [
        ['reminder', ['no_mapping']],
        ['recall', ['no_mapping']],
      ],
    ])
  })

  it('says which form one looks like whose consent box is missing, renamed, or fits two; and whose it may be', async () => {
    const resembles = async (fields: Parameters<typeof formPdf>[0]['fields'], ...forms: FormMapping[]) => {
      const report = await read(formPdf({ fields }), ...(forms.length > 0 ? forms : [anamnesis]))
      return report.kind === 'read' ? [report.mapping, report.resembles] : report.code
    }
    const filled = [...person('31.01.1980', '0151 12345678'), text('Datum', '20.11.2026')]
    expect(await resembles(filled), 'no box').to.deep.equal([null, 'anamnese'])
    expect(await resembles([...filled, box({ name: '(Andere)' })]), 'another box').to.deep.equal([
      null,
      'anamnese',
    ])
    const versioned = { ...anamnesis, match: { controls: ['Fassung_2026'] } }
    expect(await resembles([TICKED], versioned), 'the box alone').to.deep.equal([null, 'anamnese'])
    expect(await resembles([TICKED], anamnesis, { ...anamnesis, id: 'twin' }), 'two').to.deep.equal([
      null,
      'anamnese',
    ])
    expect(await resembles([text('Name', 'Muster'), text('Vorname', 'Erika')]), 'a letter').to.deep.equal([
      null,
      null,
    ])
    expect(await resembles([...filled, TICKED]), 'the form').to.deep.equal(['anamnese', null])
    const report = await read(formPdf({ fields: filled }), anamnesis)
    expect(report.kind === 'read' && report.patient).to.include({ hostPatientId: '4711' })
  })

  it('takes a form for like another by the controls of its blank, not by name and birthday that many papers ask for', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'blank-'))
    const template = join(directory, 'blank.pdf')
    const questions = Array.from({ length: 12 }, (_, index) => box({ name: `(Frage ${index})` }))
    const about = [...person('31.01.1980', ''), text('Datum', '20.11.2026')]
    await writeFile(template, formPdf({ fields: [UNTICKED, ...about, ...questions] }))
    const like = async (fields: Parameters<typeof formPdf>[0]['fields']) => {
      const report = await read(formPdf({ fields }), { ...anamnesis, template })
      return report.kind === 'read' ? report.resembles : report.code
    }
    expect(await like(about), 'a cost estimate').to.equal(null)
    expect(await like([...about, ...questions]), 'the form without its box').to.equal('anamnese')
  })

  it('says so when there is nothing to fill in: a scan, a print, a flattened form', async () => {
    const scan = writePdf({
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    })
    const report = await read(scan, anamnesis)
    expect(report.kind === 'read' && report.consents[0]?.reasons).to.deep.equal(['no_mapping', 'flattened'])
  })

  it('takes the most specific mapping, and none when two fit equally', async () => {
    const file = formPdf({ fields: [TICKED, text('Name', 'x')] })
    const wide = { ...mapping(), id: 'wide' }
    const narrow = { ...mapping(), id: 'narrow', match: { controls: ['Einwilligung_WhatsApp', 'Name'] } }
    const chosen = async (...forms: FormMapping[]) => {
      const report = await read(file, ...forms)
      return report.kind === 'read' ? report.mapping : report.code
    }
    expect(await chosen(wide, narrow)).to.equal('narrow')
    expect(await chosen(wide, { ...wide, id: 'other' })).to.equal(null)
  })

  it('compares with the blank on disk, and asks a person when that cannot be read (P-03)', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'blank-'))
    const template = join(directory, 'blank.pdf')
    await writeFile(template, formPdf({ fields: [UNTICKED] }))
    const file = formPdf({ fields: [box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV /Ja' })] })
    const answer = async (path: string) => {
      const report = await read(file, { ...mapping(), template: path })
      return report.kind === 'read'
        ? [report.consents[0]?.result, ...(report.consents[0]?.reasons ?? [])]
        : report.code
    }
    expect(await answer(template)).to.deep.equal(['granted'])
    expect(await answer(join(directory, 'none.pdf'))).to.deep.equal(['needs_review', 'template_unreadable'])
    await writeFile(template, formPdf({ fields: [TICKED] }))
    expect(await answer(template)).to.deep.equal(['needs_review', 'prefilled'])
  })

  it('names the readers with the versions that are installed (P-12)', async () => {
    const report = await read(formPdf({ fields: [TICKED] }), anamnesis)
    const manifest: unknown = JSON.parse(await readFile('node_modules/pdf-lib/package.json', 'utf8'))
    expect(report.kind === 'read' && report.reader).to.include(
      `pdf-lib/${(manifest as { version: string }).version}`,
    )
  })

  it('has German and English words for every reason', () => {
    for (const reason of REVIEW_REASONS) {
      expect(reviewReasonText(reason, 'de')).to.match(/\.$/)
      expect(reviewReasonText(reason, 'en')).to.match(/\.$/)
    }
  })
})

describe('inspecting a form', () => {
  it('lists the controls with their words and proposes a mapping', async () => {
    const file = formPdf({
      fields: [box({ name: '(Kontrollk\\344stchen 12)' }), text('Vorname', ''), text('Textfeld13', '')],
      content: 'BT /F1 10 Tf 1 0 0 1 70 702 Tm (Erinnerung per WhatsApp: ja) Tj ET',
    })
    const inspection = await inspectForm(file, { pool })
    if (inspection.kind === 'unreadable') throw new Error(inspection.code)
    expect(inspection.controls[0]).to.deep.include({
      name: 'Kontrollkästchen 12',
      kind: 'checkbox',
      page: 1,
      states: ['Ja'],
      default: null,
    })
    expect(inspection.controls[0]?.nearbyText).to.include('WhatsApp')
    expect(inspection.mapping.patient).to.deep.equal({ givenName: 'Vorname' })
    expect(inspection.mapping.consents).to.deep.equal([
      { purposes: ['reminder'], control: 'Kontrollkästchen 12', granted: ['Ja'], wording: '' },
    ])
  })

  it('proposes no yes for a box without states, and the yes and no of states named after their buttons', async () => {
    const name = '(Einwilligung_WhatsApp)'
    const consentsOf = async (field: FieldSpec): Promise<unknown> => {
      const inspection = await inspectForm(formPdf({ fields: [field] }), { pool })
      return inspection.kind === 'read' ? inspection.mapping.consents : inspection.code
    }
    const base = { purposes: ['reminder'], control: 'Einwilligung_WhatsApp', wording: '' }
    expect(await consentsOf(box({ drawing: null, as: null }))).to.deep.equal([base])
    const states = ['Erinnerung_Ja', 'Erinnerung_Nein']
    const widgets = states.map((state, i) => ({
      states: [state],
      as: 'Off',
      rect: `${50 + 40 * i} 700 ${62 + 40 * i} 712`,
    }))
    expect(await consentsOf({ name, extra: '/Ff 49152', widgets })).to.deep.equal([
      { ...base, granted: ['Erinnerung_Ja'], refused: ['Erinnerung_Nein'] },
    ])
  })

  it('proposes each purpose that the words of a box name, and no other (P-01)', async () => {
    const purposesOf = async (name: string, printed = ''): Promise<unknown> => {
      const content = `BT /F1 10 Tf 1 0 0 1 70 702 Tm (${printed}) Tj ET`
      const inspection = await inspectForm(formPdf({ fields: [box({ name: `(${name})` })], content }), {
        pool,
      })
      if (inspection.kind === 'unreadable') throw new Error(inspection.code)
      return inspection.mapping.consents.map(({ purposes }) => purposes)
    }
    expect(await purposesOf('WhatsApp_Erinnerung')).to.deep.equal([['reminder']])
    expect(await purposesOf('WhatsApp_Einladung')).to.deep.equal([['recall']])
    expect(await purposesOf('WhatsApp_1', 'Einladungen zum Kontrolltermin')).to.deep.equal([['recall']])
    expect(await purposesOf('WhatsApp_1', 'Termine und Einladungen zur Vorsorge')).to.deep.equal([
      ['reminder', 'recall'],
    ])
  })

  it('gives the code of a file it cannot read', async () => {
    const inspection = await inspectForm(await readFile(new URL(import.meta.url)), { pool })
    expect(inspection).to.deep.equal({ kind: 'unreadable', code: 'FORM_NOT_PDF', details: {} })
  })
})
