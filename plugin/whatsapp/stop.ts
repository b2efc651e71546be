/**
 * Whether a patient's words ask for no more messages (P-16, P-18). A stop obeyed by mistake is harmless, one overlooked
 * is not: what is not plainly a stop and not plainly something else is `doubt`, which holds and asks a person. Pure.
 */
import { almostEqual, plainWords, typedWords, withoutDoubles } from './plain-words.js'
import {
  AGAINST,
  AROUND,
  COMMANDS,
  DOUBTFUL,
  DOUBTFUL_ALONE,
  NOT_A_SLIP,
  PHRASES,
  SHORT_COMMANDS,
  SLIPS,
  STOP_SIGNS,
} from './stop-words.js'

export type StopClass = 'stop' | 'doubt' | 'none'

export function classifyStop(text: string): StopClass {
  const sentence = asOneWord(plainWords(text).join(' '))
  const words = sentence === '' ? [] : sentence.split(' ')
  const telling = tellingOf(words)
  if (areCommands(telling) || areCommands(tellingOf(typedWords(text)))) return 'stop'
  if (anyOf(PHRASES, sentence)) return anyOf(AGAINST, sentence) ? 'doubt' : 'stop'
  if (STOP_SIGNS.test(text) || anyOf(DOUBTFUL, sentence)) return 'doubt'
  if (words.some((word) => COMMANDS.has(word) || SLIPS.has(word))) return 'doubt'
  if (telling.length > 0 && telling.every((word) => DOUBTFUL_ALONE.has(word))) return 'doubt'
  return 'none'
}

const tellingOf = (words: readonly string[]): string[] => words.filter((word) => !AROUND.has(word))

const areCommands = (telling: readonly string[]): boolean => telling.length > 0 && telling.every(isCommand)

/** Takes together what means one thing: `hört bitte auf`, `Termin-Erinnerung`; leaves out a greeting that names a time; puts right the slips in the words that phrases hang on. */
const asOneWord = (sentence: string): string =>
  sentence
    .replace(
      /\b(?:hor|hort|horen|horst) (?:(?:sie|ihr|es|das|doch|bitte|endlich|mal|jetzt|sofort|damit) ){0,3}auf\b/g,
      'aufhoren',
    )
    .replace(/\b(?:termin|appointment|randevu) (?=erinnerung|reminder|hatirlatma)/g, '')
    .replace(/\bguten morgen(?: |$)/g, '')
    .replace(/\b(?:nciht|niht|nihct|nicth|nixht|nict|nihcts)\b/g, 'nicht')
    .replace(/\b(?:keien|kiene|kenie|keinr)\b/g, 'keine')
    .replace(/\b(?:nachichten|nachrichen|nachrihcten|nahcrichten|nachirchten|nachrcihten)\b/g, 'nachrichten')

const anyOf = (patterns: readonly RegExp[], sentence: string): boolean =>
  patterns.some((pattern) => pattern.test(sentence))

/** From this length on, one typing error still leaves no doubt which word was meant. */
const LEAST_LENGTH = 7
const BARE_COMMANDS = [...COMMANDS].map(withoutDoubles)
const LONG_COMMANDS = [...COMMANDS].filter((command) => withoutDoubles(command).length >= LEAST_LENGTH)

function isCommand(word: string): boolean {
  const bare = withoutDoubles(word)
  if (COMMANDS.has(word) || BARE_COMMANDS.includes(bare)) return true
  if (SLIPS.has(word)) return true
  if (NOT_A_SLIP.has(word)) return false
  return (
    SHORT_COMMANDS.some((command) => almostEqual(bare, command)) ||
    LONG_COMMANDS.some((command) => almostEqual(word, command) || almostEqual(bare, withoutDoubles(command)))
  )
}
