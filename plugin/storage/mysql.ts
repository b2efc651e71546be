/** MariaDB and MySQL through knex: the session as we need it, and the way there. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import knex, { type Knex } from 'knex'
import type mysql from 'mysql2'
import { RecallError } from '../errors.js'
import { statedKind } from './address.js'
import { SILENT } from './silent.js'

/**
 * @param url `mysql://user:password@host:port/name`
 * @throws RecallError DATABASE_CA_MISSING, FILE_UNREADABLE
 */
export function openMysql(url: string): Knex {
  const parsed = new URL(url.replace(/^mariadb:/, 'mysql:'))
  return knex({
    client: 'mysql2',
    log: SILENT,
    connection: {
      host: parsed.hostname,
      port: parsed.port === '' ? 3306 : Number(parsed.port),
      user: decodeURIComponent(parsed.username),
      password: decodeURIComponent(parsed.password),
      database: decodeURIComponent(parsed.pathname.slice(1)),
      ...(parsed.searchParams.get('socket') === null
        ? {}
        : { socketPath: parsed.searchParams.get('socket') ?? '' }),
      charset: 'utf8mb4_bin',
      supportBigNumbers: true,
      ...tlsOf(url, parsed),
      connectTimeout: 5_000,
    },
    pool: {
      min: 0,
      max: 10,
      afterCreate: (
        connection: { query(sql: string, done: (error: Error | null) => void): void },
        done: (error: Error | null, connection: unknown) => void,
      ) => {
        // READ COMMITTED: a claim must see what others have just committed, not a snapshot from before.
        connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', (isolationError) => {
          if (isolationError !== null) {
            done(isolationError, connection)
            return
          }
          connection.query(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10, group_concat_max_len = 16777216",
            (error) => {
              done(error, connection)
            },
          )
        })
      },
    },
    acquireConnectionTimeout: 10_000,
  })
}

/**
 * Off this machine only over TLS whose other side is verified (P-54); there is no way to switch that off.
 * `?ca=FILE` names the certificate of an authority of one's own; with it TLS is used on this machine, too.
 * @throws RecallError DATABASE_CA_MISSING, FILE_UNREADABLE
 */
function tlsOf(url: string, { hostname, searchParams }: URL): { ssl?: mysql.SslOptions } {
  const ca = searchParams.get('ca')
  const kind = statedKind(url)
  if (ca === null && (kind === 'socket' || kind === 'loopback')) return {}
  // The driver compares names only. Behind a bare address the authority of one's own is what identifies the server;
  // the public ones give certificates to anybody.
  const isBareAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  if (isBareAddress && ca === null) throw new RecallError('DATABASE_CA_MISSING')
  const authority = ca === null ? {} : { ca: readAuthority(ca) }
  return {
    ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: !isBareAddress, ...authority },
  }
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new RecallError('FILE_UNREADABLE', { file, reason: 'cannot be opened' }, { cause: error })
  }
}
