/** What the machine overrides in a configuration: where the database is, which port is free. */
import { RecallError } from '../errors.js'
import type { Configuration } from './configuration.js'
import { databaseUrl } from './load.js'
import type { Environment } from './secrets.js'

export function withEnvironment(configuration: Configuration, environment: Environment): Configuration {
  const { RECALL_DATABASE_URL: database, PORT: port } = environment
  if (port !== undefined && port !== '' && !/^\d{1,5}$/.test(port)) {
    throw new RecallError('USAGE', { detail: 'PORT must be a number.' })
  }
  return {
    ...configuration,
    database:
      database === undefined || database === ''
        ? configuration.database
        : databaseUrl(database, configuration.directory),
    server: {
      ...configuration.server,
      port: port === undefined || port === '' ? configuration.server.port : Number(port),
    },
  }
}
