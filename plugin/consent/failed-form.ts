/**
 * Forms of a host that could not be taken in. Not every failure is the file's fault: a reader is killed on a busy
 * machine, a record the form concerns may be damaged. Such a form is tried again, and what stays without success is put
 * before a person: an unread form may say no. Tries are counted in the database, since `run` begins a process for each.
 */
import type { ErrorCode } from '../errors.js'
import type { ReadableForm } from '../form/form-report.js'
import { NO_PATIENT } from '../form/mapping.js'
import { purposesOf } from '../form/read-form.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import { millisOf, type Instant } from '../time.js'
import { markedByOf } from './record-form.js'
import { dropReview } from '../review/open-review.js'
import { openUnassignedCase, unassignedSource } from './form-cases.js'
import { countUnreadable, failureOf, forgetForm, isTakenIn, storeForm, type Failure } from './stored-form.js'

/** How long after each failure in a row the next try may come; from the last of them on, once a day. */
const PAUSES_MINUTES = [1, 5, 15]
const LATER_MINUTES = 24 * 60
/** Who calls `run` once a day has waited long enough at the second try. */
const PATIENCE_MINUTES = PAUSES_MINUTES.reduce((sum, minutes) => sum + minutes, 0)

/** Beyond so many the folder holds other documents, as with those that are none of the configured forms. */
const MOST_UNREADABLE_CASES = 20

/** What the file itself is: reading it once more gives the same. */
const OF_THE_FILE: ReadonlySet<ErrorCode> = new Set([
  'FORM_NOT_PDF',
  'FORM_BROKEN',
  'FORM_ENCRYPTED',
  'FORM_TOO_LARGE',
] as const)

export const isOfTheFile = (code: ErrorCode): boolean => OF_THE_FILE.has(code)

/** What follows from one more failure: a further try soon, or a person. Pure. */
export function afterFailure(
  before: Failure | null,
  code: ErrorCode,
  now: Instant,
): { failure: Failure; state: 'unread' | 'unreadable' } {
  const failure: Failure = {
    code,
    times: (before?.times ?? 0) + 1,
    since: before?.since ?? now,
    last: now,
  }
  const isOver =
    failure.times > PAUSES_MINUTES.length || minutesBetween(failure.since, now) >= PATIENCE_MINUTES
  return { failure, state: isOver || isOfTheFile(code) ? 'unreadable' : 'unread' }
}

/** Whether the next try is due. Pure. */
export function isDue({ times, last, code }: Failure, now: Instant): boolean {
  const pause = isOfTheFile(code) ? LATER_MINUTES : (PAUSES_MINUTES[times - 1] ?? LATER_MINUTES)
  return minutesBetween(last, now) >= pause
}

const minutesBetween = (from: Instant, to: Instant): number => (millisOf(to) - millisOf(from)) / 60_000

/**
 * Notes that a form could not be taken in, and opens its case once it is no longer tried in short order.
 * @returns `taken` where another process had more success meanwhile
 */
export async function noteFailure(
  practice: OpenPractice,
  sha256: string,
  code: ErrorCode,
): Promise<'unread' | 'unreadable' | 'taken'> {
  try {
    return await practice.database.write((trx) => note(practice, trx, sha256, code))
  } catch (error) {
    // Another process noted the same in this moment.
    if (isDuplicate(error)) return 'unread'
    throw error
  }
}

async function note(
  practice: OpenPractice,
  trx: Transaction,
  sha256: string,
  code: ErrorCode,
): Promise<'unread' | 'unreadable' | 'taken'> {
  if (await isTakenIn(practice, trx, sha256)) return 'taken'
  const now = practice.clock.now()
  const { failure, state } = afterFailure(await failureOf(practice, sha256, trx), code, now)
  const reading = unreadForm(practice, sha256)
  await forgetForm(practice, trx, sha256)
  await storeForm(practice, trx, state, null, { reading, mapping: null, entries: [], failure })
  if (
    state === 'unreadable' &&
    (await countUnreadable(practice, ['unreadable'], trx)) <= MOST_UNREADABLE_CASES
  )
    await openUnassignedCase(trx, practice, reading, markedByOf(null), now)
  return state
}

/** It turned out to be somebody's who was erased: neither try nor case is left. */
export function forgetFailure(practice: OpenPractice, sha256: string): Promise<void> {
  return practice.database.write(async (trx) => {
    if ((await failureOf(practice, sha256, trx)) === null) return
    await forgetForm(practice, trx, sha256)
    await dropReview(trx, practice, unassignedSource(sha256))
  })
}

/** Nothing is known of it, so that whoever is found for it has every purpose in doubt. */
function unreadForm({ configuration }: OpenPractice, sha256: string): ReadableForm {
  return {
    kind: 'read',
    sha256,
    format: 'pdf',
    mapping: null,
    resembles: null,
    patient: { ...NO_PATIENT },
    givenAt: null,
    representative: null,
    consents: purposesOf(configuration.forms).map((purpose) => ({
      purpose,
      result: 'needs_review',
      control: null,
      raw: null,
      reasons: ['unreadable'],
      page: null,
      rect: null,
    })),
    reader: '',
  }
}
