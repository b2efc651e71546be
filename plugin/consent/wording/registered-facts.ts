/**
 * What a wording was registered for, as it is stored beside its text: with a keyed digest, because whether a consent still
 * holds (P-09) rests on it and no entry of the ledger names it. Pure.
 */
import type { WordingFacts } from '../../configuration/configuration.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'

export interface WordingName {
  id: string
  language: string
  sha256: string
}

const DIGEST = 64

export function storedFacts(keys: PracticeKeys, name: WordingName, facts: WordingFacts): string {
  const { recipients, storageRegion, purposes } = facts
  const json = JSON.stringify({ recipients, storageRegion, purposes })
  return `${digestOf(keys, name, json)} ${json}`
}

/** @returns `null` where they are not those that were stored */
export function factsFrom(keys: PracticeKeys, name: WordingName, stored: string): WordingFacts | null {
  const json = stored.slice(DIGEST + 1)
  if (stored !== `${digestOf(keys, name, json)} ${json}`) return null
  const { recipients, storageRegion, purposes } = JSON.parse(json) as WordingFacts
  return { recipients, storageRegion, purposes }
}

const digestOf = (keys: PracticeKeys, { id, language, sha256 }: WordingName, json: string): string =>
  keys.witness(`wording\n${keys.practice}\n${id}\n${language}\n${sha256}\n${json}`)
