/**
 * What the person wrote or pressed. Of messages that nobody was found for, those from a number or account that is this
 * person's alone; one that others share may be theirs, and is only counted.
 */
import { toWamidDigest } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import { inboundContext, type InboundContent } from '../../webhook/inbound.js'
import type { Intent } from '../../whatsapp/intent.js'
import type { Report, ReportScope } from './report.js'
import type { Traces } from '../erasure/traces.js'

type Inbound = Report['inbound'][number]
type Row = Omit<Inbound, 'intent' | 'sender' | 'text' | 'payload'> & {
  intent: Intent['intent']
  wamid_index: string
  sealed: Buffer | null
}

export async function inboundOf(
  scope: ReportScope,
  traces: Traces,
): Promise<{ items: Inbound[]; withheld: number }> {
  const { practice, subject, key } = scope
  const own = (await rowsOf(scope, subject)).map((row) => itemOf(row, contentOf(scope, row, key)))
  const shared = await sharedNumbers(scope, traces)
  let withheld = 0
  const unassigned: Inbound[] = []
  for (const row of await rowsOf(scope, null)) {
    const content = contentOf(scope, row, practice.keys.box)
    if (content === null) continue
    const from = digestsOf(scope, content)
    if (from.some((digest) => traces.phones.has(digest) || traces.bsuids.has(digest)))
      unassigned.push(itemOf(row, content))
    else if (from.some((digest) => shared.has(digest))) withheld += 1
  }
  const items = [...own, ...unassigned].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
  return { items, withheld }
}

const rowsOf = ({ practice }: ReportScope, subject: string | null): Promise<Row[]> =>
  practice.database
    .knex('inbound_messages')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy(['received_at', 'id'])
    .select<Row[]>(
      'id',
      'kind',
      'intent',
      'message_id as answers',
      'sent_at as sentAt',
      'received_at as receivedAt',
      'wamid_index',
      'sealed',
    )

const contentOf = ({ practice }: ReportScope, row: Row, key: Buffer): InboundContent | null =>
  row.sealed === null
    ? null
    : openJson<InboundContent>(
        key,
        row.sealed,
        inboundContext(practice.configuration.id, toWamidDigest(row.wamid_index)),
      )

function itemOf({ wamid_index: _, sealed: __, ...row }: Row, content: InboundContent | null): Inbound {
  return {
    ...row,
    sender: content === null ? null : { phone: content.sender.phone, bsuid: content.sender.bsuid },
    text: content?.text ?? null,
    payload: content?.payload ?? null,
  }
}

function digestsOf({ practice }: ReportScope, { sender }: InboundContent): string[] {
  return [
    ...(sender.phone === null ? [] : [practice.keys.index('phone', sender.phone)]),
    ...(sender.bsuid === null ? [] : [practice.keys.index('bsuid', sender.bsuid)]),
  ]
}

/** Digests of the person's numbers and accounts that others have too. */
async function sharedNumbers(
  { practice, subject }: ReportScope,
  traces: Pick<Traces, 'phones' | 'bsuids'>,
): Promise<Set<string>> {
  const rows = await practice.database
    .knex('patient_links')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .select<{ value_index: string }[]>('value_index')
  const digests = rows.map((row) => row.value_index)
  return new Set(digests.filter((digest) => !traces.phones.has(digest) && !traces.bsuids.has(digest)))
}
