/**
 * Makes the sample's blank and filled forms again: `npx tsx examples/practice/make/make.ts`. README.md in this folder
 * names the tools it needs. The results are committed; they need making again only when a form or a wording changes.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'iconv-lite'
import { loadConfiguration } from '../../../plugin/configuration/load.js'
import { packageFile } from '../../../plugin/package-root.js'
import { aktualisierung2026, anamnese2026 } from './blanks-pdf-lib.js'
import { fillAnew, fillAppended, type Answers } from './fill-pdf-lib.js'
import { fillInFirefox } from './fill-pdfjs.js'

interface Filled {
  file: string
  /** Id of the mapping. */
  form: string
  filler: 'pdf-lib' | 'pdf-lib, incremental' | 'pdf.js' | 'pdftk' | 'pypdf' | 'pikepdf'
  /** Patient number of the record that the form is filled with; `null`: `written` holds it all. */
  record: string | null
  date: string
  ticks: Record<string, string>
  more: Record<string, string>
  /** What the patient wrote other than the record. */
  written?: Partial<Person>
  then?: 'scan' | 'flatten' | 'truncate' | 'lock with a password' | 'lock against changes'
}

const practice = (path: string): string => packageFile(join('examples/practice', path))
const PYTHON = '/usr/bin/python3'
const run = (program: string, args: readonly string[], input?: string): void => {
  execFileSync(program, args, {
    stdio: ['pipe', 'ignore', 'inherit'],
    ...(input === undefined ? {} : { input }),
  })
}

async function makeBlanks(scratch: string): Promise<void> {
  mkdirSync(practice('forms/blank'), { recursive: true })
  writeFileSync(practice('forms/blank/anamnese-2026.pdf'), await anamnese2026())
  writeFileSync(practice('forms/blank/aktualisierung-2026.pdf'), await aktualisierung2026())
  run(PYTHON, [practice('make/blanks_reportlab.py'), practice('wordings'), practice('forms/blank')])
  const source = practice('make/erstbesuch-2026.tex')
  execFileSync('pdflatex', ['-interaction=nonstopmode', `-output-directory=${scratch}`, source], {
    cwd: practice('make'),
    stdio: 'ignore',
  })
  run(PYTHON, [
    practice('make/draw_boxes.py'),
    join(scratch, 'erstbesuch-2026.pdf'),
    practice('forms/blank/erstbesuch-2026.pdf'),
  ])
}

const DATA = ['hostPatientId', 'familyName', 'givenName', 'birthDate', 'mobilePhone'] as const
type Person = Record<(typeof DATA)[number], string>

function readPeople(): Map<string, Person> {
  const lines = decode(readFileSync(practice('host/patienten.csv')), 'windows-1252')
    .trim()
    .split('\r\n')
    .slice(1)
  return new Map(
    lines.map((line) => {
      const [hostPatientId = '', familyName = '', givenName = '', birthDate = '', mobilePhone = ''] =
        line.split(';')
      return [hostPatientId, { hostPatientId, familyName, givenName, birthDate, mobilePhone }]
    }),
  )
}

async function makeFilled(scratch: string): Promise<void> {
  const { forms } = loadConfiguration(practice('recall.config.json')).practices[0] ?? { forms: [] }
  const people = readPeople()
  const list = JSON.parse(readFileSync(practice('make/filled.json'), 'utf8')) as Filled[]
  rmSync(practice('forms/filled'), { recursive: true, force: true })
  mkdirSync(practice('forms/filled'), { recursive: true })
  for (const filled of list) {
    const form = forms.find(({ id }) => id === filled.form)
    if (form?.template == null || form.givenAt === null) throw new Error(`${filled.file}: no such form`)
    const [year, month, day] = filled.date.split('-')
    const texts: Record<string, string> = { ...filled.more, [form.givenAt]: `${day}.${month}.${year}` }
    const person: Partial<Person> = { ...people.get(filled.record ?? ''), ...filled.written }
    for (const datum of DATA) {
      const field = form.patient[datum]
      if (field !== undefined) texts[field] = person[datum] ?? ''
    }
    const out = join(scratch, filled.file)
    await fill(filled.filler, form.template, out, { texts, ticks: filled.ticks })
    alter(filled.then, out, practice(join('forms/filled', filled.file)))
  }
}

async function fill(filler: Filled['filler'], blank: string, out: string, answers: Answers): Promise<void> {
  switch (filler) {
    case 'pdf-lib':
      writeFileSync(out, await fillAnew(readFileSync(blank), answers))
      break
    case 'pdf-lib, incremental':
      writeFileSync(out, await fillAppended(readFileSync(blank), answers))
      break
    case 'pdf.js':
      writeFileSync(out, await fillInFirefox(readFileSync(blank), answers))
      break
    case 'pdftk':
    case 'pypdf':
    case 'pikepdf':
      run(PYTHON, [practice('make/fill.py')], JSON.stringify({ filler, blank, out, ...answers }))
  }
}

function alter(how: Filled['then'], from: string, to: string): void {
  switch (how) {
    case undefined:
      copyFileSync(from, to)
      break
    case 'scan':
      run(PYTHON, [practice('make/scan.py'), from, to])
      break
    case 'flatten':
      run('pdftk', [from, 'output', to, 'flatten'])
      break
    case 'truncate': {
      const whole = readFileSync(from)
      writeFileSync(to, whole.subarray(0, Math.floor(whole.length * 0.6)))
      break
    }
    case 'lock with a password':
      run('qpdf', ['--encrypt', 'geheim', 'meister', '256', '--', from, to])
      break
    case 'lock against changes':
      run('qpdf', ['--encrypt', '', 'meister', '256', '--modify=none', '--', from, to])
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'recall-sample-'))
try {
  await makeBlanks(scratch)
  await makeFilled(scratch)
} finally {
  rmSync(scratch, { recursive: true })
}
