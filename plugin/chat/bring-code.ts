/** A code of the reception has arrived: the question is put to the account that brought it, or the person is told why not. */
import type { NotRecorded } from '../host/events.js'
import { isHalted } from '../outbox/halt.js'
import { hostIdOf, tell, type Scene } from '../webhook/scene.js'
import { indexesOf } from './account.js'
import { answer } from './answer.js'
import { codeDigest } from './code.js'
import { decideCode } from './decide-code.js'
import { putQuestion, questionMayHaveArrived } from './put-question.js'
import { requestWhere, type ConsentRequest } from './request.js'
import type { Turn } from './turn.js'
import { wordsIn, type ChatWords } from './words.js'

export async function workOnCode(scene: Scene, turn: Turn, code: string): Promise<void> {
  const { trx, practice, now } = scene
  const sha256 = codeDigest(code)
  const request = await requestWhere(trx, practice, { code_sha256: sha256 })
  const verdict = decideCode({
    request,
    isOtherPractices: request === null && (await isOtherPractices(scene, sha256)),
    isHalted: await isHalted(trx, practice.configuration.id),
    sender: indexesOf(practice.keys, turn.account),
    mayHaveArrived: request !== null && (await questionMayHaveArrived(scene, request)),
    now,
  })
  if (verdict.kind === 'refuse') {
    await refuse(scene, turn, request, verdict.reason)
  } else if (verdict.kind === 'use_buttons' && request !== null) {
    await answer(scene, turn, request.subject, 'consent_answer', words(scene, request).useButtons)
  } else if (request !== null && !(await putQuestion(scene, turn, request))) {
    await refuse(scene, turn, request, 'code_expired')
  }
}

async function isOtherPractices({ trx, practice }: Scene, sha256: string): Promise<boolean> {
  const row = await trx('consent_requests')
    .where({ code_sha256: sha256 })
    .whereNot({ practice_id: practice.configuration.id })
    .first<{ id: string } | undefined>('id')
  return row !== undefined
}

/** Whoever sends a code that is worth nothing learns no more than that: whose it was is nobody else's business. */
async function refuse(
  scene: Scene,
  turn: Turn,
  request: ConsentRequest | null,
  reason: Extract<NotRecorded, `code_${string}`>,
): Promise<void> {
  const patient = await hostIdOf(scene, request?.subject ?? null)
  await tell(scene, {
    type: 'consent.not_recorded',
    data: { patients: patient === null ? [] : [patient], inbound: turn.inbound, reason },
  })
  // Nothing is sent while the practice has stopped all sending, and nothing late about it afterwards.
  if (reason === 'code_while_halted') return
  const said = words(scene, request)
  const texts: Record<Exclude<typeof reason, 'code_while_halted'>, string> = {
    code_unknown: said.codeUnknown,
    code_of_other_practice: said.codeUnknown,
    code_expired: said.codeExpired,
    code_used: said.codeUsed,
  }
  await answer(scene, turn, null, 'consent_answer', texts[reason])
}

const words = ({ practice }: Scene, request: ConsentRequest | null): ChatWords =>
  wordsIn(request?.content.wording.language ?? practice.configuration.language)
