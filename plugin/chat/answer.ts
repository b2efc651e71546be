/** One short answer to a patient's message. */
import type { SubjectId } from '../ids.js'
import type { Scene } from '../webhook/scene.js'
import { queueReply, type ReplyKind } from './replies.js'
import { textReply } from './reply-message.js'
import type { Turn } from './turn.js'

/** @param subject whose matter it is; `null` while nobody knows */
export function answer(
  { trx, practice, now }: Scene,
  turn: Turn,
  subject: SubjectId | null,
  kind: ReplyKind,
  text: string,
): Promise<void> {
  return queueReply(trx, practice, { turn, subject, kind, position: 0, message: textReply(text) }, now)
}
