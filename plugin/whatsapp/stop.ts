/**
 * Whether a patient's words ask for no more messages (P-16, P-18). A stop obeyed by mistake is harmless, one overlooked
 * is not: what is not plainly a stop and not plainly something else is `doubt`, which holds and asks a person. Pure.
 */
import type { TextSearch } from './phrase-search.js'
import { almostEqual, plainWords, typedWords, withoutDoubles } from './plain-words.js'
import {
  AROUND,
  BARE_COMMANDS,
  COMMANDS,
  COURTESIES,
  DOUBTFUL_ALONE,
  EVERYDAY,
  isSlipOfLongCommand,
  NEAR_COMMANDS,
  NOT_A_SLIP,
  searchInText,
  SHORT_COMMANDS,
  STOP_SIGNS,
  STOP_SIGNS_ALONE,
  withoutHarmless,
  type PhraseKind,
} from './stop-words.js'
import { END } from './stop-words/table.js'
import { mendGaps, type KnownWords } from './word-gaps.js'

export type StopClass = 'stop' | 'doubt' | 'none'

export function classifyStop(text: string): StopClass {
  const plain = plainWords(text)
  if (plain.length === 0 && STOP_SIGNS_ALONE.test(text)) return 'doubt'
  const { search, known } = searchInText()
  const classes = new Set<StopClass>()
  for (const words of readings(plain, typedWords(text), known)) {
    classes.add(classifyWords(words, search))
    if (classes.has('stop')) return 'stop'
  }
  return classes.has('doubt') || STOP_SIGNS.test(text) ? 'doubt' : 'none'
}

/**
 * The ways in which a text can be read: umlauts written as two letters are umlauts, unless a typing error only made it
 * look so; words that ran together or fell apart are mended, unless another typing error only made it look so.
 */
function readings(plain: readonly string[], typed: readonly string[], known: KnownWords): string[][] {
  const ways = [plain, typed].map((words) =>
    asOneWord(words.join(' '))
      .split(' ')
      .filter((word) => word !== ''),
  )
  const distinct = new Map(ways.map((words) => [words.join(' '), words]))
  for (const words of [...distinct.values()]) {
    const mended = mendGaps(words, known)
    distinct.set(mended.join(' '), mended)
  }
  return [...distinct.values()]
}

function classifyWords(words: readonly string[], search: TextSearch<PhraseKind>): StopClass {
  if (areAll(words, isCommand)) return 'stop'
  const rest = withoutHarmless(words)
  const found = search.find([...rest, END])
  const phrase = found.get('phrase')
  if (phrase !== undefined) return phrase === 'plain' && found.get('against') !== 'plain' ? 'stop' : 'doubt'
  if (found.has('doubtful') || rest.some((word) => COMMANDS.has(word) || isSlipOfStop(word))) return 'doubt'
  return areAll(rest, (word) => DOUBTFUL_ALONE.has(word) || isCommand(word) || isSlipOfCommand(word))
    ? 'doubt'
    : 'none'
}

/** Whether the words are of one sort, at least one of them, and courtesies. */
function areAll(words: readonly string[], isOne: (word: string) => boolean): boolean {
  let isAny = false
  for (const word of words) {
    if (AROUND.has(word)) continue
    if (isOne(word)) isAny = true
    else if (!isMistypedCourtesy(word)) return false
  }
  return isAny
}

const isMistypedCourtesy = (word: string): boolean =>
  word.length >= LEAST_COURTESY && !NOT_A_SLIP.has(word) && COURTESIES.slips(word).size > 0

/** Takes together what means one thing: `hört bitte auf`, `Termin-Erinnerung`; leaves out a greeting that names a time. */
const asOneWord = (sentence: string): string =>
  sentence
    .replace(
      /\b(?:hor|hort|horen|horst) (?:(?:sie|ihr|es|das|doch|bitte|endlich|mal|jetzt|sofort|damit) ){0,3}auf\b/g,
      'aufhoren',
    )
    .replace(/\b(?:termin|appointment|randevu) (?=erinnerung|reminder|hatirlatma)/g, '')
    .replace(/\bguten morgen(?: |$)/g, '')
    .replace(/\b(?:st op|sto p)\b/g, 'stop')
    .replace(/^((?:bitte |danke )*)nie (?:mehr|wieder)((?: bitte| danke)*)$/, '$1nie$2')

const LEAST_COURTESY = 5

function isCommand(word: string): boolean {
  const bare = withoutDoubles(word)
  if (COMMANDS.has(word) || BARE_COMMANDS.has(bare)) return true
  if (NOT_A_SLIP.has(word) || NOT_A_SLIP.has(bare)) return false
  return isSlipOfStop(bare) || isSlipOfLongCommand(word)
}

const isSlipOfStop = (word: string): boolean =>
  !NOT_A_SLIP.has(word) && !EVERYDAY.has(word) && SHORT_COMMANDS.some((command) => almostEqual(word, command))

/** Alone it is doubt at most: `dut`, `rst` may be anything. */
const isSlipOfCommand = (word: string): boolean =>
  word.length >= LEAST_COMMAND && !EVERYDAY.has(word) && NEAR_COMMANDS.slips(word).size > 0
const LEAST_COMMAND = 2
