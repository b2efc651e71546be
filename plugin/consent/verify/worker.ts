/** A process that examines ranges of one ledger through a connection of its own. Keys it gets from whoever started it. */
import { openDatabase, type Database } from '../../storage/database.js'
import type { KeySource } from './keys.js'
import { unpackKeys, type PackedKeys } from './packed-keys.js'
import type { FromWorker, ToWorker, WorkerSetup } from './parallel.js'
import { rangeExaminer, type ExamineRange } from './range.js'

const tell = (message: FromWorker): void => {
  process.send?.(message)
}

const waiting = new Map<number, (keys: PackedKeys) => void>()
let asked = 0
const keys: KeySource = {
  keysOf: (subjects) =>
    new Promise((resolve) => {
      asked += 1
      waiting.set(asked, (packed) => {
        resolve(unpackKeys(packed))
      })
      tell({ kind: 'keys', id: asked, subjects: [...subjects] })
    }),
}

let opened: { database: Database; examine: Promise<ExamineRange> } | null = null

function open({ url, practice, contents }: WorkerSetup): void {
  const database = openDatabase(url)
  const examine = rangeExaminer(
    { dialect: database.dialect, connection: database.knex },
    { practice, contents: contents === null ? null : { ...contents, keys } },
  )
  opened = { database, examine }
}

async function examine(range: { start: number; end: number }): Promise<void> {
  try {
    const facts = await (await opened?.examine)?.(range)
    tell(facts === undefined ? { kind: 'failed' } : { kind: 'examined', facts })
  } catch {
    // Why, the other side finds out when it does the same.
    tell({ kind: 'failed' })
  }
}

process.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'setup':
      open(message.setup)
      return
    case 'range':
      void examine(message.range)
      return
    case 'keys':
      waiting.get(message.id)?.(message.keys)
      waiting.delete(message.id)
  }
})

// Whoever started it is done, or gone: there is nothing left to read for.
process.once('disconnect', () => {
  void (opened?.database.close() ?? Promise.resolve()).finally(() => process.exit())
})
