/** A practice with one form, invented patients, and what staff do with cases. */
import { createHash } from 'node:crypto'
import type { FormMapping, Practice } from '../../plugin/configuration/configuration.js'
import { consentFor } from '../../plugin/consent/gate.js'
import type { Purpose } from '../../plugin/consent/purpose.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import type { RecordedForm } from '../../plugin/consent/stored-form.js'
import type { ConsentResult, ReviewReason } from '../../plugin/form/consent-decision.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { subjectNamed } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { decideReview, type NewDecision } from '../../plugin/review/decide-review.js'
import { listReviews } from '../../plugin/review/list-reviews.js'
import type { Review, ReviewDecision } from '../../plugin/review/review.js'
import type { Database } from '../../plugin/storage/database.js'
import { toLocalDate } from '../../plugin/time.js'
import { openTestPractice, type SetClock } from '../host/practice.js'

export const MAPPING: FormMapping = {
  id: 'anamnese',
  match: { controls: ['WhatsApp'] },
  template: null,
  markedBy: 'patient_device',
  patient: {},
  givenAt: null,
  representative: null,
  consents: [
    {
      purposes: ['reminder', 'recall'],
      controls: { kind: 'one', control: 'WhatsApp' },
      granted: null,
      refused: null,
      wording: null,
    },
  ],
}

export const withForms = <P extends OpenPractice>(practice: P, ...forms: FormMapping[]): P => ({
  ...practice,
  configuration: { ...practice.configuration, forms } satisfies Practice,
})

export async function openWithForm(database: Database): Promise<OpenPractice & { clock: SetClock }> {
  return withForms(await openTestPractice(database), MAPPING)
}

export interface Person {
  id?: string
  familyName?: string
  givenName?: string
  birthDate?: string
  mobile?: string
  active?: boolean
}

export const NUMBER = '+4915112345611'

export function put(practice: OpenPractice, person: Person = {}): Promise<boolean> {
  return practice.database.write((trx) =>
    putPatient(
      trx,
      practice.keys,
      'csv',
      {
        hostPatientId: toHostPatientId(person.id ?? '4711'),
        familyName: person.familyName ?? 'Muster',
        givenName: person.givenName ?? 'Erika',
        birthDate: toLocalDate(person.birthDate ?? '1980-01-31'),
        mobilePhone: readPhone(person.mobile ?? NUMBER),
        active: person.active ?? true,
      },
      practice.clock.now(),
    ),
  )
}

let files = 0

export interface Filled {
  result?: ConsentResult
  reasons?: ReviewReason[]
  patient?: Partial<ReadableForm['patient']>
  givenAt?: string | null
  mapping?: string | null
  resembles?: string | null
  representative?: string | null
}

export function filled({
  reasons = [],
  result = reasons.length > 0 ? 'needs_review' : 'granted',
  patient = {},
  givenAt = '2026-11-20',
  mapping = 'anamnese',
  resembles = null,
  representative = null,
}: Filled = {}): ReadableForm {
  files += 1
  return {
    kind: 'read',
    sha256: createHash('sha256').update(`review ${files}`).digest('hex'),
    format: 'pdf',
    mapping,
    resembles,
    patient: {
      hostPatientId: '4711',
      familyName: 'Muster',
      givenName: 'Erika',
      birthDate: toLocalDate('1980-01-31'),
      mobilePhone: readPhone(NUMBER),
      ...patient,
    },
    givenAt: givenAt === null ? null : toLocalDate(givenAt),
    representative,
    consents: (['reminder', 'recall'] as const).map((purpose) => ({
      purpose,
      result,
      control: 'WhatsApp',
      raw: 'Ja',
      reasons,
      page: 1,
      rect: [10, 10, 20, 20],
    })),
    reader: 'test',
  }
}

export const record = (practice: OpenPractice, form: Filled = {}): Promise<RecordedForm> =>
  recordForm(practice, filled(form))

export async function cases(practice: OpenPractice, state: 'open' | 'all' = 'open'): Promise<Review[]> {
  return (await listReviews(practice, { state, cursor: null, limit: 100, actor: 'test' })).items
}

/** The only open case. */
export async function onlyCase(practice: OpenPractice): Promise<Review> {
  const open = await cases(practice)
  if (open[0] === undefined || open.length > 1) throw new Error(`${open.length} open cases`)
  return open[0]
}

export const decide = (
  practice: OpenPractice,
  review: Review,
  decision: ReviewDecision,
  more: Partial<NewDecision> = {},
): Promise<Review> => decideReview(practice, review.id, { decision, by: 'Frau Beispiel', ...more })

/** State and reasons, e.g. `on_hold both_ticked`. */
export async function stateOf(
  practice: OpenPractice,
  patient = '4711',
  purpose: Purpose = 'reminder',
): Promise<string> {
  const { database, keys, clock } = practice
  const subject = await subjectNamed(database.knex, keys, toHostPatientId(patient))
  const { status, reasons } = await consentFor(database.knex, practice, subject, purpose, clock.now())
  return [status, ...reasons].join(' ')
}
