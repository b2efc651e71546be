/** The keys of one practice, made at first use: for signing checkpoints, for look-ups, for what belongs to no patient yet. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { PracticeId } from '../ids.js'
import { newSubjectId } from '../ids.js'
import { isDuplicate, type Database, type Queryable } from '../storage/database.js'
import type { Clock } from '../time.js'
import type { KeyProvider } from './master-key.js'
import { newKey } from './seal.js'

export interface PracticeKeys {
  readonly practice: PracticeId
  /** Random name of this installation; part of the origin line of checkpoints. */
  readonly installation: string
  readonly provider: KeyProvider
  /** Ed25519, for checkpoints. */
  readonly signing: { privateKey: KeyObject; publicKey: KeyObject }
  /** Seals what belongs to no patient: raw webhooks, stored answers. */
  readonly box: Buffer
  /**
   * Keyed digest for look-ups (P-52): a plain hash of a telephone number could be searched through in minutes.
   * @returns 64 hex digits
   */
  index(kind: 'phone' | 'bsuid' | 'wamid' | 'identity' | 'record', value: string): string
}

type KeyName = 'signing' | 'index' | 'box'

async function readInstallation(connection: Queryable): Promise<string | undefined> {
  const row = await connection('installation')
    .where({ id: 1 })
    .first<{ installation_id: string } | undefined>('installation_id')
  return row?.installation_id
}

async function installationId(database: Database, clock: Clock): Promise<string> {
  const known = await readInstallation(database.knex)
  if (known !== undefined) return known
  try {
    await database
      .knex('installation')
      .insert({ id: 1, installation_id: newSubjectId(), created_at: clock.now() })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  return (await readInstallation(database.knex)) ?? ''
}

async function keyNamed(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  name: KeyName,
  clock: Clock,
): Promise<Buffer> {
  const context = `${practice}/${name}/1`
  const stored = async (): Promise<Buffer | undefined> => {
    const row = await database
      .knex('practice_keys')
      .where({ practice_id: practice, name, version: 1 })
      .first<{ wrapped: Buffer } | undefined>('wrapped')
    return row === undefined ? undefined : provider.unwrap(row.wrapped, context)
  }
  const known = await stored()
  if (known !== undefined) return known
  const fresh =
    name === 'signing'
      ? generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
      : newKey()
  try {
    await database.write((trx) =>
      trx('practice_keys').insert({
        practice_id: practice,
        name,
        version: 1,
        wrapped: provider.wrap(fresh, context),
        created_at: clock.now(),
      }),
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  return (await stored()) ?? fresh
}

/** @throws RecallError MASTER_KEY_WRONG when the database was set up with another master key */
export async function openPracticeKeys(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  clock: Clock,
): Promise<PracticeKeys> {
  const installation = await installationId(database, clock)
  const signing = await keyNamed(database, provider, practice, 'signing', clock)
  const indexKey = await keyNamed(database, provider, practice, 'index', clock)
  const box = await keyNamed(database, provider, practice, 'box', clock)
  const privateKey = createPrivateKey({ key: signing, format: 'der', type: 'pkcs8' })
  return {
    practice,
    installation,
    provider,
    signing: { privateKey, publicKey: createPublicKey(privateKey) },
    box,
    index: (kind, value) => createHmac('sha256', indexKey).update(`${kind}\n${value}`).digest('hex'),
  }
}
