/**
 * Who answers for the processing, as our papers name it (Art. 13(1)(a), (b) and (2)(d), Art. 15(1)(f), Art. 30(1)(a) GDPR).
 * What the configuration does not say is never left out: the paper says that it has to be filled in. Pure.
 */
import parsePhone from 'libphonenumber-js/max'
import type { PostalAddress, Practice } from '../configuration/configuration.js'
import type { Language } from '../errors.js'
import { supervisoryAuthority } from './supervisory-authority.js'

export type ControllerPractice = Pick<
  Practice,
  'name' | 'controller' | 'phone' | 'address' | 'dataProtectionOfficer' | 'region'
>

/** What a practice's configuration lacks, by its keys; `region`: it names no Land. */
export type MissingDetail = 'address' | 'dataProtectionOfficer' | 'region'

export function missingDetails(practice: ControllerPractice): MissingDetail[] {
  return [
    ...(practice.address === null ? (['address'] as const) : []),
    ...(practice.dataProtectionOfficer === null ? (['dataProtectionOfficer'] as const) : []),
    ...(supervisoryAuthority(practice.region) === null ? (['region'] as const) : []),
  ]
}

/** In one line. */
export const addressLine = ({ addition, street, postalCode, city }: PostalAddress): string =>
  [addition, street, `${postalCode} ${city}`].filter((part) => part !== null).join(', ')

/** The legal name, and the name of the practice where it is another. */
export const controllerName = ({ controller, name }: ControllerPractice): string =>
  controller === name ? name : `${controller}, ${name}`

export const officerLine = ({ dataProtectionOfficer }: ControllerPractice): string | null =>
  dataProtectionOfficer === null ? null : `${dataProtectionOfficer.name}, ${dataProtectionOfficer.contact}`

/** Stands where something is missing. */
export const toFillIn = (language: Language): string =>
  language === 'de' ? '[von der Praxis zu ergänzen]' : '[to be filled in by the practice]'

/** Names and values for a paper: who, where, whom to ask, who supervises. */
export function controllerFacts(
  practice: ControllerPractice,
  language: Language,
): (readonly [name: string, value: string])[] {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const missing = toFillIn(language)
  const { address, phone, region } = practice
  return [
    [say('Verantwortlich', 'Controller'), controllerName(practice)],
    [say('Anschrift', 'Address'), address === null ? missing : addressLine(address)],
    [say('Telefon', 'Telephone'), parsePhone(phone)?.formatInternational() ?? phone],
    [say('Datenschutzbeauftragte Person', 'Data-protection officer'), officerLine(practice) ?? missing],
    [say('Aufsichtsbehörde', 'Supervisory authority'), supervisoryAuthority(region) ?? missing],
  ]
}
