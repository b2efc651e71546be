/** Who a form without patient number speaks of: name and birthday together, compared as a person would compare them. Pure. */
import type { LocalDate } from '../time.js'

export interface Identity {
  familyName: string
  givenName: string
  birthDate: LocalDate
}

/**
 * The same text for two spellings of one name: composed or decomposed umlauts, upper or lower case, `ä` or `ae`
 * (tablets write one, old practice software the other), any number of blanks. Everything else must agree.
 */
export function spelling(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/ä/gu, 'ae')
    .replace(/ö/gu, 'oe')
    .replace(/ü/gu, 'ue')
    .replace(/ß/gu, 'ss')
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** What is indexed of an identity; `null` where a part is missing, because a name alone never finds anybody. */
export function identityKey(identity: {
  familyName: string
  givenName: string
  birthDate: LocalDate | null
}): string | null {
  const familyName = spelling(identity.familyName)
  const givenName = spelling(identity.givenName)
  if (familyName === '' || givenName === '' || identity.birthDate === null) return null
  return JSON.stringify([familyName, givenName, identity.birthDate])
}

/** Compares names as people write them: case, accents, ae for ä, a second given name left out. */
export function namesDiffer(written: string | null, recorded: string): boolean {
  if (written === null || recorded === '') return false
  const left = nameParts(written)
  const right = nameParts(recorded)
  if (left.length === 0 || right.length === 0) return false
  const [fewer, more] = left.length <= right.length ? [left, right] : [right, left]
  return !fewer.every((part) => more.includes(part))
}

/** Also without accents: tablets write `Yılmaz` and `José`, older practice software often cannot. */
function nameParts(name: string): string[] {
  return spelling(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}

type Person = { familyName: string; givenName: string; birthDate: LocalDate | null }

/**
 * Whether a record that says this now is another person's: the host gave the number of a patient to somebody else. A
 * marriage changes the name and a correction one or the other, but not both at once; where a birthday is missing, nothing
 * but the whole name can say so.
 */
export function isOfAnother(before: Person, after: Person): boolean {
  const family = namesDiffer(before.familyName, after.familyName)
  const given = namesDiffer(before.givenName, after.givenName)
  if (before.birthDate === null || after.birthDate === null) return family && given
  return before.birthDate !== after.birthDate && (family || given)
}
