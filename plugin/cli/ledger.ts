/** `ledger verify|checkpoint|export|prove` */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { checkpoint } from '../consent/checkpoint.js'
import { exportLedger } from '../consent/export.js'
import { proveEntry } from '../consent/prove.js'
import { verifyLedger } from '../consent/verify.js'
import { RecallError } from '../errors.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { FINDING } from './exit.js'

export function ledgerCommands(root: Command, run: Run): void {
  const ledger = root.command('ledger').description('the consent ledger as a whole')
  ledger
    .command('verify')
    .description('rebuilds everything from storage and names the first broken entry')
    .option('--checkpoint <file>', 'an older signed note, which the log must extend')
    .action((options: { checkpoint?: string }, command: Command) =>
      run(command, (context) => verify(context, options.checkpoint)),
    )
  ledger
    .command('checkpoint')
    .description('prints the signed head; keep it somewhere else')
    .action((_options: unknown, command: Command) => run(command, signedHead))
  ledger
    .command('export')
    .description('writes a bundle that can be verified offline')
    .requiredOption('--out <directory>', 'an empty or new folder')
    .option('--content', 'with the contents of the entries: personal data', false)
    .action((options: { out: string; content: boolean }, command: Command) =>
      run(command, (context) => exportTo(context, options)),
    )
  ledger
    .command('prove')
    .description('inclusion proof of one entry')
    .argument('<entry>', 'its number, from 0')
    .action((entry: string, _options: unknown, command: Command) =>
      run(command, (context) => prove(context, entry)),
    )
}

function verify(context: CommandContext, file: string | undefined): Promise<void> {
  return withPractice(context, async (practice) => {
    const older = file === undefined ? {} : { older: { note: await readNote(file), file } }
    const {
      ok,
      entries,
      root,
      checkpoint: head,
      firstBroken,
    } = await verifyLedger(practice.database, practice.keys, older)
    context.emit({ ok, entries, root, checkpoint: head, firstBroken })
    if (ok) {
      context.say(
        context.words(
          `In Ordnung: ${entries} Einträge, Wurzel ${root}`,
          `Verified: ${entries} entries, root ${root}`,
        ),
      )
      return
    }
    context.exit(FINDING)
    const broken = new RecallError('LEDGER_BROKEN', {
      entry: String(firstBroken?.seq ?? '-'),
      reason: firstBroken?.reason ?? '-',
    })
    context.say(
      context.words(
        `Nicht in Ordnung: Eintrag ${broken.details['entry']}, ${broken.details['reason']}`,
        broken.message,
      ),
    )
  })
}

function signedHead(context: CommandContext): Promise<void> {
  return withPractice(context, async (practice) => {
    const note = await checkpoint(practice)
    context.emit({ checkpoint: note })
    // The note ends with its own line break, which belongs to it.
    context.say(note.replace(/\n$/, ''))
  })
}

function exportTo(context: CommandContext, options: { out: string; content: boolean }): Promise<void> {
  return withPractice(context, async (practice) => {
    const exported = await exportLedger(practice, resolve(options.out), { content: options.content })
    context.emit(exported)
    context.say(
      context.words(
        `${exported.entries} Einträge nach ${exported.directory}: ${exported.files.join(', ')}`,
        `${exported.entries} entries to ${exported.directory}: ${exported.files.join(', ')}`,
      ),
    )
  })
}

function prove(context: CommandContext, entry: string): Promise<void> {
  if (!/^\d{1,15}$/.test(entry))
    throw new RecallError('USAGE', {
      detail: context.words('Die Nummer des Eintrags fehlt.', 'Name the entry by its number.'),
    })
  return withPractice(context, async (practice) => {
    const proof = await proveEntry(practice, Number(entry))
    context.emit(proof)
    context.say(JSON.stringify(proof, null, 2))
  })
}

async function readNote(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new RecallError('FILE_UNREADABLE', { file, reason: 'cannot be opened' }, { cause: error })
  }
}
