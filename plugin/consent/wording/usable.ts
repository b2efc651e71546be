/** Which wordings a patient may be asked under today. Pure. */
import type { Practice, Wording } from '../../configuration/configuration.js'
import { RecallError } from '../../errors.js'
import type { Purpose } from '../purpose.js'
import { outdatedBy } from '../renewal.js'
import { purposeSlot, type Slot } from '../slot.js'
import type { UntrueClaim } from './untrue-claims.js'
import { adviceText, lackText } from './advice.js'

export interface RefusedWording {
  id: string
  language: string
  missing: readonly Slot[]
  untrue: readonly UntrueClaim[]
}

export const isComplete = (wording: Wording): boolean => wording.refusal === undefined

/** The wordings that carry no consent, and what they lack (P-08, P-37). */
export const refusedWordings = ({ wordings }: Pick<Practice, 'wordings'>): RefusedWording[] =>
  wordings.flatMap(({ id, language, refusal }) =>
    refusal === undefined ? [] : [{ id, language, missing: refusal.missing, untrue: refusal.untrue }],
  )

/** Of the refused ones those that somebody may still be asked under. */
export const refusedInUse = (practice: Pick<Practice, 'wordings'>): RefusedWording[] =>
  refusedWordings({ wordings: practice.wordings.filter(({ replacedBy }) => replacedBy === undefined) })

/** What an entry keeps of the wording it was given under. */
export const wordingVersion = ({
  id,
  language,
  sha256,
}: Wording): { id: string; language: string; sha256: string } => ({ id, language, sha256 })

/**
 * @param language of the several languages of one id; the practice's, else the first there is, when not given
 * @throws RecallError WORDING_UNKNOWN
 */
export function wordingNamed(
  { wordings, language: ownLanguage }: Pick<Practice, 'wordings' | 'language'>,
  id: string,
  language?: string,
): Wording {
  const versions = wordings.filter((candidate) => candidate.id === id)
  const wording =
    language === undefined
      ? (versions.find((version) => version.language === ownLanguage) ?? versions[0])
      : versions.find((version) => version.language === language)
  if (wording === undefined)
    throw new RecallError('WORDING_UNKNOWN', {
      wording: language === undefined ? id : `${id}.${language}`,
    })
  return wording
}

/**
 * Before anybody is asked under a wording: it says all that it must about these purposes, and it is still true.
 * @throws RecallError WORDING_INCOMPLETE, WORDING_OUTDATED
 */
export function assertUsable(
  practice: Pick<Practice, 'wordings' | 'whatsapp'>,
  wording: Wording,
  purposes: readonly Purpose[],
): void {
  const name = `${wording.id}.${wording.language}`
  const { refusal, facts } = wording
  const unnamed = facts === undefined ? [] : purposes.filter((purpose) => !facts.purposes.includes(purpose))
  const missing = [...new Set<Slot>([...(refusal?.missing ?? []), ...unnamed.map(purposeSlot)])]
  const untrue = refusal?.untrue ?? []
  if (missing.length > 0 || untrue.length > 0) {
    const refused = { id: wording.id, language: wording.language, missing, untrue }
    throw new RecallError('WORDING_INCOMPLETE', {
      wording: name,
      missing: missing.join(', ') || '-',
      untrue: untrue.join(', ') || '-',
      'lacks:de': lackText(refused, 'de'),
      'lacks:en': lackText(refused, 'en'),
      'advice:de': adviceText([refused], 'de'),
      'advice:en': adviceText([refused], 'en'),
    })
  }
  const changes = outdatedBy(wording, practice.whatsapp)
  if (changes.length > 0)
    throw new RecallError('WORDING_OUTDATED', { wording: name, changes: changes.join(', ') })
}
