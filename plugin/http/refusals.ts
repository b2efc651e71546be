/** Wrong secrets in a row (P-58). One process counts for itself: whoever tries keys tries many. */
const SERIES = 20
const WITHIN_MILLIS = 5 * 60_000

/**
 * @param onSeries told once for each series of twenty within five minutes
 * @returns to be called with the time of each refusal, in milliseconds
 */
export function countRefusals(onSeries: (count: number) => void): (atMillis: number) => void {
  let times: number[] = []
  return (atMillis) => {
    times = [...times.filter((time) => time > atMillis - WITHIN_MILLIS), atMillis]
    if (times.length < SERIES) return
    onSeries(times.length)
    times = []
  }
}
