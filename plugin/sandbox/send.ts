/** `POST /messages`: judges, accepts, answers, and plans the statuses. */
import { randomBytes } from 'node:crypto'
import { type Answer, badGateway, json, refusedByGateway, refusedByMeta, serverError } from './answer.js'
import { type Channel, windowIsOpen } from './channel.js'
import type { Control, Provider } from './contract.js'
import { courseOf, type StatusStep } from './course.js'
import { contentOf } from './journal.js'
import type { Message, MessageVerdict } from './message-check.js'
import { statusEvents } from './payload.js'
import type { ProviderState } from './provider-state.js'
import { bsuidOf, readRecipient } from './recipient.js'
import { specialEffect } from './special-numbers.js'
import { checkTemplateCall } from './template-check.js'

type Effect = Control['Effect']

export interface Sent {
  answer: Answer
  /** Of the message that was accepted, whatever the answer says. */
  wamid: string | null
}

interface Person {
  /** Digits; `null` for a BSUID whose number we never saw. */
  waId: string | null
  bsuid: string
  /** How the send addressed the person. */
  input: string
  byBsuid: boolean
}

const refused = (answer: Answer): Sent => ({ answer, wamid: null })

/** What stands in front of the number and behind it in WhatsApp's own ids. */
const BEFORE_NUMBER = [0x1c, 0x18]
const AFTER_NUMBER = [0x15, 0x02, 0x00]

/**
 * Like WhatsApp's own: the other person's number can be read in it.
 * @param waId digits; `null` where the number is hidden
 */
export function newWamid(waId: string | null): string {
  const number = Buffer.from(waId ?? '')
  const parts = [
    Buffer.from([...BEFORE_NUMBER, number.length]),
    number,
    Buffer.from(AFTER_NUMBER),
    randomBytes(18),
  ]
  return `wamid.${Buffer.concat(parts).toString('base64')}`
}

export async function receiveMessage(
  state: ProviderState,
  channel: Channel,
  verdict: MessageVerdict,
): Promise<Sent> {
  if (verdict.kind === 'refused') return refused(refusedByMeta(verdict.code, verdict.details))
  if (verdict.kind === 'read_receipt') {
    return refused(
      channel.received.has(verdict.receipt.message_id)
        ? json(200, { success: true })
        : refusedByMeta(100, 'There is no such message'),
    )
  }
  const { message } = verdict
  const person = readPerson(state, channel, message)
  if ('code' in person) return refused(refusedByMeta(person.code, person.details))
  if (person.waId === channel.waId)
    return refused(refusedByMeta(131021, 'Recipient is the business number itself'))

  const effect =
    state.faults.strike({
      on: 'messages',
      phoneNumberId: channel.phoneNumberId,
      waId: person.waId,
      template: message.type === 'template' ? message.template.name : null,
    }) ?? (person.waId === null ? null : (specialEffect(person.waId) ?? null))
  const early = effect && answerWithoutAccepting(state, effect)
  if (early) return refused(early)

  const now = state.timeline.now()
  const windowOpen = windowIsOpen(channel, person.bsuid, now)
  let category = 'service'
  let fate = effect
  if (message.type === 'template') {
    const fit = checkTemplateCall(
      message.template,
      state.templates.get(channel.wabaId) ?? [],
      state.behaviour,
    )
    if (fit.kind === 'refused') {
      const http = fit.code === 132001 ? state.behaviour.templateMissingHttp : undefined
      return refused(refusedByMeta(fit.code, fit.details, http))
    }
    category = (fit.template.category ?? 'UTILITY').toLowerCase()
  } else if (!windowOpen) {
    if (state.behaviour.outsideWindow === 'refuse')
      return refused(refusedByMeta(131047, 'More than 24 hours'))
    fate ??= { kind: 'failed_status', code: 131047 }
  }

  const wamid = newWamid(person.waId)
  const entry = journalEntry(channel, person, message, wamid, now)
  state.journal.accept(entry)
  const steps = courseOf(fate, state.timing, state.dice)
  const emit = (step: StatusStep): Promise<void> =>
    emitStatus(state, channel, entry, { person, category, windowOpen }, step)
  const beforeAnswer = state.webhooks.chaos().statusBeforeAnswer === true ? steps.shift() : undefined
  for (const step of steps) state.timeline.at(now + step.afterMillis, () => emit(step))
  if (beforeAnswer) await emit(beforeAnswer)
  return { answer: answerToAccepted(accepted(state, person, message, wamid), effect), wamid }
}

