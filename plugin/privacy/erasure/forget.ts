/** Deletes everything about a person outside the ledger, in the caller's transaction. */
import { identityKey } from '../../host/identity.js'
import { suppress } from '../../host/suppression.js'
import type { ReadableForm } from '../../form/form-report.js'
import { open } from '../../keys/seal.js'
import { inboxContext } from '../../webhook/receive.js'
import { inboundContext } from '../../webhook/inbound.js'
import { reviewContext } from '../../review/open-review.js'
import { toReviewId, toWamidDigest, type SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import type { Instant } from '../../time.js'
import type { Removed } from './erasure.js'
import { forgetEvents } from './forget-events.js'
import type { Traces } from './traces.js'

export type Forgotten = Omit<Removed, 'ledgerContents'>

/**
 * @param proof `keep`: that and when something was sent under a consent stays, without number and words
 * @returns what went, and how many webhooks nobody could work on yet that may name the person
 */
export async function forget(
  trx: Transaction,
  practice: OpenPractice,
  traces: Traces,
  proof: 'destroy' | 'keep',
  tombstone: number,
  now: Instant,
): Promise<{ removed: Forgotten; webhooks: number }> {
  const { id } = practice.configuration
  const mine = { practice_id: id, subject_id: traces.subject }
  const gone = (table: string): Promise<number> => trx(table).where(mine).delete()
  const forms = await forgetForms(trx, practice, traces, tombstone, now)
  const inbound = (await gone('inbound_messages')) + (await forgetUnassigned(trx, practice, traces))
  const chat =
    (await gone('chat_replies')) +
    (await gone('consent_requests')) +
    (await trx('chat_replies')
      .where({ practice_id: id, subject_id: null })
      .andWhere((where) => {
        void where
          .whereIn('inbound_id', [...traces.inbound])
          .orWhereIn('phone_index', [...traces.phones])
          .orWhereIn('bsuid_index', [...traces.bsuids])
      })
      .delete())
  const reviews = (await gone('reviews')) + (await forgetCases(trx, practice, traces))
  const messages = proof === 'keep' ? await emptyMessages(trx, mine) : await gone('messages')
  await trx('message_statuses')
    .where({ practice_id: id })
    .andWhere((where) => {
      void where.whereIn('wamid_index', [...traces.wamids]).orWhereIn('message_id', [...traces.messages])
    })
    .delete()
  const reminders = await trx('reminders').where(mine).select<{ id: string }[]>('id')
  const events = await forgetEvents(
    trx,
    id,
    traces,
    reminders.map((row) => row.id),
  )
  await gone('reminders')
  const appointments = await gone('appointments')
  const recalls = await gone('recalls')
  await forgetNumbers(trx, id, traces)
  await gone('restricted_patients')
  const links = await gone('patient_links')
  const records = await gone('patients')
  await trx('access_log').where(mine).update({ subject_id: null })
  // Answers are small and short-lived, and nobody can tell without opening them whose they are.
  const answers = await trx('idempotency_keys').where({ practice_id: id }).delete()
  const webhooks = await forgetWebhooks(trx, practice, traces)
  return {
    removed: {
      records,
      links,
      forms,
      appointments,
      recalls,
      reminders: reminders.length,
      messages,
      inbound,
      chat,
      reviews,
      events,
      webhooks: webhooks.removed,
      answers,
    },
    webhooks: webhooks.left,
  }
}

/** What was never handed over proves nothing. */
async function emptyMessages(
  trx: Transaction,
  mine: { practice_id: string; subject_id: SubjectId },
): Promise<number> {
  const deleted = await trx('messages').where(mine).whereNull('handed_over_at').delete()
  const emptied = await trx('messages')
    .where(mine)
    .update({ sealed: null, phone_index: '', wamid_index: null })
  return deleted + emptied
}

/** Their files stay in folders of the practice: they are not to be recorded again. */
async function forgetForms(
  trx: Transaction,
  practice: OpenPractice,
  traces: Traces,
  tombstone: number,
  now: Instant,
): Promise<number> {
  const { keys } = practice
  const waiting = await trx('forms')
    .where({ practice_id: keys.practice, subject_id: null })
    .select<{ sha256: string; sealed: Buffer }[]>('sha256', 'sealed')
  const theirs = waiting.filter(({ sha256, sealed }) => {
    const text = open(keys.box, sealed, `form/${keys.practice}/${sha256}`).toString('utf8')
    return mentions(text, traces) || namesPerson(text, traces)
  })
  const all = [...traces.forms, ...theirs.map(({ sha256 }) => sha256)]
  await suppress(
    trx,
    keys,
    all.map((sha256) => ({ kind: 'form', sha256 })),
    now,
    tombstone,
  )
  const ofNobody = await trx('forms')
    .where({ practice_id: keys.practice, subject_id: null })
    .whereIn(
      'sha256',
      theirs.map(({ sha256 }) => sha256),
    )
    .delete()
  const own = await trx('forms').where({ practice_id: keys.practice, subject_id: traces.subject }).delete()
  return ofNobody + own
}

/** A waiting form names its patient by number, or by name and birthday together. */
function namesPerson(json: string, { hostPatientId, identity }: Traces): boolean {
  const { patient } = (JSON.parse(json) as { reading: ReadableForm }).reading
  if (hostPatientId !== null && patient.hostPatientId === hostPatientId) return true
  const { familyName, givenName, birthDate } = patient
  return (
    identity !== null &&
    identityKey({ familyName: familyName ?? '', givenName: givenName ?? '', birthDate }) === identity
  )
}

const mentions = (text: string, { words }: Traces): boolean => words.some((word) => text.includes(word))

/** Messages that nobody was found for, from a number or account that only this person has. */
async function forgetUnassigned(trx: Transaction, { keys }: OpenPractice, traces: Traces): Promise<number> {
  const rows = await trx('inbound_messages')
    .where({ practice_id: keys.practice, subject_id: null })
    .whereNotNull('sealed')
    .select<{ wamid_index: string; sealed: Buffer }[]>('wamid_index', 'sealed')
  const theirs = rows.filter(({ wamid_index, sealed }) => {
    const context = inboundContext(keys.practice, toWamidDigest(wamid_index))
    return mentions(open(keys.box, sealed, context).toString('utf8'), traces)
  })
  return trx('inbound_messages')
    .where({ practice_id: keys.practice, subject_id: null })
    .whereIn(
      'wamid_index',
      theirs.map((row) => row.wamid_index),
    )
    .delete()
}

/** Cases that nobody was found for, about a message or a form of this person. */
async function forgetCases(trx: Transaction, practice: OpenPractice, traces: Traces): Promise<number> {
  const { keys } = practice
  const rows = await trx('reviews')
    .where({ practice_id: keys.practice, subject_id: null })
    .select<{ id: string; source: string; sealed: Buffer | null }[]>('id', 'source', 'sealed')
  const theirs = rows.filter(({ id, source, sealed }) => {
    if ([...traces.forms, ...traces.inbound].some((name) => source.includes(name))) return true
    if (sealed === null) return false
    const text = open(keys.box, sealed, reviewContext(practice, toReviewId(id))).toString('utf8')
    return mentions(text, traces) || [...traces.inbound].some((inbound) => text.includes(inbound))
  })
  return trx('reviews')
    .whereIn(
      'id',
      theirs.map((row) => row.id),
    )
    .delete()
}

async function forgetNumbers(trx: Transaction, practice: string, { phones, bsuids }: Traces): Promise<void> {
  const numbers = [...phones]
  const accounts = [...bsuids]
  await trx('whatsapp_accounts')
    .where({ practice_id: practice })
    .andWhere((where) => {
      void where.whereIn('phone_index', numbers).orWhereIn('bsuid_index', accounts)
    })
    .delete()
  await trx('unmatched_stops')
    .where({ practice_id: practice })
    .whereIn('value_index', [...numbers, ...accounts])
    .delete()
  await trx('send_blocks')
    .where({ practice_id: practice })
    .whereIn('scope', ['recipient', 'marketing'])
    .whereIn('block_key', numbers)
    .delete()
}

/**
 * What was worked on is not needed any more, whoever it names. What was given up on may hold somebody else's stop, so it
 * goes only if it names this person; what still waits is not touched.
 */
async function forgetWebhooks(
  trx: Transaction,
  { keys }: OpenPractice,
  traces: Traces,
): Promise<{ removed: number; left: number }> {
  const all = { practice_id: keys.practice }
  const done = await trx('webhook_inbox').where(all).whereIn('state', ['processed', 'foreign']).delete()
  const rows = await trx('webhook_inbox')
    .where(all)
    .select<{ id: number; state: string; sealed: Buffer }[]>('id', 'state', 'sealed')
  const theirs = rows.filter(({ sealed }) =>
    mentions(open(keys.box, sealed, inboxContext(keys.practice)).toString('utf8'), traces),
  )
  const givenUp = theirs.filter(({ state }) => state !== 'received').map(({ id }) => id)
  const removed = await trx('webhook_inbox').whereIn('id', givenUp).delete()
  return { removed: done + removed, left: theirs.length - givenUp.length }
}
