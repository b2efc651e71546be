/** Started by the kill rounds: sends what is due when told to, until it is done or dead. */
import { masterKeyFromEnvironment } from '../../plugin/keys/master-key.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { systemClock } from '../../plugin/time.js'
import { dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { atAnyHour, dispatch, inventedPractice, KEY, openInvented } from './due-practice.js'
import { CHILD_TIMEOUT_MILLIS, KILL_LIMITS } from './kill-rounds.js'

const [url = '', provider = '', masterKey = ''] = process.argv.slice(2)
const database = openDatabase(url)
const practice = await openInvented(
  database,
  systemClock,
  atAnyHour(inventedPractice({ whatsapp: { ...inventedPractice().whatsapp, ...KILL_LIMITS } })),
  masterKeyFromEnvironment({ RECALL_MASTER_KEY: masterKey }),
)
const client = dialog360({ baseUrl: provider, apiKey: KEY, timeoutMillis: CHILD_TIMEOUT_MILLIS })
process.once('message', () => {
  void dispatch(practice, client, { instance: `child ${process.pid}` }).then(async (result) => {
    await client.close()
    await database.close()
    process.send?.({ sent: result.sent, waiting: result.waiting })
    process.disconnect()
  })
})
process.send?.('ready')
