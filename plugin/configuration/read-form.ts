/** The forms of a configuration: which control holds what, and what its values mean. */
import { resolve } from 'node:path'
import type { components } from '../../openapi/types/configuration.js'
import type { ConsentMapping, FormMapping, Wording } from './configuration.js'
import { readConfiguredFile } from './configured-file.js'
import type { Findings } from './findings.js'

type Raw = components['schemas']

/** @throws RecallError CONFIG_FILE_MISSING for a blank that is not there */
export function readForm(
  raw: Raw['Form'],
  wordings: readonly Wording[],
  place: string,
  directory: string,
  findings: Findings,
): FormMapping {
  const template = raw.template === undefined ? null : resolve(directory, raw.template)
  if (template !== null) readConfiguredFile(template, `the blank form of ${raw.id}`)
  const purposes = raw.consents.flatMap((consent) => consent.purposes)
  findings.unique(`${place}.consents`, purposes)
  return {
    id: raw.id,
    match: { controls: raw.match.controls },
    template,
    markedBy: raw.markedBy,
    patient: raw.patient,
    givenAt: raw.givenAt ?? null,
    representative: raw.representative ?? null,
    consents: raw.consents.map((consent, index) =>
      readConsent(consent, wordings, `${place}.consents[${index}]`, findings),
    ),
  }
}

function readConsent(
  raw: Raw['FormConsent'],
  wordings: readonly Wording[],
  place: string,
  findings: Findings,
): ConsentMapping {
  if (raw.wording !== undefined && !wordings.some((wording) => wording.id === raw.wording)) {
    findings.add(place, {
      de: `der Wortlaut "${raw.wording}" fehlt unter "wordings"`,
      en: `wording "${raw.wording}" is not among "wordings"`,
    })
  }
  const both = raw.granted?.filter((value) => raw.refused?.includes(value)) ?? []
  if (both.length > 0) {
    const values = `"${both.join('", "')}"`
    findings.add(place, {
      de: `${values} kann nicht ja und nein heißen`,
      en: `${values} cannot mean yes and no`,
    })
  }
  const control = raw.control
  return {
    purposes: raw.purposes,
    controls:
      control === undefined
        ? { kind: 'two', grantedControl: raw.grantedControl ?? '', refusedControl: raw.refusedControl ?? '' }
        : { kind: 'one', control },
    granted: raw.granted ?? null,
    refused: raw.refused ?? null,
    wording: raw.wording ?? null,
  }
}
