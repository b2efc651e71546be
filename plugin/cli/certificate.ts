/** `consent certificate` */
import type { Command } from 'commander'
import { toHostPatientId } from '../ids.js'
import { certificate } from '../proof/certificate.js'
import { withPractice, type Run } from './context.js'
import { writeNewFile } from './new-file.js'

interface Options {
  patient: string
  out: string
  force: boolean
  by: string
}

export function certificateCommand(consent: Command, run: Run): void {
  consent
    .command('certificate')
    .description("printable proof of one patient's consents (PDF), with the bundle to check it attached")
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .requiredOption('--out <file>', 'the PDF to write')
    .option('--force', 'overwrites it', false)
    .option('--by <name>', 'who takes it out; kept in the access log', 'command line')
    .action((options: Options, command: Command) =>
      run(command, (context) =>
        withPractice(context, async (practice) => {
          const { pdf, ...made } = await certificate(practice, toHostPatientId(options.patient), {
            language: context.language,
            actor: options.by,
          })
          const file = await writeNewFile(options.out, pdf, options)
          context.emit({ patient: options.patient, file, ...made })
          context.say(context.words(`Einträge ${made.entries}: ${file}`, `entries ${made.entries}: ${file}`))
        }),
      ),
    )
}
