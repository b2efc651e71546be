/** `qr --patient ID` and `qr --poster` */
import { extname } from 'node:path'
import type { Command } from 'commander'
import { issueCode } from '../chat/issue-code.js'
import { posterPdf, type PosterSize } from '../chat/poster-page.js'
import { qrText } from '../chat/qr-picture.js'
import { REPRESENTATIVES, type Actor } from '../consent/entry.js'
import { isPurpose, PURPOSES, type Purpose } from '../consent/purpose.js'
import { momentText } from '../document/moment.js'
import { RecallError } from '../errors.js'
import { toHostPatientId } from '../ids.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { writeNewFile } from './new-file.js'

interface QrOptions {
  patient?: string
  poster?: boolean
  purpose?: string[]
  wording?: string
  language?: string
  as: string
  name?: string
  by: string
  size: string
  out?: string
}

export function qrCommand(root: Command, run: Run): void {
  root
    .command('qr')
    .description('the reception code: for one patient, single use and 15 minutes, or the poster for the desk')
    .option('--patient <hostPatientId>', "the host's patient number")
    .option('--poster', 'the printable poster, which begins a chat and ends in a review')
    .option('--purpose <purpose...>', `${PURPOSES.join(', ')}; default: what the rules use`)
    .option('--wording <id>', 'the wording to be shown; default: the one of the forms')
    .option('--language <language>', "language of the wording; default: the practice's")
    .option('--as <role>', `who will answer: patient, ${REPRESENTATIVES.join(', ')}`, 'patient')
    .option('--name <name>', 'name of the parent, guardian or Betreuer who will answer')
    .option('--by <name>', 'who issues it', 'command line')
    .option('--size <size>', 'of the poster: A5 or A4', 'A5')
    .option('--out <file>', 'FILE.svg for a code, FILE.pdf for the poster')
    .action((options: QrOptions, command: Command) =>
      run(command, (context) =>
        options.poster === true ? poster(context, options) : single(context, options),
      ),
    )
}

function single(context: CommandContext, options: QrOptions): Promise<void> {
  const { patient, purpose, wording, language, by, out } = options
  if (patient === undefined)
    throw usage(context, '--patient oder --poster angeben.', 'Name --patient or --poster.')
  const file = fileNamed(context, out, 'svg')
  const actor: Actor = { role: roleNamed(options.as), name: options.name ?? null }
  return withPractice(context, async (practice) => {
    const issued = await issueCode(practice, {
      patient: toHostPatientId(patient),
      actor,
      by,
      ...(purpose !== undefined && { purposes: purpose.map(purposeNamed) }),
      ...(wording !== undefined && { wording }),
      ...(language !== undefined && { language }),
    })
    if (file !== null) await writeNewFile(file, issued.svg, { force: true })
    context.emit(issued)
    if (process.stdout.isTTY) context.say(await qrText(issued.url))
    context.say(issued.url)
    const until = momentText(issued.expiresAt, practice.configuration.timeZone, context.language)
    context.say(
      context.words(
        `Einmal verwendbar bis ${until}. Zustimmen kann nur die Person selbst, mit der Schaltfläche im Chat.`,
        `Can be used once until ${until}. Only the person can agree, with the button in the chat.`,
      ),
    )
    if (file !== null) context.say(context.words(`Geschrieben: ${file}`, `Written: ${file}`))
  })
}

function poster(context: CommandContext, { size, language, out, patient }: QrOptions): Promise<void> {
  if (patient !== undefined)
    throw usage(context, 'Entweder --patient oder --poster.', 'Either --patient or --poster.')
  const file = fileNamed(context, out, 'pdf')
  if (file === null) throw usage(context, '--out DATEI.pdf angeben.', 'Name the file with --out FILE.pdf.')
  const page = sizeNamed(size)
  return withPractice(context, async (practice) => {
    const tongue = language ?? practice.configuration.language
    await writeNewFile(file, await posterPdf(practice, page, tongue), { force: true })
    context.emit({ file, size: page, language: tongue })
    context.say(context.words(`Geschrieben: ${file} (${page}).`, `Written: ${file} (${page}).`))
  })
}

const usage = (context: CommandContext, de: string, en: string): RecallError =>
  new RecallError('USAGE', { detail: context.words(de, en) })

/** A picture under the name of a page, or the other way round, would not open. */
function fileNamed(context: CommandContext, out: string | undefined, kind: 'svg' | 'pdf'): string | null {
  if (out === undefined) return null
  if (extname(out).toLowerCase() !== `.${kind}`)
    throw usage(context, `--out: DATEI.${kind}`, `--out: FILE.${kind}`)
  return out
}

function sizeNamed(text: string): PosterSize {
  const size = text.toUpperCase()
  if (size !== 'A4' && size !== 'A5') throw new RecallError('USAGE', { detail: '--size: A5, A4' })
  return size
}

function purposeNamed(text: string): Purpose {
  if (!isPurpose(text)) throw new RecallError('USAGE', { detail: `--purpose: ${PURPOSES.join(', ')}` })
  return text
}

function roleNamed(text: string): Actor['role'] {
  const role = (['patient', ...REPRESENTATIVES] as const).find((known) => known === text)
  if (role === undefined)
    throw new RecallError('USAGE', { detail: `--as: patient, ${REPRESENTATIVES.join(', ')}` })
  return role
}
