/** Words that are known again when they are mistyped. Pure. */

interface Branch {
  next: Map<number, Branch>
  /** What the word that ends here stands for, and what every word that begins so stands for. */
  word: number | null
  stem: number | null
}

/** How a mistyped word was recognised; `loose`: by a typing error in the last letter of a stem, which leaves it open. */
export type Likeness = 'slip' | 'loose'

export interface Lexicon {
  /** Ids of the entries that are this word, or that its beginning is. */
  exact(word: string): readonly number[]
  /** Ids of the entries that differ from the word by one typing error: a letter missing, added, wrong, or two neighbours swapped. */
  slips(word: string): ReadonlyMap<number, Likeness>
}

/** @param entries words; one that ends in `*` is a stem, which any ending may follow; its id is its place */
export function lexiconOf(entries: readonly string[]): Lexicon {
  // A slip stays in its script: words of others need not be looked through.
  const roots = new Map<string, Branch>()
  const rootOf = (word: string): Branch => {
    const root = roots.get(scriptOf(word)) ?? branch()
    roots.set(scriptOf(word), root)
    return root
  }
  entries.forEach((entry, id) => {
    const isStem = entry.endsWith('*')
    let at = rootOf(entry)
    const length = isStem ? entry.length - 1 : entry.length
    for (let place = 0; place < length; place += 1) {
      const letter = entry.charCodeAt(place)
      const next = at.next.get(letter) ?? branch()
      at.next.set(letter, next)
      at = next
    }
    if (isStem) at.stem = id
    else at.word = id
  })
  return { exact: (word) => exactIn(rootOf(word), word), slips: (word) => slipsIn(rootOf(word), word) }
}

function scriptOf(word: string): string {
  const code = word.codePointAt(0) ?? 0
  return code < 0x370 ? 'latin' : code < 0x530 ? 'cyrillic' : 'other'
}

const branch = (): Branch => ({ next: new Map(), word: null, stem: null })

function exactIn(root: Branch, word: string): number[] {
  const found: number[] = []
  let at: Branch | undefined = root
  for (let place = 0; at !== undefined; place += 1) {
    if (at.stem !== null) found.push(at.stem)
    if (place === word.length) {
      if (at.word !== null) found.push(at.word)
      break
    }
    at = at.next.get(word.charCodeAt(place))
  }
  return found
}

function slipsIn(root: Branch, word: string): Map<number, Likeness> {
  const found = new Map<number, Likeness>()
  const note = (id: number, likeness: Likeness): void => {
    if (found.get(id) !== 'slip') found.set(id, likeness)
  }
  /** The rest without an error; `from` is where the error ended. */
  const follow = (start: Branch | undefined, from: number): void => {
    let at = start
    for (let place = from; at !== undefined; place += 1) {
      if (at.stem !== null) note(at.stem, place === from ? 'loose' : 'slip')
      if (place === word.length) {
        if (at.word !== null) note(at.word, 'slip')
        return
      }
      at = at.next.get(word.charCodeAt(place))
    }
  }
  let at: Branch | undefined = root
  for (let place = 0; at !== undefined && place <= word.length; place += 1) {
    const isEnd = place === word.length
    const letter = word.charCodeAt(place)
    const after = word.charCodeAt(place + 1)
    for (const [key, next] of at.next) {
      if (isEnd || next.stem !== null || next.next.has(letter)) follow(next, place)
      if (isEnd || key === letter) continue
      if (place + 1 === word.length || next.stem !== null || next.next.has(after)) follow(next, place + 1)
    }
    if (isEnd) break
    follow(at, place + 1)
    if (after !== letter) follow(at.next.get(after)?.next.get(letter), place + 2)
    at = at.next.get(letter)
  }
  return found
}
