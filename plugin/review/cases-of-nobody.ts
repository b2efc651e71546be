/** Deciding whose a form, a stop or a chat is. */
import { offerConsent } from '../chat/poster.js'
import { assignForm } from '../consent/assign-form.js'
import { PURPOSES } from '../consent/purpose.js'
import { dismissForm } from '../consent/stored-form.js'
import { withdrawConsent } from '../consent/withdraw.js'
import { RecallError } from '../errors.js'
import { linkBsuid, linkPhone, subjectsByBsuid } from '../host/links.js'
import { subjectNamed } from '../host/patients.js'
import { toWamid, type HostPatientId, type SubjectId } from '../ids.js'
import type { Account } from '../whatsapp/callback.js'
import { giveInbound } from '../webhook/inbound.js'
import { settleStop } from '../webhook/unmatched-stops.js'
import { settleEntries, type OpenCase, type Outcome } from './settle-entries.js'

export async function assignCase(open: OpenCase, patient: HostPatientId): Promise<Outcome> {
  switch (open.row.kind) {
    case 'form':
    case 'form_unassigned':
      return assignFormCase(open, patient)
    case 'stop':
    case 'reply':
      return assignStop(open, patient)
    case 'poster':
      return assignChat(open, patient)
    case 'number':
    case 'birthday':
      throw new RecallError('REVIEW_OUTDATED', { review: open.row.id })
  }
}

const formOf = ({ content: { evidence }, row }: OpenCase): string => {
  const form = evidence?.kind === 'review' ? evidence.about : evidence
  if (form?.kind !== 'form') throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  return form.sha256
}

async function assignFormCase(open: OpenCase, patient: HostPatientId): Promise<Outcome> {
  const { trx, practice, row, content, evidence } = open
  const heldFor = row.subject_id === null ? null : { subject: row.subject_id, entries: content.entries }
  const assigned = await assignForm(practice, trx, {
    sha256: formOf(open),
    patient,
    decided: evidence,
    heldFor,
  })
  if (assigned === null) throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  if (heldFor === null || heldFor.subject === assigned.subject) return assigned
  // It was never this patient's: what it held here ends.
  await settleEntries(open, heldFor.subject, 'released')
  return assigned
}

/** It was this patient who asked to stop: then it is a withdrawal, and the number is known to be the patient's. */
async function assignStop(open: OpenCase, patient: HostPatientId): Promise<Outcome> {
  const { trx, practice, content, evidence, now, row } = open
  const reply = content.evidence
  if (reply?.kind !== 'reply') throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  const subject = await subjectNamed(trx, practice.keys, patient)
  const message = content.inbound === null ? null : await giveInbound(open, content.inbound, subject)
  const { entries } = await withdrawConsent(trx, practice, {
    subject,
    purposes: PURPOSES,
    method: 'review',
    actor: { role: 'staff', name: evidence.by },
    evidence: { ...evidence, about: reply },
    number: message?.sender.phone ?? null,
    now,
  })
  await settleStop(open, toWamid(reply.wamid), 'stop')
  await linkAccount(open, subject, message?.sender ?? null)
  return { subject, entries }
}

/** The question is put in that chat; only the button pressed there is a consent (P-26). */
async function assignChat(open: OpenCase, patient: HostPatientId): Promise<Outcome> {
  const { trx, practice, content, evidence, now, row } = open
  if (content.inbound === null) throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  const subject = await subjectNamed(trx, practice.keys, patient)
  await giveInbound(open, content.inbound, subject)
  const offer = { subject, inbound: content.inbound, by: evidence.by }
  const offered = await offerConsent(trx, practice, offer, now)
  if (offered.kind === 'not_asked') throw new RecallError('CONSENT_NOT_OFFERED', { reason: offered.reason })
  return { subject, entries: [] }
}

async function linkAccount(
  { trx, practice, row, now }: OpenCase,
  subject: SubjectId,
  account: Account | null,
): Promise<void> {
  if (account === null) return
  const { phone, bsuid } = account
  const evidence = `review ${row.id}` as const
  if (phone !== null) await linkPhone(trx, practice.keys, subject, phone, evidence, now)
  if (bsuid !== null && (await subjectsByBsuid(trx, practice.keys, bsuid)).length === 0)
    await linkBsuid(trx, practice.keys, subject, bsuid, evidence, now)
}

/** It was no stop: the number may be written to again. */
export async function releaseCase(open: OpenCase): Promise<Outcome> {
  const reply = open.content.evidence
  if (reply?.kind === 'reply') await settleStop(open, toWamid(reply.wamid), 'no_stop')
  return { subject: null, entries: [] }
}

/** A form is never tried again; a stop goes on blocking its number. */
export async function dismissCase(open: OpenCase): Promise<Outcome> {
  if (open.row.kind === 'form_unassigned') await dismissForm(open.practice, open.trx, formOf(open))
  return { subject: null, entries: [] }
}
