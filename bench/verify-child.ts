/** A program of its own that verifies a whole ledger in one process: what as many of them do at once, the machine can do. */
import { verifyLedger, type VerifyOptions } from '../plugin/consent/verify/verify.js'
import { masterKey } from '../plugin/keys/master-key.js'
import { openDatabase } from '../plugin/storage/database.js'
import { openInvented } from '../test/consent/invented.js'

export interface VerifyAlone {
  url: string
  master: Uint8Array
  depth: NonNullable<VerifyOptions['depth']>
}

/** Answers with milliseconds; `null`: it does not verify. */
process.once('message', ({ url, master, depth }: VerifyAlone) => {
  const database = openDatabase(url)
  void (async () => {
    const { keys } = await openInvented(database, { keyProvider: masterKey(Buffer.from(master)) })
    const start = performance.now()
    const { ok } = await verifyLedger(database, keys, { depth, processes: 1 })
    process.send?.(ok ? performance.now() - start : null)
    await database.close()
    process.disconnect()
  })()
})
