/** What is wrong with a call, in both languages: commander knows it in English alone. Pure. */
import type { CommanderError } from 'commander'
import type { Language } from '../errors.js'

/** @returns `null` where there is nothing to say, as after `--help` */
export function usageWords({ code, message }: CommanderError, language: Language): string | null {
  const say = WORDS[code]
  if (say === undefined) return null
  const [first = ''] = message.split('\n')
  // Names stand in quotes, in the order in which the message needs them.
  const [name = '', value = ''] = [...first.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted ?? '')
  const similar = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1]
  const hint =
    similar === undefined ? '' : language === 'de' ? ` Gemeint: ${similar}?` : ` Meant: ${similar}?`
  const allowed = /Allowed choices are (.*)\./.exec(message)?.[1] ?? ''
  return `${say(name, value, allowed)[language]}${hint}`
}

type Say = (name: string, value: string, allowed: string) => Record<Language, string>

const WORDS: Readonly<Record<string, Say>> = {
  'commander.unknownCommand': (name) => ({
    de: `Den Befehl ${name} gibt es nicht.`,
    en: `There is no command ${name}.`,
  }),
  'commander.unknownOption': (name) => ({
    de: `Die Option ${name} gibt es bei diesem Befehl nicht.`,
    en: `This command has no option ${name}.`,
  }),
  'commander.missingMandatoryOptionValue': (name) => ({
    de: `Die Option ${name} fehlt.`,
    en: `The option ${name} is missing.`,
  }),
  'commander.optionMissingArgument': (name) => ({
    de: `Zur Option ${name} fehlt der Wert.`,
    en: `The option ${name} lacks its value.`,
  }),
  'commander.missingArgument': (name) => ({
    de: `Die Angabe <${name}> fehlt.`,
    en: `The argument <${name}> is missing.`,
  }),
  'commander.excessArguments': () => ({
    de: 'Es sind mehr Angaben, als dieser Befehl nimmt.',
    en: 'There are more arguments than this command takes.',
  }),
  'commander.invalidArgument': (name, value, allowed) => ({
    de: `Der Wert ${value} der Option ${name} ist nicht möglich; möglich: ${allowed}.`,
    en: `The value ${value} of the option ${name} is not possible; possible: ${allowed}.`,
  }),
}
