/** What makes a reminder the same reminder: patient, appointment or recall, rule, occurrence. */
import { toAppointmentId, toRecallId, type AppointmentId, type RecallId, type SubjectId } from '../ids.js'

export type ReminderItem = { kind: 'appointment'; id: AppointmentId } | { kind: 'recall'; id: RecallId }

export interface ReminderKey {
  subject: SubjectId
  item: ReminderItem
  rule: string
  /** Of an appointment the revision, so that a moved one is reminded of anew; of a recall `<dueOn>#<index>`. */
  occurrence: string
}

/** One text per key, for sets and maps. */
export const keyText = ({ subject, item, rule, occurrence }: ReminderKey): string =>
  JSON.stringify([subject, item.kind, item.id, rule, occurrence])

/** @throws RecallError ID_INVALID */
export const itemOf = (kind: ReminderItem['kind'], id: string): ReminderItem =>
  kind === 'appointment' ? { kind, id: toAppointmentId(id) } : { kind, id: toRecallId(id) }

/** An item as the journal names it: `{ appointment }` or `{ recall }`. */
export type ItemFields = { appointment: AppointmentId } | { recall: RecallId }

export const itemFields = (item: ReminderItem): ItemFields =>
  item.kind === 'appointment' ? { appointment: item.id } : { recall: item.id }
