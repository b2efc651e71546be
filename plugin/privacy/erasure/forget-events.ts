/** Events for the host name patients by the host's own numbers: who was erased is taken out of them. */
import type { NewHostEvent } from '../../host/events.js'
import type { Transaction } from '../../storage/database.js'
import type { Traces } from './traces.js'

interface EventRow {
  seq: number
  data: string
}

/**
 * An event about several patients loses this one and stays; one about this person alone goes.
 * @param reminders ids of the person's reminders
 * @returns how many were changed or deleted
 */
export async function forgetEvents(
  trx: Transaction,
  practice: string,
  { hostPatientId, inbound, messages }: Traces,
  reminders: readonly string[],
): Promise<number> {
  const own = new Set<string>([...inbound, ...messages, ...reminders])
  let changed = 0
  for (let last = 0; ; ) {
    const rows = await trx('host_events')
      .where({ practice_id: practice })
      .andWhere('seq', '>', last)
      .orderBy('seq')
      .limit(1000)
      .select<EventRow[]>('seq', 'data')
    for (const { seq, data } of rows) {
      last = seq
      const left = withoutPerson(JSON.parse(data) as NewHostEvent, hostPatientId, own)
      if (left === 'untouched') continue
      changed += 1
      const row = trx('host_events').where({ seq })
      await (left === null ? row.delete() : row.update({ data: JSON.stringify(left) }))
    }
    if (rows.length < 1000) return changed
  }
}

/** @param event changed where others are left in it. @returns `null`: nobody else is */
function withoutPerson(
  event: NewHostEvent,
  patient: string | null,
  own: ReadonlySet<string>,
): NewHostEvent | null | 'untouched' {
  const { data } = event
  if ('patients' in data) {
    const others = data.patients.filter((candidate) => candidate !== patient)
    if (others.length < data.patients.length) {
      data.patients = others
      return others.length === 0 ? null : event
    }
  }
  if ('patient' in data && data.patient !== null && data.patient === patient) return null
  const named = Object.values(data).some((value) => typeof value === 'string' && own.has(value))
  return named ? null : 'untouched'
}
