/** What the machine overrides in a configuration: where the database is, which port is free. */
import { RecallError } from '../errors.js'
import type { Configuration } from './configuration.js'
import { databaseUrl } from './load.js'
import type { Environment } from './secrets.js'

export function withEnvironment(configuration: Configuration, environment: Environment): Configuration {
  const database = environment['RECALL_DATABASE_URL'] ?? ''
  const { server, directory } = configuration
  return {
    ...configuration,
    database: database === '' ? configuration.database : databaseUrl(database, directory),
    server: { ...server, port: portOf(environment, server.port) },
  }
}

/** @throws RecallError USAGE */
export function portOf(environment: Environment, configured: number): number {
  const port = environment['PORT'] ?? ''
  if (port === '') return configured
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new RecallError('USAGE', { detail: 'PORT: 0–65535' })
  return Number(port)
}
