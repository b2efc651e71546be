/** A practice with real keys, database and folder; all people are invented. */
import { randomBytes } from 'node:crypto'
import { toConfiguration } from '../../plugin/configuration/load.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Database } from '../../plugin/storage/database.js'
import { toInstant, type Clock, type Instant } from '../../plugin/time.js'

/** A clock that stands still until it is set. */
export class SetClock implements Clock {
  constructor(private instant: Instant) {}

  now(): Instant {
    return this.instant
  }

  set(text: string): void {
    this.instant = toInstant(text)
  }
}

export const MASTER_KEY = randomBytes(32)

export async function openTestPractice(
  database: Database,
  now = '2026-11-21T08:00:00Z',
): Promise<OpenPractice & { clock: SetClock }> {
  const clock = new SetClock(toInstant(now))
  const configuration = toConfiguration(
    {
      practices: [
        {
          id: 'muster',
          name: 'Zahnarztpraxis Dr. Muster',
          phone: '+493012345678',
          whatsapp: { phone: '+493012345600', phoneNumberId: '106540352242922' },
        },
      ],
    },
    '/nowhere',
  ).practices[0]!
  const keys = await openPracticeKeys(database, masterKey(MASTER_KEY), configuration.id, clock)
  return { configuration, database, keys, clock, ledger: knexLedger(database, keys, clock) }
}
