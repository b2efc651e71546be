/**
 * Which telephone numbers and WhatsApp accounts have ever belonged to whom, and how we know. A number may be shared
 * in a family or given to somebody else later, so a look-up answers with everybody.
 */
import type { Bsuid, SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { E164 } from '../phone.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { inChunks } from './chunks.js'

type LinkKind = 'phone' | 'bsuid'

/** How a link is known: by the practice software, a form, a decided case, an answer in the chat, a message. */
export type LinkSource = 'host' | 'form' | 'review' | 'chat' | 'wamid'

/** With the name or id of it, e.g. `host csv`, `form 3f2a…`; at most 80 characters, nothing personal. */
export type LinkEvidence = `${LinkSource} ${string}`

export interface PhoneLink {
  subject: SubjectId
  number: E164
}

export function linkPhone(
  trx: Transaction,
  keys: PracticeKeys,
  subject: SubjectId,
  number: E164,
  evidence: LinkEvidence,
  now: Instant,
): Promise<void> {
  return linkPhones(trx, keys, [{ subject, number }], evidence, now)
}

export function linkPhones(
  trx: Transaction,
  keys: PracticeKeys,
  links: readonly PhoneLink[],
  evidence: LinkEvidence,
  now: Instant,
): Promise<void> {
  return storeLinks(
    trx,
    keys,
    'phone',
    links.map(({ subject, number }) => ({ subject, value: number })),
    evidence,
    now,
  )
}

export function linkBsuid(
  trx: Transaction,
  keys: PracticeKeys,
  subject: SubjectId,
  bsuid: Bsuid,
  evidence: LinkEvidence,
  now: Instant,
): Promise<void> {
  return storeLinks(trx, keys, 'bsuid', [{ subject, value: bsuid }], evidence, now)
}

/** The first evidence of a link stays; later ones add nothing. */
async function storeLinks(
  trx: Transaction,
  keys: PracticeKeys,
  kind: LinkKind,
  links: readonly { subject: SubjectId; value: string }[],
  evidence: LinkEvidence,
  now: Instant,
): Promise<void> {
  for (const chunk of inChunks(links)) {
    await trx('patient_links')
      .insert(
        chunk.map(({ subject, value }) => ({
          practice_id: keys.practice,
          kind,
          value_index: keys.index(kind, value),
          subject_id: subject,
          evidence,
          linked_at: now,
        })),
      )
      .onConflict(['practice_id', 'kind', 'value_index', 'subject_id'])
      .ignore()
  }
}

/** Everybody whose record names this number now, or for whom it was ever seen; ordered, each once. */
export async function subjectsByPhone(
  connection: Queryable,
  keys: PracticeKeys,
  number: E164,
): Promise<SubjectId[]> {
  const index = keys.index('phone', number)
  const current = await connection('patients')
    .where({ practice_id: keys.practice, phone_index: index })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  return distinct([
    ...current.map((row) => row.subject_id),
    ...(await linked(connection, keys, 'phone', index)),
  ])
}

export async function subjectsByBsuid(
  connection: Queryable,
  keys: PracticeKeys,
  bsuid: Bsuid,
): Promise<SubjectId[]> {
  return distinct(await linked(connection, keys, 'bsuid', keys.index('bsuid', bsuid)))
}

async function linked(
  connection: Queryable,
  keys: PracticeKeys,
  kind: LinkKind,
  index: string,
): Promise<SubjectId[]> {
  const rows = await connection('patient_links')
    .where({ practice_id: keys.practice, kind, value_index: index })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  return rows.map((row) => row.subject_id)
}

const distinct = (subjects: readonly SubjectId[]): SubjectId[] => [...new Set(subjects)].sort()
