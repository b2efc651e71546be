/** The keys of one practice, made at first use: for signing checkpoints, for look-ups, for what belongs to no patient yet. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { RecallError } from '../errors.js'
import type { PracticeId } from '../ids.js'
import { newSubjectId } from '../ids.js'
import type { Database, Queryable } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import { addMillis, type Clock, type Instant } from '../time.js'
import type { KeyProvider } from './master-key.js'
import { newKey } from './seal.js'

/** What look-ups go by. */
export type IndexKind = 'phone' | 'bsuid' | 'wamid' | 'identity' | 'record' | 'patient' | 'code'

/**
 * The keys of one practice. Each name may have several versions. All of them open, verify and look up from the moment
 * they are known here; a new one seals and signs only after `GRACE_MILLIS`, when every process has read it.
 */
export interface PracticeKeys {
  readonly practice: PracticeId
  /** Random name of this installation; part of the origin line of checkpoints. */
  readonly installation: string
  readonly provider: KeyProvider
  /** Ed25519, for checkpoints: the one that signs. */
  readonly signing: { privateKey: KeyObject; publicKey: KeyObject }
  /** Every version, the newest first: what any of them signed is ours. */
  readonly publicKeys: readonly KeyObject[]
  /** Seals what belongs to no patient: raw webhooks, stored answers. Several keys in a row, see `seal.ts`. */
  readonly box: Buffer
  /**
   * Keyed digest for look-ups (P-52): a plain hash of a telephone number could be searched through in minutes.
   * @returns 64 hex digits
   */
  index(kind: IndexKind, value: string): string
  /**
   * Keyed digest under a key that never gets another version, so that copies of the database of any age understand it:
   * lines of the witness, and what was erased and may not come back.
   * @returns 64 hex digits
   */
  witness(value: string): string
  /** Reads versions that another process has made. */
  refresh(): Promise<void>
}

const KEY_NAMES = ['signing', 'index', 'box', 'witness'] as const
export type KeyName = (typeof KEY_NAMES)[number]
export const ROTATED = ['signing', 'box'] as const satisfies readonly KeyName[]

/** Every process reads new versions at least once a minute. */
export const GRACE_MILLIS = 5 * 60_000

interface Version {
  version: number
  createdAt: Instant
  key: Buffer
}

export const practiceKeyContext = (practice: PracticeId, name: string, version: number): string =>
  `${practice}/${name}/${version}`

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

/** A key of a name, of the kind that the name needs. */
export const freshKey = (name: KeyName): Buffer =>
  name === 'signing'
    ? generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
    : newKey()

/** Oldest first. @throws RecallError MASTER_KEY_WRONG */
async function readVersions(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  name: KeyName,
): Promise<Version[]> {
  const rows = await database
    .knex('practice_keys')
    .where({ practice_id: practice, name })
    .orderBy('version')
    .select<{ version: number; wrapped: Buffer; created_at: Instant }[]>('version', 'wrapped', 'created_at')
  return rows.map(({ version, wrapped, created_at }) => ({
    version,
    createdAt: created_at,
    key: provider.unwrap(wrapped, practiceKeyContext(practice, name, version)),
  }))
}

/**
 * The first version of every key, where the practice is new: all in one transaction. A practice that has some already, or
 * a ledger, has lost the others; a new one in the place of a lost one would find nobody and know nothing of what was
 * taken back.
 * @throws RecallError PRACTICE_KEY_MISSING
 */
async function makeFirst(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  clock: Clock,
): Promise<void> {
  if ((await missingKeys(database.knex, practice)).length === 0) return
  try {
    await database.write(async (trx) => {
      const names = await missingKeys(trx, practice)
      if (names.length === 0) return
      const head = await trx('ledger_heads')
        .where({ practice_id: practice })
        .first<{ size: number } | undefined>('size')
      if (names.length < KEY_NAMES.length || head !== undefined)
        throw new RecallError('PRACTICE_KEY_MISSING', { practice, keys: names.join(', ') })
      for (const name of names) {
        const fresh = freshKey(name)
        await trx('practice_keys').insert({
          practice_id: practice,
          name,
          version: 1,
          wrapped: provider.wrap(fresh, practiceKeyContext(practice, name, 1)),
          created_at: clock.now(),
        })
        fresh.fill(0)
      }
    })
  } catch (error) {
    // Another process made them in the same moment.
    if (!isDuplicate(error)) throw error
  }
}

/** Names of which no version is there, or one in between is gone. */
async function missingKeys(connection: Queryable, practice: PracticeId): Promise<KeyName[]> {
  const rows = await connection('practice_keys')
    .where({ practice_id: practice })
    .orderBy('version')
    .select<{ name: string; version: number }[]>('name', 'version')
  const isWhole = (name: KeyName): boolean => {
    const versions = rows.filter((row) => row.name === name)
    return versions.length > 0 && versions.every(({ version }, index) => version === index + 1)
  }
  return KEY_NAMES.filter((name) => !isWhole(name))
}

/** The newest that every process knows by now, else the oldest. Pure. */
function writing<V extends Version>(versions: readonly V[], now: Instant): V {
  const ready = versions.filter(({ createdAt }) => addMillis(createdAt, GRACE_MILLIS) <= now)
  const chosen = ready.at(-1) ?? versions[0]
  if (chosen === undefined) throw new RecallError('KEY_DESTROYED')
  return chosen
}

/** Versions of the key for look-ups are used one upon the other, so that what is stored follows unopened. */
export const digestOf = (key: Uint8Array, value: string): string =>
  createHmac('sha256', key).update(value).digest('hex')

const pairOf = (key: Buffer): { privateKey: KeyObject; publicKey: KeyObject } => {
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** @throws RecallError MASTER_KEY_WRONG when the database was set up with another master key, PRACTICE_KEY_MISSING */
export async function openPracticeKeys(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  clock: Clock,
): Promise<PracticeKeys> {
  const installation = await installationId(database, clock)
  await makeFirst(database, provider, practice, clock)
  const read = (name: KeyName): Promise<Version[]> => readVersions(database, provider, practice, name)
  const pairs = async (): Promise<(Version & ReturnType<typeof pairOf>)[]> =>
    (await read('signing')).map((version) => ({ ...version, ...pairOf(version.key) }))
  let signing = await pairs()
  let boxes = await read('box')
  let indexes = await read('index')
  const [witness] = await read('witness')
  if (witness === undefined) throw new RecallError('KEY_DESTROYED')
  return {
    practice,
    installation,
    provider,
    get signing() {
      return writing(signing, clock.now())
    },
    get publicKeys() {
      return signing.map(({ publicKey }) => publicKey).reverse()
    },
    get box() {
      const current = writing(boxes, clock.now())
      const others = boxes.filter((version) => version !== current).reverse()
      return Buffer.concat([current, ...others].map(({ key }) => key))
    },
    index: (kind, value) => indexes.reduce((digest, { key }) => digestOf(key, digest), `${kind}\n${value}`),
    witness: (value) => digestOf(witness.key, value),
    async refresh() {
      const row = await database
        .knex('practice_keys')
        .where({ practice_id: practice })
        .whereIn('name', ['signing', 'box', 'index'])
        .count<{ versions: number | string }[]>({ versions: '*' })
      if (Number(row[0]?.versions ?? 0) === signing.length + boxes.length + indexes.length) return
      signing = await pairs()
      boxes = await read('box')
      // A machine that slept through the change would look for everybody by a digest that nobody has.
      indexes = await read('index')
    },
  }
}
