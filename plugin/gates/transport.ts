/** Whether what leaves the machine is encrypted, and the other side verified (P-54, P-55, P-61). Pure. */
import type { AddressKind } from '../storage/address.js'
import { failure, ok, type Verdict } from './verdict.js'

export function providerVerdict(facts: { baseUrl: string; verificationOff: boolean }): Verdict {
  if (facts.verificationOff) return failure('provider_tls', 'verification_off')
  const url = URL.canParse(facts.baseUrl) ? new URL(facts.baseUrl) : null
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url?.hostname ?? '')
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)
    ? ok('provider_tls')
    : failure('provider_tls', 'provider_not_encrypted')
}

/** Whatever is not on this machine is spoken to over verified TLS; there is no way to switch that off. */
export function databaseVerdict(facts: {
  addresses: readonly AddressKind[]
  verificationOff: boolean
}): Verdict {
  if (facts.addresses.includes('public')) return failure('database_tls', 'database_public')
  if (facts.verificationOff && facts.addresses.includes('private'))
    return failure('database_tls', 'verification_off')
  return ok('database_tls')
}
