/** Plain HTTP on the loopback address: reads requests, gives answers, and withholds or breaks them as ordered. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { RecallError } from '../errors.js'
import type { Answer } from './answer.js'
import { isLoopback } from './channel.js'

export interface HttpCall {
  method: string
  /** Without the query. */
  path: string
  query: Readonly<Record<string, string>>
  header(name: string): string | null
  /** Parsed JSON; `undefined` when there was none or it was none. */
  body: unknown
}

export interface HttpServer {
  readonly url: string
  close(): Promise<void>
}

const LARGEST_BODY = 3 * 1024 * 1024
/** Longer than any client keeps a connection, so that no client meets one that is just being closed. */
const KEEP_ALIVE_MILLIS = 10 * 60 * 1000

/** @throws RecallError USAGE when the host is not this machine, PORT_IN_USE */
export async function serve(
  { host, port }: { host: string; port: number },
  handle: (call: HttpCall) => Promise<Answer>,
): Promise<HttpServer> {
  if (!isLoopback(host))
    throw new RecallError('USAGE', { detail: 'The sandbox listens on the loopback address only.' })
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, (request, response) => {
    // A caller that goes away while it sends has nobody left to answer.
    readCall(request).then(
      (call) =>
        call === 'too_large'
          ? give(response, { kind: 'json', status: 413, body: {} })
          : respond(call, response),
      () => request.destroy(),
    )
  })
  async function respond(call: HttpCall, response: ServerResponse): Promise<void> {
    try {
      give(response, await handle(call))
    } catch (error) {
      if (!(error instanceof RecallError)) throw error
      give(response, { kind: 'json', status: 400, body: { code: error.code, problem: error.message } })
    }
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new RecallError('PORT_IN_USE', { port }, { cause: error }) : error,
      ),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readCall(request: IncomingMessage): Promise<HttpCall | 'too_large'> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue
    bytes += chunk.length
    if (bytes <= LARGEST_BODY) chunks.push(chunk)
  }
  if (bytes > LARGEST_BODY) return 'too_large'
  const url = new URL(request.url ?? '/', 'http://sandbox')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    header(name) {
      const value = request.headers[name]
      return typeof value === 'string' ? value : null
    },
    body: bytes === 0 ? undefined : parseJson(Buffer.concat(chunks).toString('utf8')),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function give(response: ServerResponse, answer: Answer): void {
  switch (answer.kind) {
    case 'json':
      write(
        response,
        answer.status,
        'application/json',
        answer.status === 204 ? '' : JSON.stringify(answer.body),
      )
      break
    case 'html':
      write(response, answer.status, 'text/html', answer.html)
      break
    case 'reset':
      response.socket?.resetAndDestroy()
      break
    case 'hang': {
      if (answer.forMillis === null) break
      const timer = setTimeout(() => give(response, answer.then), answer.forMillis)
      response.once('close', () => clearTimeout(timer))
    }
  }
}

function write(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}
