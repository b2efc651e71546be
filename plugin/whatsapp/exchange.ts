/**
 * One HTTP exchange that knows whether its request can have reached the other side. An outcome decides whether a
 * message may be sent again, so the question is not left to error codes: a request counts as begun from the moment
 * before its first byte is written.
 */
import { Pool, type Dispatcher } from 'undici'

export interface ExchangeRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Readonly<Record<string, string>>
  body: string | null
}

export type Exchange =
  | { kind: 'answered'; httpStatus: number; body: unknown; retryAfterSeconds: number | null }
  /** No byte of the request left. `reason` is a code of the system, never an address. */
  | { kind: 'not_begun'; reason: string }
  /** Bytes may have left, and no whole answer came back. */
  | { kind: 'interrupted'; reason: string }

export interface Line {
  exchange(request: ExchangeRequest): Promise<Exchange>
  close(): Promise<void>
}

/** No answer of 360dialog that we read is near this. */
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024

/** @param timeoutMillis for the whole exchange, waiting for a free connection included */
export function openLine(origin: string, timeoutMillis: number): Line {
  const pool = new Pool(origin, {
    connections: 16,
    // One request at a time on a connection, never one behind another.
    pipelining: 1,
    allowH2: false,
    // Whatever the environment says: nobody but 360dialog gets patients' data (P-54).
    connect: { timeout: timeoutMillis, minVersion: 'TLSv1.2', rejectUnauthorized: true },
    headersTimeout: 0,
    bodyTimeout: 0,
    // Shorter than servers usually keep an idle connection, so that rarely one is closed under a request.
    keepAliveTimeout: 2_000,
  })
  return {
    exchange: (request) => exchangeOn(pool, request, timeoutMillis),
    close: () => pool.destroy(),
  }
}

function exchangeOn(pool: Pool, request: ExchangeRequest, timeoutMillis: number): Promise<Exchange> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined
    let httpStatus = 0
    let retryAfterSeconds: number | null = null
    let settled = false
    const chunks: Buffer[] = []
    let length = 0
    const settle = (exchange: Exchange): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      resolve(exchange)
    }
    const fail = (reason: string): void =>
      settle({ kind: controller === undefined ? 'not_begun' : 'interrupted', reason })
    const timer = setTimeout(() => {
      // An answer that has arrived while this process was busy is read first: it is worth more than a doubt.
      setImmediate(() => {
        fail('timeout')
        controller?.abort(new Error('timeout'))
      })
    }, timeoutMillis)
    pool.dispatch(
      { method: request.method, path: request.path, headers: { ...request.headers }, body: request.body },
      {
        onRequestStart(started) {
          // Given up while it waited for a connection: what is aborted here is never written.
          if (settled) {
            started.abort(new Error('timeout'))
            return
          }
          controller = started
        },
        onResponseStart(_controller, status, headers) {
          httpStatus = status
          const wait = Number(headers['retry-after'])
          retryAfterSeconds = Number.isFinite(wait) && wait > 0 ? wait : null
        },
        onResponseData(current, chunk) {
          length += chunk.length
          if (length > LONGEST_ANSWER_BYTES) current.abort(new Error('answer too long'))
          else chunks.push(chunk)
        },
        onResponseEnd() {
          settle({
            kind: 'answered',
            httpStatus,
            body: parsed(Buffer.concat(chunks).toString('utf8')),
            retryAfterSeconds,
          })
        },
        onResponseError(_controller, error) {
          fail(systemCode(error))
        },
      },
    )
  })
}

/** JSON, or the text itself: gateways answer HTML. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function systemCode(error: Error): string {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : error.name
}
