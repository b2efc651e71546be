/**
 * The practice as FHIR R4 Organization: who answers for the processing. Pure.
 * @see https://hl7.org/fhir/R4/organization.html
 */
import type { Organization } from 'fhir/r4.js'
import type { Practice } from '../../plugin/configuration/configuration.js'

/** @param id by which the resource that holds it refers to it */
export function organizationOf(
  practice: Pick<Practice, 'name' | 'controller' | 'phone' | 'address' | 'dataProtectionOfficer' | 'region'>,
  id: string,
): Organization {
  const { name, controller, phone, address, dataProtectionOfficer: officer, region } = practice
  return {
    resourceType: 'Organization',
    id,
    name: controller,
    ...(controller !== name && { alias: [name] }),
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
    ...(address !== null && {
      address: [
        {
          use: 'work',
          line: [...(address.addition === null ? [] : [address.addition]), address.street],
          postalCode: address.postalCode,
          city: address.city,
          country: region.slice(0, 2),
        },
      ],
    }),
    ...(officer !== null && {
      contact: [
        {
          purpose: { text: 'data-protection officer' },
          name: { text: officer.name },
          telecom: [{ system: 'other', value: officer.contact }],
        },
      ],
    }),
  }
}
