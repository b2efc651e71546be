/** One server on one port, from the first byte to a clean end. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Express } from 'express'
import { databaseErrorCode } from '../storage/database-errors.js'
import { RecallError } from '../errors.js'
import type { Plugin } from '../plugin.js'

export interface Listening {
  app: Express
  server: Server
  /** `http://127.0.0.1:4360` */
  url: string
}

/**
 * Takes the port before anything else is touched, so that a second start changes nothing.
 * @throws RecallError PORT_IN_USE
 */
export async function listen(host: string, port: number): Promise<Listening> {
  const app = express()
  app.disable('x-powered-by')
  const server = createServer(app)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (databaseErrorCode(error) === 'EADDRINUSE')
      throw new RecallError('PORT_IN_USE', { port }, { cause: error })
    throw error
  }
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return { app, server, url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}` }
}

/** What a supervisor allows between SIGTERM and SIGKILL is ten seconds by custom. */
const PATIENCE_MILLIS = 7_500

/** Waits for SIGTERM or SIGINT, then ends: no new requests, what is in flight is finished, everything closed. */
export async function untilStopped(
  listening: Listening,
  plugin: Plugin,
  alsoClose: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  const patience = setTimeout(() => {
    // Whatever is still open is in the database as it stands, and the next start goes on from there.
    process.exit(0)
  }, PATIENCE_MILLIS)
  listening.server.close()
  listening.server.closeIdleConnections()
  await plugin.stop()
  await alsoClose()
  listening.server.closeAllConnections()
  clearTimeout(patience)
}
