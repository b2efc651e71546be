/** Medians of interleaved runs: what shares the machine with us disturbs both sides alike. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

export type Variants = Readonly<Record<string, () => Promise<void> | void>>

/**
 * Runs each variant once per round, in changing order, after one round to warm up.
 * @returns milliseconds of each run, by variant
 */
export async function interleaved(variants: Variants, rounds: number): Promise<Map<string, number[]>> {
  const names = Object.keys(variants)
  const taken = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? names : [...names].reverse()
    for (const name of order) {
      const start = performance.now()
      await variants[name]?.()
      if (round > 0) taken.get(name)?.push(performance.now() - start)
    }
  }
  return taken
}
