/** `ledger stamp` */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { writeBundle } from '../consent/bundle.js'
import type { OpenPractice } from '../practice.js'
import { stampCheckpoint } from '../proof/stamp-checkpoint.js'
import { withPractice, type Run } from './context.js'

export function stampCommand(ledger: Command, run: Run): void {
  ledger
    .command('stamp')
    .description('has the checkpoint stamped by the configured time-stamping authority (RFC 3161)')
    .option('--out <directory>', 'writes stamped-checkpoint.txt and stamped-checkpoint.token there')
    .option('--force', 'overwrites an earlier one in that folder', false)
    .action((options: { out?: string; force: boolean }, command: Command) =>
      run(command, (context) =>
        withPractice(context, async (practice) => {
          const { out, force } = options
          const stamped =
            out === undefined
              ? await stampCheckpoint(practice)
              : await stampInto(practice, resolve(out), force)
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

const NOTE = 'stamped-checkpoint.txt'
const TOKEN = 'stamped-checkpoint.token'

/** The folder is tried before the authority is asked. */
function stampInto(
  practice: OpenPractice,
  directory: string,
  force: boolean,
): ReturnType<typeof stampCheckpoint> {
  return writeBundle(directory, { all: [NOTE, TOKEN], seal: TOKEN, absent: [], force }, async (bundle) => {
    const stamped = await stampCheckpoint(practice)
    await bundle.append(NOTE, stamped.note)
    await bundle.append(TOKEN, stamped.token)
    return stamped
  })
}
