/** `ledger stamp` */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { stampCheckpoint } from '../proof/stamp-checkpoint.js'
import { withPractice, type Run } from './context.js'

export function stampCommand(ledger: Command, run: Run): void {
  ledger
    .command('stamp')
    .description('has the checkpoint stamped by the configured time-stamping authority (RFC 3161)')
    .option('--out <directory>', 'writes stamped-checkpoint.txt and stamped-checkpoint.token there')
    .action((options: { out?: string }, command: Command) =>
      run(command, (context) =>
        withPractice(context, async (practice) => {
          const stamped = await stampCheckpoint(practice)
          if (options.out !== undefined) {
            await writeFile(join(options.out, 'stamped-checkpoint.txt'), stamped.note, { mode: 0o600 })
            await writeFile(join(options.out, 'stamped-checkpoint.token'), stamped.token, { mode: 0o600 })
          }
          const { size, authority, stampedAt } = stamped
          context.emit({ size, authority, stampedAt })
          context.say(
            context.words(
              `Prüfpunkt über ${size} Einträge gestempelt: ${stampedAt}, ${authority}`,
              `Checkpoint of ${size} entries stamped: ${stampedAt}, ${authority}`,
            ),
          )
        }),
      ),
    )
}
