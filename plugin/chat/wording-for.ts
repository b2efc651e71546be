/** Which wording a person is shown in the chat, and its exact text. */
import type { Practice, Wording } from '../configuration/configuration.js'
import type { EntryContent } from '../consent/entry.js'
import { PURPOSES, type Purpose } from '../consent/purpose.js'
import { outdatedBy } from '../consent/renewal.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'

export type WordingReference = NonNullable<EntryContent['wording']>

export const referenceTo = ({ id, language, sha256 }: Wording): WordingReference => ({ id, language, sha256 })

/** What the practice's rules send, in the order of the purposes. Pure. */
export const purposesInUse = ({ rules }: Practice): Purpose[] =>
  PURPOSES.filter((purpose) => rules.some((rule) => rule.purpose === purpose))

/**
 * The wording in this language that is about each of these purposes: one for the chat where there is one, else what
 * stands on a form; of several the one that the configuration names last, which is the newest. A text that names one
 * purpose never yields another (P-01), so none is taken of which nobody said that it is about the purpose. Pure.
 * @returns `null` where there is none
 */
export function wordingFor(
  practice: Practice,
  purposes: readonly Purpose[],
  language: string,
): Wording | null {
  const covering = practice.wordings.filter(
    (wording) =>
      wording.language === language && mayBeShown(practice, wording) && covers(practice, wording, purposes),
  )
  return covering.findLast(({ id }) => !standsOnForm(practice, id)) ?? covering.at(-1) ?? null
}

/**
 * The wording under which a tick is confirmed in the chat. What stands on a form speaks of the form and its signature,
 * so one for the chat comes first, in the language of the tick; without one the form's own text is shown again, while it
 * may be. Pure.
 * @param ticked the wording that the tick stood under; `null` where nobody said
 * @returns `null` where there is none that may be shown
 */
export function wordingToConfirm(
  practice: Practice,
  purposes: readonly Purpose[],
  ticked: WordingReference | null,
): WordingReference | null {
  const language = ticked?.language ?? practice.language
  const version = practice.wordings.find(
    ({ id, sha256 }) => id === ticked?.id && language === ticked.language && sha256 === ticked.sha256,
  )
  const holds = version !== undefined && mayBeShown(practice, version)
  if (holds && !standsOnForm(practice, version.id)) return ticked
  const configured = wordingFor(practice, purposes, language)
  if (configured === null) return holds ? ticked : null
  return !holds || !standsOnForm(practice, configured.id) ? referenceTo(configured) : ticked
}

/**
 * The wording that staff named. Where forms or the text itself say what it is about it is for that only; else it is for
 * whatever it is named for. Pure.
 * @returns `null` where there is no such wording in the language, or it is for other purposes
 */
export function wordingNamed(
  practice: Practice,
  id: string,
  purposes: readonly Purpose[],
  language: string,
): Wording | null {
  const named = practice.wordings.filter((wording) => wording.id === id)
  const found =
    named.find((wording) => wording.language === language) ?? (named.length === 1 ? named[0] : undefined)
  if (found === undefined || !mayBeShown(practice, found)) return null
  const isLimited = standsOnForm(practice, id) || found.facts !== undefined
  return !isLimited || covers(practice, found, purposes) ? found : null
}

const standsOnForm = ({ forms }: Practice, id: string): boolean =>
  forms.some(({ consents }) => consents.some(({ wording }) => wording === id))

/** Nobody agrees anew under a text that lacks something or that no longer says what is so (P-08, P-09). */
const mayBeShown = ({ whatsapp }: Practice, wording: Wording): boolean =>
  wording.refusal === undefined && outdatedBy(wording, whatsapp).length === 0

const covers = ({ forms }: Practice, { id, facts }: Wording, purposes: readonly Purpose[]): boolean =>
  purposes.every(
    (purpose) =>
      facts?.purposes.includes(purpose) ??
      forms.some(({ consents }) =>
        consents.some((consent) => consent.wording === id && consent.purposes.includes(purpose)),
      ),
  )

/** The text that was registered under exactly this hash (P-07). @returns `null` where there is none */
export async function wordingText(
  connection: Queryable,
  { configuration }: Pick<OpenPractice, 'configuration'>,
  { id, language, sha256 }: WordingReference,
): Promise<string | null> {
  const row = await connection('wordings')
    .where({ practice_id: configuration.id, wording_id: id, language, sha256 })
    .first<{ content: string } | undefined>('content')
  return row?.content ?? null
}
