/** How long things take, in milliseconds of the sandbox's clock, and how often they happen at all. */
export interface Timing {
  /** From acceptance to `sent`. */
  sentMillis: number
  /** From acceptance to `delivered`. */
  deliveredMillis: number
  /** From acceptance to `read`. */
  readMillis: number
  /** Share of messages that are delivered; the others stay `sent`. */
  deliveredShare: number
  /** Share of delivered messages that are read. */
  readShare: number
  /** Real milliseconds a webhook receiver has to answer. */
  webhookPatienceMillis: number
  /** Wait before the first repetition of a webhook; each further wait is twice as long. */
  webhookFirstRetryMillis: number
  webhookLongestRetryMillis: number
  /** After this a webhook is given up. */
  webhookRetryForMillis: number
}

const DAY = 24 * 60 * 60 * 1000

/** The time a person's message leaves the window for free-form answers open. */
export const WINDOW_MILLIS = DAY

export const TIMING: Timing = {
  sentMillis: 500,
  deliveredMillis: 1500,
  readMillis: 4000,
  deliveredShare: 1,
  readShare: 1,
  webhookPatienceMillis: 5000,
  webhookFirstRetryMillis: 1000,
  webhookLongestRetryMillis: 60 * 60 * 1000,
  webhookRetryForMillis: 7 * DAY,
}
