/** `reviews list|decide|picture|file` */
import type { Command } from 'commander'
import { type Language, RecallError } from '../errors.js'
import { toHostPatientId, toReviewId } from '../ids.js'
import { decideReview } from '../review/decide-review.js'
import { formFile } from '../review/form-file.js'
import { listReviews, reviewPicture } from '../review/list-reviews.js'
import { REVIEW_DECISIONS, type Review, type ReviewDecision } from '../review/review.js'
import { type CommandContext, type Run, withPractice } from './context.js'
import { purposesText } from '../words/purposes.js'
import { DECISION_WORDS } from '../words/reviews.js'
import { writeNewFile } from './new-file.js'
import { table } from './table.js'

const PAGE = 200
/** In the log of who looked at what; a named person stands there for each decision. */
const ACTOR = 'command line'

interface DecideOptions {
  decision: string
  by: string
  patient?: string
  note?: string
}

export function reviewCommands(root: Command, run: Run): void {
  const reviews = root.command('reviews').description('what a person must decide')
  reviews
    .command('list')
    .description('the open cases, newest first')
    .option('--open', 'only those (the default)')
    .option('--all', 'those that are decided, too')
    .action((options: { open?: boolean; all?: boolean }, command: Command) =>
      run(command, (context) => list(context, options)),
    )
  reviews
    .command('decide <id>')
    .description('decides a case, once; the list says which decisions it offers')
    .requiredOption('--decision <decision>', REVIEW_DECISIONS.join(', '))
    .requiredOption('--by <name>', 'the named person who decides')
    .option('--patient <hostPatientId>', "whose it is: the host's patient number, with assigned")
    .option('--note <text>', 'kept as evidence')
    .action((id: string, options: DecideOptions, command: Command) =>
      run(command, (context) => decide(context, id, options)),
    )
  reviews
    .command('picture <id>')
    .description('the region of the form around the box in doubt')
    .requiredOption('--out <file>', 'PNG file to write')
    .action((id: string, options: { out: string }, command: Command) =>
      run(command, (context) => picture(context, id, options.out)),
    )
  reviews
    .command('file <id>')
    .description('what the host calls the form of the case')
    .action((id: string, _options: object, command: Command) => run(command, (context) => file(context, id)))
}

function list(context: CommandContext, options: { open?: boolean; all?: boolean }): Promise<void> {
  if (options.open === true && options.all === true)
    throw new RecallError('USAGE', { detail: '--open, --all' })
  const state = options.all === true ? 'all' : 'open'
  return withPractice(context, async (practice) => {
    const items: Review[] = []
    let cursor: string | null = null
    do {
      const page = await listReviews(practice, { state, cursor, limit: PAGE, actor: ACTOR })
      items.push(...page.items)
      cursor = page.next
    } while (cursor !== null)
    for (const item of items) context.emit(item)
    context.say(
      table(
        context
          .words(
            'Fall|PatNr|Zwecke|mögliche Entscheidungen|entschieden|Grund',
            'case|patient|purposes|possible decisions|decided|reason',
          )
          .split('|'),
        items.map((item) => [
          item.id,
          item.patient ?? '-',
          purposesText(item.purposes, context.language),
          item.decisions.map((decision) => decisionText(decision, context.language)).join(', '),
          item.decision === null ? '-' : decisionText(item.decision, context.language),
          item.reasons.map((reason) => reason[context.language]).join(' '),
        ]),
        context.words('Es gibt keine Fälle.', 'There are no cases.'),
      ),
    )
    if (items.some(({ state }) => state === 'open'))
      context.say(
        context.words(
          '\nEntscheiden: anamnese-recall reviews decide FALL --decision ENTSCHEIDUNG --by NAME\nWelche Datei es ist: anamnese-recall reviews file FALL',
          '\nTo decide: anamnese-recall reviews decide CASE --decision DECISION --by NAME\nWhich file it is: anamnese-recall reviews file CASE',
        ),
      )
  })
}

/** The code, which is what one types, and what it means. */
const decisionText = (decision: ReviewDecision, language: Language): string =>
  `${decision} (${DECISION_WORDS[decision][language]})`

function decide(context: CommandContext, id: string, options: DecideOptions): Promise<void> {
  const decision = decisionNamed(options.decision)
  const by = options.by.trim()
  if (by === '') throw new RecallError('USAGE', { detail: '--by' })
  return withPractice(context, async (practice) => {
    const decided = await decideReview(practice, toReviewId(id), {
      decision,
      by,
      patient: options.patient === undefined ? null : toHostPatientId(options.patient),
      note: options.note ?? null,
    })
    context.emit(decided)
    const words = DECISION_WORDS[decision]
    context.say(
      context.words(`${id}: ${words.de}, entschieden von ${by}.`, `${id}: ${words.en}, decided by ${by}.`),
    )
  })
}

function picture(context: CommandContext, id: string, file: string): Promise<void> {
  return withPractice(context, async (practice) => {
    const png = await reviewPicture(practice, toReviewId(id), ACTOR)
    await writeNewFile(file, png, { force: true })
    context.emit({ review: id, file, bytes: png.length })
    context.say(file)
  })
}

function file(context: CommandContext, id: string): Promise<void> {
  return withPractice(context, async (practice) => {
    const name = await formFile(practice, toReviewId(id), ACTOR)
    context.emit({ review: id, file: name })
    context.say(name)
  })
}

function decisionNamed(text: string): ReviewDecision {
  const decision = REVIEW_DECISIONS.find((known) => known === text)
  if (decision === undefined)
    throw new RecallError('USAGE', { detail: `--decision: ${REVIEW_DECISIONS.join(', ')}` })
  return decision
}
