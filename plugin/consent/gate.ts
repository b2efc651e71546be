/** The one gate: everything that sends asks here, in its own transaction, of the ledger itself (P-15). */
import type { SubjectId } from '../ids.js'
import type { Queryable } from '../storage/database.js'
import type { Instant, TimeZone } from '../time.js'
import type { ConsentLedger } from './ledger.js'
import type { Purpose } from './purpose.js'
import { allStatuses, consentStatus, type ConsentStatus } from './status.js'

/**
 * @param connection the transaction that claims the message
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN when an entry of the subject was changed: nothing may rest on it
 */
export async function consentFor(
  connection: Queryable,
  ledger: ConsentLedger,
  subject: SubjectId,
  purpose: Purpose,
  now: Instant,
  timeZone: TimeZone,
): Promise<ConsentStatus> {
  return consentStatus(await ledger.entriesOf(connection, subject), purpose, now, timeZone)
}

/**
 * The consents of many subjects, for planning: what is sent is asked again when it is claimed.
 * @returns one for each subject and purpose, `never_asked` included
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN
 */
export async function consentsOfMany(
  connection: Queryable,
  ledger: ConsentLedger,
  subjects: readonly SubjectId[],
  now: Instant,
  timeZone: TimeZone,
): Promise<Map<SubjectId, Record<Purpose, ConsentStatus>>> {
  const entries = await ledger.entriesOfMany(connection, subjects)
  return new Map(subjects.map((subject) => [subject, allStatuses(entries.get(subject) ?? [], now, timeZone)]))
}
