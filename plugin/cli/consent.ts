/** `consent status|history|record|withdraw|renewals` */
import type { Command } from 'commander'
import { NUMBER_HOLDERS, REPRESENTATIVES, type NumberHolder, type Representative } from '../consent/entry.js'
import type { Practice } from '../configuration/configuration.js'
import { formOf, refusedOnForm } from '../consent/wording/of-form.js'
import { patientConsents, type PatientConsents } from '../consent/history.js'
import { isPurpose, PURPOSES, type Purpose } from '../consent/purpose.js'
import { recordAtReception, type ReceptionDeclaration } from '../consent/reception.js'
import { type Language, RecallError } from '../errors.js'
import { doubtText, incompleteText } from '../review/doubt-texts.js'
import { toHostPatientId } from '../ids.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { METHOD_WORDS, STATUS_WORDS, TYPE_WORDS } from '../words/ledger.js'
import type { Instant, LocalDate } from '../time.js'
import { PURPOSE_WORDS, purposesText } from '../words/purposes.js'
import { dayText, momentText } from '../document/moment.js'
import { renewalCommand } from './renewals.js'
import { certificateCommand } from './certificate.js'
import { receiptCommand } from './receipt.js'
import { table } from './table.js'

interface DeclarationOptions {
  patient: string
  purpose?: string[]
  result?: string
  by?: string
  wording?: string
  note?: string
  actorRole?: string
  actorName?: string
  numberHolder?: string
}

export function consentCommands(root: Command, run: Run): void {
  const consent = root.command('consent').description("one patient's consents")
  consent
    .command('status')
    .description('state per purpose')
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .action((options: { patient: string }, command: Command) =>
      run(command, (context) => status(context, options.patient)),
    )
  consent
    .command('history')
    .description('every entry of the ledger about this patient')
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .action((options: { patient: string }, command: Command) =>
      run(command, (context) => history(context, options.patient)),
    )
  consent
    .command('record')
    .description(
      'records what a patient declared at the reception; a yes stays pending until the patient confirms it',
    )
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .requiredOption('--purpose <purpose...>', PURPOSES.join(', '))
    .requiredOption('--result <result>', 'granted or refused')
    .requiredOption('--by <name>', 'who enters it')
    .option('--wording <id>', 'the wording that was shown')
    .option('--actor-role <role>', `who declared it for the patient: ${REPRESENTATIVES.join(', ')}`)
    .option('--actor-name <name>', 'and the name of that person')
    .option('--number-holder <holder>', `whose number it is: ${NUMBER_HOLDERS.join(', ')}`)
    .option('--note <text>', 'kept as evidence')
    .action((options: DeclarationOptions, command: Command) =>
      run(command, (context) => record(context, options, declared(options.result))),
    )
  certificateCommand(consent, run)
  receiptCommand(consent, run)
  consent
    .command('withdraw')
    .description('takes consents back at once; without --purpose all of them')
    .requiredOption('--patient <hostPatientId>', "the host's patient number")
    .option('--purpose <purpose...>', PURPOSES.join(', '))
    .option('--by <name>', 'who enters it', 'command line')
    .option('--note <text>', 'kept as evidence')
    .action((options: DeclarationOptions, command: Command) =>
      run(command, (context) => record(context, options, 'withdrawn')),
    )
  renewalCommand(consent, run)
}

function status(context: CommandContext, patient: string): Promise<void> {
  return withPractice(context, async (practice) => {
    const consents = await patientConsents(practice, toHostPatientId(patient))
    context.emit({ patient: consents.patient, purposes: consents.purposes })
    const { language } = context
    const at = (instant: Instant): string => momentText(instant, practice.configuration.timeZone, language)
    context.say(
      table(
        context.language === 'de'
          ? ['Zweck', 'Stand', 'seit', 'Eintrag', 'Gründe']
          : ['purpose', 'status', 'since', 'entry', 'reasons'],
        Object.entries(consents.purposes).map(([purpose, state]) => [
          PURPOSE_WORDS[purpose as Purpose][language],
          STATUS_WORDS[state.status][language],
          state.since === null ? '-' : at(state.since),
          state.entry === null ? '-' : String(state.entry),
          state.reasons.map((reason) => doubtText(reason, language)).join(' '),
        ]),
      ),
    )
    for (const line of reasonsInWords(practice.configuration, consents, context.language)) context.say(line)
  })
}

