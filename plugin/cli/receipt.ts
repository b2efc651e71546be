/** `consent receipt` */
import type { Command } from 'commander'
import { RecallError } from '../errors.js'
import { toHostPatientId } from '../ids.js'
import { fhirConsents, patientReceipt } from '../proof/patient-receipt.js'
import { withPractice, type Run } from './context.js'

interface Options {
  patient: string
  format: string
  by: string
}

/** Machine-readable by nature: JSON on stdout with or without `--json`. */
export function receiptCommand(consent: Command, run: Run): void {
  consent
    .command('receipt')
    .description("one patient's consents as JSON: ISO/IEC TS 27560 receipt, or FHIR R4 Consent")
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .option('--format <format>', 'iso27560 or fhir', 'iso27560')
    .option('--by <name>', 'who takes it out; kept in the access log', 'command line')
    .action((options: Options, command: Command) =>
      run(command, (context) =>
        withPractice(context, async (practice) => {
          const patient = toHostPatientId(options.patient)
          const receipt = await receiptOf(options.format)(practice, patient, options.by)
          context.emit(receipt)
          context.say(JSON.stringify(receipt, null, 2))
        }),
      ),
    )
}

function receiptOf(format: string): typeof fhirConsents | typeof patientReceipt {
  if (format === 'fhir') return fhirConsents
  if (format === 'iso27560') return patientReceipt
  throw new RecallError('USAGE', { detail: '--format: iso27560, fhir' })
}
