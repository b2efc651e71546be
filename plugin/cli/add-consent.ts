/** `forms add-consent` */
import { stat } from 'node:fs/promises'
import { basename, dirname, extname, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import type { Practice, Wording } from '../configuration/configuration.js'
import { isPurpose, PURPOSES, type Purpose } from '../consent/purpose.js'
import { assertUsable, isComplete, wordingNamed } from '../consent/wording/usable.js'
import { RecallError } from '../errors.js'
import { createReaderPool } from '../form/reader-pool.js'
import { type CommandContext, configurationFile, openConfiguration, practiceOf, type Run } from './context.js'
import { assertMayWrite, writeWhole } from '../files/whole-file.js'
import { bytesOf } from './file.js'

interface AddConsentOptions {
  wording?: string
  language?: string
  purpose?: string[]
  prefix: string
  force?: boolean
}

export function addConsentCommand(forms: Command, run: Run): void {
  forms
    .command('add-consent')
    .description(
      "puts the consent (wording, boxes, named fields) on a new last page of a practice's own form",
    )
    .argument('<in>', 'the blank form')
    .argument('<out>', 'the form with the consent')
    .option('--wording <id>', 'of the configuration; default: the only one in the language, or on forms')
    .option('--language <language>', "language of the wording; default: the practice's")
    .option('--purpose <purpose...>', `${PURPOSES.join(', ')}; default: reminder recall`)
    .option('--prefix <prefix>', "beginning of the new controls' names", 'WA')
    .option('--force', 'overwrites OUT')
    .action((from: string, to: string, options: AddConsentOptions, command: Command) =>
      run(command, (context) => add(context, from, to, options)),
    )
}

async function add(
  context: CommandContext,
  from: string,
  to: string,
  options: AddConsentOptions,
): Promise<void> {
  const practice = practiceOf(context, openConfiguration(context))
  const purposes = purposesOf(options)
  const prefix = prefixOf(options)
  const wording = wordingFor(context, practice, options)
  assertUsable(practice, wording, purposes)
  await assertWritable(context, from, to, options.force === true)
  const bytes = await bytesOf(from)
  const pool = createReaderPool({ size: 1 })
  try {
    const id = basename(to, extname(to))
    const template = relative(dirname(resolve(configurationFile(context))), resolve(to))
      .split(sep)
      .join('/')
    // The fonts and what draws with them are loaded by this command alone.
    const { addConsent } = await import('../form/consent-block/add-consent.js')
    const added = await addConsent(bytes, { pool, wording, purposes, prefix, id, template })
    // The blank form goes to the form system; there is nothing of anybody in it.
    await writeWhole(resolve(to), added.bytes, { force: options.force === true, mode: 0o666 })
    context.emit({ file: to, mapping: added.mapping })
    context.say(
      context.words(
        `${to} geschrieben. Diesen Eintrag unter "forms" in die Konfiguration aufnehmen:`,
        `Wrote ${to}. Add this entry to "forms" of the configuration:`,
      ),
    )
    context.say(JSON.stringify(added.mapping, null, 2))
  } finally {
    await pool.close()
  }
}

function purposesOf({ purpose }: AddConsentOptions): Purpose[] {
  const named = purpose ?? ['reminder', 'recall']
  const unknown = named.find((text) => !isPurpose(text))
  if (unknown !== undefined) throw new RecallError('USAGE', { detail: `--purpose: ${PURPOSES.join(', ')}` })
  return PURPOSES.filter((known) => named.includes(known))
}

function prefixOf({ prefix }: AddConsentOptions): string {
  // A dot would make the new controls children of another field.
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(prefix))
    throw new RecallError('USAGE', { detail: '--prefix: A-Z a-z 0-9 _ -, 1-40' })
  return prefix
}

function wordingFor(context: CommandContext, practice: Practice, options: AddConsentOptions): Wording {
  if (options.wording !== undefined) return wordingNamed(practice, options.wording, options.language)
  const language = options.language ?? practice.language
  const candidates = practice.wordings.filter(
    (wording) => wording.language === language && wording.replacedBy === undefined && isComplete(wording),
  )
  // Of several the one that the practice's forms are under; the others are for the chat.
  const onForms = candidates.filter(({ id }) =>
    practice.forms.some(({ consents }) => consents.some(({ wording }) => wording === id)),
  )
  const [only, ...others] = candidates.length > 1 ? onForms : candidates
  if (only !== undefined && others.length === 0) return only
  const known = practice.wordings.map((wording) => `${wording.id} (${wording.language})`).join(', ') || '-'
  throw new RecallError('USAGE', {
    detail: context.words(
      `--wording angeben: ${known}; brauchbar in der Sprache ${language}: ${candidates.length}.`,
      `Name the wording with --wording: ${known}; usable in the language ${language}: ${candidates.length}.`,
    ),
  })
}

/** The form that goes in is never written to, under whatever name. */
async function assertWritable(
  context: CommandContext,
  from: string,
  to: string,
  force: boolean,
): Promise<void> {
  const [source, target] = await Promise.all([identityOf(from), identityOf(to)])
  if (resolve(from) === resolve(to) || (target !== null && target === source)) {
    throw new RecallError('USAGE', {
      detail: context.words(
        'IN.pdf und OUT.pdf sind dieselbe Datei; das leere Formular bleibt, wie es ist.',
        'IN.pdf and OUT.pdf are the same file; the blank form stays as it is.',
      ),
    })
  }
  await assertMayWrite(to, force)
}

/** Device and number of the file, the same for every name it has; `null` if there is none. */
async function identityOf(file: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(file, { bigint: true })
    return `${dev}/${ino}`
  } catch {
    // Not there, or not to be reached: reading or writing it says why.
    return null
  }
}
