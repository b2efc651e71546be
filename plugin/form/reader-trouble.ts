/** Whether a file could not be read because no file can be. */
import type { ReaderPool } from './reader-pool.js'
import type { UnreadableCode } from './reading.js'

/** Something that is certainly no form: a reader that works says so. */
const NO_FORM = Buffer.from('%PDF-1.7\n%%EOF\n')

/** What ails the reader itself; `null` if it works. */
export async function readerTrouble(readers: ReaderPool): Promise<UnreadableCode | null> {
  const outcome = await readers.read(NO_FORM)
  return outcome.kind === 'unreadable' && outcome.code.startsWith('FORM_READER_') ? outcome.code : null
}
