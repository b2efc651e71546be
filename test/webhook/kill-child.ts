/** A process that works on the inbox until it is killed. */
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { systemClock } from '../../plugin/time.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { inventedPractice } from '../consent/invented.js'

const [url = '', key = '', practiceId = ''] = process.argv.slice(2)
const database = openDatabase(url)
const configuration = inventedPractice(practiceId)
const keys = await openPracticeKeys(
  database,
  masterKey(Buffer.from(key, 'base64')),
  configuration.id,
  systemClock,
)
const ledger = knexLedger(database, keys, systemClock)
for (let isEmpty = false; !isEmpty; ) {
  const { processed } = await processInbox({ configuration, database, keys, ledger, clock: systemClock })
  isEmpty = processed === 0
}
await database.close()
