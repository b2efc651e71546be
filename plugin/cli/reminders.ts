/** `reminders plan|list|why` */
import type { Command } from 'commander'
import { RecallError } from '../errors.js'
import { syncHost } from '../host/sync.js'
import type { RunningPractice } from '../installation.js'
import { toAppointmentId, toHostPatientId, toRecallId } from '../ids.js'
import { forecast } from '../reminder/forecast.js'
import { type JournalItem, listReminders } from '../reminder/journal.js'
import { reasonText } from '../reminder/reasons.js'
import { type AboutWhom, why } from '../reminder/why.js'
import { type Instant, toInstant } from '../time.js'
import { type CommandContext, errorLines, type Run, withPractice } from './context.js'
import { itemNumber } from './item.js'
import { ANSWER_WORDS, PLAN_WORDS, STATE_WORDS } from '../words/sending.js'
import { momentText } from '../document/moment.js'
import { table } from './table.js'

interface WhyOptions {
  appointment?: string
  recall?: string
  patient?: string
}

export function reminderCommands(root: Command, run: Run): void {
  const reminders = root.command('reminders').description('forecast, journal and reasons')
  reminders
    .command('plan')
    .description('what would be sent and what not, as the hosts are now; sends nothing')
    .option('--at <instant>', 'as if it were then, e.g. 2026-11-23T08:00:00+01:00 (default: now)')
    .option('--days <n>', 'how far to look', '7')
    .action((options: { at?: string; days: string }, command: Command) =>
      run(command, (context) => plan(context, options)),
    )
  reminders
    .command('list')
    .description('the journal, newest due first')
    .option('--limit <n>', 'at most so many', '1000')
    .action((options: { limit: string }, command: Command) =>
      run(command, (context) => list(context, options.limit)),
    )
  reminders
    .command('why')
    .description('why a patient was reminded, or not')
    .option('--appointment <id>', "the host's appointment number")
    .option('--recall <id>', "the host's recall number")
    .option('--patient <hostPatientId>', "the host's patient number")
    .action((options: WhyOptions, command: Command) => run(command, (context) => explain(context, options)))
}

function plan(context: CommandContext, options: { at?: string; days: string }): Promise<void> {
  const days = wholeNumber('--days', options.days, 1, 366)
  return withPractice(context, async (practice) => {
    await readHosts(context, practice)
    const at = options.at === undefined ? practice.clock.now() : toInstant(options.at)
    const lines = await forecast(practice, { at, days })
    for (const line of lines) context.emit(line)
    const { language } = context
    const zone = practice.configuration.timeZone
    context.say(
      table(
        context
          .words(
            'fällig|Termin/Recall|PatNr|Regel|Entscheidung|Grund',
            'due|appointment/recall|patient|rule|decision|reason',
          )
          .split('|'),
        lines.map((line) => [
          momentText(line.dueAt, zone, language),
          itemNumber(line),
          line.patient ?? '-',
          line.rule,
          PLAN_WORDS[line.decision][language],
          reasonText(line.reason, context.language),
        ]),
        context.words('In dieser Zeit ist nichts fällig.', 'Nothing falls due in this time.'),
      ),
    )
  })
}

/** A host that cannot be read is named, and what was last read of it counts. */
async function readHosts(context: CommandContext, practice: RunningPractice): Promise<void> {
  for (const host of practice.hosts) {
    try {
      await syncHost(practice, host)
    } catch (error) {
      if (!(error instanceof RecallError) || error.code === 'DATABASE_UNREACHABLE') throw error
      context.warn(errorLines(error, context.language))
    }
  }
}

const PAGE = 500

function list(context: CommandContext, limitText: string): Promise<void> {
  const limit = wholeNumber('--limit', limitText, 1, 1_000_000)
  return withPractice(context, async (practice) => {
    const items: JournalItem[] = []
    let cursor: string | null = null
    do {
      const page = await listReminders(practice, { cursor, limit: Math.min(PAGE, limit - items.length) })
      items.push(...page.items)
      cursor = page.next
    } while (cursor !== null && items.length < limit)
    for (const item of items) context.emit(item)
    const { language } = context
    const zone = practice.configuration.timeZone
    context.say(
      table(
        context
          .words(
            'fällig|Termin/Recall|PatNr|Regel|Stand|Antwort|Grund',
            'due|appointment/recall|patient|rule|status|answer|reason',
          )
          .split('|'),
        items.map((item) => [
          momentText(item.dueAt, zone, language),
          itemNumber(item),
          item.patient,
          item.rule,
          STATE_WORDS[item.status][language],
          item.answer === null ? '-' : ANSWER_WORDS[item.answer][language],
          item.reason === null ? '-' : reasonText(item.reason, context.language),
        ]),
        context.words('Es gibt noch keine Erinnerungen.', 'There are no reminders yet.'),
      ),
    )
  })
}

function explain(context: CommandContext, options: WhyOptions): Promise<void> {
  const about = aboutWhom(context, options)
  return withPractice(context, async (practice) => {
    const { reminders, ahead } = await why(practice, about)
    context.emit({ reminders, ahead })
    const { language } = context
    const at = (instant: Instant): string => momentText(instant, practice.configuration.timeZone, language)
    const inWords = (reason: string | null): string =>
      reason === null ? '-' : `${reasonText(reason, language)} (${reason})`
    for (const reminder of reminders) {
      context.say(
        `${itemNumber(reminder)}  ${reminder.rule}  ${at(reminder.dueAt)}  ${STATE_WORDS[reminder.status][language]}\n  ${inWords(reminder.reason)}`,
      )
      for (const message of reminder.messages) {
        const steps = message.statuses
          .map((seen) => `${STATE_WORDS[seen.status][language]} ${at(seen.at)}`)
          .join(', ')
        context.say(
          `  ${message.id}  ${STATE_WORDS[message.status][language]}  ${message.handedOverAt === null ? '-' : at(message.handedOverAt)}  ${steps}`,
        )
      }
    }
    for (const line of ahead) {
      context.say(
        `${itemNumber(line)}  ${line.rule}  ${at(line.dueAt)}  (${PLAN_WORDS[line.decision][language]})\n  ${inWords(line.reason)}`,
      )
    }
  })
}

function aboutWhom(context: CommandContext, { appointment, recall, patient }: WhyOptions): AboutWhom {
  const named = [appointment, recall, patient].filter((id) => id !== undefined)
  if (named.length === 1) {
    if (appointment !== undefined) return { kind: 'appointment', id: toAppointmentId(appointment) }
    if (recall !== undefined) return { kind: 'recall', id: toRecallId(recall) }
    if (patient !== undefined) return { kind: 'patient', id: toHostPatientId(patient) }
  }
  throw new RecallError('USAGE', {
    detail: context.words(
      'Genau eines angeben: --appointment, --recall oder --patient.',
      'Name exactly one of --appointment, --recall, --patient.',
    ),
  })
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RecallError('USAGE', { detail: `${option}: ${least}–${most}` })
  }
  return value
}
