/** `sandbox` */
import { once } from 'node:events'
import type { Command } from 'commander'
import { RecallError } from '../errors.js'
import { describeSandbox } from '../sandbox/describe.js'
import { startSandbox } from '../sandbox/sandbox.js'
import { templatesAsApproved } from '../sandbox/approved.js'
import { type CommandContext, hasNoConfiguration, openConfiguration, type Run } from './context.js'

interface Options {
  port: string
  webhook?: string
  webhookSecret?: string
  clock: 'real' | 'virtual'
}

export function sandboxCommand(root: Command, run: Run): void {
  root
    .command('sandbox')
    .description(
      'the local 360dialog: accepts messages, reports statuses, plays patients; nothing leaves this machine',
    )
    .option('--port <port>', 'port on the loopback address', '4361')
    .option('--webhook <url>', 'where statuses and replies go')
    .option('--webhook-secret <secret>', 'sent with them as bearer token (default: D360_WEBHOOK_SECRET)')
    .option('--clock <clock>', 'real, or virtual: moved through the control plane', 'real')
    .action((options: Options, command: Command) => run(command, (context) => serve(context, options)))
}

async function serve(context: CommandContext, options: Options): Promise<void> {
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new RecallError('USAGE', { detail: '--port' })
  if (!['real', 'virtual'].includes(options.clock)) throw new RecallError('USAGE', { detail: '--clock' })
  const configuration = hasNoConfiguration(context) ? null : openConfiguration(context)
  const secret = options.webhookSecret ?? context.environment['D360_WEBHOOK_SECRET']
  const channels = (configuration?.practices ?? [null]).map((practice, index) => ({
    apiKey: context.environment['D360_API_KEY'] ?? `sandbox-key-${index + 1}`,
    phoneNumberId: practice?.whatsapp.phoneNumberId ?? '106540352242922',
    displayPhone: practice?.whatsapp.phone ?? '+493012345600',
    wabaId: `10000000000000${index}`,
    templates: practice === null ? [] : templatesAsApproved(practice.templates),
    ...(options.webhook === undefined
      ? {}
      : {
          webhook: {
            url: options.webhook,
            headers: secret === undefined ? {} : { Authorization: `Bearer ${secret}` },
          },
        }),
  }))
  const sandbox = await startSandbox({ port, channels, clock: options.clock })
  context.emit({
    url: sandbox.url,
    channels: channels.map(({ apiKey, phoneNumberId, displayPhone }) => ({
      apiKey,
      phoneNumberId,
      displayPhone,
    })),
  })
  context.say(describeSandbox(sandbox.url, channels, context.language))
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  await sandbox.close()
}
