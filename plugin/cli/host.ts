/** `host check|sync` */
import type { Command } from 'commander'
import { countUnmatched } from '../consent/stored-form.js'
import { errorText } from '../errors.js'
import { syncHost } from '../host/sync.js'
import { type CommandContext, withPractice, type Run } from './context.js'
import { FINDING } from './exit.js'
import { SYNC_WORDS } from '../words/host.js'
import { unmatchedWords } from './unmatched-forms.js'

export function hostCommands(root: Command, run: Run): void {
  const host = root.command('host').description('the practice software that is read')
  host
    .command('check')
    .description('says of each data source whether it can be read')
    .action((_options: unknown, command: Command) => run(command, check))
  host
    .command('sync')
    .description('reads what is new or changed')
    .action((_options: unknown, command: Command) => run(command, sync))
}

function check(context: CommandContext): Promise<void> {
  return withPractice(context, async (practice) => {
    const unmatchedForms = await countUnmatched(practice)
    for (const adapter of practice.hosts) {
      const result = await adapter.check()
      const forms = adapter.forms === undefined ? {} : { unmatchedForms }
      if (result.ok) {
        context.emit({ host: adapter.id, ok: true, problem: null, ...forms })
        context.say(`${adapter.id}: ${context.words('in Ordnung', 'ok')}`)
        continue
      }
      context.exit(FINDING)
      const { problem, remedy } = errorText(result.problem.code, result.problem.details, context.language)
      context.emit({
        host: adapter.id,
        ok: false,
        problem: { code: result.problem.code, message: problem },
        ...forms,
      })
      context.say(`${adapter.id}: ${result.problem.code}: ${problem}\n  ${remedy}`)
    }
    if (unmatchedForms > 0) context.say(unmatchedWords(unmatchedForms, context.language))
  })
}

function sync(context: CommandContext): Promise<void> {
  const say = (what: string): string => SYNC_WORDS[what as keyof typeof SYNC_WORDS][context.language]
  return withPractice(context, async (practice) => {
    for (const adapter of practice.hosts) {
      const { patients, appointments, recalls, problems } = await syncHost(practice, adapter)
      context.emit({
        host: adapter.id,
        patients,
        appointments,
        recalls,
        problems: problems.map(({ code, details }) => ({
          code,
          ...details,
          message: errorText(code, details, context.language).problem,
        })),
      })
      for (const [name, counts] of Object.entries({ patients, appointments, recalls })) {
        context.say(
          `${adapter.id}: ${say(name)}: ${Object.entries(counts)
            .map(([what, count]) => `${say(what)} ${String(count)}`)
            .join(', ')}`,
        )
      }
      for (const { code, details } of problems) {
        context.exit(FINDING)
        const { problem, remedy } = errorText(code, details, context.language)
        context.say(`${code}: ${problem}\n  ${remedy}`)
      }
    }
  })
}
