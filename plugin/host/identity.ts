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
