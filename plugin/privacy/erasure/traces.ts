/** By what a person can be recognised in what is stored, gathered while the key still opens it. */
import type { LedgerEntry } from '../../consent/entry.js'
import { identityKey } from '../../host/identity.js'
import { readPatient } from '../../host/patients.js'
import type { HostPatientId, SubjectId } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import { subjectKeys } from '../../keys/subject-keys.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import { inboundContext, type InboundContent } from '../../webhook/inbound.js'
import { toWamidDigest } from '../../ids.js'

export interface Traces {
  subject: SubjectId
  /** `null` where the record went before: an erasure that kept the proof. */
  hostPatientId: HostPatientId | null
  /** Name and birthday as they are compared; `null` where the record does not say both. */
  identity: string | null
  /** Keyed digests of numbers and accounts, those of others left out. */
  phones: ReadonlySet<string>
  bsuids: ReadonlySet<string>
  /** How many of them others have too. */
  shared: number
  /** Keyed digests of WhatsApp's ids. */
  wamids: ReadonlySet<string>
  /** Our ids of messages of the person, of messages to the person, and of reminders. */
  inbound: ReadonlySet<string>
  messages: ReadonlySet<string>
  /** SHA-256 of files. */
  forms: ReadonlySet<string>
  /** Texts that stand for the person wherever they are found: digits of numbers, account ids, WhatsApp's ids. */
  words: readonly string[]
}

interface Seen {
  numbers: Set<string>
  bsuids: Set<string>
  wamids: Set<string>
  forms: Set<string>
}

export async function tracesOf(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
): Promise<Traces> {
  const { keys, ledger } = practice
  const mine = { practice_id: keys.practice, subject_id: subject }
  const record = await readPatient(trx, keys, subject)
  const row = await trx('patients')
    .where(mine)
    .first<{ host_patient_id: HostPatientId; phone_index: string | null } | undefined>(
      'host_patient_id',
      'phone_index',
    )
  const seen: Seen = { numbers: new Set(), bsuids: new Set(), wamids: new Set(), forms: new Set() }
  if (record !== null && 'number' in record.mobilePhone) seen.numbers.add(record.mobilePhone.number)
  for (const entry of await ledger.entriesOf(trx, subject)) seeEntry(seen, entry)
  const inbound = await seeInbound(trx, practice, subject, seen)
  const messages = await trx('messages')
    .where(mine)
    .select<{ id: string; phone_index: string; wamid_index: string | null }[]>(
      'id',
      'phone_index',
      'wamid_index',
    )
  const links = await trx('patient_links')
    .where(mine)
    .select<{ kind: 'phone' | 'bsuid'; value_index: string }[]>('kind', 'value_index')
  const forms = await trx('forms').where(mine).select<{ sha256: string }[]>('sha256')
  const index = (kind: 'phone' | 'bsuid' | 'wamid', values: ReadonlySet<string>): string[] =>
    [...values].map((value) => keys.index(kind, value))
  const linked = (kind: 'phone' | 'bsuid'): string[] =>
    links.filter((link) => link.kind === kind).map((link) => link.value_index)
  const phones = new Set([
    ...index('phone', seen.numbers),
    ...linked('phone'),
    ...messages.map((message) => message.phone_index),
    ...(row?.phone_index == null ? [] : [row.phone_index]),
  ])
  const bsuids = new Set([...index('bsuid', seen.bsuids), ...linked('bsuid')])
  const sharedPhones = await ofOthers(trx, practice, subject, 'phone', phones)
  const sharedBsuids = await ofOthers(trx, practice, subject, 'bsuid', bsuids)
  const own = (kind: 'phone' | 'bsuid', value: string, shared: ReadonlySet<string>): boolean =>
    !shared.has(keys.index(kind, value))
  const identity = record === null ? null : identityKey(record)
  return {
    subject,
    hostPatientId: row?.host_patient_id ?? null,
    identity,
    phones: without(phones, sharedPhones),
    bsuids: without(bsuids, sharedBsuids),
    shared: sharedPhones.size + sharedBsuids.size,
    wamids: new Set([...index('wamid', seen.wamids), ...messages.flatMap((m) => m.wamid_index ?? [])]),
    inbound,
    messages: new Set(messages.map((message) => message.id)),
    forms: new Set([...seen.forms, ...forms.map((form) => form.sha256)]),
    words: [
      ...[...seen.numbers]
        .filter((number) => own('phone', number, sharedPhones))
        .map((number) => number.replace(/^\+/, '')),
      ...[...seen.bsuids].filter((bsuid) => own('bsuid', bsuid, sharedBsuids)),
      ...seen.wamids,
    ],
  }
}

function seeEntry(seen: Seen, { content }: LedgerEntry): void {
  if (content === null) return
  if (content.number !== null) seen.numbers.add(content.number)
  if (content.bsuid !== null) seen.bsuids.add(content.bsuid)
  const evidence = content.evidence?.kind === 'review' ? content.evidence.about : content.evidence
  if (evidence?.kind === 'form') seen.forms.add(evidence.sha256)
  if (evidence?.kind === 'reply') seen.wamids.add(evidence.wamid)
  if (evidence?.kind !== 'chat') return
  seen.wamids.add(evidence.opened)
  seen.wamids.add(evidence.pressed)
  if (evidence.account.phone !== null) seen.numbers.add(evidence.account.phone)
  if (evidence.account.bsuid !== null) seen.bsuids.add(evidence.account.bsuid)
}

interface InboundRow {
  id: string
  wamid_index: string
  sealed: Buffer | null
}

/** @returns our ids of the person's messages */
async function seeInbound(
  trx: Transaction,
  { keys }: OpenPractice,
  subject: SubjectId,
  seen: Seen,
): Promise<Set<string>> {
  const key = (await subjectKeys(trx, keys, [subject])).get(subject)
  const rows = await trx('inbound_messages')
    .where({ practice_id: keys.practice, subject_id: subject })
    .select<InboundRow[]>('id', 'wamid_index', 'sealed')
  for (const row of rows) {
    if (row.sealed === null || key === undefined) continue
    const context = inboundContext(keys.practice, toWamidDigest(row.wamid_index))
    const { wamid, sender } = openJson<InboundContent>(key, row.sealed, context)
    seen.wamids.add(wamid)
    if (sender.phone !== null) seen.numbers.add(sender.phone)
    if (sender.bsuid !== null) seen.bsuids.add(sender.bsuid)
  }
  return new Set(rows.map((row) => row.id))
}

/** Which of these numbers or accounts somebody else has too. */
async function ofOthers(
  trx: Transaction,
  { keys }: OpenPractice,
  subject: SubjectId,
  kind: 'phone' | 'bsuid',
  values: ReadonlySet<string>,
): Promise<Set<string>> {
  const links = await trx('patient_links')
    .where({ practice_id: keys.practice, kind })
    .whereNot({ subject_id: subject })
    .whereIn('value_index', [...values])
    .select<{ value_index: string }[]>('value_index')
  const records =
    kind === 'bsuid'
      ? []
      : await trx('patients')
          .where({ practice_id: keys.practice })
          .whereNot({ subject_id: subject })
          .whereIn('phone_index', [...values])
          .select<{ value_index: string }[]>('phone_index as value_index')
  return new Set([...links, ...records].map((row) => row.value_index))
}

const without = (values: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...values].filter((value) => !others.has(value)))
