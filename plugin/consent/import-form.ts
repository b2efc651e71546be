/** One file from bytes to ledger entries: `forms import`, `POST /forms` and the forms folder all come through here. */
import { createHash } from 'node:crypto'
import type { ReadableForm, UnreadableForm } from '../form/form-report.js'
import { readForm } from '../form/read-form.js'
import type { ReaderPool } from '../form/reader-pool.js'
import { RecallError } from '../errors.js'
import { suppress, suppressedSince } from '../host/suppression.js'
import type { OpenPractice } from '../practice.js'
import { pictureFormCases } from '../review/form-pictures.js'
import { recordForm } from './record-form.js'
import { recordedForm, type RecordedForm } from './stored-form.js'

/** A file that was recorded before is not read again; an unreadable one, or one of somebody erased, records nothing. */
export async function importForm(
  practice: OpenPractice & { readers: ReaderPool },
  bytes: Uint8Array,
): Promise<RecordedForm | UnreadableForm> {
  const { configuration, database, clock, readers } = practice
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const before = await recordedForm(practice, sha256, database.knex)
  if (before !== null) return before
  if ((await suppressedSince(database.knex, practice.keys, { kind: 'form', sha256 })) !== null)
    return ofErased(sha256)
  const form = await readForm(bytes, {
    pool: readers,
    forms: configuration.forms,
    now: clock.now(),
    timeZone: configuration.timeZone,
    country: configuration.region.slice(0, 2),
  })
  if (form.kind === 'unreadable') return form
  const recorded = await recordUnlessErased(practice, form)
  if (recorded.kind === 'unreadable') return recorded
  if (recorded.recorded === 'now') await pictureFormCases(practice, bytes, recorded)
  return recorded
}

const ofErased = (sha256: string): UnreadableForm => ({
  kind: 'unreadable',
  sha256,
  code: 'FORM_ERASED',
  details: {},
})

/** A form from before the erasure of its patient that comes only now is not read a second time. */
async function recordUnlessErased(
  practice: OpenPractice,
  form: ReadableForm,
): Promise<RecordedForm | UnreadableForm> {
  try {
    return await recordForm(practice, form)
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'FORM_ERASED') throw error
    const { database, keys, clock } = practice
    const { sha256 } = form
    await database.write((trx) => suppress(trx, keys, [{ kind: 'form', sha256 }], clock.now()))
    return ofErased(sha256)
  }
}
