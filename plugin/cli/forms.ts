/** `forms inspect|read|import|add-consent` */
import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Command } from 'commander'
import type { Practice } from '../configuration/configuration.js'
import { refusedOnForm } from '../consent/wording/of-form.js'
import { importForm } from '../consent/import-form.js'
import type { RecordedForm } from '../consent/stored-form.js'
import { type ErrorCode, type ErrorDetails, errorText, type Language, RecallError } from '../errors.js'
import type { FormReport } from '../form/form-report.js'
import { inspectForm } from '../form/inspect.js'
import { readForm } from '../form/read-form.js'
import { bearWitness } from '../privacy/witness/bear-witness.js'
import { createReaderPool } from '../form/reader-pool.js'
import { reviewReasonText } from '../form/review-reasons.js'
import { formAnswer } from '../http/forms.js'
import { incompleteText } from '../review/doubt-texts.js'
import { systemClock } from '../time.js'
import { addConsentCommand } from './add-consent.js'
import {
  type CommandContext,
  openConfiguration,
  practiceOf,
  withPractice,
  withProgress,
  type Run,
} from './context.js'
import { FINDING } from './exit.js'
import { bytesOf } from './file.js'
import { PURPOSE_WORDS } from '../words/purposes.js'
import { RESULT_WORDS } from '../words/reviews.js'
import { table } from './table.js'

export function formCommands(root: Command, run: Run): void {
  const forms = root.command('forms').description('filled anamnesis forms')
  forms
    .command('inspect')
    .description('lists the controls of a form and proposes a mapping')
    .argument('<file>')
    .action((file: string, _options: unknown, command: Command) =>
      run(command, (context) => inspect(context, file)),
    )
  forms
    .command('read')
    .description('reads the consent, records nothing')
    .argument('<file...>')
    .action((files: string[], _options: unknown, command: Command) =>
      run(command, (context) => read(context, files)),
    )
  forms
    .command('import')
    .description('reads and records in the ledger; folders are searched for PDF files')
    .argument('<path...>')
    .action((paths: string[], _options: unknown, command: Command) =>
      run(command, (context) => importAll(context, paths)),
    )
  addConsentCommand(forms, run)
}

async function inspect(context: CommandContext, file: string): Promise<void> {
  const pool = createReaderPool({ size: 1 })
  try {
    const inspection = await inspectForm(await bytesOf(file), { pool })
    if (inspection.kind === 'unreadable') throw new RecallError(inspection.code, inspection.details)
    const { controls, mapping } = inspection
    context.emit({ file, controls, mapping })
    context.say(
      table(
        context
          .words('Feld|Art|Seite|Werte|Vorgabe|steht bei', 'name|kind|page|states|default|near')
          .split('|'),
        controls.map((control) => [
          control.name,
          control.kind,
          String(control.page ?? '-'),
          control.states.join(' | '),
          control.default ?? '-',
          control.nearbyText ?? '',
        ]),
      ),
    )
    context.say(
      `\n${context.words('Vorschlag für "forms" der Konfiguration:', 'Proposal for "forms" of the configuration:')}`,
    )
    context.say(JSON.stringify(mapping, null, 2))
  } finally {
    await pool.close()
  }
}

async function read(context: CommandContext, files: readonly string[]): Promise<void> {
  const practice = practiceOf(context, openConfiguration(context))
  const pool = createReaderPool()
  try {
    await withProgress(files, async (file) => {
      const bytes = await bytesOrNull(context, file)
      if (bytes === null) return
      const form = await readForm(bytes, {
        pool,
        forms: practice.forms,
        now: systemClock.now(),
        timeZone: practice.timeZone,
        country: practice.region.slice(0, 2),
      })
      show(context, practice, file, form)
    })
  } finally {
    await pool.close()
  }
}

async function importAll(context: CommandContext, paths: readonly string[]): Promise<void> {
  await withPractice(context, async (practice) => {
    // None is believed before it is known that the database has forgotten nothing (P-53).
    await bearWitness(practice)
    await withProgress(await pdfFiles(paths), async (file) => {
      const bytes = await bytesOrNull(context, file)
      if (bytes !== null) show(context, practice.configuration, file, await importForm(practice, bytes))
    })
  })
}

/** One line a file, in the form that `forms read` and `forms import` share. */
function show(
  context: CommandContext,
  practice: Practice,
  file: string,
  form: FormReport | RecordedForm,
): void {
  if (form.kind === 'unreadable') {
    showUnreadable(context, file, form.sha256, form.code, form.details)
    return
  }
  const answer = formAnswer(form)
  const recorded = 'recorded' in form ? { recorded: form.recorded, entries: form.entries } : {}
  context.emit({ file, ...answer, unreadable: null, ...recorded })
  context.say(`${file}${'recorded' in form ? `  (${recordedWords(form, context.language)})` : ''}`)
  for (const { purpose, result, reasons } of form.consents) {
    context.say(
      `  ${PURPOSE_WORDS[purpose][context.language].padEnd(WIDTH)}${RESULT_WORDS[result][context.language]}`,
    )
    for (const reason of reasons)
      context.say(`  ${''.padEnd(WIDTH)}${reviewReasonText(reason, context.language)} (${reason})`)
    const refused = refusedOnForm(practice, form.mapping, [purpose])
    if (result === 'granted' && refused.length > 0)
      context.say(`  ${''.padEnd(WIDTH)}${incompleteText(refused, context.language)} (wording_incomplete)`)
  }
}

function showUnreadable(
  context: CommandContext,
  file: string,
  sha256: string | null,
  code: ErrorCode,
  details: ErrorDetails,
): void {
  context.exit(FINDING)
  const { problem, remedy } = errorText(code, details, context.language)
  const message = `${problem} ${remedy}`
  context.emit({
    file,
    sha256,
    format: 'pdf',
    mapping: null,
    patient: NOBODY,
    givenAt: null,
    consents: [],
    unreadable: { code, message },
  })
  context.say(`${file}\n  ${code}: ${message}`)
}

/** Of the purposes, with room beside them. */
const WIDTH = 24

const NOBODY = { hostPatientId: null, familyName: null, givenName: null, birthDate: null, mobilePhone: null }

function recordedWords({ recorded, mapping }: RecordedForm, language: Language): string {
  if (mapping === null && recorded === 'nobody')
    return language === 'de'
      ? 'nicht eingetragen: keines der eingerichteten Formulare'
      : 'not recorded: none of the forms that are set up'
  const words: Record<RecordedForm['recorded'], { de: string; en: string }> = {
    now: { de: 'eingetragen', en: 'recorded' },
    before: { de: 'war schon eingetragen', en: 'was recorded before' },
    nobody: { de: 'wartet: Patient unbekannt', en: 'waiting: patient unknown' },
  }
  return words[recorded][language]
}

/** A file that cannot be opened is a finding; the others go on. */
async function bytesOrNull(context: CommandContext, file: string): Promise<Buffer | null> {
  try {
    return await bytesOf(file)
  } catch (error) {
    if (!(error instanceof RecallError)) throw error
    showUnreadable(context, file, null, error.code, error.details)
    return null
  }
}

/** Files as named; of folders every PDF below them, in order of name. */
async function pdfFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    let directory: boolean
    try {
      directory = (await stat(path)).isDirectory()
    } catch {
      // Not there or not readable: named as a finding when its turn comes.
      directory = false
    }
    if (!directory) {
      found.push(path)
      continue
    }
    const names = await readdir(path, { recursive: true })
    found.push(
      ...names
        .filter((name) => extname(name).toLowerCase() === '.pdf')
        .sort()
        .map((name) => join(path, name)),
    )
  }
  return found
}
