/** `doctor`: every check, one line each, with the remedy; `doctor --sign-off`: what the practice has to confirm. */
import type { Command } from 'commander'
import { errorText, RecallError, type ErrorCode, type Language } from '../errors.js'
import { breachReport } from '../gates/breach-report.js'
import { examine } from '../gates/doctor.js'
import { findingText } from '../gates/findings.js'
import { CHANNEL_TRUTHS, SIGN_OFF_POINTS, SIGN_OFF_TEXTS } from '../gates/sign-off-points.js'
import { type Check, CHECKS, type Verdict } from '../gates/verdict.js'
import type { PracticeId } from '../ids.js'
import { createPlugin } from '../plugin.js'
import { addMillis, toInstant } from '../time.js'
import {
  chosenPractice,
  type CommandContext,
  configurationFile,
  openConfiguration,
  type Run,
  withPlugin,
} from './context.js'
import { EXIT_OF_KIND, FINDING } from './exit.js'
import { CHECK_NAMES } from '../gates/check-names.js'
import { ACCESS_WORDS, CATEGORY_WORDS } from '../words/privacy.js'

export function doctorCommand(root: Command, run: Run): void {
  root
    .command('doctor')
    .description('every check that sending depends on, with the remedy')
    .option('--sign-off', 'shows what the practice has to confirm before anything is sent')
    .option('--breach-report', 'counts for the notice of a breach (Art. 33 GDPR); names nobody')
    .option('--from <instant>', 'first moment of the breach report (default: 72 hours ago)')
    .option('--to <instant>', 'last moment of the breach report (default: now)')
    .action(({ signOff, breachReport: breach, from, to }: DoctorOptions, command: Command) =>
      run(command, async (context) => {
        if (signOff === true) showSignOff(context)
        else if (breach === true) await reportBreach(context, from, to)
        else await examineAll(context)
      }),
    )
}

interface DoctorOptions {
  signOff?: boolean
  breachReport?: boolean
  from?: string
  to?: string
}

const PERIOD_MILLIS = 72 * 60 * 60_000

function reportBreach(context: CommandContext, from?: string, to?: string): Promise<void> {
  return withPlugin(context, async (plugin) => {
    const only = chosenPractice(context, plugin.configuration)
    for (const [id, practice] of plugin.installation.practices) {
      if (only !== undefined && only !== id) continue
      const end = to === undefined ? practice.clock.now() : toInstant(to)
      const start = from === undefined ? addMillis(end, -PERIOD_MILLIS) : toInstant(from)
      const report = await breachReport(practice, start, end)
      context.emit(report)
      context.say(`${id}: ${start} – ${end}`)
      context.say(context.words(`  Personen: ${report.people}`, `  people: ${report.people}`))
      context.say(
        context.words(
          `  davon im Zeitraum berührt: ${report.concernedInPeriod}`,
          `  of these concerned in the period: ${report.concernedInPeriod}`,
        ),
      )
      for (const { category, records } of report.categories)
        context.say(`  ${CATEGORY_WORDS[category][context.language]}: ${records}`)
      for (const { action, times, people, actors } of report.access)
        context.say(
          context.words(
            `  Zugriff, ${accessText(action, 'de')}: ${times}-mal, ${people} Personen, durch ${actors} Stellen`,
            `  access, ${accessText(action, 'en')}: ${times} times, ${people} people, by ${actors} accounts`,
          ),
        )
    }
  })
}

const MARKS = { ok: 'ok', warning: '!', failure: 'X' } as const
const WIDTH = Math.max(
  ...CHECKS.flatMap((check) => Object.values(CHECK_NAMES[check]).map(({ length }) => length)),
)

const accessText = (action: string, language: Language): string =>
  ACCESS_WORDS[action as keyof typeof ACCESS_WORDS][language]

