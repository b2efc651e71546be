/** The raw bytes of a request, also inside a host application that has already parsed them. */
import type { Request } from 'express'
import { RecallError } from '../errors.js'

/**
 * @param limit bytes
 * @throws RecallError REQUEST_TOO_LARGE
 */
export async function rawBody(request: Request, limit: number): Promise<Buffer> {
  const parsed: unknown = request.body
  if (Buffer.isBuffer(parsed)) return within(parsed, limit)
  if (typeof parsed === 'string') return within(Buffer.from(parsed), limit)
  if (parsed !== undefined && request.readableEnded) return within(Buffer.from(JSON.stringify(parsed)), limit)
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limit) {
    request.resume()
    throw new RecallError('REQUEST_TOO_LARGE', { limit })
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new RecallError('REQUEST_TOO_LARGE', { limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function within(bytes: Buffer, limit: number): Buffer {
  if (bytes.length > limit) throw new RecallError('REQUEST_TOO_LARGE', { limit })
  return bytes
}

/** @throws RecallError REQUEST_INVALID, REQUEST_TOO_LARGE */
export async function jsonBody(request: Request, limit = 1_000_000): Promise<unknown> {
  if (request.body !== undefined && request.readableEnded && !Buffer.isBuffer(request.body))
    return request.body as unknown
  return parseJson(await rawBody(request, limit))
}

/** @throws RecallError REQUEST_INVALID */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new RecallError('REQUEST_INVALID', { findings: 'body is not JSON' }, { cause: error })
  }
}
