/**
 * A new key for look-ups (P-52). The digests that are stored are digested once more with it, so nothing needs to be
 * opened for that, and what was erased stays recognisable as erased: a look-up digests with all versions in a row.
 * All of it is one transaction, and nobody else works meanwhile.
 */
import { toWamidDigest, type PracticeId, type SubjectId } from '../ids.js'
import type { Database, Transaction } from '../storage/database.js'
import type { Clock } from '../time.js'
import { inboundContext } from '../webhook/inbound.js'
import { stopContext } from '../webhook/unmatched-stops.js'
import { assertNobodyWorks } from './instances.js'
import type { KeyProvider } from './master-key.js'
import {
  digestOf,
  freshKey,
  openPracticeKeys,
  practiceKeyContext,
  type PracticeKeys,
} from './practice-keys.js'
import { open, seal } from './seal.js'
import { subjectKeys } from './subject-keys.js'

/** Every column that holds a digest for look-ups, with what names its row. */
export const DIGESTS: readonly { table: string; key: readonly string[]; columns: readonly string[] }[] = [
  { table: 'patients', key: ['subject_id'], columns: ['fingerprint', 'identity_index', 'phone_index'] },
  { table: 'patient_links', key: ['kind', 'value_index', 'subject_id'], columns: ['value_index'] },
  { table: 'messages', key: ['id'], columns: ['phone_index', 'wamid_index'] },
  { table: 'message_statuses', key: ['wamid_index', 'status'], columns: ['wamid_index'] },
  { table: 'send_blocks', key: ['scope', 'block_key'], columns: ['block_key'] },
  { table: 'inbound_messages', key: ['wamid_index'], columns: ['wamid_index'] },
  {
    table: 'whatsapp_accounts',
    key: ['phone_index', 'bsuid_index'],
    columns: ['phone_index', 'bsuid_index'],
  },
  { table: 'unmatched_stops', key: ['kind', 'value_index'], columns: ['value_index'] },
  { table: 'consent_requests', key: ['id'], columns: ['phone_index', 'bsuid_index'] },
  { table: 'chat_replies', key: ['id'], columns: ['phone_index', 'bsuid_index', 'wamid_index'] },
  { table: 'kept_proofs', key: ['subject_id'], columns: ['patient_index'] },
]

/** A block of everything, the switch or a template is named in words. */
const DIGEST = /^[0-9a-f]{64}$/

type Row = Record<string, string | Buffer | null>

/**
 * @returns how many rows were digested anew
 * @throws RecallError INSTANCES_RUNNING, MASTER_KEY_WRONG
 */
export async function renewIndexKey(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  clock: Clock,
): Promise<number> {
  const keys = await openPracticeKeys(database, provider, practice, clock)
  const fresh = freshKey('index')
  try {
    return await database.write(async (trx) => {
      const now = clock.now()
      await assertNobodyWorks(database, trx, practice, now)
      const newest = await trx('practice_keys')
        .where({ practice_id: practice, name: 'index' })
        .max<{ newest: number | null }[]>({ newest: 'version' })
      const version = (newest[0]?.newest ?? 0) + 1
      await trx('practice_keys').insert({
        practice_id: practice,
        name: 'index',
        version,
        wrapped: provider.wrap(fresh, practiceKeyContext(practice, 'index', version)),
        created_at: now,
      })
      const digest = (value: string): string => (DIGEST.test(value) ? digestOf(fresh, value) : value)
      await resealed(trx, keys, digest)
      let rows = 0
      for (const place of DIGESTS) rows += await digested(trx, practice, place, digest)
      return rows
    })
  } finally {
    fresh.fill(0)
  }
}

async function digested(
  trx: Transaction,
  practice: PracticeId,
  { table, key, columns }: (typeof DIGESTS)[number],
  digest: (value: string) => string,
): Promise<number> {
  const evidence = table === 'patient_links' ? ['evidence'] : []
  const rows = await trx(table)
    .where({ practice_id: practice })
    .select<Row[]>(...new Set([...key, ...columns, ...evidence]))
  for (const row of rows) {
    const where = Object.fromEntries(key.map((column) => [column, row[column]]))
    const change = Object.fromEntries(
      columns.flatMap((column) => {
        const value = row[column]
        return typeof value === 'string' ? [[column, digest(value)]] : []
      }),
    )
    const { evidence: told } = row
    if (typeof told === 'string') change['evidence'] = told.replace(/[0-9a-f]{64}$/, digest)
    if (Object.keys(change).length > 0)
      await trx(table)
        .where({ practice_id: practice, ...where })
        .update(change)
  }
  return rows.length
}

/** What is sealed to the digest that names its row is sealed to the new one. */
async function resealed(
  trx: Transaction,
  keys: PracticeKeys,
  digest: (value: string) => string,
): Promise<void> {
  const { practice, box } = keys
  const stops = await trx('unmatched_stops')
    .where({ practice_id: practice })
    .select<{ kind: 'phone' | 'bsuid'; value_index: string; sealed: Buffer }[]>(
      'kind',
      'value_index',
      'sealed',
    )
  for (const { kind, value_index, sealed } of stops) {
    const plain = open(box, sealed, stopContext(practice, kind, value_index))
    await trx('unmatched_stops')
      .where({ practice_id: practice, kind, value_index })
      .update({ sealed: seal(box, plain, stopContext(practice, kind, digest(value_index))) })
  }
  const inbound = await trx('inbound_messages')
    .where({ practice_id: practice })
    .whereNotNull('sealed')
    .select<{ wamid_index: string; subject_id: SubjectId | null; sealed: Buffer }[]>(
      'wamid_index',
      'subject_id',
      'sealed',
    )
  const people = await subjectKeys(trx, keys, [
    ...new Set(inbound.flatMap(({ subject_id }) => (subject_id === null ? [] : [subject_id]))),
  ])
  for (const { wamid_index, subject_id, sealed } of inbound) {
    const key = subject_id === null ? box : people.get(subject_id)
    // Of somebody who was erased: nobody opens it any more.
    if (key === undefined) continue
    const plain = open(key, sealed, inboundContext(practice, toWamidDigest(wamid_index)))
    await trx('inbound_messages')
      .where({ practice_id: practice, wamid_index })
      .update({ sealed: seal(key, plain, inboundContext(practice, toWamidDigest(digest(wamid_index)))) })
  }
}
