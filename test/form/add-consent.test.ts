import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { textOfPdf } from '../examples/text-of-pdf.js'
import type { FormMapping } from '../../plugin/configuration/configuration.js'
import { RecallError } from '../../plugin/errors.js'
import { addConsent, type AddedConsent } from '../../plugin/form/consent-block/add-consent.js'
import { BLOCK_LANGUAGES } from '../../plugin/form/consent-block/words.js'
import { readForm } from '../../plugin/form/read-form.js'
import { packageFile } from '../../plugin/package-root.js'
import { toInstant, toTimeZone } from '../../plugin/time.js'
import { pool } from './form-reader.js'
import { box, formObjects, formPdf, text, TICKED, UNTICKED, writePdf } from './pdf-builder.js'

const sample = (path: string): Promise<Buffer> => readFile(packageFile(join('examples/practice', path)))
const vector = (name: string): Promise<Buffer> =>
  readFile(new URL(`./vectors/${name}`, import.meta.url.replace('/dist/test/', '/test/')))
const wordingIn = async (language: string): Promise<string> =>
  (await sample(`wordings/wa-2026-01.${language}.txt`)).toString('utf8').trim()

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'add-consent-'))
})

async function add(blank: Uint8Array, language = 'de', prefix = 'WA'): Promise<AddedConsent> {
  const added = await addConsent(blank, {
    pool,
    wording: { id: 'wa-2026-01', language, text: await wordingIn(language) },
    purposes: ['reminder', 'recall'],
    prefix,
    id: 'neu',
    template: 'neu.pdf',
  })
  return added
}

async function codeOf(blank: Uint8Array): Promise<string> {
  try {
    await add(blank)
    return 'added'
  } catch (error) {
    if (error instanceof RecallError) return error.code
    throw error
  }
}

type Answers = Record<string, 'Ja' | 'Nein'>

/** As most fillers do: the file is read and written anew. */
async function fillAnew(bytes: Uint8Array, answers: Answers): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes)
  const form = document.getForm()
  for (const [control, answer] of Object.entries(answers)) form.getRadioGroup(control).select(answer)
  form.getTextField('WA_Datum').setText('20.11.2026')
  return document.save()
}

const isWidget = (
  annotation: unknown,
): annotation is { id: string; fieldName: string; buttonValue?: string } =>
  typeof annotation === 'object' && annotation !== null && 'id' in annotation && 'fieldName' in annotation

/** As a viewer does: pdf.js appends what was filled in. */
async function fillInViewer(bytes: Uint8Array, answers: Answers): Promise<Uint8Array> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const annotations: unknown[] = await page.getAnnotations()
    for (const annotation of annotations.filter(isWidget)) {
      const { id, fieldName, buttonValue } = annotation
      if (fieldName === 'WA_Datum') document.annotationStorage.setValue(id, { value: '20.11.2026' })
      const answer = answers[fieldName]
      if (answer !== undefined) document.annotationStorage.setValue(id, { value: buttonValue === answer })
    }
  }
  const saved: Uint8Array = await document.saveDocument()
  await document.loadingTask.destroy()
  return saved
}

/** The proposed mapping, with the new form as its blank. */
async function mappingOf({ bytes, mapping }: AddedConsent): Promise<FormMapping> {
  const template = join(folder, `${Math.random()}.pdf`)
  await writeFile(template, bytes)
  return {
    ...mapping,
    template,
    givenAt: mapping.givenAt ?? null,
    representative: null,
    consents: mapping.consents.map((consent) => ({
      purposes: consent.purposes,
      controls:
        'control' in consent
          ? { kind: 'one', control: consent.control }
          : { kind: 'two', grantedControl: consent.grantedControl, refusedControl: consent.refusedControl },
      granted: 'granted' in consent ? consent.granted : null,
      refused: 'refused' in consent ? (consent.refused ?? null) : null,
      wording: null,
    })),
  }
}

async function readBack(filled: Uint8Array, form: FormMapping): Promise<string[]> {
  const report = await readForm(filled, {
    pool,
    forms: [form],
    now: toInstant('2026-11-21T12:00:00Z'),
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  })
  if (report.kind === 'unreadable') return [report.code]
  return report.consents.map(({ purpose, result, reasons }) => [purpose, result, ...reasons].join(' '))
}

const YES_AND_NO: Answers = { WA_Erinnerung: 'Ja', WA_Einladung: 'Nein' }

