/** How fast one number may send: a token bucket. Pure; times are milliseconds of any clock that only goes forward. */
export interface Pace {
  /** Messages a second. */
  rate: number
  /** The moment for which the next message is booked. */
  next: number
}

/** Messages that may go out together after a pause, so that a delay of the machine is caught up with. */
const BURST = 4

export const newPace = (rate: number): Pace => ({ rate, next: Number.NEGATIVE_INFINITY })

/** Books the next message. @returns the pace after it, and how long the message has to wait */
export function book(pace: Pace, now: number): { pace: Pace; waitMillis: number } {
  const interval = 1000 / pace.rate
  const slot = Math.max(pace.next, now - BURST * interval)
  return { pace: { ...pace, next: slot + interval }, waitMillis: Math.max(0, slot - now) }
}
