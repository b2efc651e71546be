/** How the table of a language is written. */

/**
 * The words by which patients say that they want no more messages. Single words stand in any spelling; patterns are
 * regular expressions over words as `plainWords` writes them, and find whole words. A word too many here costs a message, a word
 * too few costs trust.
 */
export interface StopWords {
  /** Alone, or among nothing but `around`, each of these is a stop. */
  commands: string
  /** Real words that a typing error in a command must not be taken for. */
  notASlip: string
  /** Slips of the short commands that are no word of any of the languages: a sign of doubt even in a longer text. */
  slips: string
  /** Words that change nothing about a command beside them. */
  around: string
  /** A stop wherever it stands, unless something of `against` is in the same text. */
  phrases: readonly string[]
  /** What turns a stop into a question for a person: an appointment, a complaint, a "not", a "go on". */
  against: readonly string[]
  /** What is never a stop by itself, and never passed over either. */
  doubtful: readonly string[]
  /** Doubtful only when they are, with `around`, all there is. */
  doubtfulAlone: string
}

/** Up to so many words in between. */
export const gap = (most: number): string => `(?:[\\p{L}\\p{N}]+ ){0,${most}}`
/** Any ending of a word. */
export const END = '[\\p{L}\\p{N}]*'
