/** `run` */
import type { Command } from 'commander'
import type { TickCounts } from '../tick.js'
import { chosenPractice, type CommandContext, errorLines, withPlugin, type Run } from './context.js'
import { EXIT_OF_KIND } from './exit.js'
import { unmatchedWords } from './unmatched-forms.js'

export function runCommand(root: Command, run: Run): void {
  root
    .command('run')
    .description('one turn now: reads hosts and forms, plans, sends what is due; for external schedulers')
    .action((_options: unknown, command: Command) =>
      run(command, (context) =>
        withPlugin(context, async (plugin) => {
          report(context, await plugin.run(chosenPractice(context, plugin.configuration)))
        }),
      ),
    )
}

function report(context: CommandContext, counts: TickCounts): void {
  const {
    forms,
    patients,
    appointments,
    planned,
    sent,
    skipped,
    failed,
    unknown,
    unmatchedForms,
    problems,
    failures,
  } = counts
  context.emit({ forms, patients, appointments, planned, sent, skipped, failed, unknown })
  context.say(countsLine(counts, context.words))
  if (unmatchedForms > 0) context.say(unmatchedWords(unmatchedForms, context.language))
  if (problems > 0) {
    context.warn(
      context.words(
        `${problems} Datensätze oder Dateien waren nicht verwendbar; die Zeilen darüber nennen sie.`,
        `${problems} records or files could not be used; the lines above name them.`,
      ),
    )
  }
  for (const failure of failures) {
    context.warn(errorLines(failure, context.language))
    context.exit(EXIT_OF_KIND[failure.kind])
  }
}

/** What a turn did, in one line. */
export function countsLine(counts: TickCounts, words: (de: string, en: string) => string): string {
  return words(
    `Formulare ${counts.forms}, Patienten ${counts.patients}, Termine ${counts.appointments}, geplant ${counts.planned}, gesendet ${counts.sent}, ausgelassen ${counts.skipped}, fehlgeschlagen ${counts.failed}, ungewiss ${counts.unknown}`,
    `forms ${counts.forms}, patients ${counts.patients}, appointments ${counts.appointments}, planned ${counts.planned}, sent ${counts.sent}, skipped ${counts.skipped}, failed ${counts.failed}, unknown ${counts.unknown}`,
  )
}
