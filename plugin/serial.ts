/** Never two at once, never one forgotten. */

/**
 * Wraps work so that a call during a running turn waits for it and then shares one further turn with all who called
 * meanwhile: whoever calls sees work that began after the call.
 */
export function serial<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined
  const begin = (): Promise<T> => {
    const turn = work().finally(() => {
      if (running === turn) running = undefined
    })
    running = turn
    return turn
  }
  return () => {
    // Whoever calls between the end of one turn and the beginning of the one that waits for it shares the latter.
    if (next !== undefined) return next
    if (running === undefined) return begin()
    next = running
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        next = undefined
        return begin()
      })
    return next
  }
}
