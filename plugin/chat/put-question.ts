/** Puts a question into an open chat: the whole wording first, then a button for each purpose and one for a no. */
import type { Scene } from '../webhook/scene.js'
import { addMillis } from '../time.js'
import { mayHaveLeft } from '../outbox/state.js'
import { queueReply } from './replies.js'
import { questionReply, textReply } from './reply-message.js'
import { markAsked, QUESTION_MILLIS, remainingOf, type ConsentRequest } from './request.js'
import { splitText } from './split-text.js'
import type { ReplyState } from './take-reply.js'
import { speakerOf, type Turn } from './turn.js'
import { wordingText } from './wording-for.js'
import { wordsIn } from './words.js'

/**
 * Binds the question to the account of this message and queues it there, in the caller's transaction.
 * @returns false when the text of the wording is not there any more: nobody is asked without it
 */
export async function putQuestion(scene: Scene, turn: Turn, request: ConsentRequest): Promise<boolean> {
  const { trx, practice, now } = scene
  const { wording, asked } = request.content
  const text = await wordingText(trx, practice, wording)
  if (text === null) return false
  const words = wordsIn(wording.language)
  const speaker = speakerOf(practice.configuration)
  const question = request.route === 'confirmation' ? words.confirmation(speaker) : words.question(speaker)
  const messages = [
    ...splitText(text).map((piece) => ({ kind: 'consent_wording' as const, message: textReply(piece) })),
    {
      kind: 'consent_question' as const,
      message: questionReply(words, question, request.id, remainingOf(request.content)),
    },
  ]
  for (const [position, { kind, message }] of messages.entries())
    await queueReply(trx, practice, { turn, subject: request.subject, kind, position, message }, now)
  const entries = await practice.ledger.entriesOf(trx, request.subject)
  await markAsked(
    trx,
    practice,
    request,
    {
      account: turn.account,
      opened: asked?.opened ?? turn.wamid,
      inbound: turn.inbound,
      lastEntry: asked?.lastEntry ?? entries.at(-1)?.seq ?? -1,
    },
    asked === null ? addMillis(now, QUESTION_MILLIS) : request.expiresAt,
    now,
  )
  return true
}

/** What became of the messages that put a question. */
async function statesOf(scene: Scene, { content }: ConsentRequest, kinds: string[]): Promise<ReplyState[]> {
  if (content.asked === null) return []
  const rows = await scene
    .trx('chat_replies')
    .where({ practice_id: scene.practice.configuration.id, inbound_id: content.asked.inbound })
    .whereIn('kind', kinds)
    .select<{ state: ReplyState }[]>('state')
  return rows.map(({ state }) => state)
}

/** Whether every part of the wording was taken for the account and not given up since. */
export async function wordingWasShown(scene: Scene, request: ConsentRequest): Promise<boolean> {
  const states = await statesOf(scene, request, ['consent_wording'])
  const shown = new Set<ReplyState>(['accepted', 'sent', 'delivered', 'read'])
  return states.length > 0 && states.every((state) => shown.has(state))
}

/** Whether the question may be there, or may yet arrive: then it is not put a second time. */
export async function questionMayHaveArrived(scene: Scene, request: ConsentRequest): Promise<boolean> {
  const states = await statesOf(scene, request, ['consent_wording', 'consent_question'])
  return (
    states.length > 0 &&
    states.every(
      (state) => state === 'due' || (mayHaveLeft(state) && state !== 'failed' && state !== 'unknown'),
    )
  )
}
