/** What leaves the machine is encrypted, and the other side is who it says (P-54). */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openDatabase } from '../../plugin/storage/database.js'
import { dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { HOW_TO_INSTALL, type MariadbServer, mariadbInstalled, startMariadb } from '../harness/mariadb.js'
import { type Certified, makeAuthority, makeCertificate } from './certificates.js'

const TEXT = {
  messaging_product: 'whatsapp' as const,
  recipient_type: 'individual' as const,
  to: '+4915112345678',
  type: 'text' as const,
  text: { body: 'Guten Tag' },
}

describe('Transport', function () {
  this.timeout(240_000)
  let directory: string
  let authority: Certified
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-tls-'))
    authority = makeAuthority(directory)
  })
  after(() => rmSync(directory, { recursive: true, force: true }))

  describe('to 360dialog (P-54)', () => {
    let requests = 0
    const serve = async (
      certified: Certified,
      maxVersion?: 'TLSv1.1',
    ): Promise<{ server: Server; url: string }> => {
      const server = createServer(
        {
          key: readFileSync(certified.key),
          cert: readFileSync(certified.certificate),
          ...(maxVersion === undefined ? {} : { minVersion: 'TLSv1' as const, maxVersion }),
        },
        (_request, response) => {
          requests += 1
          response.end('{"messages":[{"id":"wamid.x"}]}')
        },
      )
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      return {
        server,
        url: `https://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
      }
    }
    const sendTo = async (url: string): Promise<unknown> => {
      const client = dialog360({ baseUrl: url, apiKey: 'key', timeoutMillis: 3_000 })
      try {
        return await client.send(TEXT)
      } finally {
        await client.close()
      }
    }

    it('is refused to a server whose certificate nobody we trust has signed, before a byte of the message leaves', async () => {
      const { server, url } = await serve(makeCertificate(directory, authority, 'untrusted', 'DNS:localhost'))
      try {
        expect(await sendTo(url)).to.have.property('kind', 'not_sent')
        expect(requests).to.equal(0)
      } finally {
        server.close()
      }
    })

    it('is refused so even where the environment switches verification off', async () => {
      const { server, url } = await serve(makeAuthority(directory, 'self-signed'))
      const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
      try {
        expect(await sendTo(url)).to.have.property('kind', 'not_sent')
        expect(requests).to.equal(0)
      } finally {
        if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
        else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
        server.close()
      }
    })

    it('is refused to a server that speaks nothing newer than TLS 1.1', async () => {
      const { server, url } = await serve(makeAuthority(directory, 'old-tls'), 'TLSv1.1')
      try {
        expect(await sendTo(url)).to.have.property('kind', 'not_sent')
      } finally {
        server.close()
      }
    })
  })

  it('to a database on another machine is never without TLS, nor without knowing whom it speaks to (P-54)', () => {
    const refused = (url: string): string => {
      try {
        void openDatabase(url).close()
        return 'opened'
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error)
      }
    }
    expect(refused('mysql://a:b@10.0.0.5/recall')).to.equal('DATABASE_CA_MISSING')
    expect(refused('mysql://a:b@10.0.0.5/recall?ca=/nowhere.pem')).to.equal('FILE_UNREADABLE')
    expect(refused(`mysql://a:b@10.0.0.5/recall?ca=${authority.certificate}`)).to.equal('opened')
    expect(refused('mysql://a:b@db.praxis.internal/recall')).to.equal('opened')
  })

  if (!mariadbInstalled) {
    it(`to the database [MariaDB: not installed, add it with: ${HOW_TO_INSTALL}]`)
    return
  }

  describe('to the database (P-54) [MariaDB]', () => {
    let server: MariadbServer | undefined
    let url: string
    const start = async (alternative: string): Promise<void> => {
      const certified = makeCertificate(directory, authority, 'db', alternative)
      server = await startMariadb([
        `--ssl-ca=${authority.certificate}`,
        `--ssl-cert=${certified.certificate}`,
        `--ssl-key=${certified.key}`,
      ])
      url = await server.createDatabase()
    }
    afterEach(() => server?.stop())

    const cipher = async (address: string): Promise<string> => {
      const database = openDatabase(address)
      try {
        return await database.write(async (trx) => {
          const [rows] = (await trx.raw("SHOW STATUS LIKE 'Ssl_cipher'")) as [{ Value: string }[]]
          return rows[0]?.Value ?? ''
        })
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error)
      } finally {
        await database.close()
      }
    }
    const named = (host: string, ca: string): string => `${url.replace('127.0.0.1', host)}?ca=${ca}`

    it('is encrypted, and only to a server that the named authority vouches for by that name', async () => {
      await start('DNS:localhost')
      expect(await cipher(named('localhost', authority.certificate))).to.match(/^TLS_|^ECDHE/)
      expect(await cipher(named('127.0.0.1', authority.certificate))).to.match(/^TLS_|^ECDHE/)
      const stranger = makeAuthority(directory, 'stranger').certificate
      expect(await cipher(named('localhost', stranger))).to.equal('DATABASE_UNREACHABLE')
    })

    it('is refused to a server that was certified under another name', async () => {
      await start('DNS:other.example')
      expect(await cipher(named('localhost', authority.certificate))).to.equal('DATABASE_UNREACHABLE')
    })
  })
})
