/** The reception asks for a code, shows it, and the patient sends it from their own telephone (P-22, P-23). */
import type { Actor } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import { RecallError } from '../errors.js'
import { readPatient, subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import { isHalted } from '../outbox/halt.js'
import type { OpenPractice } from '../practice.js'
import type { Practice, Wording } from '../configuration/configuration.js'
import { isDuplicate } from '../storage/database-errors.js'
import { addMillis, type Instant } from '../time.js'
import { codeDigest, newCode } from './code.js'
import { unfitToAgree } from './may-agree.js'
import { qrSvg } from './qr-picture.js'
import { CODE_MILLIS, endRequestsOf, insertRequest } from './request.js'
import { purposesInUse, referenceTo, wordingFor, wordingNamed } from './wording-for.js'
import { codeLink } from './wa-link.js'

export interface CodeOrder {
  patient: HostPatientId
  /** By default what the practice's rules use. */
  purposes?: readonly Purpose[]
  /** Id of the wording; by default the one configured for these purposes in the language. */
  wording?: string
  /** By default the practice's. */
  language?: string
  /** Who will press the button; by default the patient. */
  actor?: Actor
  /** The member of staff who issues it. */
  by: string
}

export interface IssuedCode {
  /** The wa.me link: opens the practice's chat with the code ready to be sent. */
  url: string
  /** The link as QR code. */
  svg: string
  expiresAt: Instant
}

/**
 * @throws RecallError PATIENT_UNKNOWN, KEY_DESTROYED, PATIENT_INACTIVE, WORDING_MISSING, WORDING_UNKNOWN,
 *   GUARDIAN_NEEDED, GUARDIAN_ENDED, SENDING_HALTED
 */
export async function issueCode(practice: OpenPractice, order: CodeOrder): Promise<IssuedCode> {
  const code = newCode()
  return showCode(practice, code, await registerCode(practice, code, order))
}

/** What is kept of an issued code; the code itself is not. */
export interface RegisteredCode {
  language: string
  expiresAt: Instant
}

export async function showCode(
  { configuration }: Pick<OpenPractice, 'configuration'>,
  code: string,
  { language, expiresAt }: RegisteredCode,
): Promise<IssuedCode> {
  const url = codeLink(configuration, language, code)
  return { url, svg: await qrSvg(url), expiresAt }
}

/**
 * Lets a code be sent from now on; older ones of the patient end. The same code a second time changes nothing.
 * @throws RecallError as `issueCode`
 */
export async function registerCode(
  practice: OpenPractice,
  code: string,
  order: CodeOrder,
): Promise<RegisteredCode> {
  const { configuration, database, keys, clock } = practice
  const { by, actor = { role: 'patient', name: null } } = order
  if (by.trim() === '') throw new RecallError('USAGE', { detail: 'by: who issues the code' })
  if (actor.role === 'staff' || actor.role === 'system')
    throw new RecallError('USAGE', { detail: 'actor: patient, parent, guardian, betreuer' })
  const purposes = order.purposes ?? purposesInUse(configuration)
  if (purposes.length === 0)
    throw new RecallError('USAGE', { detail: 'purposes: reminder, recall, conversation' })
  const wording = wordingOf(configuration, purposes, order)
  const subject = await subjectNamed(database.knex, keys, order.patient)
  const register = (): Promise<RegisteredCode> =>
    database.write(async (trx) => {
      const now = clock.now()
      if (await isHalted(trx, configuration.id)) throw new RecallError('SENDING_HALTED')
      const record = await readPatient(trx, keys, subject)
      if (record === null) throw new RecallError('KEY_DESTROYED')
      if (record.gone || !record.active) throw new RecallError('PATIENT_INACTIVE')
      const unfit = unfitToAgree(actor, record.birthDate, now, configuration.timeZone)
      if (unfit !== null) throw new RecallError(unfit)
      await endRequestsOf(trx, practice, subject)
      const expiresAt = addMillis(now, CODE_MILLIS)
      await insertRequest(
        trx,
        practice,
        {
          subject,
          route: 'code',
          codeSha256: codeDigest(code),
          expiresAt,
          content: { purposes: [...purposes], wording: referenceTo(wording), actor, by, supersedes: [] },
        },
        now,
      )
      return { language: wording.language, expiresAt }
    })
  try {
    return await register()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // A repeated request whose first answer was lost: the code is there already.
    const row = await database
      .knex('consent_requests')
      .where({ practice_id: configuration.id, code_sha256: codeDigest(code) })
      .first<{ expires_at: Instant }>('expires_at')
    return { language: wording.language, expiresAt: row.expires_at }
  }
}

function wordingOf(
  practice: Practice,
  purposes: readonly Purpose[],
  { wording: id, language = practice.language }: CodeOrder,
): Wording {
  if (id !== undefined && !practice.wordings.some((wording) => wording.id === id))
    throw new RecallError('WORDING_UNKNOWN', { wording: id })
  const found =
    id === undefined
      ? wordingFor(practice, purposes, language)
      : wordingNamed(practice, id, purposes, language)
  if (found === null) throw new RecallError('WORDING_MISSING', { language, purposes: purposes.join(', ') })
  return found
}
