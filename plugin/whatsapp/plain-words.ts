/** Brings what people type into one form, so that ways of writing the same words become equal. Pure. */

/** Letters that no decomposition splits, or that are written for one another. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'a',
  œ: 'o',
  ґ: 'г',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ٱ: 'ا',
  ک: 'ك',
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

/** Letters in their plain form: no accents, no short vowels, no Arabic stretching. Keeps case. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)

/** Arabic-Indic and Persian digits. */
const EASTERN_DIGITS = /[٠-٩۰-۹]/gu
const westernDigit = (digit: string): string => String((digit.codePointAt(0) ?? 0) % 16)

/**
 * Words in lower case without accents, umlauts as their plain letter however they were written (`hört`, `hoert`,
 * `hort`), apostrophes and invisible characters removed, everything else that is no letter or digit taken as a gap,
 * single spaced-out letters joined (`S T O P`), three or more equal letters as one, letters that only look like those of
 * the word's own script (`CTOП`, `ЅТОР`) as these.
 */
export const plainWords = (text: string): string[] =>
  typedWords(text).map((word) => word.replace(/([aou])e/gu, '$1').replace(/(\p{L})\1{2,}/gu, '$1'))

/** Where two words of different scripts ran together (`stopспасибо`); single letters among others only look alike. */
const SCRIPTS_MEET =
  /(?<=\p{Script=Latin}{5})(?=\p{Script=Cyrillic}{2})|(?<=\p{Script=Arabic})(?=[\p{Script=Latin}\p{Script=Cyrillic}])|(?<=[\p{Script=Latin}\p{Script=Cyrillic}])(?=\p{Script=Arabic})|(?<=\p{Script=Latin}{4})(?=\p{Script=Cyrillic}{4})|(?<=(?:^|[^\p{L}]|\p{Script=Cyrillic})\p{Script=Cyrillic}{3})(?=\p{Script=Latin}{4})/gu

/** The same, but umlauts that were written as two letters stay so: a typing error can look like one. */
export function typedWords(text: string): string[] {
  const words = plainLetters(
    text
      // Upper case first: it is where ß and ss, ı and i meet.
      .normalize('NFKC')
      .toUpperCase()
      .toLowerCase()
      .replace(/['’‘`´ʼ＇]/gu, ''),
  )
    .replace(EASTERN_DIGITS, westernDigit)
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(SCRIPTS_MEET, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return joinSpelled(words).map(inOneScript)
}

/** `s t o p` → `stop`; a single letter among words stays one. */
function joinSpelled(words: readonly string[]): string[] {
  const joined: string[] = []
  let spelled: string[] = []
  const flush = (): void => {
    if (spelled.length >= 3) joined.push(spelled.join('').replace(/(\p{L})\1{2,}/gu, '$1'))
    else joined.push(...spelled)
    spelled = []
  }
  for (const word of words) {
    if (/^\p{L}$/u.test(word)) {
      spelled.push(word)
      continue
    }
    flush()
    joined.push(word)
  }
  flush()
  return joined
}

/** Cyrillic and Greek letters that look like Latin ones, in one of their cases. */
const LOOKS_LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x' },
  ...{ і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w', ӏ: 'l' },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'h',
    ι: 'i',
    κ: 'k',
    μ: 'm',
    ν: 'n',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'y',
    χ: 'x',
    ζ: 'z',
  },
}
const LOOKS_CYRILLIC: Readonly<Record<string, string>> = {
  ...{
    a: 'а',
    b: 'в',
    c: 'с',
    e: 'е',
    h: 'н',
    i: 'і',
    k: 'к',
    m: 'м',
    o: 'о',
    p: 'р',
    t: 'т',
    x: 'х',
    y: 'у',
  },
}
/** Of the alphabets that write Cyrillic here none has these. */
const FOREIGN_CYRILLIC = /[ѕјԁһԛԝӏ]/u

const inLatin = (letter: string): string => LOOKS_LATIN[letter] ?? letter
const inCyrillic = (letter: string): string =>
  /\p{Script=Cyrillic}/u.test(letter) && !FOREIGN_CYRILLIC.test(letter)
    ? letter
    : (LOOKS_CYRILLIC[inLatin(letter)] ?? inLatin(letter))

/** The script into which all letters fit; where that does not decide, the one that most are of. */
function inOneScript(word: string): string {
  const hasCyrillic = /\p{Script=Cyrillic}/u.test(word)
  const hasGreek = /\p{Script=Greek}/u.test(word)
  if (!hasCyrillic && !hasGreek) return word
  const isMixed = [hasCyrillic, hasGreek, /\p{Script=Latin}/u.test(word)].filter(Boolean).length > 1
  if (!isMixed && !FOREIGN_CYRILLIC.test(word)) return word
  const letters = Array.from(word)
  const latin = letters.map(inLatin).join('')
  const cyrillic = letters.map(inCyrillic).join('')
  const fitsLatin = !/[^\p{Script=Latin}\p{N}]/u.test(latin)
  const fitsCyrillic = !/[^\p{Script=Cyrillic}\p{N}]/u.test(cyrillic)
  if (fitsLatin !== fitsCyrillic) return fitsLatin ? latin : cyrillic
  const cyrillicLetters = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter)).length
  return cyrillicLetters > letters.length - cyrillicLetters ? cyrillic : latin
}

/** Doubled letters written once: `stopp`, `stoop` and `stop` are the same word. */
export const withoutDoubles = (word: string): string => word.replace(/(\p{L})\1+/gu, '$1')

/**
 * True when the words differ by at most one typing error: a letter missing, added, wrong, or two neighbours swapped.
 */
export function almostEqual(left: string, right: string): boolean {
  if (left === right) return true
  if (Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start += 1
  const restLeft = left.slice(start)
  const restRight = right.slice(start)
  return (
    restLeft.slice(1) === restRight.slice(1) ||
    restLeft.slice(1) === restRight ||
    restLeft === restRight.slice(1) ||
    (restLeft.slice(2) === restRight.slice(2) &&
      restLeft.length >= 2 &&
      restLeft[0] === restRight[1] &&
      restLeft[1] === restRight[0])
  )
}
