/**
 * The region around the box in doubt, as a viewer paints it, for whoever decides. Painted after the case is recorded and
 * outside its transaction: a picture that cannot be made, or is lost with the process, costs no case.
 */
import type { ReaderPool } from '../form/reader-pool.js'
import type { PlacedDecision, ReadableForm } from '../form/form-report.js'
import type { SubjectId } from '../ids.js'
import { seal } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { pictureContext } from './open-review.js'
import type { ReviewContent } from './review.js'
import { openContent, reviewRows, type ReviewRow } from './review-row.js'

export async function pictureFormCases(
  practice: OpenPractice & { readers: ReaderPool },
  bytes: Uint8Array,
  form: ReadableForm,
): Promise<void> {
  const rows = await reviewRows(practice.database.knex, practice)
    .andWhere({ state: 'open', kind: 'form' })
    .andWhere('source', 'like', `form/${form.sha256}/%`)
  const subjects = rows.flatMap(({ subject_id }) => (subject_id === null ? [] : [subject_id]))
  const keys = await subjectKeys(practice.database.knex, practice.keys, subjects)
  for (const row of rows) {
    const place = placeOf(form, openContent(practice, row, keys))
    if (place === null) continue
    const png = await practice.readers.picture(bytes, place)
    if (png !== null) await keepPicture(practice, row, png)
  }
}

function placeOf(
  form: ReadableForm,
  content: ReviewContent | null,
): { page: number; rect: NonNullable<PlacedDecision['rect']> } | null {
  const evidence = content?.evidence
  if (evidence?.kind !== 'form') return null
  const shown = form.consents.find(
    ({ control, page }) => control === evidence.control && page === evidence.page,
  )
  if (shown === undefined || shown.page === null || shown.rect === null) return null
  return { page: shown.page, rect: shown.rect }
}

/** Only while the case is open: with its decision the picture is gone. */
function keepPicture(
  practice: OpenPractice,
  { id, subject_id }: ReviewRow,
  png: Uint8Array,
): Promise<number> {
  return practice.database.write(async (trx) => {
    const key = await keyOf(practice, trx, subject_id)
    return key === undefined
      ? 0
      : trx('reviews')
          .where({ practice_id: practice.configuration.id, id, state: 'open' })
          .update({ picture: seal(key, png, pictureContext(practice, id)) })
  })
}

const keyOf = async (
  { keys }: OpenPractice,
  trx: Parameters<typeof subjectKeys>[0],
  subject: SubjectId | null,
): Promise<Buffer | undefined> =>
  subject === null ? keys.box : (await subjectKeys(trx, keys, [subject])).get(subject)
