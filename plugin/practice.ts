/** What every stage of one practice works with: the parts that have effects, opened once. */
import type { Practice } from './configuration/configuration.js'
import type { ConsentLedger } from './consent/ledger.js'
import type { PracticeKeys } from './keys/practice-keys.js'
import type { Database } from './storage/database.js'
import type { Clock } from './time.js'

export interface OpenPractice {
  configuration: Practice
  database: Database
  keys: PracticeKeys
  ledger: ConsentLedger
  clock: Clock
}
