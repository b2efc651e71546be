/**
 * Stops are remembered by the number they came from, whoever they were for: who is found later by an older paper may be
 * the one who asked to stop (P-16, P-29).
 */
import { isCertainlyAfter } from '../consent/certainly-after.js'
import type { EntryContent, LedgerEntry, NewEntry } from '../consent/entry.js'
import type { SubjectId, Wamid } from '../ids.js'
import type { E164 } from '../phone.js'
import { holdAll } from './consent-effects.js'
import { inboundIdOf } from './inbound.js'
import { hostIdsOf, tell, type Scene } from './scene.js'
import { matchedStop } from './unmatched-stops.js'

type Declared = Pick<NewEntry, 'type'> & { content: Pick<EntryContent, 'number' | 'givenAt'> }

/** What is a yes, or may become one by a decision or by the patient's answer. */
const mayBeYes = ({ type }: Declared): boolean => type === 'granted' || type === 'pending' || type === 'held'

/**
 * Holds whoever has just agreed for a number that asked to stop, unless that was certainly before.
 * @param entries what was recorded of the subject now
 */
export async function holdForEarlierStops(
  scene: Scene,
  subject: SubjectId,
  entries: readonly Declared[],
): Promise<void> {
  const numbers = new Set(entries.filter(mayBeYes).flatMap(({ content }) => content.number ?? []))
  for (const number of numbers) {
    const given = entries.filter((entry) => mayBeYes(entry) && entry.content.number === number)
    await holdForEarlierStop(scene, subject, number, given)
  }
}

async function holdForEarlierStop(
  scene: Scene,
  subject: SubjectId,
  number: E164,
  given: readonly Declared[],
): Promise<void> {
  const { trx, practice } = scene
  const stop = await matchedStop(scene, number)
  if (stop === null) return
  const { timeZone } = practice.configuration
  if (given.every(({ content }) => isCertainlyAfter(content.givenAt, stop.saidAt, timeZone))) return
  // Whom it was for, or who was held for it, has it in the ledger, where it counts by its day.
  if ((await practice.ledger.entriesOf(trx, subject)).some((entry) => isAbout(entry, stop.wamid))) return
  const held = await holdAll(scene, [subject], 'earlier_stop', {
    wamid: stop.wamid,
    message: null,
    number: null,
    saidAt: stop.saidAt,
  })
  await tell(scene, {
    type: 'reply_needs_person',
    data: {
      patients: await hostIdsOf(scene, held),
      inbound: await inboundIdOf(scene, stop.wamid),
      reason: 'earlier_stop',
      message: null,
    },
  })
}

function isAbout({ content }: LedgerEntry, wamid: Wamid): boolean {
  const evidence = content?.evidence?.kind === 'review' ? content.evidence.about : content?.evidence
  return evidence?.kind === 'reply' && evidence.wamid === wamid
}
