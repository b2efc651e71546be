/** Who may call: a secret in `Authorization: Bearer …`, compared in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** False whenever no secret is configured: without one nobody is let in. */
export function bearerMatches(header: string | undefined, secret: string | null): boolean {
  if (secret === null || header === undefined) return false
  const given = /^Bearer +(\S.*?) *$/i.exec(header)?.[1]
  if (given === undefined) return false
  // Digests have equal length, so the comparison tells nothing about the length of the secret either.
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
