/**
 * What an authority asks within 72 hours of a breach (Art. 33 GDPR, P-58): how many people, which categories of data,
 * which period, and who took data out meanwhile. Counts only; it names nobody.
 */
import type { OpenPractice } from '../practice.js'
import type { Instant } from '../time.js'

export interface BreachReport {
  practice: string
  from: Instant
  to: Instant
  /** People whose data can be read with the keys of this installation. */
  people: number
  /** Of these: people with an entry in the ledger, a message or a reply of theirs in the period. */
  concernedInPeriod: number
  /** Everything stored, whatever its age. */
  categories: { category: Category; records: number }[]
  /** What was handed out in the period, and by how many named accounts. */
  access: { action: string; times: number; people: number; actors: number }[]
}

/** Table, and the category of data (Art. 33(3)(a)) that its rows hold. */
const TABLES = {
  identity_and_contact: 'patients',
  appointments: 'appointments',
  recalls: 'recalls',
  consents: 'ledger_contents',
  messages_sent: 'messages',
  messages_received: 'inbound_messages',
  forms: 'forms',
} as const
export type Category = keyof typeof TABLES

export async function breachReport(
  { configuration, database }: OpenPractice,
  from: Instant,
  to: Instant,
): Promise<BreachReport> {
  const { knex } = database
  const own = { practice_id: configuration.id }
  const count = async (table: string): Promise<number> => {
    const rows = await knex(table).where(own).count<{ n: number | string }[]>({ n: '*' })
    return Number(rows[0]?.n ?? 0)
  }
  const living = await knex('subject_keys')
    .where(own)
    .whereNotNull('wrapped')
    .count<{ n: number | string }[]>({ n: '*' })
  const categories: BreachReport['categories'] = []
  for (const [category, table] of Object.entries(TABLES) as [Category, string][])
    categories.push({ category, records: await count(table) })
  const access: {
    action: string
    times: number | string
    people: number | string
    actors: number | string
  }[] = await knex('access_log')
    .where(own)
    .whereBetween('occurred_at', [from, to])
    .groupBy('action')
    .orderBy('action')
    .select('action')
    .count({ times: '*' })
    .countDistinct({ people: 'subject_id', actors: 'actor' })
  return {
    practice: configuration.id,
    from,
    to,
    people: Number(living[0]?.n ?? 0),
    concernedInPeriod: await concerned(knex, own, from, to),
    categories,
    access: access.map(({ action, times, people, actors }) => ({
      action,
      times: Number(times),
      people: Number(people),
      actors: Number(actors),
    })),
  }
}

async function concerned(
  knex: OpenPractice['database']['knex'],
  own: { practice_id: string },
  from: Instant,
  to: Instant,
): Promise<number> {
  const people = new Set<string>()
  for (const [table, column] of [
    ['messages', 'claimed_at'],
    ['inbound_messages', 'received_at'],
    ['access_log', 'occurred_at'],
  ] as const) {
    const rows = await knex(table)
      .where(own)
      .whereBetween(column, [from, to])
      .whereNotNull('subject_id')
      .distinct<{ subject_id: string }[]>('subject_id')
    for (const row of rows) people.add(row.subject_id)
  }
  return people.size
}
