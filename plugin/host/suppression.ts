/**
 * Whom and what we may not take in again. The host goes on delivering somebody who was erased, and a form stays in its
 * folder; keyed digests say that they are not to come back, without saying who they are.
 */
import type { HostPatientId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { inChunks } from './chunks.js'

export type Suppression =
  /** Erased at request: comes back only with a declaration of the person's own. */
  | { kind: 'patient'; patient: HostPatientId }
  /** Erased because all periods were over: comes back as soon as the host calls the patient active again. */
  | { kind: 'retired'; patient: HostPatientId }
  /** A form of somebody erased, by the SHA-256 of its file. */
  | { kind: 'form'; sha256: string }

/** As it is stored, and told to the witness. */
export interface SuppressedDigest {
  kind: Suppression['kind']
  /** 64 hex digits. */
  digest: string
  at: Instant
}

export const patientDigest = (keys: PracticeKeys, patient: HostPatientId): string =>
  keys.witness(`patient\n${patient}`)

const digestOf = (keys: PracticeKeys, suppression: Suppression): string =>
  suppression.kind === 'form'
    ? keys.witness(`form\n${suppression.sha256}`)
    : patientDigest(keys, suppression.patient)

/** @param tombstone the erasure that it belongs to, where it belongs to one */
export function suppress(
  trx: Transaction,
  keys: PracticeKeys,
  suppressions: readonly Suppression[],
  now: Instant,
  tombstone: number | null = null,
): Promise<void> {
  const digests = suppressions.map((suppression) => ({
    kind: suppression.kind,
    digest: digestOf(keys, suppression),
    at: now,
  }))
  return suppressDigests(trx, keys, digests, tombstone)
}

/** The same of what only its digest is known any more. */
export async function suppressDigests(
  trx: Transaction,
  keys: PracticeKeys,
  digests: readonly SuppressedDigest[],
  tombstone: number | null,
): Promise<void> {
  for (const chunk of inChunks(digests)) {
    await trx('suppressions')
      .insert(
        chunk.map(({ kind, digest, at }) => ({
          practice_id: keys.practice,
          kind,
          digest,
          suppressed_at: at,
          tombstone_seq: tombstone,
        })),
      )
      .onConflict(['practice_id', 'kind', 'digest'])
      .ignore()
    // Erased once more; an erasure from before the person came back keeps nobody away.
    for (const { kind, digest, at } of chunk)
      await trx('suppressions')
        .where({ practice_id: keys.practice, kind, digest })
        .andWhere('lifted_at', '<=', at)
        .update({ suppressed_at: at, tombstone_seq: tombstone, lifted_at: null })
  }
}

/** What an erasure keeps from coming back. */
export async function suppressedBy(
  connection: Queryable,
  keys: PracticeKeys,
  tombstone: number,
): Promise<SuppressedDigest[]> {
  const rows = await connection('suppressions')
    .where({ practice_id: keys.practice, tombstone_seq: tombstone, lifted_at: null })
    .orderBy(['kind', 'digest'])
    .select<{ kind: Suppression['kind']; digest: string; suppressed_at: Instant }[]>(
      'kind',
      'digest',
      'suppressed_at',
    )
  return rows.map(({ kind, digest, suppressed_at }) => ({ kind, digest, at: suppressed_at }))
}

/** @returns since when; `null` when it is not suppressed */
export async function suppressedSince(
  connection: Queryable,
  keys: PracticeKeys,
  suppression: Suppression,
): Promise<Instant | null> {
  const row = await connection('suppressions')
    .where({
      practice_id: keys.practice,
      kind: suppression.kind,
      digest: digestOf(keys, suppression),
      lifted_at: null,
    })
    .first<{ suppressed_at: Instant } | undefined>('suppressed_at')
  return row?.suppressed_at ?? null
}

/** When this patient was last erased, heard again since or not; `null`: never. */
export async function lastErasedAt(
  connection: Queryable,
  keys: PracticeKeys,
  patient: HostPatientId,
): Promise<Instant | null> {
  const [row] = await connection('suppressions')
    .where({ practice_id: keys.practice, digest: patientDigest(keys, patient) })
    .whereIn('kind', ['patient', 'retired'])
    .max<{ last: Instant | null }[]>({ last: 'suppressed_at' })
  return row?.last ?? null
}

/**
 * The person declared something anew, so the host's records of him or her are wanted again: all of them, hence the hosts
 * are read from their beginning.
 * @returns whether there was something to lift
 */
export async function liftSuppression(
  trx: Transaction,
  keys: PracticeKeys,
  patient: HostPatientId,
  now: Instant,
): Promise<boolean> {
  const lifted = await trx('suppressions')
    .where({ practice_id: keys.practice, digest: patientDigest(keys, patient), lifted_at: null })
    .whereIn('kind', ['patient', 'retired'])
    .update({ lifted_at: now })
  if (lifted > 0) await trx('host_cursors').where({ practice_id: keys.practice }).delete()
  return lifted > 0
}

/** What a host may bring in: everything but what names somebody erased. */
export async function withoutSuppressed<T extends { hostPatientId: HostPatientId; active?: boolean }>(
  trx: Transaction,
  keys: PracticeKeys,
  items: readonly T[],
  now: Instant,
): Promise<T[]> {
  const rows = await trx('suppressions')
    .where({ practice_id: keys.practice, lifted_at: null })
    .whereIn('kind', ['patient', 'retired'])
    .select<{ kind: Suppression['kind']; digest: string }[]>('kind', 'digest')
  if (rows.length === 0) return [...items]
  // Erased at request weighs more than erased by time.
  const kinds = new Map<string, Suppression['kind']>()
  for (const { digest, kind } of rows) if (kinds.get(digest) !== 'patient') kinds.set(digest, kind)
  const allowed: T[] = []
  for (const item of items) {
    const kind = kinds.get(patientDigest(keys, item.hostPatientId))
    if (kind === 'patient' || (kind === 'retired' && item.active !== true)) continue
    if (kind === 'retired') await liftSuppression(trx, keys, item.hostPatientId, now)
    allowed.push(item)
  }
  return allowed
}
