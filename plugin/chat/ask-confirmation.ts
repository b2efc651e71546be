/**
 * A tick that staff had set waits until the patient confirms it (P-04). When the patient writes, the question is put in
 * the window that this opens: once for each tick, and never again (P-24).
 */
import { mayAskAgain } from '../consent/ask-again.js'
import type { Actor, LedgerEntry } from '../consent/entry.js'
import { REPRESENTATIVES } from '../consent/entry.js'
import { stateOf } from '../consent/gate.js'
import { numberDoubts } from '../consent/number-doubt.js'
import { personFacts } from '../consent/person-facts.js'
import { PURPOSES, type Purpose } from '../consent/purpose.js'
import type { SubjectId } from '../ids.js'
import { isHalted } from '../outbox/halt.js'
import { numberOnRecord } from '../host/patients.js'
import type { E164 } from '../phone.js'
import { numbersOfBsuid } from '../webhook/accounts.js'
import type { Scene } from '../webhook/scene.js'
import { addMillis } from '../time.js'
import { unfitToAgree } from './may-agree.js'
import { putQuestion } from './put-question.js'
import { insertRequest, QUESTION_MILLIS, requestsOf } from './request.js'
import type { Turn } from './turn.js'
import {
  referenceTo,
  wordingFor,
  wordingText,
  wordingToConfirm,
  type WordingReference,
} from './wording-for.js'

const PATIENT: Actor = { role: 'patient', name: null }

/**
 * @param subjects everybody who may stand behind the account; nobody is asked who is not the only one
 * @returns whether the question was put now
 */
export async function askForConfirmation(
  scene: Scene,
  turn: Turn,
  subjects: readonly SubjectId[],
): Promise<boolean> {
  const { trx, practice, now } = scene
  const [subject, ...others] = subjects
  if (subject === undefined || others.length > 0) return false
  if (turn.account.phone === null && turn.account.bsuid === null) return false
  if (await isHalted(trx, practice.configuration.id)) return false
  const entries = await practice.ledger.entriesOf(trx, subject)
  const facts = (await personFacts(trx, practice, [subject])).get(subject)
  const pending = new Map<number, Purpose[]>()
  for (const purpose of PURPOSES) {
    const { status, entry } = stateOf(practice, entries, facts, purpose, now)
    // Who said no is not asked by us: the patient can still ask for a code (P-06).
    if (status === 'pending' && entry !== null && mayAskAgain(entries, purpose, now))
      pending.set(entry, [...(pending.get(entry) ?? []), purpose])
  }
  if (pending.size === 0) return false
  const reached = await numbersOf(scene, turn.account)
  const onRecord = await numberOnRecord(trx, practice.keys, subject)
  const asked = (await requestsOf(trx, practice, subject)).flatMap(({ content }) => content.supersedes)
  for (const [seq, purposes] of pending) {
    const tick = entries.find((entry) => entry.seq === seq)
    if (tick === undefined || asked.includes(seq)) continue
    // Nobody knows who would answer at this number: only a code from the desk tells.
    if (numberDoubts(tick.content?.reasons ?? []).length > 0) continue
    if (!isMeantFor(reached, tick.content?.number ?? null, onRecord)) continue
    const actor = actorOf(tick)
    if (unfitToAgree(actor, facts?.birthDate ?? null, now, practice.configuration.timeZone) !== null) continue
    const wording = await wordingOf(scene, tick, purposes)
    if (wording === null) continue
    const request = await insertRequest(
      trx,
      practice,
      {
        subject,
        route: 'confirmation',
        codeSha256: null,
        expiresAt: addMillis(now, QUESTION_MILLIS),
        content: { purposes, wording, actor, by: null, supersedes: [seq] },
      },
      now,
    )
    // One question at a time: the next tick waits for the next message.
    return putQuestion(scene, turn, request)
  }
  return false
}

/** Which numbers the account is: the one that it shows, else those that WhatsApp has shown with it. */
async function numbersOf(scene: Scene, { phone, bsuid }: Turn['account']): Promise<E164[]> {
  if (phone !== null) return [phone]
  return bsuid === null ? [] : numbersOfBsuid(scene, bsuid)
}

/**
 * Whether the tick was for a number that the account is. A number of an earlier day may be somebody else's by now, so what
 * the tick and the record name must both be it. Pure.
 */
function isMeantFor(reached: readonly E164[], ticked: E164 | null, onRecord: E164 | null): boolean {
  const named = [ticked, onRecord].filter((number) => number !== null)
  return named.length > 0 && named.every((number) => reached.includes(number))
}

/** Who is asked: the person that the tick was said to come from. */
function actorOf({ content }: LedgerEntry): Actor {
  const actor = content?.actor
  return actor !== undefined && REPRESENTATIVES.some((role) => role === actor.role) ? actor : PATIENT
}

/** @returns `null` where nothing can be shown: nobody is asked then */
async function wordingOf(
  { trx, practice }: Scene,
  { content }: LedgerEntry,
  purposes: readonly Purpose[],
): Promise<WordingReference | null> {
  const { configuration } = practice
  const ticked = content?.wording ?? null
  const found = wordingToConfirm(configuration, purposes, ticked)
  if (found !== null && (await wordingText(trx, practice, found)) !== null) return found
  const configured = wordingFor(configuration, purposes, configuration.language)
  return configured === null ? null : referenceTo(configured)
}
