/** The wordings of a configuration, with what each says and what it may lack. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { components } from '../../openapi/types/configuration.js'
import { PURPOSES } from '../consent/purpose.js'
import { ALWAYS_RECIPIENTS, namedPurposes, wordingRefusal } from '../consent/wording/check.js'
import type { Wording } from './configuration.js'
import { readConfiguredFile } from './configured-file.js'

type Raw = components['schemas']

/** 360dialog and Meta receive the data of every message. */
export const recipientsOf = ({ whatsapp }: Raw['Practice']): string[] => [
  ...new Set([...ALWAYS_RECIPIENTS, ...(whatsapp.recipients ?? [])]),
]

/** @throws RecallError CONFIG_FILE_MISSING */
export function readWording(raw: Raw['Wording'], practice: Raw['Practice'], directory: string): Wording {
  const text = readConfiguredFile(resolve(directory, raw.file), `wording ${raw.id}`)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
  const recipients = recipientsOf(practice)
  const used = practice.forms
    .flatMap((form) => form.consents)
    .filter((consent) => consent.wording === raw.id)
    .flatMap((consent) => consent.purposes)
  const refusal = wordingRefusal(text, {
    language: raw.language,
    practiceName: practice.name,
    purposes: PURPOSES.filter((purpose) => used.includes(purpose)),
    recipients,
  })
  return {
    id: raw.id,
    language: raw.language,
    text,
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    facts: {
      recipients,
      storageRegion: practice.whatsapp.storageRegion ?? null,
      purposes: namedPurposes(text, raw.language),
    },
    ...(raw.replacedBy === undefined ? {} : { replacedBy: raw.replacedBy }),
    ...(refusal === null ? {} : { refusal }),
  }
}
