/** `migrate` */
import type { Command } from 'commander'
import { openDatabase } from '../storage/database.js'
import { migrate } from '../storage/migrate.js'
import { openConfiguration, type Run } from './context.js'

export function migrateCommand(root: Command, run: Run): void {
  root
    .command('migrate')
    .description('brings the database up to date')
    .action((_options: unknown, command: Command) =>
      run(command, async (context) => {
        const database = openDatabase(openConfiguration(context).database)
        try {
          const applied = await migrate(database)
          context.emit({ applied })
          context.say(
            applied.length === 0
              ? context.words('Die Datenbank ist auf dem neuesten Stand.', 'The database is up to date.')
              : `${context.words('Angewendet:', 'Applied:')}\n${applied.map((name) => `  ${name}`).join('\n')}`,
          )
        } finally {
          await database.close()
        }
      }),
    )
}
