/** `halt --by NAME`, `resume --by NAME`: opens the database alone, so that it works without keys and secrets, too. */
import type { Command } from 'commander'
import { momentText } from '../document/moment.js'
import { halt, resume, type SendingState, type Switchable } from '../outbox/halt.js'
import { openDatabase } from '../storage/database.js'
import { assertMigrated } from '../storage/migrate.js'
import { systemClock, type Instant } from '../time.js'
import { type CommandContext, openConfiguration, practiceOf, type Run } from './context.js'

export function haltCommands(root: Command, run: Run): void {
  const add = (
    name: string,
    description: string,
    press: (practice: Switchable, by: string) => Promise<SendingState>,
  ): void => {
    root
      .command(name)
      .description(description)
      .requiredOption('--by <name>', 'who decides it')
      .action(({ by }: { by: string }, command: Command) =>
        run(command, (context) => turn(context, by, press)),
      )
  }
  add('halt', 'stops all sending at once', halt)
  add('resume', 'lets sending begin again', resume)
}

async function turn(
  context: CommandContext,
  by: string,
  press: (practice: Switchable, by: string) => Promise<SendingState>,
): Promise<void> {
  const opened = openConfiguration(context)
  const configuration = practiceOf(context, opened)
  const database = openDatabase(opened.database)
  try {
    await assertMigrated(database)
    const state = await press({ configuration, database, clock: systemClock }, by)
    context.emit({ practice: configuration.id, ...state })
    const at = (since: Instant): string => momentText(since, configuration.timeZone, context.language)
    context.say(
      state.halted
        ? context.words(
            `${configuration.id}: Versand angehalten seit ${at(state.since)}, von ${state.by}.`,
            `${configuration.id}: sending is halted since ${at(state.since)}, by ${state.by}.`,
          )
        : context.words(
            `${configuration.id}: Versand ist nicht angehalten.`,
            `${configuration.id}: sending is not halted.`,
          ),
    )
  } finally {
    await database.close()
  }
}
