/** `consent renewals` */
import type { Command } from 'commander'
import { consentRenewals } from '../consent/renewals.js'
import type { RunningPractice } from '../installation.js'
import { doubtText } from '../review/doubt-texts.js'
import { type CommandContext, type Run, withPractice } from './context.js'
import { STATUS_WORDS } from '../words/ledger.js'
import { PURPOSE_WORDS } from '../words/purposes.js'
import { table } from './table.js'

const PAGE = 500

export function renewalCommand(consent: Command, run: Run): void {
  consent
    .command('renewals')
    .description('patients whose consent has to be asked for anew, and why')
    .action((_options: unknown, command: Command) => run(command, (context) => list(context)))
}

function list(context: CommandContext): Promise<void> {
  return withPractice(context, async (practice) => {
    const rows: string[][] = []
    for await (const { patient, purposes } of everyRenewal(practice)) {
      context.emit({ patient, purposes })
      for (const { purpose, status, since, reasons } of purposes) {
        const why = reasons.map((reason) => doubtText(reason, context.language)).join(' ')
        rows.push([
          patient,
          PURPOSE_WORDS[purpose][context.language],
          STATUS_WORDS[status][context.language],
          since?.slice(0, 10) ?? '-',
          why,
        ])
      }
    }
    context.say(
      table(
        context.words('PatNr|Zweck|Stand|seit|Warum', 'patient|purpose|status|since|why').split('|'),
        rows,
        context.words('Niemand ist neu zu fragen.', 'Nobody has to be asked anew.'),
      ),
    )
  })
}

async function* everyRenewal(
  practice: RunningPractice,
): AsyncGenerator<Awaited<ReturnType<typeof consentRenewals>>['items'][number]> {
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof consentRenewals>> = await consentRenewals(practice, {
      cursor,
      limit: PAGE,
    })
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}
