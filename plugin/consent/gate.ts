/** The one gate: everything that sends asks here, in its own transaction, of the ledger itself (P-15). */
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import { lapse } from './lapse.js'
import { NOTHING_KNOWN, personFacts, type PersonFacts } from './person-facts.js'
import { PURPOSES, type Purpose } from './purpose.js'
import { withRenewal } from './renewal.js'
import { consentStatus, tickBeside, type ConsentStatus } from './status.js'
import type { LedgerEntry } from './entry.js'

/**
 * @param connection the transaction that claims the message
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN when an entry of the subject was changed: nothing may rest on it
 */
export async function consentFor(
  connection: Queryable,
  practice: OpenPractice,
  subject: SubjectId,
  purpose: Purpose,
  now: Instant,
): Promise<ConsentStatus> {
  const entries = await practice.ledger.entriesOf(connection, subject)
  const facts = (await personFacts(connection, practice, [subject])).get(subject)
  return stateOf(practice, entries, facts, purpose, now)
}

/**
 * The consents of many subjects, for planning: what is sent is asked again when it is claimed.
 * @returns one for each subject and purpose, `never_asked` included
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN
 */
export async function consentsOfMany(
  connection: Queryable,
  practice: OpenPractice,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<Map<SubjectId, Record<Purpose, ConsentStatus>>> {
  const entries = await practice.ledger.entriesOfMany(connection, subjects)
  const facts = await personFacts(connection, practice, subjects)
  return new Map(
    subjects.map((subject) => {
      const of = (purpose: Purpose): ConsentStatus =>
        stateOf(practice, entries.get(subject) ?? [], facts.get(subject), purpose, now)
      const [reminder, recall, conversation] = [of(PURPOSES[0]), of(PURPOSES[1]), of(PURPOSES[2])]
      return [subject, { reminder, recall, conversation }]
    }),
  )
}

/**
 * What was declared, and what time, age and a changed practice have made of it. A patient's own yes that no longer
 * holds, or holds for another number, gives way to a later tick of staff, which the patient may confirm. Pure.
 */
export function stateOf(
  { configuration }: Pick<OpenPractice, 'configuration'>,
  entries: readonly LedgerEntry[],
  facts: PersonFacts | undefined,
  purpose: Purpose,
  now: Instant,
): ConsentStatus {
  const { timeZone } = configuration
  const inTime = (declared: ConsentStatus): ConsentStatus =>
    lapse(declared, entries, facts ?? NOTHING_KNOWN, purpose, now, timeZone)
  const declared = consentStatus(entries, purpose, now, timeZone)
  const standing = withRenewal(inTime(declared), entries, purpose, configuration)
  if (declared.status !== 'active' || declared.entry === null) return standing
  // A parent's word waits for the birthday; whose telephone it was given for must not answer as the patient (P-28).
  if (standing.reasons.includes('birthday_unknown')) return standing
  const tick = tickBeside(entries, purpose, declared.entry, now, timeZone)
  if (standing.status === 'active' && !isForOtherNumber(entries, tick, declared)) return standing
  const awaited = tick === null ? null : inTime(tick)
  return awaited?.status === 'pending' ? awaited : standing
}

/** The patient's own yes says nothing about the number that staff ticked for: it has to be asked for there (P-29). */
function isForOtherNumber(
  entries: readonly LedgerEntry[],
  tick: ConsentStatus | null,
  { number }: ConsentStatus,
): boolean {
  const ticked = entries.find(({ seq }) => seq === tick?.entry)?.content?.number ?? null
  return ticked !== null && ticked !== number
}
