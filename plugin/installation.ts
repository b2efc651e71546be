/** Everything with effects, opened once: database, keys, ledger, reader pool, hosts, and the line to 360dialog. */
import type { HostAdapter, HostAdapterFactory } from '../adapters/host.js'
import type { Configuration, Practice } from './configuration/configuration.js'
import type { Secrets } from './configuration/secrets.js'
import { knexLedger } from './consent/ledger-knex.js'
import { outdatedBy } from './consent/renewal.js'
import { refusedWordings } from './consent/wording/usable.js'
import { registerWordings } from './consent/wording/wording.js'
import { RecallError } from './errors.js'
import { createReaderPool, type ReaderPool } from './form/reader-pool.js'
import { adapterFor } from './host/adapters.js'
import { type Gates, openGates } from './gates/gates.js'
import type { PracticeId } from './ids.js'
import { announce } from './keys/instances.js'
import type { KeyProvider } from './keys/master-key.js'
import { openPracticeKeys } from './keys/practice-keys.js'
import type { Log } from './log.js'
import { witnessOf, type WitnessedPractice } from './privacy/witness/check.js'
import { fileWitness, witnessFile } from './privacy/witness/witness.js'
import { assertMigrated, migrate } from './storage/migrate.js'
import { openDatabase, type Database } from './storage/database.js'
import { databaseErrorCode, databaseTrouble } from './storage/database-errors.js'
import { assertNotPublic } from './storage/address.js'
import type { Clock } from './time.js'
import { dialog360, type Dialog360 } from './whatsapp/dialog360.js'

export interface Effects {
  clock: Clock
  log: Log
  keyProvider: KeyProvider
  secrets: Secrets
  /** NODE_TLS_REJECT_UNAUTHORIZED=0 */
  verificationOff: boolean
  /** Adapters of the embedding host, by name. */
  adapters: Readonly<Record<string, HostAdapterFactory>>
}

export interface RunningPractice extends WitnessedPractice {
  hosts: readonly HostAdapter[]
  readers: ReaderPool
  log: Log
  gates: Gates
  /** Made at first use, so that commands which send nothing need no API key. @throws RecallError SECRET_MISSING */
  provider(): Dialog360
}

export interface Installation {
  configuration: Configuration
  database: Database
  practices: ReadonlyMap<PracticeId, RunningPractice>
  readers: ReaderPool
  close(): Promise<void>
}

/** Codes of databases that refuse a user who may not change the schema. */
const MAY_NOT_MIGRATE =
  /^(ER_TABLEACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR)$/

/**
 * Brings the schema up to date where the database user may.
 * @throws RecallError DATABASE_NOT_MIGRATED when it is behind and the user may not
 */
async function migrateWherePermitted(database: Database): Promise<void> {
  try {
    await migrate(database)
  } catch (error) {
    const cause = error instanceof RecallError ? error.cause : error
    if (!MAY_NOT_MIGRATE.test(databaseErrorCode(cause))) throw error
    await assertMigrated(database)
  }
}

/** @throws RecallError of configuration, keys or database */
export async function openInstallation(
  configuration: Configuration,
  effects: Effects,
): Promise<Installation> {
  await assertNotPublic(configuration.database)
  const database = openDatabase(configuration.database)
  const readers = createReaderPool()
  const providers: Dialog360[] = []
  const close = async (): Promise<void> => {
    await readers.close()
    await Promise.all(providers.map((provider) => provider.close()))
    await database.close()
  }
  try {
    await migrateWherePermitted(database)
    const practices = new Map<PracticeId, RunningPractice>()
    for (const practice of configuration.practices) {
      practices.set(
        practice.id,
        await openPractice(practice, configuration, database, readers, effects, providers),
      )
    }
    return { configuration, database, practices, readers, close }
  } catch (error) {
    await close()
    throw databaseTrouble(error)
  }
}

async function openPractice(
  practice: Practice,
  configuration: Configuration,
  database: Database,
  readers: ReaderPool,
  effects: Effects,
  providers: Dialog360[],
): Promise<RunningPractice> {
  const { clock, log, keyProvider, secrets, adapters } = effects
  await announce(database, practice.id, clock)
  const keys = await openPracticeKeys(database, keyProvider, practice.id, clock)
  const hosts = practice.hosts.map((host) =>
    adapterFor(
      host.adapter,
      adapters,
    )({
      id: host.id,
      options: host.options,
      directory: configuration.directory,
      timeZone: practice.timeZone,
      country: practice.region.slice(0, 2),
    }),
  )
  let provider: Dialog360 | undefined
  const opened: Omit<RunningPractice, 'gates'> = {
    configuration: practice,
    database,
    keys,
    ledger: knexLedger(database, keys, clock),
    clock,
    hosts,
    readers,
    log,
    witness: witnessOf(
      fileWitness(await witnessFile(configuration.witness, configuration.database, keys), keys),
    ),
    provider: () => {
      if (provider === undefined) {
        provider = dialog360({ baseUrl: secrets.d360BaseUrl, apiKey: secrets.d360ApiKey(practice.id) })
        providers.push(provider)
      }
      return provider
    },
  }
  const wordings = await registerWordings(opened)
  tellOfWordings({ ...practice, wordings }, log)
  const running = { ...opened, configuration: { ...practice, wordings } }
  const surroundings = {
    database: configuration.database,
    provider: secrets.d360BaseUrl,
    verificationOff: effects.verificationOff,
  }
  return { ...running, gates: openGates(running, surroundings, running) }
}

/** The start goes on: stops must come in. What rests on such a wording is held, and `doctor` shows it. */
function tellOfWordings(practice: Practice, log: Log): void {
  for (const { id, language, missing, untrue } of refusedWordings(practice)) {
    log.warn('wording_refused', {
      practice: practice.id,
      wording: `${id}.${language}`,
      missing: missing.join(', '),
      untrue: untrue.join(', '),
    })
  }
  for (const wording of practice.wordings) {
    const changes = outdatedBy(wording, practice.whatsapp).filter((change) => change !== 'wording_replaced')
    if (changes.length === 0 || wording.replacedBy !== undefined) continue
    log.warn('wording_outdated', {
      code: 'WORDING_OUTDATED',
      practice: practice.id,
      wording: `${wording.id}.${wording.language}`,
      changes: changes.join(', '),
    })
  }
}
