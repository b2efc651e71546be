/** Keeps at least the last `capacity` items, so that a sandbox left running does not grow without end. */
export class RecentList<T> {
  #items: T[] = []

  constructor(readonly capacity: number) {}

  add(item: T): void {
    this.#items.push(item)
    if (this.#items.length >= 2 * this.capacity) this.#items = this.#items.slice(-this.capacity)
  }

  /** Oldest first. */
  items(): readonly T[] {
    return this.#items
  }
}
