/** How lists are brought into the database: each record once, and not too many to a statement. */

/** A list may repeat a record; the last one counts. */
export function lastOfEach<T, Id>(items: readonly T[], idOf: (item: T) => Id): T[] {
  return [...new Map(items.map((item) => [idOf(item), item])).values()]
}

/** SQLite limits how many rows one statement can insert (500) and how many values it can bind. */
const CHUNK = 200

export function* inChunks<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK)
}
