/** What a reply does to consents: recorded in the ledger, and what waits is cancelled, in the same transaction (P-17). */
import { PURPOSES, type Purpose } from '../consent/purpose.js'
import { holdConsent, withdrawConsent, type Withdrawal } from '../consent/withdraw.js'
import type { MessageId, SubjectId, Wamid } from '../ids.js'
import type { E164 } from '../phone.js'
import type { Instant } from '../time.js'
import { openMessageCase, type Doubt } from '../review/one-case.js'
import { inboundIdOf } from './inbound.js'
import { living, type Scene } from './scene.js'

/** Where the words stand that it rests on. */
export interface Cause {
  wamid: Wamid
  /** Our message that they answer. */
  message: MessageId | null
  /** The number they came from. */
  number: E164 | null
  /** When they were said; `null` when nobody said anything and WhatsApp or we ourselves noticed it. */
  saidAt: Instant | null
}

export type HoldReason =
  /** Nobody can tell whether it meant stop. */
  | 'reply_in_doubt'
  /** Somebody else on the same number asked to stop (P-29). */
  | 'shared_number_stop'
  /** A stop named this patient's message and came from another account. */
  | 'stop_from_other_account'
  /** A stop from an account nobody knows may have been this patient's (P-19). */
  | 'unmatched_stop'
  /** This number or account had asked to stop before anybody knew that it is this patient's, too. */
  | 'earlier_stop'
  /** WhatsApp said that the number changed (P-30). */
  | 'number_changed'
  /** The number is now used by another account (P-31). */
  | 'account_changed'
  /** WhatsApp's own switch against advertising (P-20). */
  | 'marketing_stopped'

const declaration = (
  scene: Scene,
  subject: SubjectId,
  purposes: readonly Purpose[],
  cause: Cause,
): Withdrawal => ({
  subject,
  purposes,
  method: 'reply',
  actor: { role: 'patient', name: null },
  evidence: { kind: 'reply', wamid: cause.wamid, message: cause.message },
  number: cause.number,
  now: scene.now,
  ...(cause.saidAt !== null && { givenAt: cause.saidAt }),
})

/** @returns those it was recorded for: all but who was erased */
export async function withdrawAll(
  scene: Scene,
  subjects: readonly SubjectId[],
  cause: Cause,
  purposes: readonly Purpose[] = PURPOSES,
): Promise<SubjectId[]> {
  const concerned = await living(scene, subjects)
  for (const subject of concerned)
    await withdrawConsent(scene.trx, scene.practice, declaration(scene, subject, purposes, cause))
  return concerned
}

const KIND_OF: Readonly<Record<HoldReason, Doubt['kind']>> = {
  reply_in_doubt: 'reply',
  shared_number_stop: 'stop',
  stop_from_other_account: 'stop',
  unmatched_stop: 'stop',
  earlier_stop: 'stop',
  marketing_stopped: 'stop',
  number_changed: 'number',
  account_changed: 'number',
}

/**
 * Each hold is a case for a person: nothing else ends it but a new declaration of the patient. The same message holds
 * nobody a second time for the same reason, and is one case for each whom it concerns.
 * @returns those it holds for: all but who was erased
 */
export async function holdAll(
  scene: Scene,
  subjects: readonly SubjectId[],
  reason: HoldReason,
  cause: Cause,
  purposes: readonly Purpose[] = PURPOSES,
): Promise<SubjectId[]> {
  const concerned = await living(scene, subjects)
  const inbound = await inboundIdOf(scene, cause.wamid)
  for (const subject of concerned) {
    if (await isHeldFor(scene, subject, reason, cause)) continue
    const held = declaration(scene, subject, purposes, cause)
    const { entries } = await holdConsent(scene.trx, scene.practice, {
      ...held,
      actor: { role: 'system', name: null },
      reasons: [reason],
    })
    await openMessageCase(
      scene.trx,
      scene.practice,
      {
        kind: KIND_OF[reason],
        subject,
        content: { purposes: [...purposes], reasons: [reason], evidence: held.evidence, entries, inbound },
      },
      scene.now,
    )
  }
  return concerned
}

async function isHeldFor(
  { trx, practice }: Scene,
  subject: SubjectId,
  reason: HoldReason,
  { wamid }: Cause,
): Promise<boolean> {
  const entries = await practice.ledger.entriesOf(trx, subject)
  return entries.some(({ type, content }) => {
    const evidence = content?.evidence
    const isOfMessage = evidence?.kind === 'reply' && evidence.wamid === wamid
    return type === 'held' && isOfMessage && content?.reasons.includes(reason) === true
  })
}
