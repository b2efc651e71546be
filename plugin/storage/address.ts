/** Where a database is, as far as its address tells (P-55). Pure, but for asking the names' addresses. */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { RecallError } from '../errors.js'

/** `file` and `socket` never leave the machine. */
export type AddressKind = 'file' | 'socket' | 'loopback' | 'private' | 'public'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

const PRIVATE = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  // Shared between carrier and customer, and used by overlay networks (RFC 6598).
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')

/** @param ip IPv4 or IPv6, without brackets */
export function kindOfIp(ip: string): AddressKind {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  const plain = mapped ?? ip
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
  if (LOOPBACK.check(plain, family)) return 'loopback'
  return PRIVATE.check(plain, family) ? 'private' : 'public'
}

/** What an address says by itself; a name that is not an address is asked for by `addressKinds`. */
export function statedKind(url: string): AddressKind | { name: string } {
  if (url.startsWith('sqlite:')) return 'file'
  const parsed = new URL(url.replace(/^mariadb:/, 'mysql:'))
  if (parsed.searchParams.get('socket') !== null) return 'socket'
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (host === '' || host === 'localhost') return 'loopback'
  return isIP(host) === 0 ? { name: host } : kindOfIp(host)
}

/** Every address behind a database's, `[]` where its name is not known: then nobody gets through anyway. */
export async function addressKinds(url: string): Promise<AddressKind[]> {
  let stated: AddressKind | { name: string }
  try {
    stated = statedKind(url)
  } catch (error) {
    throw new RecallError('DATABASE_URL_INVALID', {}, { cause: error })
  }
  if (typeof stated === 'string') return [stated]
  try {
    return (await lookup(stated.name, { all: true })).map(({ address }) => kindOfIp(address))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return []
    throw error
  }
}

/** @throws RecallError DATABASE_ADDRESS_PUBLIC, DATABASE_URL_INVALID */
export async function assertNotPublic(url: string): Promise<void> {
  if ((await addressKinds(url)).includes('public')) throw new RecallError('DATABASE_ADDRESS_PUBLIC')
}