describe('a consent added to a practice form', () => {
  const forms: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    'a form by ReportLab': () => sample('forms/blank/anamnese-2026.pdf'),
    'a form with two boxes': () => sample('forms/blank/erstbesuch-2026.pdf'),
    'a form in a tree of fields': () => sample('forms/blank/aktualisierung-2026.pdf'),
    'a form in English': () => sample('forms/blank/questionnaire-2026-en.pdf'),
    'a form in Turkish': () => sample('forms/blank/soru-formu-2026-tr.pdf'),
    'a form by TCPDF': () => vector('tcpdf-untouched.pdf'),
    'a linearised form': () => vector('qpdf-linearized.pdf'),
    'a form in object streams': () => vector('qpdf-object-streams.pdf'),
    'a form with several revisions': () => vector('pdfbox2-incremental.pdf'),
    'a page without any field': async () => {
      const document = await PDFDocument.create()
      document.addPage([595, 842]).drawText('Anamnesebogen', { x: 50, y: 780 })
      return document.save()
    },
  }
  for (const [what, make] of Object.entries(forms)) {
    it(`reads back as ticked on ${what}`, async () => {
      const blank = await make()
      const added = await add(blank)
      expect(Buffer.from(added.bytes).subarray(0, blank.length).equals(blank), 'the form itself').to.equal(
        true,
      )
      const form = await mappingOf(added)
      expect(await readBack(added.bytes, form)).to.deep.equal(['reminder not_given', 'recall not_given'])
      for (const fill of [fillAnew, fillInViewer]) {
        const filled = await fill(added.bytes, YES_AND_NO)
        expect(await readBack(filled, form), fill.name).to.deep.equal(['reminder granted', 'recall refused'])
        expect(await readBack(filled, { ...form, template: null }), fill.name).to.deep.equal([
          'reminder granted',
          'recall refused',
        ])
      }
    })
  }

  for (const language of BLOCK_LANGUAGES) {
    it(`prints the wording in ${language} word for word (P-07)`, async () => {
      const added = await add(await sample('forms/blank/erstbesuch-2026.pdf'), language)
      const printed = (await textOfPdf(added.bytes)).normalize('NFKC').replace(/[\s\u200e]+/gu, '')
      for (const paragraph of (await wordingIn(language)).split(/\n{2,}/)) {
        // Bidirectional texts come back from a PDF line by line; there the words are looked for one by one.
        const pieces = language === 'ar' ? (paragraph.match(/\p{Script=Arabic}{3,}/gu) ?? []) : [paragraph]
        for (const piece of pieces)
          expect(printed).to.include(piece.normalize('NFKC').replace(/[\s\u200e]+/gu, ''))
      }
      const form = await mappingOf(added)
      const filled = await fillAnew(added.bytes, YES_AND_NO)
      expect(await readBack(filled, form)).to.deep.equal(['reminder granted', 'recall refused'])
    })
  }

  it('offers yes and no for each purpose alike (P-01, P-06)', async () => {
    const added = await add(await sample('forms/blank/anamnese-2026.pdf'))
    const outcome = await pool.read(added.bytes)
    if (outcome.kind !== 'read') throw new Error(outcome.code)
    for (const name of ['WA_Erinnerung', 'WA_Einladung']) {
      const control = outcome.reading.controls.find((each) => each.name === name)
      const sizes = control?.widgets.map(
        ({ rect }) => rect && [rect[2] - rect[0], rect[3] - rect[1]].map(Math.round),
      )
      expect(sizes).to.deep.equal([
        [12, 12],
        [12, 12],
      ])
      expect(control?.defaults).to.deep.equal([])
    }
    expect(added.mapping.consents.map(({ purposes }) => purposes)).to.deep.equal([['reminder'], ['recall']])
  })

  it('asks only for what the form does not ask for', async () => {
    const known = await add(await sample('forms/blank/anamnese-2026.pdf'))
    expect(Object.values(known.mapping.patient)).to.deep.equal([
      'PatNr',
      'Vorname',
      'Name',
      'Geburtsdatum',
      'Mobil',
    ])
    const empty = await PDFDocument.create()
    empty.addPage([595, 842])
    const asked = await add(await empty.save())
    expect(asked.mapping.patient).to.deep.equal({
      familyName: 'WA_Nachname',
      givenName: 'WA_Vorname',
      birthDate: 'WA_Geburtsdatum',
      mobilePhone: 'WA_Mobilnummer',
    })
  })

  it('keeps what is filled in elsewhere, and the size of the last page', async () => {
    const added = await add(formPdf({ fields: [UNTICKED, text('Name', 'Muster')] }), 'de')
    const document = await PDFDocument.load(added.bytes)
    expect(document.getForm().getTextField('Name').getText()).to.equal('Muster')
    expect(document.getPages().map((page) => Object.values(page.getSize()))).to.deep.equal([
      [595, 842],
      [595, 842],
    ])
  })

  it('is refused where it would break the form, or has no room', async () => {
    expect(await codeOf(Buffer.from('no pdf'))).to.equal('FORM_NOT_PDF')
    expect(await codeOf(await vector('qpdf-aes256-password.pdf'))).to.equal('FORM_ENCRYPTED')
    expect(await codeOf(await vector('qpdf-aes256-empty-password.pdf'))).to.equal('FORM_PROTECTED')
    expect(await codeOf(formPdf({ fields: [UNTICKED], form: '/XFA (x)' }))).to.equal('FORM_XFA')
    const signature = '<< /Type /Sig /Filter /A /SubFilter /b /ByteRange [0 10 20 30] /Contents <00> >>'
    const signed = formPdf({
      fields: [
        UNTICKED,
        { name: '(Unterschrift)', type: 'Sig', value: '500 0 R', widgets: [{ states: [], as: null }] },
      ],
      objects: { 500: signature },
    })
    expect(await codeOf(signed)).to.equal('FORM_SIGNED')
    expect(await codeOf(formPdf({ fields: [box({ name: '(WA_Erinnerung)' })] }))).to.equal(
      'CONTROL_NAME_TAKEN',
    )
    const small = formObjects({ fields: [TICKED] })
    small[3] = (small[3] ?? '').replace('[0 0 595 842]', '[0 0 210 298]')
    expect(await codeOf(writePdf(small))).to.equal('CONSENT_DOES_NOT_FIT')
  })

  it('is refused in a language without printed words', async () => {
    const blank = await sample('forms/blank/anamnese-2026.pdf')
    const wording = { id: 'wa', language: 'fr', text: 'Je consens.' }
    const adding = addConsent(blank, {
      pool,
      wording,
      purposes: ['reminder'],
      prefix: 'WA',
      id: 'x',
      template: 'x',
    })
    const error: unknown = await adding.catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'CONSENT_LANGUAGE_UNKNOWN')
  })
})
