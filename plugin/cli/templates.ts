/** `templates list|check` */
import type { Command } from 'commander'
import { errorText } from '../errors.js'
import { refreshTemplates } from '../whatsapp/approval.js'
import { type CommandContext, openConfiguration, practiceOf, withPractice, type Run } from './context.js'
import { FINDING } from './exit.js'
import { table } from './table.js'

export function templateCommands(root: Command, run: Run): void {
  const templates = root.command('templates').description('message templates')
  templates
    .command('list')
    .description('the templates of the configuration')
    .action((_options: unknown, command: Command) => run(command, list))
  templates
    .command('check')
    .description('compares them with the approved ones at 360dialog')
    .action((_options: unknown, command: Command) => run(command, check))
}

function list(context: CommandContext): Promise<void> {
  const { templates } = practiceOf(context, openConfiguration(context))
  for (const template of templates) context.emit(template)
  context.say(
    table(
      context.language === 'de'
        ? ['Name', 'Sprache', 'Kategorie', 'Felder', 'Text']
        : ['name', 'language', 'category', 'slots', 'body'],
      templates.map(({ name, language, category, slots, body }) => [
        name,
        language,
        category,
        slots.join(', '),
        body,
      ]),
    ),
  )
  return Promise.resolve()
}

function check(context: CommandContext): Promise<void> {
  return withPractice(context, async (practice) => {
    for (const { template, approval } of await refreshTemplates(
      practice,
      practice.provider(),
      practice.clock.now(),
    )) {
      const { name, language } = template
      if (approval.kind === 'ok') {
        context.emit({ name, language, ok: true, finding: null })
        context.say(`${name} (${language}): ${context.words('in Ordnung', 'ok')}`)
        continue
      }
      context.exit(FINDING)
      const { problem, remedy } = errorText(approval.code, approval.details, context.language)
      context.emit({ name, language, ok: false, finding: { code: approval.code, message: problem } })
      context.say(`${name} (${language}): ${approval.code}: ${problem}\n  ${remedy}`)
    }
  })
}
