/** `privacy witness [--begin-anew]` */
import { Option, type Command } from 'commander'
import { RecallError } from '../errors.js'
import { findingText } from '../gates/findings.js'
import { witnessFacts, witnessVerdict } from '../gates/witness.js'
import { beginWitness, DATABASES, type WitnessBeginning } from '../privacy/witness/begin.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { FINDING } from './exit.js'

interface WitnessOptions {
  beginAnew: boolean
  database?: WitnessBeginning['database']
  by: string
}
export function witnessCommand(privacy: Command, run: Run): void {
  privacy
    .command('witness')
    .description(
      'the file outside the database that knows what was taken back: does it agree; with --begin-anew a lost or changed one is replaced, and nothing is sent before somebody has said what this database is',
    )
    .option('--begin-anew', 'puts the old file aside and begins a new one', false)
    .addOption(
      new Option(
        '--database <which>',
        'newest: this database has forgotten nothing; older_copy: it comes from a backup, so everybody who agreed is held until asked',
      ).choices(DATABASES),
    )
    .option('--by <name>', 'who decides it; kept in the access log', 'command line')
    .action((options: WitnessOptions, command: Command) =>
      run(command, (context) => witness(context, options)),
    )
}

function witness(context: CommandContext, options: WitnessOptions): Promise<void> {
  return withPractice(context, async (practice) => {
    if (options.beginAnew) {
      if (options.database === undefined)
        throw new RecallError('USAGE', {
          detail: context.words(
            'Mit --database newest oder --database older_copy sagen, was diese Datenbank ist.',
            'Say with --database newest or --database older_copy what this database is.',
          ),
        })
      const { held } = await beginWitness(practice, { database: options.database, by: options.by })
      context.emit({ state: 'agree', held })
      context.say(
        context.words(
          `Eine neue Zeugendatei ist begonnen. Angehalten, bis sie gefragt wurden: ${held} Personen.`,
          `A new witness file is begun. Held until they were asked: ${held} persons.`,
        ),
      )
      return
    }
    const verdict = witnessVerdict(await witnessFacts(practice))
    context.emit({ state: verdict.level === 'ok' ? 'agree' : verdict.finding })
    if (verdict.level === 'ok') {
      context.say(context.words('Zeuge und Datenbank stimmen überein.', 'Witness and database agree.'))
      return
    }
    const { problem, remedy } = findingText(verdict.finding, verdict.details, context.language)
    context.say(`${problem}\n  ${remedy}`)
    context.exit(FINDING)
  })
}