async function examineAll(context: CommandContext): Promise<void> {
  const only = chosenPractice(context, openConfiguration(context))
  let plugin: Awaited<ReturnType<typeof createPlugin>>
  try {
    plugin = await createPlugin(configurationFile(context), { environment: context.environment })
  } catch (error) {
    const check = error instanceof RecallError ? CHECK_OF_CODE[error.code] : undefined
    if (check === undefined || !(error instanceof RecallError)) throw error
    // Nothing else can be looked at.
    const { problem, remedy } = errorText(error.code, error.details, context.language)
    print(context, {
      practice: null,
      check,
      level: 'failure',
      finding: error.code,
      details: codesOf(error.details),
      problem,
      remedy,
    })
    context.exit(error.kind === 'unreachable' ? EXIT_OF_KIND[error.kind] : FINDING)
    return
  }
  try {
    for (const [id, practice] of plugin.installation.practices) {
      if (only !== undefined && only !== id) continue
      for await (const verdict of examine(practice)) {
        print(context, inWords(context, id, verdict))
        if (verdict.level === 'failure') context.exit(FINDING)
      }
    }
  } finally {
    await plugin.stop()
  }
}

/** What keeps the plugin from opening at all is a check that failed, too. */
const CHECK_OF_CODE: Partial<Record<ErrorCode, Check>> = {
  SECRET_MISSING: 'key',
  MASTER_KEY_INVALID: 'key',
  MASTER_KEY_WRONG: 'key',
  DATABASE_ADDRESS_PUBLIC: 'database_tls',
  PROVIDER_URL_INSECURE: 'provider_tls',
  WORDING_CHANGED: 'wordings',
}

interface Line {
  practice: PracticeId | null
  check: Check
  level: Verdict['level']
  finding: string | null
  details: Readonly<Record<string, string | number>>
  problem: string | null
  remedy: string | null
}

function inWords(context: CommandContext, practice: PracticeId, verdict: Verdict): Line {
  const { check, level } = verdict
  if (verdict.level === 'ok')
    return { practice, check, level, finding: null, details: {}, problem: null, remedy: null }
  const words = findingText(verdict.finding, verdict.details, context.language)
  return { practice, check, level, finding: verdict.finding, details: codesOf(verdict.details), ...words }
}

/** For machines: without the words of one language, which stand in `problem`. */
const codesOf = <Detail>(details: Readonly<Record<string, Detail>>): Record<string, Detail> =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !name.includes(':')))

function print(context: CommandContext, line: Line): void {
  context.emit(line)
  const words = line.problem === null ? '' : `  ${line.problem} ${line.remedy ?? ''}`
  context.say(
    `${MARKS[line.level].padEnd(3)} ${line.practice === null ? '' : `${line.practice}  `}${CHECK_NAMES[line.check][context.language].padEnd(WIDTH)}${words}`,
  )
}

function showSignOff(context: CommandContext): void {
  const { language } = context
  for (const point of SIGN_OFF_POINTS) context.emit({ point, text: SIGN_OFF_TEXTS[point][language] })
  for (const truth of CHANNEL_TRUTHS) context.emit({ point: null, text: truth[language] })
  context.say(
    context.words(
      'Die Praxis nimmt zur Kenntnis, was für diesen Weg gilt:',
      'The practice takes note of what is so:',
    ),
  )
  for (const truth of CHANNEL_TRUTHS) context.say(`  - ${truth[language]}`)
  context.say(
    context.words(
      '\nUnd bestätigt, was in ihrer Hand liegt ("signOff.confirmed"):',
      '\nAnd confirms what is in its hands ("signOff.confirmed"):',
    ),
  )
  for (const point of SIGN_OFF_POINTS) context.say(`  ${point}\n    ${SIGN_OFF_TEXTS[point][language]}`)
  const confirmed = SIGN_OFF_POINTS.map((point) => `"${point}"`).join(', ')
  context.say(
    `\n${context.words('In der Konfiguration', 'In the configuration')}:\n  "signOff": { "by": "…", "on": "${context.words('JJJJ-MM-TT', 'YYYY-MM-DD')}", "confirmed": [${confirmed}] }`,
  )
}
