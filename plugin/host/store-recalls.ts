/** Writes recalls as a host delivers them. */
import type { HostRecall } from '../../adapters/host.js'
import type { RecallId, SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Transaction } from '../storage/database.js'
import type { Instant, LocalDate } from '../time.js'
import { inChunks, lastOfEach } from './chunks.js'
import { withoutErased } from './erased.js'
import { withoutSuppressed } from './suppression.js'
import { subjectsOf } from './patients.js'

/** @returns how many were new, changed or came back */
export async function storeRecalls(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  recalls: readonly HostRecall[],
  now: Instant,
): Promise<number> {
  let changed = 0
  const welcome = await withoutSuppressed(trx, keys, recalls, now)
  for (const chunk of inChunks(lastOfEach(welcome, (recall) => recall.recallId)))
    changed += await storeChunk(trx, keys, host, chunk, now)
  return changed
}

/** @returns whether anything changed */
export async function putRecall(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  recall: HostRecall,
  now: Instant,
): Promise<boolean> {
  return (await storeRecalls(trx, keys, host, [recall], now)) > 0
}

interface KnownRecall {
  recall_id: RecallId
  subject_id: SubjectId
  due_on: LocalDate
  host_id: string
  gone_at: Instant | null
}

async function storeChunk(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  recalls: readonly HostRecall[],
  now: Instant,
): Promise<number> {
  const subjects = await subjectsOf(
    trx,
    keys,
    recalls.map((recall) => recall.hostPatientId),
    now,
  )
  const rows = await trx('recalls')
    .where({ practice_id: keys.practice })
    .whereIn(
      'recall_id',
      recalls.map((recall) => recall.recallId),
    )
    .orderBy('recall_id')
    .forUpdate()
    .select<KnownRecall[]>('recall_id', 'subject_id', 'due_on', 'host_id', 'gone_at')
  const known = new Map(rows.map((row) => [row.recall_id, row]))
  const changes = recalls.flatMap((recall) => {
    const subject = subjects.get(recall.hostPatientId)
    const row = known.get(recall.recallId)
    const unchanged =
      row !== undefined &&
      row.gone_at === null &&
      row.subject_id === subject &&
      row.due_on === recall.dueOn &&
      row.host_id === host
    return subject === undefined || unchanged ? [] : [{ ...recall, subject }]
  })
  const living = await withoutErased(trx, keys, changes)
  if (living.length === 0) return 0
  await trx('recalls')
    .insert(
      living.map((recall) => ({
        practice_id: keys.practice,
        recall_id: recall.recallId,
        subject_id: recall.subject,
        due_on: recall.dueOn,
        host_id: host,
        first_seen_at: now,
        changed_at: now,
        gone_at: null,
      })),
    )
    .onConflict(['practice_id', 'recall_id'])
    .merge(['subject_id', 'due_on', 'host_id', 'changed_at', 'gone_at'])
  return living.length
}

/** Recalls that this host delivered and still has, as far as we know. */
export async function recallsOfHost(trx: Transaction, keys: PracticeKeys, host: string): Promise<RecallId[]> {
  const rows = await trx('recalls')
    .where({ practice_id: keys.practice, host_id: host })
    .whereNull('gone_at')
    .select<{ recall_id: RecallId }[]>('recall_id')
  return rows.map((row) => row.recall_id)
}

/** @returns how many were there */
export async function removeRecalls(
  trx: Transaction,
  keys: PracticeKeys,
  ids: readonly RecallId[],
  now: Instant,
): Promise<number> {
  let removed = 0
  for (const chunk of inChunks(ids)) {
    removed += await trx('recalls')
      .where({ practice_id: keys.practice })
      .whereIn('recall_id', chunk)
      .whereNull('gone_at')
      .update({ gone_at: now, changed_at: now })
  }
  return removed
}

/** @returns whether it was there */
export async function removeRecall(
  trx: Transaction,
  keys: PracticeKeys,
  id: RecallId,
  now: Instant,
): Promise<boolean> {
  return (await removeRecalls(trx, keys, [id], now)) > 0
}
