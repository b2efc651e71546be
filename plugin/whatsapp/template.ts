/**
 * Fills an approved template. Its slots are a closed list (P-33): name, date, time, and the practice's own data.
 * Nothing else that a host knows can enter a message (P-34). Pure.
 */
import { DateTime } from 'luxon'
import parsePhone from 'libphonenumber-js/max'
import type { TemplateDefinition, TemplateSlot } from '../configuration/configuration.js'
import type { MessageId } from '../ids.js'
import type { E164 } from '../phone.js'
import type { Instant, TimeZone } from '../time.js'
import type { TemplateMessage } from './dialog360.js'

/** Everything a message can say. */
export interface TemplateFacts {
  givenName: string
  familyName: string
  /** `null` for a recall: there is no appointment to tell. */
  startsAt: Instant | null
  timeZone: TimeZone
  practiceName: string
  practicePhone: E164
  /** An address of the practice; `null` when it has none. */
  link: string | null
}

export type FilledTemplate =
  | { kind: 'filled'; parameters: string[] }
  /** The slot has nothing that may stand in it. */
  | { kind: 'unfillable'; slot: TemplateSlot }
  | { kind: 'too_long' }

/** Meta's limit of a body after filling. */
const LONGEST_BODY = 1024
const LONGEST_PARAMETER = 256

export function fillTemplate(template: TemplateDefinition, facts: TemplateFacts): FilledTemplate {
  const parameters: string[] = []
  for (const slot of template.slots) {
    const text = slotText(slot, template.language, facts)
    if (text === null || !isParameter(text)) return { kind: 'unfillable', slot }
    parameters.push(text)
  }
  const filled = template.body.replace(
    /\{\{(\d+)\}\}/g,
    (_, place: string) => parameters[Number(place) - 1] ?? '',
  )
  return Array.from(filled).length > LONGEST_BODY ? { kind: 'too_long' } : { kind: 'filled', parameters }
}

/** Meta refuses line breaks, tabs and runs of blanks in a parameter. */
const isParameter = (text: string): boolean =>
  text.trim() === text &&
  text !== '' &&
  text.length <= LONGEST_PARAMETER &&
  !/[\p{Cc}\p{Zl}\p{Zp}]| {5}/u.test(text)

function slotText(slot: TemplateSlot, language: string, facts: TemplateFacts): string | null {
  switch (slot) {
    case 'salutation':
      return salutation(facts)
    case 'date':
      return facts.startsAt === null ? null : dateText(facts.startsAt, facts.timeZone, language)
    case 'time':
      return facts.startsAt === null ? null : localTime(facts.startsAt, facts.timeZone).toFormat('HH:mm')
    case 'practice':
      return facts.practiceName.replace(/\s+/gu, ' ').trim()
    case 'phone':
      return parsePhone(facts.practicePhone)?.formatInternational() ?? facts.practicePhone
    case 'link':
      return facts.link
  }
}

const localTime = (instant: Instant, zone: TimeZone): DateTime => DateTime.fromISO(instant, { zone })

/** `Montag, 23.11.2026`; `Monday, 23 November 2026`. */
function dateText(instant: Instant, zone: TimeZone, language: string): string {
  const [spoken = 'de'] = language.split('_')
  const local = localTime(instant, zone).setLocale(spoken)
  return local.toFormat(spoken === 'en' ? 'cccc, d MMMM yyyy' : 'cccc, dd.MM.yyyy')
}

/** `Erika Muster`: what is known is a name, not how the person wants to be addressed. */
function salutation({ givenName, familyName }: TemplateFacts): string | null {
  const given = plainName(givenName)
  const family = plainName(familyName)
  return given === null || family === null ? null : `${given} ${family}`
}

const LONGEST_NAME = 60
const MOST_WORDS = 5

/**
 * A name and nothing else: practices also write notes into name fields. What stands in brackets or after a comma is
 * left out, and a second line; anything that is still not letters, or longer than a name, is not used at all.
 */
function plainName(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replace(/\([^)]*\)|\[[^\]]*\]/gu, ' ')
    .trim()
    .replace(/[,;([\p{Cc}\p{Zl}\p{Zp}].*$/su, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const isName = /^\p{L}[\p{L}\p{M}]*(?:(?:\. ?| ?[-'’] ?| )\p{L}[\p{L}\p{M}]*)*\.?$/u.test(name)
  return isName && name.length <= LONGEST_NAME && name.split(' ').length <= MOST_WORDS ? name : null
}

/**
 * The request for 360dialog. Statuses and answers come back with the message's id, which says nothing to anybody else.
 * @param number in E.164 with `+`: without it the message can reach a stranger
 */
export function templateMessage(
  id: MessageId,
  number: E164,
  template: TemplateDefinition,
  parameters: readonly string[],
): TemplateMessage {
  const body =
    parameters.length === 0
      ? []
      : [{ type: 'body' as const, parameters: parameters.map((text) => ({ type: 'text' as const, text })) }]
  const buttons = template.buttons.map((button, index) => ({
    type: 'button' as const,
    sub_type: 'quick_reply' as const,
    index: String(index),
    parameters: [{ type: 'payload' as const, payload: `${button.action}:${id}` }],
  }))
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: number,
    biz_opaque_callback_data: id,
    type: 'template',
    template: {
      name: template.name,
      language: { code: template.language },
      components: [...body, ...buttons],
    },
  }
}
