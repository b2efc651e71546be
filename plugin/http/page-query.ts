/** `?cursor=&limit=` of a list. */
import type { Request } from 'express'
import { RecallError } from '../errors.js'

const MOST = 500

/** @throws RecallError REQUEST_INVALID */
export function pageQuery({ query }: Request): { cursor: string | null; limit: number } {
  const limit = Number(query['limit'] ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new RecallError('REQUEST_INVALID', { findings: `limit must be 1 to ${MOST}` })
  const cursor = query['cursor']
  if (cursor !== undefined && typeof cursor !== 'string')
    throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
  return { cursor: cursor ?? null, limit }
}
