/** What is answered to words that are neither stop nor code: the question that waits, or where to turn (P-36). */
import type { SubjectId } from '../ids.js'
import { isHalted } from '../outbox/halt.js'
import { addMillis } from '../time.js'
import type { Scene } from '../webhook/scene.js'
import { indexesOf } from './account.js'
import { answer } from './answer.js'
import { askForConfirmation } from './ask-confirmation.js'
import { pointToButtons } from './point-to-buttons.js'
import { posterLanguage, workOnPoster } from './poster.js'
import { wasAnswered } from './replies.js'
import { speakerOf, type Turn } from './turn.js'
import { wordsIn } from './words.js'

const DAY_MILLIS = 24 * 60 * 60_000

/**
 * @param subjects everybody who may stand behind the account
 * @returns true for the beginning of a chat from the poster, which is a case of its own
 */
export async function answerOther(
  scene: Scene,
  turn: Turn,
  subjects: readonly SubjectId[],
  text: string | null,
): Promise<boolean> {
  const pointed = await pointToButtons(scene, turn)
  const language = posterLanguage(text)
  if (language !== null) {
    await workOnPoster(scene, turn, language)
    return true
  }
  if (pointed === 'now') return false
  // One question at a time; whoever writes of pain while it waits is still told where to turn.
  if (pointed === 'nothing_asked' && (await askForConfirmation(scene, turn, subjects))) return false
  await giveNotice(scene, turn)
  return false
}

const wasTold = (
  { trx, practice, now }: Scene,
  turn: Turn,
  kinds: Parameters<typeof wasAnswered>[3],
): Promise<boolean> => wasAnswered(trx, practice, turn.account, kinds, addMillis(now, -DAY_MILLIS))

/** Once a day at most, and never to somebody who has asked for silence. */
async function giveNotice(scene: Scene, turn: Turn): Promise<void> {
  const { practice } = scene
  if (await isHalted(scene.trx, practice.configuration.id)) return
  if (await wasTold(scene, turn, ['notice', 'poster_answer', 'stop_confirmed', 'consent_answer'])) return
  if (await hasAskedForSilence(scene, turn)) return
  const { language } = practice.configuration
  await answer(scene, turn, null, 'notice', wordsIn(language).notice(speakerOf(practice.configuration)))
}

/** A stop of somebody whom nobody knows. */
async function hasAskedForSilence({ trx, practice }: Scene, { account }: Turn): Promise<boolean> {
  const { phoneIndex, bsuidIndex } = indexesOf(practice.keys, account)
  const values = [phoneIndex, bsuidIndex].filter((value) => value !== null)
  const stop = await trx('unmatched_stops')
    .where({ practice_id: practice.configuration.id, matched_at: null })
    .whereIn('value_index', values)
    .first<{ kind: string } | undefined>('kind')
  return stop !== undefined
}
