/** What `anamnese-recall sandbox` says when it has started. */
import type { Language } from '../errors.js'
import type { ChannelOptions } from './channel.js'
import { CONTROL_PREFIX } from './control.js'
import { SPECIAL_NUMBERS } from './special-numbers.js'

/** @param channels as given at the start: their keys are the sandbox's own and no secrets */
export function describeSandbox(
  url: string,
  channels: readonly ChannelOptions[],
  language: Language,
): string {
  const words = WORDS[language]
  const lines = [words.started(url), '']
  for (const { apiKey, displayPhone, phoneNumberId, webhook } of channels) {
    lines.push(
      `${words.number} ${displayPhone} (${phoneNumberId})`,
      `  D360_BASE_URL=${url}`,
      `  D360_API_KEY=${apiKey}`,
      `  ${words.webhook}: ${webhook?.url ?? words.noWebhook}`,
      '',
    )
  }
  lines.push(
    `${words.control}: ${url}${CONTROL_PREFIX}/`,
    ...words.examples(`${url}${CONTROL_PREFIX}`),
    '',
    words.special,
  )
  for (const { phone, about } of SPECIAL_NUMBERS) lines.push(`  ${phone}  ${about[language]}`)
  return lines.join('\n')
}

interface Words {
  started(url: string): string
  number: string
  webhook: string
  noWebhook: string
  control: string
  examples(control: string): string[]
  special: string
}

const example = (what: string, command: string): string => `  ${what.padEnd(24)} ${command}`
const post = (url: string, body: object): string =>
  `curl ${url} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`
const ERIKA = { phone: '+4915112345678', name: 'Erika M.' }

const WORDS: Record<Language, Words> = {
  de: {
    started: (url) => `Die 360dialog-Sandbox läuft auf ${url}. Keine Nachricht verlässt diesen Rechner.`,
    number: 'Nummer',
    webhook: 'Webhook',
    noWebhook: 'keiner; setzen mit POST /v1/configs/webhook',
    control: 'Steuerung',
    examples: (control) => [
      example('Angenommene Nachrichten', `curl ${control}/messages`),
      example(
        'Patientin schreibt STOP',
        post(`${control}/inbound`, { from: ERIKA, content: { type: 'text', body: 'STOP' } }),
      ),
      example(
        'Nächste Antwort fehlt',
        post(`${control}/faults`, { effect: { kind: 'hang', accepted: true }, next: 1 }),
      ),
    ],
    special: 'Nummern mit festem Ausgang:',
  },
  en: {
    started: (url) => `The 360dialog sandbox runs on ${url}. No message leaves this machine.`,
    number: 'Number',
    webhook: 'webhook',
    noWebhook: 'none; set it with POST /v1/configs/webhook',
    control: 'Control plane',
    examples: (control) => [
      example('Accepted messages', `curl ${control}/messages`),
      example(
        'A patient writes STOP',
        post(`${control}/inbound`, { from: ERIKA, content: { type: 'text', body: 'STOP' } }),
      ),
      example(
        'Withhold the next answer',
        post(`${control}/faults`, { effect: { kind: 'hang', accepted: true }, next: 1 }),
      ),
    ],
    special: 'Numbers with a fixed outcome:',
  },
}
