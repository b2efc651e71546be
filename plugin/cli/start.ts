/** `start` */
import type { Command } from 'commander'
import { RecallError } from '../errors.js'
import { createPlugin } from '../plugin.js'
import {
  type CommandContext,
  configurationFile,
  hasNoConfiguration,
  openConfiguration,
  type Run,
} from './context.js'
import { startSample } from './sample.js'
import { listen, untilStopped } from './serve.js'

export function startCommand(root: Command, run: Run): void {
  root
    .command('start')
    .description('HTTP API, webhook receiver and schedule; without a configuration the sample practice')
    .action((_options: unknown, command: Command) =>
      run(command, (context) => (hasNoConfiguration(context) ? startSample(context) : start(context))),
    )
}

async function start(context: CommandContext): Promise<void> {
  const { server } = openConfiguration(context)
  assertStopCanComeIn(context)
  const listening = await listen(server.host, server.port)
  try {
    const plugin = await createPlugin(configurationFile(context), { environment: context.environment })
    listening.app.use(plugin.router)
    const address = server.publicUrl ?? listening.url
    context.emit({
      url: listening.url,
      docs: `${listening.url}/docs`,
      practices: plugin.configuration.practices.map(({ id }) => id),
    })
    context.say(
      context.words(
        `anamnese-recall läuft: ${listening.url}/docs`,
        `anamnese-recall is running: ${listening.url}/docs`,
      ),
    )
    for (const { id } of plugin.configuration.practices)
      context.say(`  webhook: ${address}/webhooks/360dialog/${id}`)
    warnOfMissingApiKey(context)
    const ended = untilStopped(listening, plugin)
    await plugin.start()
    await ended
  } finally {
    listening.server.close()
  }
}

/**
 * Without the webhook's secret no STOP could come in, so nothing may go out either.
 * @throws RecallError SECRET_MISSING
 */
function assertStopCanComeIn({ environment }: CommandContext): void {
  if ((environment['D360_WEBHOOK_SECRET'] ?? '') === '')
    throw new RecallError('SECRET_MISSING', { name: 'D360_WEBHOOK_SECRET' })
}

function warnOfMissingApiKey(context: CommandContext): void {
  if ((context.environment['RECALL_API_KEY'] ?? '') !== '') return
  context.warn(
    context.words(
      'RECALL_API_KEY fehlt: die HTTP-API weist alle ab.',
      'RECALL_API_KEY is not set: the HTTP API refuses everybody.',
    ),
  )
}