/** Each code once. */
function reasonsInWords(
  configuration: Practice,
  { purposes, entries }: PatientConsents,
  language: Language,
): string[] {
  const lines = Object.entries(purposes).flatMap(([purpose, state]) =>
    state.reasons.map((code) => {
      const evidence = entries.find(({ seq }) => seq === state.entry)?.content?.evidence ?? null
      const words =
        code === 'wording_incomplete'
          ? incompleteText(refusedOnForm(configuration, formOf(evidence), [purpose]), language)
          : doubtText(code, language)
      return `${code}: ${words}`
    }),
  )
  return [...new Set(lines)]
}

function history(context: CommandContext, patient: string): Promise<void> {
  return withPractice(context, async (practice) => {
    const { entries } = await patientConsents(practice, toHostPatientId(patient))
    for (const entry of entries) context.emit(entry)
    const { language } = context
    const at = (instant: string): string => momentText(instant, practice.configuration.timeZone, language)
    // A form bears a day, everything else an instant.
    const givenText = (given: Instant | LocalDate | null): string => {
      if (given === null) return '-'
      return given.includes('T') ? at(given) : dayText(given, language)
    }
    context.say(
      table(
        context.language === 'de'
          ? ['Eintrag', 'eingetragen', 'Art', 'Zwecke', 'Weg', 'erklärt', 'Wortlaut', 'Gründe']
          : ['entry', 'recorded', 'type', 'purposes', 'method', 'given', 'wording', 'reasons'],
        entries.map(({ seq, recordedAt, type, content }) => [
          String(seq),
          at(recordedAt),
          TYPE_WORDS[type][language],
          content === null ? '-' : purposesText(content.purposes, language),
          content === null ? '-' : METHOD_WORDS[content.method][language],
          givenText(content?.givenAt ?? null),
          content?.wording?.id ?? '-',
          content?.reasons.map((reason) => doubtText(reason, language)).join(' ') ?? '-',
        ]),
        context.words('Diese Person hat nichts erklärt.', 'This person has declared nothing.'),
      ),
    )
  })
}

function record(
  context: CommandContext,
  options: DeclarationOptions,
  result: ReceptionDeclaration['result'],
): Promise<void> {
  return withPractice(context, async (practice) => {
    const recorded = await recordAtReception(practice, {
      patient: toHostPatientId(options.patient),
      result,
      purposes: options.purpose === undefined ? null : options.purpose.map(purposeNamed),
      by: options.by ?? '',
      wording: options.wording ?? null,
      note: options.note ?? null,
      actor: actorNamed(options),
      numberHolder: numberHolderNamed(options.numberHolder),
    })
    context.emit(recorded)
    const entries = recorded.entries.join(', ')
    context.say(
      context.words(
        `Eingetragen als ${entries}; ${recorded.cancelled} wartende Erinnerungen abgesagt.`,
        `Recorded as ${entries}; ${recorded.cancelled} waiting reminders cancelled.`,
      ),
    )
  })
}

function actorNamed({
  actorRole,
  actorName,
}: DeclarationOptions): { role: Representative; name: string } | null {
  if (actorRole === undefined && actorName === undefined) return null
  const role = REPRESENTATIVES.find((known) => known === actorRole)
  const name = actorName?.trim() ?? ''
  if (role === undefined || name === '')
    throw new RecallError('USAGE', { detail: `--actor-role: ${REPRESENTATIVES.join(', ')}; --actor-name` })
  return { role, name }
}

function numberHolderNamed(text: string | undefined): NumberHolder {
  const holder = text === undefined ? 'unknown' : NUMBER_HOLDERS.find((known) => known === text)
  if (holder === undefined)
    throw new RecallError('USAGE', { detail: `--number-holder: ${NUMBER_HOLDERS.join(', ')}` })
  return holder
}

function purposeNamed(text: string): Purpose {
  if (!isPurpose(text)) throw new RecallError('USAGE', { detail: `--purpose: ${PURPOSES.join(', ')}` })
  return text
}

function declared(result: string | undefined): 'granted' | 'refused' {
  if (result !== 'granted' && result !== 'refused')
    throw new RecallError('USAGE', { detail: '--result: granted, refused' })
  return result
}
