/** `privacy report|erase|restrict|unrestrict|rectify|retention|witness|documents` */
import { extname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { writeBundle } from '../consent/bundle.js'
import { RecallError } from '../errors.js'
import { toHostPatientId } from '../ids.js'
import { documentFacts, keySourceOf } from '../privacy/papers/facts.js'
import { documentFiles } from '../privacy/papers/papers.js'
import { erasePatient } from '../privacy/erasure/erase.js'
import type { Removed } from '../privacy/erasure/erasure.js'
import { RECTIFIED_RESULTS, rectifyEntry } from '../privacy/rectify.js'
import { buildReport } from '../privacy/report/report.js'
import { reportPdf } from '../privacy/report/pdf.js'
import { dueForRetention, runRetention } from '../privacy/retention/retention.js'
import type { RetentionData } from '../privacy/retention/rules.js'
import { dataText, periodText } from '../privacy/retention/stated-periods.js'
import { liftRestriction, RESTRICTION_GROUNDS, restrictPatient } from '../privacy/restrict.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { TYPE_WORDS } from '../words/ledger.js'
import { LEFTOVER_WORDS, REMOVED_WORDS } from '../words/privacy.js'
import { writeNewFile } from './new-file.js'
import { table } from './table.js'
import { witnessCommand } from './witness.js'

const COMMAND_LINE = 'command line'
const PATIENT = ['--patient <hostPatientId>', "the host's patient number"] as const
const BY = ['--by <name>', 'who decides it; kept in the access log', COMMAND_LINE] as const

export function privacyCommands(root: Command, run: Run): void {
  const privacy = root
    .command('privacy')
    .description('the rights of a person, and the papers of the practice')
  privacy
    .command('report')
    .description('everything stored about one person (Art. 15, 20 GDPR): JSON on stdout, or into files')
    .requiredOption(...PATIENT)
    .option('--out <file>', 'writes it there: JSON, or for reading where the name ends in .pdf')
    .option('--pdf <file>', 'writes it for reading, the JSON attached')
    .option('--force', 'overwrites files', false)
    .option(...BY)
    .action((options: ReportOptions, command: Command) => run(command, (context) => report(context, options)))
  privacy
    .command('erase')
    .description('erases one person (Art. 17 GDPR), at once and for good')
    .requiredOption(...PATIENT)
    .option('--yes', 'because it cannot be undone', false)
    .option('--keep-proof', 'keeps the proof of the consents, sealed, until its period is over', false)
    .option(...BY)
    .action((options: EraseOptions, command: Command) => run(command, (context) => erase(context, options)))
  privacy
    .command('restrict')
    .description('restricts processing (Art. 18 GDPR): nothing is sent and nothing deleted')
    .requiredOption(...PATIENT)
    .requiredOption('--ground <ground>', RESTRICTION_GROUNDS.join(', '))
    .option(...BY)
    .action((options: RestrictOptions, command: Command) =>
      run(command, (context) => restrict(context, options)),
    )
  privacy
    .command('unrestrict')
    .description('lifts the restriction; the patient is told before')
    .requiredOption(...PATIENT)
    .option(...BY)
    .action((options: PersonOptions, command: Command) =>
      run(command, (context) => unrestrict(context, options)),
    )
  privacy
    .command('rectify')
    .description('puts a wrong entry right by a new one that takes its place (Art. 16 GDPR)')
    .requiredOption(...PATIENT)
    .requiredOption('--entry <number>', 'the entry that is wrong')
    .requiredOption('--result <result>', RECTIFIED_RESULTS.join(', '))
    .option('--note <text>', 'why')
    .option(...BY)
    .action((options: RectifyOptions, command: Command) =>
      run(command, (context) => rectify(context, options)),
    )
  privacy
    .command('retention')
    .description('what has had its time; with --run it is deleted now, as it is once a day by itself')
    .option('--run', 'deletes it', false)
    .action((options: { run: boolean }, command: Command) =>
      run(command, (context) => retention(context, options.run)),
    )
  witnessCommand(privacy, run)
  privacy
    .command('documents')
    .description(
      'record of processing, list of measures, facts for the impact assessment (Art. 30, 32, 35 GDPR)',
    )
    .requiredOption('--out <directory>', 'where the files go: JSON, Markdown and PDF, German and English')
    .option('--force', 'overwrites files', false)
    .action((options: { out: string; force: boolean }, command: Command) =>
      run(command, (context) => documents(context, options)),
    )
}

interface PersonOptions {
  patient: string
  by: string
}
interface ReportOptions extends PersonOptions {
  out?: string
  pdf?: string
  force: boolean
}
interface EraseOptions extends PersonOptions {
  yes: boolean
  keepProof: boolean
}
interface RestrictOptions extends PersonOptions {
  ground: string
}
interface RectifyOptions extends PersonOptions {
  entry: string
  result: string
  note?: string
}

function report(context: CommandContext, options: ReportOptions): Promise<void> {
  return withPractice(context, async (practice) => {
    const { language } = context
    const { out, pdf, force } = options
    const made = await buildReport(practice, toHostPatientId(options.patient), {
      actor: options.by,
      language,
    })
    const zone = practice.configuration.timeZone
    const asJson = (): string => `${JSON.stringify(made, null, 2)}\n`
    const onPaper = (): Promise<Uint8Array> => reportPdf(made, { language, zone })
    const files: string[] = []
    if (out !== undefined)
      files.push(
        await writeNewFile(out, extname(out).toLowerCase() === '.pdf' ? await onPaper() : asJson(), {
          force,
        }),
      )
    if (pdf !== undefined) files.push(await writeNewFile(pdf, await onPaper(), { force }))
    context.emit(out === undefined ? made : { patient: options.patient, files })
    context.say(files.length === 0 ? JSON.stringify(made, null, 2) : files.join('\n'))
  })
}

function erase(context: CommandContext, options: EraseOptions): Promise<void> {
  if (!options.yes)
    throw new RecallError('USAGE', {
      detail: context.words(
        'Eine Löschung ist endgültig; --yes bestätigt sie.',
        'An erasure is final; confirm it with --yes.',
      ),
    })
  return withPractice(context, async (practice) => {
    const erased = await erasePatient(practice, {
      patient: toHostPatientId(options.patient),
      by: options.by,
      reason: 'erasure_request',
      proof: options.keepProof ? 'keep' : 'destroy',
    })
    context.emit(erased)
    const removed = Object.entries(erased.removed).filter(([, count]) => count > 0)
    const list = removed
      .map(([what, count]) => `${REMOVED_WORDS[what as keyof Removed][context.language]} (${count})`)
      .join(', ')
    context.say(context.words(`Entfernt: ${list || 'nichts'}`, `Removed: ${list || 'nothing'}`))
    const { remaining } = erased
    for (const place of remaining.storage)
      context.warn(
        `${context.words('Noch im Speicher', 'Still in storage')}: ${LEFTOVER_WORDS[place][context.language]}`,
      )
    context.say(`\n${erased.letter[context.language]}`)
  })
}

function restrict(context: CommandContext, options: RestrictOptions): Promise<void> {
  const ground = RESTRICTION_GROUNDS.find((known) => known === options.ground)
  if (ground === undefined)
    throw new RecallError('USAGE', { detail: `--ground: ${RESTRICTION_GROUNDS.join(', ')}` })
  return withPractice(context, async (practice) => {
    const { patient, by } = options
    const done = await restrictPatient(practice, { patient: toHostPatientId(patient), by, ground })
    context.emit(done)
    context.say(
      context.words(
        `Eingeschränkt; ${done.cancelled} wartende Erinnerungen abgesagt.`,
        `Restricted; ${done.cancelled} waiting reminders cancelled.`,
      ),
    )
  })
}

function unrestrict(context: CommandContext, { patient, by }: PersonOptions): Promise<void> {
  return withPractice(context, async (practice) => {
    context.emit(await liftRestriction(practice, { patient: toHostPatientId(patient), by }))
    context.say(context.words('Nicht eingeschränkt.', 'Not restricted.'))
  })
}

function rectify(context: CommandContext, options: RectifyOptions): Promise<void> {
  const result = RECTIFIED_RESULTS.find((known) => known === options.result)
  if (result === undefined)
    throw new RecallError('USAGE', { detail: `--result: ${RECTIFIED_RESULTS.join(', ')}` })
  if (!/^\d{1,15}$/.test(options.entry))
    throw new RecallError('USAGE', {
      detail: context.words('--entry: die Nummer des Eintrags', '--entry: the number of the entry'),
    })
  return withPractice(context, async (practice) => {
    const done = await rectifyEntry(practice, {
      patient: toHostPatientId(options.patient),
      entry: Number(options.entry),
      result,
      by: options.by,
      note: options.note ?? null,
    })
    context.emit(done)
    context.say(
      context.words(
        `Eintrag ${done.entry} (${TYPE_WORDS[done.type].de}) tritt an die Stelle von ${options.entry}.`,
        `Entry ${done.entry} (${TYPE_WORDS[done.type].en}) takes the place of ${options.entry}.`,
      ),
    )
  })
}

function retention(context: CommandContext, isRun: boolean): Promise<void> {
  return withPractice(context, async (practice) => {
    const due = await dueForRetention(practice)
    const counts: Partial<Record<RetentionData, number>> = isRun
      ? await runRetention(practice)
      : Object.fromEntries(due.map(({ data, count }) => [data, count]))
    context.emit({ ran: isRun, [isRun ? 'deleted' : 'due']: counts })
    context.say(
      table(
        [
          context.words('Daten', 'data'),
          context.words('Frist', 'period'),
          isRun ? context.words('gelöscht', 'deleted') : context.words('fällig', 'due'),
        ],
        due.map(({ data, period }) => [
          dataText(data, context.language),
          periodText(period, context.language),
          String(counts[data] ?? 0),
        ]),
      ),
    )
  })
}

function documents(context: CommandContext, { out, force }: { out: string; force: boolean }): Promise<void> {
  return withPractice(context, async (practice, plugin) => {
    const facts = await documentFacts(practice, plugin.configuration, keySourceOf(context.environment))
    const papers = (
      await Promise.all((['de', 'en'] as const).map((language) => documentFiles(facts, language)))
    ).flat()
    const directory = resolve(out)
    const all = papers.map(({ name }) => name)
    await writeBundle(directory, { all, seal: all.at(-1) ?? '', absent: [], force }, async (bundle) => {
      for (const { name, bytes } of papers) await bundle.append(name, bytes)
    })
    const files = all.map((name) => join(directory, name))
    context.emit({ files, missing: facts.unconfirmed })
    context.say(files.join('\n'))
    if (facts.unconfirmed.length > 0)
      context.warn(
        context.words(
          `Freigabe unvollständig: ${facts.unconfirmed.join(', ')}`,
          `Sign-off incomplete: ${facts.unconfirmed.join(', ')}`,
        ),
      )
  })
}
