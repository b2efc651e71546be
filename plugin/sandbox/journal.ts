/** What was accepted and what was asked. Texts and keys are masked unless one asks for them. */
import type { Control } from './contract.js'
import type { Message } from './message-check.js'
import { RecentList } from './recent-list.js'

export interface Reveal {
  /** Show texts, keys and webhook bodies. */
  reveal?: boolean
}

export interface Journal {
  /** The truth of how often a person was messaged: one entry for each acceptance, never dropped. */
  accept(message: Control['JournalMessage']): void
  request(request: Control['JournalRequest']): void
  messages(options?: Reveal): Control['JournalMessage'][]
  requests(options?: Reveal): Control['JournalRequest'][]
  count(): number
}

const MASK = '***'
const KEPT_REQUESTS = 100_000

export const maskKey = (key: string): string => `${MASK}${key.slice(-4)}`

const masked = (texts: readonly string[]): string[] => texts.map(() => MASK)

function maskMessage(message: Control['JournalMessage']): Control['JournalMessage'] {
  const { template, text } = message
  return {
    ...message,
    text: text === null ? null : MASK,
    // Payloads of buttons stay: they are ids, and the answer repeats them.
    template:
      template === null
        ? null
        : { ...template, header: masked(template.header), body: masked(template.body) },
  }
}

export function createJournal(): Journal {
  const messages: Control['JournalMessage'][] = []
  const requests = new RecentList<Control['JournalRequest']>(KEPT_REQUESTS)
  return {
    accept: (message) => void messages.push(message),
    request: (request) => requests.add(request),
    messages: ({ reveal = false } = {}) =>
      messages.map((message) => ({
        ...(reveal ? message : maskMessage(message)),
        statuses: [...message.statuses],
      })),
    requests: ({ reveal = false } = {}) =>
      requests
        .items()
        .map((request) =>
          reveal
            ? { ...request }
            : { ...request, body: null, apiKey: request.apiKey === null ? null : maskKey(request.apiKey) },
        ),
    count: () => messages.length,
  }
}

/** The parts of a message that the journal keeps. */
export function contentOf(
  message: Message,
): Pick<Control['JournalMessage'], 'template' | 'text' | 'choices'> {
  switch (message.type) {
    case 'text':
      return { template: null, text: message.text.body, choices: [] }
    case 'interactive':
      return {
        template: null,
        text: message.interactive.body.text,
        choices:
          message.interactive.type === 'button'
            ? message.interactive.action.buttons.map(({ reply }) => reply)
            : message.interactive.action.sections.flatMap(({ rows }) =>
                rows.map(({ id, title }) => ({ id, title })),
              ),
      }
    case 'reaction':
      return { template: null, text: message.reaction.emoji, choices: [] }
    case 'template': {
      const { name, language, components = [] } = message.template
      const texts = (type: 'header' | 'body'): string[] =>
        components.flatMap((component) =>
          component.type === type ? component.parameters.map(({ text }) => text) : [],
        )
      const buttons = components.flatMap((component) =>
        component.type === 'button'
          ? component.parameters.map((parameter): [string, string] => [
              component.index,
              parameter.type === 'payload' ? parameter.payload : parameter.text,
            ])
          : [],
      )
      return {
        template: {
          name,
          language: language.code,
          header: texts('header'),
          body: texts('body'),
          buttons: Object.fromEntries(buttons),
        },
        text: null,
        choices: [],
      }
    }
  }
}
