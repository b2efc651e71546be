/**
 * Obeys a stop. It withdraws for whom it can only have been meant, and puts on hold everybody else for whom it may have
 * been meant (P-19, P-29).
 */
import { PURPOSES } from '../consent/purpose.js'
import type { SubjectId } from '../ids.js'
import { holdAll, withdrawAll, type HoldReason } from './consent-effects.js'
import type { Reply } from './reply.js'
import { hostIdOf, hostIdsOf, tell, type Scene } from './scene.js'
import { stopOf } from './accounts.js'
import { keepUnmatchedStop, openStopCase, rememberStop, stopCandidates } from './unmatched-stops.js'

interface Meant {
  withdraw: SubjectId[]
  hold: SubjectId[]
  reason: HoldReason
}

/** Who is meant by a stop. Pure. */
export function whoIsMeant({
  subjects,
  answered,
  recipient,
}: Omit<Reply, 'happening' | 'inbound' | 'cause' | 'sentAt'>): Meant {
  const named = answered?.subject ?? null
  // Nothing speaks against it that the patient whose message was answered wrote it.
  if (named !== null && (recipient !== 'no' || subjects.includes(named))) {
    const others = subjects.filter((subject) => subject !== named)
    return { withdraw: [named], hold: others, reason: 'shared_number_stop' }
  }
  const [only, ...others] = subjects
  if (only !== undefined && others.length === 0) {
    return { withdraw: [only], hold: named === null ? [] : [named], reason: 'stop_from_other_account' }
  }
  return named === null
    ? { withdraw: [], hold: subjects, reason: 'shared_number_stop' }
    : { withdraw: [], hold: [...subjects, named], reason: 'stop_from_other_account' }
}

export async function obeyStop(scene: Scene, reply: Reply): Promise<void> {
  const { cause, inbound, answered, subjects, recipient, happening, sentAt } = reply
  const meant = whoIsMeant(reply)
  for (const subject of await withdrawAll(scene, meant.withdraw, cause)) {
    await tell(scene, {
      type: 'consent.withdrawn',
      data: { patient: await hostIdOf(scene, subject), purposes: [...PURPOSES], inbound },
    })
  }
  const held = await holdAll(scene, meant.hold, meant.reason, cause)
  if (held.length > 0) {
    const patients = await hostIdsOf(scene, held)
    await tell(
      scene,
      meant.reason === 'shared_number_stop'
        ? { type: 'shared_number_stop', data: { patients, inbound } }
        : {
            type: 'reply_needs_person',
            data: { patients, inbound, reason: 'not_recipient', message: answered?.id ?? null },
          },
    )
  }
  const stop = await stopOf(scene, happening.sender, cause.wamid, sentAt)
  if (subjects.length > 0 || recipient === 'yes') return rememberStop(scene, stop)
  const isNew = await keepUnmatchedStop(scene, stop)
  const nobodyNamed = answered === null && happening.sender.phone === null
  const candidates = nobodyNamed
    ? await holdAll(scene, await stopCandidates(scene), 'unmatched_stop', cause)
    : []
  // Whoever is held for it has the case.
  if (isNew && held.length === 0 && candidates.length === 0)
    await openStopCase(scene, { wamid: cause.wamid, inbound, reason: 'unmatched_stop' })
  await tell(scene, {
    type: 'stop_unmatched',
    data: { patients: await hostIdsOf(scene, candidates), inbound },
  })
}