function readPerson(
  state: ProviderState,
  channel: Channel,
  message: Message,
): Person | { code: number; details: string } {
  const input = message.to ?? message.recipient ?? ''
  if (message.to === undefined) {
    return { waId: state.people.get(input) ?? null, bsuid: input, input, byBsuid: true }
  }
  const recipient = readRecipient(message.to, channel.callingCode)
  if (recipient.kind === 'refused') return recipient
  const bsuid = bsuidOf(recipient.waId)
  state.people.set(bsuid, recipient.waId)
  return { waId: recipient.waId, bsuid, input, byBsuid: false }
}

/** The answers that leave nothing behind. */
function answerWithoutAccepting(state: ProviderState, effect: Effect): Answer | null {
  switch (effect.kind) {
    case 'meta_error': {
      const http = effect.httpStatus ?? (effect.code === 131056 ? state.behaviour.pairLimitHttp : undefined)
      return refusedByMeta(effect.code, 'Ordered by the sandbox', http)
    }
    case 'gateway_error':
      return refusedByGateway(effect.httpStatus, effect.message ?? 'Ordered by the sandbox')
    case 'hang':
    case 'reset':
    case 'server_error':
    case 'bad_gateway':
    case 'no_messages':
      return effect.accepted ? null : broken(effect, refusedByMeta(131016, 'Not accepted'))
    case 'failed_status':
    case 'silent':
    case 'skip_delivered':
      return null
  }
}

function answerToAccepted(answer: Answer, effect: Effect | null): Answer {
  switch (effect?.kind) {
    case 'hang':
    case 'reset':
    case 'server_error':
    case 'bad_gateway':
    case 'no_messages':
      return broken(effect, answer)
    case undefined:
    case 'meta_error':
    case 'gateway_error':
    case 'failed_status':
    case 'silent':
    case 'skip_delivered':
      return answer
  }
}

/** @param late what a hanging caller gets when the hang has an end */
export function broken(effect: Control['HangEffect'] | Control['BrokenAnswerEffect'], late: Answer): Answer {
  switch (effect.kind) {
    case 'hang':
      return { kind: 'hang', forMillis: effect.forMillis ?? null, then: late }
    case 'reset':
      return { kind: 'reset' }
    case 'server_error':
      return serverError()
    case 'bad_gateway':
      return badGateway()
    case 'no_messages':
      return json(200, { messaging_product: 'whatsapp', contacts: [] })
  }
}

function accepted(state: ProviderState, person: Person, message: Message, wamid: string): Answer {
  const told = message.type === 'template' && state.behaviour.messageStatus === 'accepted'
  const body: Provider['MessageAccepted'] = {
    messaging_product: 'whatsapp',
    contacts: [
      person.waId === null || person.byBsuid
        ? { input: person.input, user_id: person.bsuid }
        : { input: person.input, wa_id: person.waId },
    ],
    messages: [{ id: wamid, ...(told && { message_status: 'accepted' }) }],
  }
  return json(200, body)
}

function journalEntry(
  channel: Channel,
  person: Person,
  message: Message,
  wamid: string,
  now: number,
): Control['JournalMessage'] {
  return {
    wamid,
    acceptedAt: new Date(now).toISOString(),
    phoneNumberId: channel.phoneNumberId,
    to: person.input,
    waId: person.waId,
    bsuid: person.bsuid,
    type: message.type,
    callbackData: message.biz_opaque_callback_data ?? null,
    replyTo: message.context?.message_id ?? null,
    ...contentOf(message),
    statuses: [],
  }
}

function emitStatus(
  state: ProviderState,
  channel: Channel,
  entry: Control['JournalMessage'],
  subject: { person: Person; category: string; windowOpen: boolean },
  step: StatusStep,
): Promise<void> {
  const now = state.timeline.now()
  const { person, category, windowOpen } = subject
  entry.statuses.push({ status: step.status, at: new Date(now).toISOString(), code: step.code })
  const { wamid, bsuid, callbackData } = entry
  const waId = person.byBsuid ? null : person.waId
  return state.webhooks.events(
    channel,
    statusEvents({ wamid, waId, bsuid, callbackData, category, windowOpen }, step, now, state.behaviour),
  )
}
