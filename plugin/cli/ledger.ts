/** `ledger verify|checkpoint|export|stamp|prove` */
import { resolve } from 'node:path'
import cliProgress from 'cli-progress'
import type { Command } from 'commander'
import { checkpoint } from '../consent/checkpoint.js'
import { exportLedger, exportPerson } from '../consent/export.js'
import { proveConsistency, proveEntry } from '../consent/prove.js'
import { brokenLedger } from '../consent/broken-ledger.js'
import { verifyLedger } from '../consent/verify/verify.js'
import type { Finding } from '../consent/verify/finding.js'
import { RecallError } from '../errors.js'
import { subjectNamed } from '../host/patients.js'
import { toHostPatientId } from '../ids.js'
import { witnessFacts } from '../gates/witness.js'
import type { RunningPractice } from '../installation.js'
import { type CommandContext, errorLines, withPractice, type Run } from './context.js'
import { FINDING } from './exit.js'
import { bytesOf } from './file.js'
import { stampCommand } from './stamp.js'

const WORTH_A_BAR = 50_000

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
    .option('--patient <hostPatientId>', "one patient's entries only, with contents and proofs")
    .option('--by <name>', 'who takes it out; kept in the access log', 'command line')
    .option('--force', 'overwrites an earlier bundle in that folder', false)
    .action((options: ExportCommand, command: Command) =>
      run(command, (context) => exportTo(context, options)),
    )
  stampCommand(ledger, run)
  ledger
    .command('prove')
    .description('inclusion proof of one entry, or proof that the ledger extends an older one')
    .argument('[entry]', 'its number, from 0')
    .option('--consistency <size>', 'how many entries the older checkpoint has')
    .action((entry: string | undefined, options: { consistency?: string }, command: Command) =>
      run(command, (context) => prove(context, entry, options.consistency)),
    )
}

function verify(context: CommandContext, file: string | undefined): Promise<void> {
  return withPractice(context, async (practice) => {
    const older = file === undefined ? {} : { older: { note: (await bytesOf(file)).toString('utf8'), file } }
    const {
      entries,
      root,
      checkpoint: head,
      firstBroken: broken,
    } = await whileShowing((progress) =>
      verifyLedger(practice.database, practice.keys, { ...older, now: practice.clock.now(), progress }),
    )
    // A ledger that is sound in itself may still be an older one, or an empty one in the place of another.
    const firstBroken: Finding | null = broken ?? (await againstWitness(context, practice))
    const ok = firstBroken === null
    context.emit({ ok, entries, root, checkpoint: head, firstBroken })
    if (firstBroken === null) {
      context.say(
        context.words(
          `In Ordnung: ${entries} Einträge, Wurzel ${root}`,
          `Verified: ${entries} entries, root ${root}`,
        ),
      )
      return
    }
    context.exit(FINDING)
    context.say(errorLines(brokenLedger(firstBroken.seq, firstBroken.reason), context.language))
  })
}

/** A witness that cannot be read is told, and is a finding of its own. */
async function againstWitness(context: CommandContext, practice: RunningPractice): Promise<Finding | null> {
  const facts = await witnessFacts(practice)
  if (facts.kind === 'set_back' || facts.kind === 'foreign') return { seq: null, reason: 'witness_differs' }
  if (facts.kind === 'unreadable') {
    context.warn(
      errorLines(new RecallError('WITNESS_UNREADABLE', { reason: facts.reason }), context.language),
    )
    context.exit(FINDING)
  }
  return null
}

/** A bar on stderr where that is a terminal and the ledger a large one. */
async function whileShowing<T>(
  work: (progress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new cliProgress.SingleBar({ stream: process.stderr, clearOnComplete: true })
  try {
    return await work((done, of) => {
      if (!process.stderr.isTTY || of < WORTH_A_BAR) return
      if (bar.isActive) bar.update(done)
      else bar.start(of, done)
    })
  } finally {
    bar.stop()
  }
}

function signedHead(context: CommandContext): Promise<void> {
  return withPractice(context, async (practice) => {
    const note = await checkpoint(practice)
    context.emit({ checkpoint: note })
    // The note ends with its own line break, which belongs to it.
    context.say(note.replace(/\n$/, ''))
  })
}

interface ExportCommand {
  out: string
  content: boolean
  patient?: string
  by: string
  force: boolean
}

function exportTo(
  context: CommandContext,
  { out, content, patient, by, force }: ExportCommand,
): Promise<void> {
  return withPractice(context, async (practice) => {
    const directory = resolve(out)
    const options = { force, actor: by }
    const exported =
      patient === undefined
        ? await exportLedger(practice, directory, { ...options, content })
        : await exportPerson(
            practice,
            await subjectNamed(practice.database.knex, practice.keys, toHostPatientId(patient)),
            directory,
            options,
          )
    context.emit(exported)
    context.say(
      context.words(
        `${exported.entries} Einträge nach ${exported.directory}: ${exported.files.join(', ')}`,
        `${exported.entries} entries to ${exported.directory}: ${exported.files.join(', ')}`,
      ),
    )
  })
}

function prove(
  context: CommandContext,
  entry: string | undefined,
  consistency: string | undefined,
): Promise<void> {
  const [number = '', ...others] = [entry, consistency].flatMap((text) => text ?? [])
  if (others.length > 0 || !/^\d{1,15}$/.test(number))
    throw new RecallError('USAGE', {
      detail: context.words(
        'Entweder die Nummer eines Eintrags angeben oder mit --consistency die Größe eines älteren Prüfpunkts.',
        'Name either an entry by its number, or with --consistency the size of an older checkpoint.',
      ),
    })
  return withPractice(context, async (practice) => {
    const proof =
      entry === undefined
        ? await proveConsistency(practice, Number(number))
        : await proveEntry(practice, Number(number))
    context.emit(proof)
    context.say(JSON.stringify(proof, null, 2))
  })
}
