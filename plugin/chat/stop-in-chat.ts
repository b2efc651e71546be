/** What a stop does in the chat: open questions end, waiting answers are taken back, and it is confirmed once (P-21). */
import { consentsOfMany } from '../consent/gate.js'
import type { SubjectId } from '../ids.js'
import type { Scene } from '../webhook/scene.js'
import type { Account } from '../whatsapp/callback.js'
import { stopLanguage } from '../whatsapp/stop-language.js'
import { indexesOf, whereAccount } from './account.js'
import { answer } from './answer.js'
import { cancelReplies } from './replies.js'
import { speakerOf, type Turn } from './turn.js'
import { wordsIn } from './words.js'

/** Before anything else is done about the stop. */
export async function endChat(scene: Scene, account: Account): Promise<void> {
  const { trx, practice, now } = scene
  await whereAccount(
    trx('consent_requests').where({ practice_id: practice.configuration.id, state: 'asked' }),
    indexesOf(practice.keys, account),
  ).update({ state: 'expired' })
  await cancelReplies(trx, practice, account, now)
}

/** Who of these has a consent, or something like one, that a stop takes away. */
export async function whoHasConsent(scene: Scene, subjects: readonly SubjectId[]): Promise<SubjectId[]> {
  const consents = await consentsOfMany(scene.trx, scene.practice, subjects, scene.now)
  return subjects.filter((subject) =>
    Object.values(consents.get(subject) ?? {}).some(
      ({ status }) => status === 'active' || status === 'pending' || status === 'on_hold',
    ),
  )
}

/**
 * Says that it is done, without advertising and without asking why; only to somebody who had a consent to take back, so
 * that a second stop is answered with silence. In the language in which it was said, else that of the wording agreed to.
 * @param withdrawn whose consents this very stop took back
 * @param typed in the person's own words; `null` where a button of ours was pressed
 */
export async function confirmStop(
  scene: Scene,
  turn: Turn,
  withdrawn: readonly SubjectId[],
  typed: string | null,
): Promise<void> {
  const [subject] = withdrawn
  if (subject === undefined) return
  const { configuration } = scene.practice
  const entries = await scene.practice.ledger.entriesOf(scene.trx, subject)
  const agreed = entries.findLast(({ type, content }) => type === 'granted' && content?.wording != null)
  const said = typed === null ? null : stopLanguage(typed)
  const language = said ?? agreed?.content?.wording?.language ?? configuration.language
  await answer(scene, turn, subject, 'stop_confirmed', wordsIn(language).stopped(speakerOf(configuration)))
}
