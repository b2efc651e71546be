/** How the table of a language is written. */

/**
 * The words by which patients say that they want no more messages. Single words stand in any spelling; phrases are written as
 * `word-pattern.ts` says, over words as `plainWords` writes them, and are found with typing errors too. A word too many here
 * costs a message, a word too few costs trust.
 */
export interface StopWords {
  /** Alone, or among nothing but `around`, each of these is a stop. */
  commands: string
  /** Real words that a typing error in a command must not be taken for. */
  notASlip: string
  /** Words of daily use that lie near to a word of a phrase and are not taken for it. Each is a gap through which a slip escapes. */
  everyday: string
  /** Words that change nothing about a command beside them. */
  around: string
  /** A stop wherever it stands, unless something of `against` is in the same text. */
  phrases: readonly string[]
  /**
   * What sounds like a stop and is none: regular expressions over whole words, taken out before the rest is read. Each is
   * written as narrowly as it goes, since without a comma two sentences look like one.
   */
  harmless: readonly string[]
  /** What turns a stop into a question for a person: an appointment, a complaint, somebody else, a "not", a "go on". */
  against: readonly string[]
  /** What is never a stop by itself, and never passed over either. */
  doubtful: readonly string[]
  /** Doubtful only when they are, with `around`, all there is. */
  doubtfulAlone: string
}

/** In a phrase: here the text ends. */
export const END = '$'

/** Up to so many words in between. */
export const gap = (most: number): string => `(_ ){0,${most}}`
