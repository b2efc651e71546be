/**
 * How a phrase is written down: words with a space between; `(a|b)` either, `?` perhaps, `{0,3}` up to three times, `[ae]` one of
 * these letters, `*` any ending of a word, `_` any word. `nicht (_ ){0,2}schreib*` is found in `nicht so oft schreiben`. Pure.
 */

/** A place in a pattern where a word begins: the words that lead on from here, each with where to. */
export interface Place {
  steps: ReadonlyMap<string, ReadonlySet<Place>>
  /** Whether the pattern is complete here. */
  isEnd: boolean
}

/** Any word at all. */
export const ANY_WORD = '_'

/** A point between two letters. */
interface Point {
  byLetter: [letter: string, to: Point][]
  free: Point[]
  /** Found once, when the pattern is complete. */
  reach: ReadonlySet<Point> | null
  words: ReadonlyMap<string, ReadonlySet<Point>> | null
}

/** @throws SyntaxError of our own tables only */
export function wordPattern(source: string): Place {
  const end = point()
  const [start, last] = new Reader(source).whole()
  last.free.push(end)
  return placeAt(start, end, new Map())
}

const point = (): Point => ({ byLetter: [], free: [], reach: null, words: null })

type Piece = [start: Point, end: Point]

class Reader {
  private at = 0
  constructor(private readonly source: string) {}

  whole(): Piece {
    const piece = this.either()
    if (this.at < this.source.length) throw new SyntaxError(`${this.source}: unexpected at ${this.at}`)
    return piece
  }

  private either(): Piece {
    const [start, end] = [point(), point()]
    do {
      const [from, to] = this.sequence()
      start.free.push(from)
      to.free.push(end)
    } while (this.take('|'))
    return [start, end]
  }

  private sequence(): Piece {
    const start = point()
    let end = start
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      const [from, to] = this.repeated()
      end.free.push(from)
      end = to
    }
    return [start, end]
  }

  private repeated(): Piece {
    const from = this.at
    const piece = this.single()
    const [, most] = /^\{0,(\d)\}/.exec(this.source.slice(this.at)) ?? []
    if (most === undefined) return this.take('?') ? perhaps(piece) : piece
    const after = this.at + 5
    const [start, end] = perhaps(piece)
    let last = end
    for (let time = 1; time < Number(most); time += 1) {
      this.at = from
      const [nextStart, nextEnd] = perhaps(this.single())
      last.free.push(nextStart)
      last = nextEnd
    }
    this.at = after
    return [start, last]
  }

  private single(): Piece {
    if (this.take('(')) {
      const piece = this.either()
      if (!this.take(')')) throw new SyntaxError(`${this.source}: ( without ) at ${this.at}`)
      return piece
    }
    const letters = this.take('[') ? this.source.slice(this.at, this.source.indexOf(']', this.at)) : null
    const end = point()
    const start = point()
    for (const letter of letters ?? this.source.charAt(this.at)) start.byLetter.push([letter, end])
    this.at += letters === null ? 1 : letters.length + 1
    return [start, end]
  }

  private take(sign: string): boolean {
    if (this.source.charAt(this.at) !== sign) return false
    this.at += 1
    return true
  }
}

function perhaps([from, to]: Piece): Piece {
  const [start, end] = [point(), point()]
  start.free.push(from, end)
  to.free.push(end)
  return [start, end]
}

function placeAt(start: Point, end: Point, known: Map<Point, Place>): Place {
  const before = known.get(start)
  if (before !== undefined) return before
  const steps = new Map<string, Set<Place>>()
  const place = { steps, isEnd: reach(start).has(end) }
  known.set(start, place)
  for (const here of reach(start))
    for (const [word, after] of wordsFrom(here, end))
      for (const to of after) step(steps, word, to === end ? COMPLETE : placeAt(to, end, known))
  return place
}

const COMPLETE: Place = { steps: new Map(), isEnd: true }

function step(steps: Map<string, Set<Place>>, word: string, to: Place): void {
  const targets = steps.get(word) ?? new Set()
  targets.add(to)
  steps.set(word, targets)
}

/** The words that begin with a letter here, each with the points after it: behind its gap, or the end of the pattern. */
function wordsFrom(start: Point, end: Point): ReadonlyMap<string, ReadonlySet<Point>> {
  if (start.words !== null) return start.words
  const words = new Map<string, Set<Point>>()
  const spell = (from: Point, word: string): void => {
    for (const [letter, to] of from.byLetter) {
      if (letter === ' ') {
        if (word !== '') note(word, to)
        continue
      }
      for (const here of reach(to)) {
        if (here === end) note(word + letter, end)
        spell(here, word + letter)
      }
    }
  }
  const note = (word: string, to: Point): void => {
    words.set(word, (words.get(word) ?? new Set<Point>()).add(to))
  }
  spell(start, '')
  start.words = words
  return words
}

/** All points that are reached without a letter. */
function reach(start: Point): ReadonlySet<Point> {
  if (start.reach !== null) return start.reach
  const reached = new Set([start])
  for (const here of reached) for (const next of here.free) reached.add(next)
  start.reach = reached
  return reached
}
