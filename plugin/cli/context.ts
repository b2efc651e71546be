/** What the commands share: options, language, output, and opening what they work on. */
import { existsSync } from 'node:fs'
import cliProgress from 'cli-progress'
import type { Command } from 'commander'
import { withEnvironment } from '../configuration/environment.js'
import { loadConfiguration } from '../configuration/load.js'
import type { Configuration, Practice } from '../configuration/configuration.js'
import type { Environment } from '../configuration/secrets.js'
import { errorText, type Language, RecallError } from '../errors.js'
import { toPracticeId, type PracticeId } from '../ids.js'
import type { RunningPractice } from '../installation.js'
import { createPlugin, type Plugin } from '../plugin.js'
import { tellWitness } from '../privacy/witness/bear-witness.js'

/** Options that every command has. */
export interface GlobalOptions {
  config?: string
  practice?: string
  json?: boolean
  lang?: string
}

export interface CommandContext {
  readonly options: GlobalOptions
  readonly environment: Environment
  readonly language: Language
  readonly json: boolean
  /** Machine output: one line of JSON on stdout, only with `--json`. */
  emit: (value: unknown) => void
  /** Words for people on stdout, only without `--json`. */
  say: (text: string) => void
  /** Words for people on stderr. */
  warn: (text: string) => void
  /** In the language of the command: German, English. */
  words: (de: string, en: string) => string
  exit: (code: number) => void
}

/** Runs a command's work with its context, and turns what it throws into words and an exit code. */
export type Run = (command: Command, work: (context: CommandContext) => Promise<void>) => Promise<void>

const DEFAULT_FILE = 'recall.config.json'

export const configurationFile = (context: CommandContext): string =>
  context.options.config ?? context.environment['RECALL_CONFIG'] ?? DEFAULT_FILE

/** True when the user named no configuration and the default one does not exist: then `start` shows the sample. */
export const hasNoConfiguration = (context: CommandContext): boolean =>
  context.options.config === undefined &&
  (context.environment['RECALL_CONFIG'] ?? '') === '' &&
  !existsSync(DEFAULT_FILE)

export function openConfiguration(context: CommandContext): Configuration {
  return withEnvironment(loadConfiguration(configurationFile(context)), context.environment)
}

/** @throws RecallError PRACTICE_UNKNOWN, USAGE when there are several and none is named */
export function practiceOf(context: CommandContext, configuration: Configuration): Practice {
  const known = configuration.practices.map((practice) => practice.id).join(', ')
  const named = context.options.practice
  if (named === undefined) {
    const [only, ...others] = configuration.practices
    if (only === undefined || others.length > 0) {
      throw new RecallError('USAGE', {
        detail: context.words(
          `--practice angeben: ${known}.`,
          `Name the practice with --practice: ${known}.`,
        ),
      })
    }
    return only
  }
  const found = configuration.practices.find((practice) => practice.id === named)
  if (found === undefined) throw new RecallError('PRACTICE_UNKNOWN', { practice: named, known })
  return found
}

/** Which practice a command was limited to, if it was. */
export function chosenPractice(
  context: CommandContext,
  configuration: Configuration,
): PracticeId | undefined {
  return context.options.practice === undefined
    ? undefined
    : toPracticeId(practiceOf(context, configuration).id)
}

export async function withPlugin<T>(
  context: CommandContext,
  work: (plugin: Plugin) => Promise<T>,
): Promise<T> {
  const plugin = await createPlugin(configurationFile(context), { environment: context.environment })
  try {
    return await work(plugin)
  } finally {
    await plugin.stop()
  }
}

/** Opens the plugin for a command about one practice; what it took away is told to the witness at once. */
export function withPractice<T>(
  context: CommandContext,
  work: (practice: RunningPractice, plugin: Plugin) => Promise<T>,
): Promise<T> {
  return withPlugin(context, async (plugin) => {
    const { id } = practiceOf(context, plugin.configuration)
    const practice = plugin.installation.practices.get(id)
    if (practice === undefined) throw new RecallError('PRACTICE_UNKNOWN', { practice: id, known: '' })
    try {
      return await work(practice, plugin)
    } finally {
      await tellWitness(practice, practice.log)
    }
  })
}

/** The words for a code in the language of the command: code, what was wrong, what to do. */
export function errorLines(error: RecallError, language: Language): string {
  const { problem, remedy } = errorText(error.code, error.details, language)
  return `${error.code}: ${problem}\n  ${remedy}`
}

/** Runs over items with a progress bar on stderr when that is a terminal. */
export async function withProgress<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const bar =
    process.stderr.isTTY && items.length > 1
      ? new cliProgress.SingleBar({ stream: process.stderr, clearOnComplete: true })
      : null
  bar?.start(items.length, 0)
  try {
    for (const item of items) {
      await work(item)
      bar?.increment()
    }
  } finally {
    bar?.stop()
  }
}
