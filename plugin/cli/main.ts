#!/usr/bin/env node
/** The command line. The only file, with `plugin.ts`, that looks at the environment. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { RecallError, type Language } from '../errors.js'
import { fileTrouble } from '../files/system-words.js'
import { errorFields } from '../log.js'
import { packageFile } from '../package-root.js'
import { databaseTrouble } from '../storage/database-errors.js'
import { consentCommands } from './consent.js'
import { type CommandContext, errorLines, type GlobalOptions, type Run } from './context.js'
import { doctorCommand } from './doctor.js'
import { DONE, EXIT_OF_KIND, USAGE } from './exit.js'
import { formCommands } from './forms.js'
import { haltCommands } from './halt.js'
import { hostCommands } from './host.js'
import { keyCommands } from './keys.js'
import { ledgerCommands } from './ledger.js'
import { migrateCommand } from './migrate.js'
import { qrCommand } from './qr.js'
import { privacyCommands } from './privacy.js'
import { reminderCommands } from './reminders.js'
import { reviewCommands } from './reviews.js'
import { runCommand } from './run.js'
import { sandboxCommand } from './sandbox.js'
import { startCommand } from './start.js'
import { templateCommands } from './templates.js'
import { usageWords } from './usage.js'

const { env: environment } = process

function languageOf(lang: string | undefined): Language {
  const named = lang ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? ''
  return named.toLowerCase().startsWith('de') ? 'de' : 'en'
}

function contextOf(command: Command): CommandContext {
  const options = command.optsWithGlobals<GlobalOptions>()
  const language = languageOf(options.lang)
  const json = options.json === true
  return {
    options,
    environment,
    language,
    json,
    emit: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
    say: (text) => {
      if (!json) process.stdout.write(`${text}\n`)
    },
    warn: (text) => process.stderr.write(`${text}\n`),
    words: (de, en) => (language === 'de' ? de : en),
    exit: (code) => {
      process.exitCode = Math.max(code, Number(process.exitCode ?? DONE))
    },
  }
}

const run: Run = async (command, work) => {
  const context = contextOf(command)
  try {
    await work(context)
  } catch (raw) {
    const trouble = databaseTrouble(raw)
    const error =
      trouble instanceof RecallError
        ? trouble
        : new RecallError('INTERNAL', { reason: String(errorFields(trouble)['reason']) })
    context.warn(errorLines(error, context.language))
    if (!(trouble instanceof RecallError)) context.warn(`  ${String(errorFields(trouble)['at'])}`)
    process.exitCode = EXIT_OF_KIND[error.kind]
  }
}

function program(): Command {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }
  const root = new Command('anamnese-recall')
    .description('WhatsApp reminders and recalls for dental practices, to exactly those patients who agreed.')
    .version(version)
    .exitOverride()
  for (const add of [
    startCommand,
    runCommand,
    migrateCommand,
    formCommands,
    consentCommands,
    ledgerCommands,
    hostCommands,
    qrCommand,
    reminderCommands,
    reviewCommands,
    templateCommands,
    doctorCommand,
    privacyCommands,
    haltCommands,
    keyCommands,
    sandboxCommand,
  ]) {
    add(root, run)
  }
  withGlobalOptions(root)
  return root
}

/** `--json` and its like may stand before or after the command's name, and every `--help` names them. */
function withGlobalOptions(command: Command): void {
  command
    .addOption(new Option('--config <file>', 'configuration file (default: recall.config.json)'))
    .addOption(new Option('--practice <id>', 'practice (default: the only one)'))
    .addOption(new Option('--json', 'machine output on stdout'))
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']))
  // What is wrong with a call is said below, in the language of the call.
  command.exitOverride().configureOutput({ outputError: () => undefined })
  for (const child of command.commands) withGlobalOptions(child)
}

/** Of a call that commander refused, or before it was read. */
function languageAsCalled(): Language {
  const named = /(?:^| )--lang[ =](\S+)/.exec(process.argv.slice(2).join(' '))?.[1]
  return languageOf(named)
}

/** A reader that has seen enough (`| head`) ends the command quietly; an output that cannot be written is an error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    const reason = error.code ?? 'unknown'
    process.stderr.write(
      `${errorLines(new RecallError('FILE_UNWRITABLE', fileTrouble('stdout', reason)), languageAsCalled())}\n`,
    )
  }
  process.exit(error.code === 'EPIPE' ? DONE : USAGE)
})

try {
  await program().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  const language = languageAsCalled()
  const detail = usageWords(error, language)
  if (detail !== null) process.stderr.write(`${errorLines(new RecallError('USAGE', { detail }), language)}\n`)
  process.exitCode = error.exitCode === 0 ? DONE : USAGE
}
