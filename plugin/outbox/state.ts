/**
 * What a reminder goes through, from its plan to the last status of its message. Pure.
 *
 *     planned -> due -> claimed -> handed_over -> accepted -> sent -> delivered -> read
 *        |        |        |            |-> rejected             |-> failed
 *        +--------+--------+            |-> unknown -> accepted, sent, delivered, read, failed, rejected
 *        +-> skipped, cancelled
 *
 * Answers, statuses and time-outs arrive repeatedly and in any order, so after the hand-over a state is a degree of
 * knowledge: what is known better stays, and the order of arrival makes no difference. `read` implies `delivered`.
 */
export const OUTBOX_STATES = [
  'planned',
  'due',
  'claimed',
  /** Will not be sent, by our own decision. */
  'skipped',
  /** Taken back before anything was handed over. */
  'cancelled',
  /** On its way to 360dialog; written down before the first byte leaves. */
  'handed_over',
  /** Nobody knows whether 360dialog took it. */
  'unknown',
  /** Not taken: 360dialog said no, or no byte ever reached it. */
  'rejected',
  /** Taken by 360dialog, which is not delivered. */
  'accepted',
  'sent',
  /** Taken, and given up by WhatsApp. */
  'failed',
  'delivered',
  'read',
] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

/** States of a message, which begins with its claim. */
export type MessageState = Exclude<OutboxState, 'planned' | 'due' | 'skipped'>

/** Later in the list is known better. */
const knowledge = (state: OutboxState): number => OUTBOX_STATES.indexOf(state)

const HANDED_OVER = knowledge('handed_over')

/** True for every state in which the message may have reached, or may yet reach, the patient. */
export const mayHaveLeft = (state: OutboxState): boolean =>
  knowledge(state) >= HANDED_OVER && state !== 'rejected'

/** What counts against "one message per appointment and day": what may have left, and what is about to. */
export const STATES_THAT_COUNT: readonly OutboxState[] = [
  'claimed',
  ...OUTBOX_STATES.filter((state) => mayHaveLeft(state)),
]

/**
 * The state after `observed` was seen in `current`. What brings nothing new, or cannot follow, changes nothing.
 */
export function nextState<S extends OutboxState>(current: S, observed: S): S {
  if (current === 'skipped' || current === 'cancelled') return current
  if (knowledge(observed) <= knowledge(current)) return current
  if (knowledge(observed) < HANDED_OVER) return observed
  // Nothing leaves without a claim, and nothing is known of what was not handed over.
  const begins = observed === 'handed_over' ? current === 'claimed' : knowledge(current) >= HANDED_OVER
  return begins ? observed : current
}
