/**
 * Words typed while a question waits: whatever they say they are no consent, and whoever typed them is told that a
 * button is what counts, once for each time that buttons were shown (P-23).
 */
import type { RequestId } from '../ids.js'
import type { Scene } from '../webhook/scene.js'
import { indexesOf, isSameAccount, whereAccount } from './account.js'
import { answer } from './answer.js'
import { markTold, requestWhere, type ConsentRequest } from './request.js'
import type { ReplyState } from './take-reply.js'
import type { Turn } from './turn.js'
import { wordsIn } from './words.js'

/** `waiting`: a question waits for this account, and was pointed to before. */
export type Pointed = 'now' | 'waiting' | 'nothing_asked'

export async function pointToButtons(scene: Scene, turn: Turn): Promise<Pointed> {
  const questions = await openQuestions(scene, turn)
  const untold: ConsentRequest[] = []
  for (const question of questions) if (!(await wasTold(scene, question))) untold.push(question)
  const [first] = untold
  if (first === undefined) return questions.length > 0 ? 'waiting' : 'nothing_asked'
  const { useButtons } = wordsIn(first.content.wording.language)
  await answer(scene, turn, first.subject, 'consent_answer', useButtons)
  for (const question of untold) await markTold(scene.trx, scene.practice, question, turn.inbound)
  return 'now'
}

/** What this account was asked and has not answered, the latest first. */
async function openQuestions(scene: Scene, turn: Turn): Promise<ConsentRequest[]> {
  const { trx, practice, now } = scene
  const account = indexesOf(practice.keys, turn.account)
  const rows = await whereAccount(
    trx('consent_requests')
      .where({ practice_id: practice.configuration.id, state: 'asked' })
      .andWhere('expires_at', '>', now),
    account,
  )
    .orderBy([{ column: 'asked_at', order: 'desc' }, { column: 'id' }])
    .select<{ id: RequestId }[]>('id')
  const questions: ConsentRequest[] = []
  for (const { id } of rows) {
    const request = await requestWhere(trx, practice, { id })
    if (request !== null && isSameAccount(request, account)) questions.push(request)
  }
  return questions
}

const NEVER_ARRIVED: ReadonlySet<ReplyState> = new Set<ReplyState>(['cancelled', 'rejected', 'failed'])

/** What never arrived told nobody anything. */
async function wasTold({ trx, practice }: Scene, { content }: ConsentRequest): Promise<boolean> {
  if (content.told === null) return false
  const reply = await trx('chat_replies')
    .where({ practice_id: practice.configuration.id, inbound_id: content.told, kind: 'consent_answer' })
    .first<{ state: ReplyState } | undefined>('state')
  return reply === undefined || !NEVER_ARRIVED.has(reply.state)
}
