/**
 * Puts a consent on a practice's own form: the wording, a yes and a no for each purpose, named fields, on a new last
 * page. What the form had stays as it was: the new page is appended to the file as a revision of its own.
 */
import { ParseSpeeds, PDFDocument, type PDFPage } from 'pdf-lib'
import type { Wording } from '../../configuration/configuration.js'
import type { Purpose } from '../../consent/purpose.js'
import { RecallError } from '../../errors.js'
import { proposeMapping, type PatientField, type ProposedMapping } from '../inspect.js'
import { comparableName } from '../mapping.js'
import { detailsOf } from '../read-form.js'
import type { ReaderPool } from '../reader-pool.js'
import type { FormReading } from '../reading.js'
import { NO, YES } from './controls.js'
import { drawConsentBlock, type ConsentBlock, type WrittenField } from './page.js'
import { BLOCK_LANGUAGES, blockWords } from './words.js'

export interface AddConsentInput {
  pool: ReaderPool
  wording: Pick<Wording, 'id' | 'language' | 'text'>
  purposes: readonly Purpose[]
  /** Beginning of every new control's name, e.g. `WA`; letters, digits, `_` and `-`. */
  prefix: string
  /** Id of the proposed mapping. */
  id: string
  /** Path of the new form as the mapping should name it. */
  template: string
}

export interface AddedConsent {
  bytes: Uint8Array
  /** One entry of `forms` in `recall.config.json`. */
  mapping: ProposedMapping & { template: string }
}

const CONTROL_OF: Readonly<Record<Purpose, string>> = {
  reminder: 'Erinnerung',
  recall: 'Einladung',
  conversation: 'Nachrichten',
}

/** What a form must ask for so that its patient can be found, and the ending of the control's name. */
const PERSON: readonly (readonly [Exclude<PatientField, 'hostPatientId'>, string])[] = [
  ['familyName', 'Nachname'],
  ['givenName', 'Vorname'],
  ['birthDate', 'Geburtsdatum'],
  ['mobilePhone', 'Mobilnummer'],
]

/**
 * @throws RecallError the reader's code for an unreadable form; FORM_PROTECTED, FORM_SIGNED, FORM_XFA for one that
 *   cannot be added to; CONTROL_NAME_TAKEN; CONSENT_DOES_NOT_FIT; USAGE
 */
export async function addConsent(bytes: Uint8Array, input: AddConsentInput): Promise<AddedConsent> {
  const { pool, wording, purposes, prefix } = input
  const words = blockWords(wording.language)
  if (words === null)
    throw new RecallError('CONSENT_LANGUAGE_UNKNOWN', {
      language: wording.language,
      known: BLOCK_LANGUAGES.join(', '),
    })
  const reading = await readOrSayWhy(pool, bytes)
  const known = proposeMapping(reading)
  const missing = PERSON.filter(([field]) => known.patient[field] === undefined)
  const named = (ending: string): string => `${prefix}_${ending}`
  const person = missing.map(
    ([field, ending]): WrittenField => ({ name: named(ending), label: words[field] }),
  )
  const block: ConsentBlock = {
    words,
    language: wording.language,
    wording: wording.text,
    person,
    purposes: purposes.map((purpose) => ({ purpose, control: named(CONTROL_OF[purpose]) })),
    date: { name: named('Datum'), label: words.date },
  }
  assertFree(
    reading,
    [...person, block.date].map(({ name }) => name).concat(block.purposes.map(({ control }) => control)),
  )
  const added = await appendPage(bytes, block, wording.id)
  const result: AddedConsent = {
    bytes: added,
    mapping: {
      id: input.id,
      match: { controls: block.purposes.map(({ control }) => control) },
      template: input.template,
      markedBy: 'patient_device',
      patient: {
        ...known.patient,
        ...Object.fromEntries(missing.map(([field, ending]) => [field, named(ending)])),
      },
      givenAt: block.date.name,
      consents: block.purposes.map(({ purpose, control }) => ({
        purposes: [purpose],
        control,
        granted: [YES],
        refused: [NO],
        wording: wording.id,
      })),
    },
  }
  await readOrSayWhy(pool, added)
  return result
}

async function readOrSayWhy(pool: ReaderPool, bytes: Uint8Array): Promise<FormReading> {
  const outcome = await pool.read(bytes, { withNearbyText: true })
  if (outcome.kind === 'unreadable') throw new RecallError(outcome.code, detailsOf(outcome.code, pool))
  const { reading } = outcome
  if (reading.encrypted) throw new RecallError('FORM_PROTECTED')
  if (reading.signatures.length > 0) throw new RecallError('FORM_SIGNED')
  if (reading.xfa !== 'none') throw new RecallError('FORM_XFA')
  return reading
}

function assertFree(reading: FormReading, names: readonly string[]): void {
  const taken = new Set(reading.controls.map(({ name }) => comparableName(name)))
  const clash = names.find((name) => taken.has(name))
  if (clash !== undefined) throw new RecallError('CONTROL_NAME_TAKEN', { control: clash })
}

async function appendPage(bytes: Uint8Array, block: ConsentBlock, wording: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, {
    parseSpeed: ParseSpeeds.Fastest,
    updateMetadata: false,
    forIncrementalUpdate: true,
  })
  const page = document.addPage(sizeOf(document.getPages().at(-1)))
  if (!(await drawConsentBlock(document, page, block)))
    throw new RecallError('CONSENT_DOES_NOT_FIT', { wording })
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

/** As a viewer shows the page; A4 for a form without pages. */
function sizeOf(page: PDFPage | undefined): [number, number] {
  if (page === undefined) return [595.28, 841.89]
  const { width, height } = page.getCropBox()
  return page.getRotation().angle % 180 === 0 ? [width, height] : [height, width]
}
