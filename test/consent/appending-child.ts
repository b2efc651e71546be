/** Started by the ledger's tests: appends to a ledger at the same time as its siblings. */
import { masterKeyFromEnvironment } from '../../plugin/keys/master-key.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { append, inventedEntry, newSubject, openInvented } from './invented.js'

const [url = '', masterKey = '', rounds = '0'] = process.argv.slice(2)
const database = openDatabase(url)
const practice = await openInvented(database, {
  keyProvider: masterKeyFromEnvironment({ RECALL_MASTER_KEY: masterKey }),
})
const subject = await newSubject(practice)
for (let round = 0; round < Number(rounds); round += 1) {
  await append(practice, [inventedEntry(subject), inventedEntry(subject, 'withdrawn')])
}
await database.close()
process.disconnect()
