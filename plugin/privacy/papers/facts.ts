/** What the papers of the practice are made of: the configuration, and this installation as it is now. */
import type { Configuration, Practice } from '../../configuration/configuration.js'
import type { Environment } from '../../configuration/secrets.js'
import { databaseRights } from '../../gates/gates.js'
import type { DatabaseRights } from '../../gates/database.js'
import { SIGN_OFF_POINTS, type SignOffPoint } from '../../gates/sign-off-points.js'
import type { Verdict } from '../../gates/verdict.js'
import type { RunningPractice } from '../../installation.js'
import { addressKinds, type AddressKind } from '../../storage/address.js'
import type { Dialect } from '../../storage/database.js'
import type { Instant } from '../../time.js'

/** Where the master key comes from; `provider`: the embedding host's own, a key-management service for example. */
export type KeySource = 'environment' | 'file' | 'provider'

export interface DocumentFacts {
  practice: Practice
  createdAt: Instant
  server: Configuration['server']
  database: { dialect: Dialect; addresses: readonly AddressKind[]; rights: DatabaseRights | null }
  keySource: KeySource
  /** The checks that sending depends on. */
  verdicts: readonly Verdict[]
  /** Points of the sign-off that are not confirmed (P-39). */
  unconfirmed: readonly SignOffPoint[]
}

/** @throws RecallError DATABASE_UNREACHABLE */
export async function documentFacts(
  practice: RunningPractice,
  configuration: Configuration,
  keySource: KeySource,
): Promise<DocumentFacts> {
  const confirmed = practice.configuration.signOff?.confirmed ?? []
  return {
    practice: practice.configuration,
    createdAt: practice.clock.now(),
    server: configuration.server,
    database: {
      dialect: practice.database.dialect,
      addresses: await addressKinds(configuration.database),
      rights: await databaseRights(practice),
    },
    keySource,
    verdicts: await practice.gates.verdicts(),
    unconfirmed: SIGN_OFF_POINTS.filter((point) => !confirmed.includes(point)),
  }
}

/** As `masterKeyFromEnvironment` reads it. */
export const keySourceOf = (environment: Environment): KeySource =>
  (environment['RECALL_MASTER_KEY'] ?? '') === '' ? 'file' : 'environment'
