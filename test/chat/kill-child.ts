/** A process that sends answers until it is killed. */
import { sendChatReplies } from '../../plugin/chat/send-replies.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { silentLog } from '../../plugin/log.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { systemClock } from '../../plugin/time.js'
import { dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { inventedPractice } from '../consent/invented.js'

const [url = '', baseUrl = '', key = '', practiceId = ''] = process.argv.slice(2)
const database = openDatabase(url)
const configuration = inventedPractice(practiceId)
const keys = await openPracticeKeys(
  database,
  masterKey(Buffer.from(key, 'base64')),
  configuration.id,
  systemClock,
)
const client = dialog360({ baseUrl, apiKey: 'kill', timeoutMillis: 1_000 })
await sendChatReplies(
  { configuration, database, keys, ledger: knexLedger(database, keys, systemClock), clock: systemClock },
  {
    provider: () => client,
    gates: { verdicts: () => Promise.resolve([]) },
    log: silentLog,
    signal: new AbortController().signal,
  },
)
await client.close()
await database.close()
