import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { lastStamp, stampCheckpoint, stampWhenDue } from '../../plugin/proof/stamp-checkpoint.js'
import { verifyTimeStamp } from '../../plugin/proof/time-stamp.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import {
  append,
  codeOf,
  inventedEntry,
  newSubject,
  NOON,
  openInvented,
  settableClock,
} from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

/** A time-stamping authority as OpenSSL runs one, behind a real HTTP server. */
class Authority {
  readonly home = mkdtempSync(join(tmpdir(), 'recall-tsa-'))
  private readonly server: Server
  url = ''
  /** What it does with the next requests. */
  mood: 'stamps' | 'refuses' | 'replays' | 'talks' | 'hangs up' = 'stamps'
  asked = 0
  private lastReply: Buffer = Buffer.alloc(0)

  constructor() {
    this.openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=Invented Root',
      '-days',
      '30',
    )
    this.certificate('tsa', 'critical,timeStamping')
    this.certificate('web', 'serverAuth')
    writeFileSync(join(this.home, 'serial'), '01\n')
    this.configure('tsa')
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        this.asked += 1
        if (this.mood === 'hangs up') {
          response.destroy()
          return
        }
        if (this.mood === 'talks') {
          response.end('<html>maintenance</html>')
          return
        }
        response.setHeader('content-type', 'application/timestamp-reply')
        if (this.mood !== 'replays') this.lastReply = this.reply(Buffer.concat(chunks))
        response.end(this.lastReply)
      })
    })
  }

  openssl(...args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.home, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
  }

  private certificate(name: string, usage: string): void {
    this.openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=Invented ${name}`,
    )
    writeFileSync(join(this.home, `${name}.ext`), `extendedKeyUsage=${usage}\n`)
    this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      '30',
      '-extfile',
      `${name}.ext`,
    )
  }

  configure(signer: string): void {
    writeFileSync(
      join(this.home, 'tsa.cnf'),
      [
        '[tsa]',
        'default_tsa = one',
        '[one]',
        'serial = serial',
        'crypto_device = builtin',
        `signer_cert = ${signer}.pem`,
        'certs = ca.pem',
        `signer_key = ${signer}.key`,
        'signer_digest = sha256',
        'default_policy = 1.2.3.4.1',
        'digests = sha256',
        'ordering = no',
        'tsa_name = no',
        'ess_cert_id_chain = no',
        '',
      ].join('\n'),
    )
  }

  private reply(query: Buffer): Buffer {
    const asked = this.mood === 'refuses' ? query.subarray(0, query.length - 4) : query
    writeFileSync(join(this.home, 'query'), asked)
    this.openssl(
      'ts',
      '-reply',
      '-queryfile',
      'query',
      '-out',
      'reply',
      '-config',
      'tsa.cnf',
      '-section',
      'one',
    )
    return readFileSync(join(this.home, 'reply'))
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
    rmSync(this.home, { recursive: true, force: true })
  }

  get roots(): string {
    return readFileSync(join(this.home, 'ca.pem'), 'utf8')
  }
}

onEachDatabase('A time stamp on a checkpoint', (fresh) => {
  let authority: Authority
  const clock = settableClock()

  before(async function () {
    this.timeout(120_000)
    authority = new Authority()
    await authority.open()
  })
  after(() => authority.close())
  beforeEach(() => {
    authority.mood = 'stamps'
    clock.set(NOON)
  })

  async function practiceWithLedger(roots: string | null = authority.roots): Promise<OpenPractice> {
    const practice = await openInvented(await fresh.open(), { clock })
    await append(practice, [inventedEntry(await newSubject(practice))])
    return {
      ...practice,
      configuration: { ...practice.configuration, timeStamping: { url: authority.url, roots } },
    }
  }

  it('is kept with the stamped note, holds by our own check and by OpenSSL', async () => {
    const practice = await practiceWithLedger()
    const stamped = await stampCheckpoint(practice)
    expect(stamped).to.include({ size: 1, authority: authority.url })
    expect(await lastStamp(practice)).to.eql(stamped)
    expect(await verifyTimeStamp(stamped.token, stamped.note, [authority.roots])).to.include({
      kind: 'valid',
      trusted: true,
    })
    writeFileSync(join(authority.home, 'note.txt'), stamped.note)
    writeFileSync(join(authority.home, 'token'), stamped.token)
    expect(
      authority.openssl(
        'ts',
        '-verify',
        '-data',
        'note.txt',
        '-in',
        'token',
        '-token_in',
        '-CAfile',
        'ca.pem',
      ),
    ).to.contain('Verification: OK')
  })

  it('is asked for once for the same checkpoint, and once a day as the ledger grows', async () => {
    const practice = await practiceWithLedger()
    const before = authority.asked
    await stampWhenDue(practice)
    await stampCheckpoint(practice)
    await append(practice, [inventedEntry(await newSubject(practice))])
    clock.set(addMillis(clock.now(), 3_600_000))
    expect(await stampWhenDue(practice)).to.equal(null)
    clock.set(addMillis(new Date().toISOString() as typeof NOON, 90_000_000))
    expect((await stampWhenDue(practice))?.size).to.equal(2)
    expect(authority.asked - before).to.equal(2)
  })

  it('says nothing about another note, and nothing once a bit of it is changed', async () => {
    const practice = await practiceWithLedger()
    const { token, note } = await stampCheckpoint(practice)
    expect(await verifyTimeStamp(token, `${note} `)).to.eql({ kind: 'invalid', reason: 'other_note' })
    const changed = Buffer.from(token)
    changed[changed.length - 5]! ^= 1
    expect((await verifyTimeStamp(changed, note)).kind).to.equal('invalid')
    expect(await verifyTimeStamp(Buffer.from('no token'), note)).to.eql({
      kind: 'invalid',
      reason: 'malformed',
    })
  })

  it('is not kept when the authority is another one, refuses, repeats an older answer or says anything else', async () => {
    const stranger = new Authority()
    try {
      const distrusting = await practiceWithLedger(stranger.roots)
      expect(await codeOf(stampCheckpoint(distrusting))).to.equal('TIME_STAMP_REFUSED')
      expect(await lastStamp(distrusting)).to.equal(null)
    } finally {
      rmSync(stranger.home, { recursive: true, force: true })
    }
    await stampCheckpoint(await practiceWithLedger())
    for (const mood of ['refuses', 'replays', 'talks'] as const) {
      authority.mood = mood
      const practice = await practiceWithLedger()
      expect(await codeOf(stampCheckpoint(practice)), mood).to.equal('TIME_STAMP_REFUSED')
      expect(await lastStamp(practice)).to.equal(null)
    }
    authority.mood = 'hangs up'
    expect(await codeOf(stampCheckpoint(await practiceWithLedger()))).to.equal('TIME_STAMP_UNREACHABLE')
  })

  it('is not accepted from a certificate that is for something else, nor under a root that did not issue it', async () => {
    const { token, note } = await stampCheckpoint(await practiceWithLedger())
    const web = readFileSync(join(authority.home, 'web.pem'), 'utf8')
    expect(await verifyTimeStamp(token, note, [web])).to.eql({ kind: 'invalid', reason: 'not_trusted' })
    writeFileSync(join(authority.home, 'token'), token)
    authority.openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token', '-out', 'info')
    for (const [signer, kind] of [
      ['tsa', 'valid'],
      ['web', 'invalid'],
    ] as const) {
      // The very same statement, signed by OpenSSL with either certificate of the same root.
      authority.openssl(
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-md',
        'sha256',
        '-in',
        'info',
        '-outform',
        'DER',
        '-out',
        'forged',
        '-signer',
        `${signer}.pem`,
        '-inkey',
        `${signer}.key`,
        '-econtent_type',
        '1.2.840.113549.1.9.16.1.4',
      )
      const forged = readFileSync(join(authority.home, 'forged'))
      expect((await verifyTimeStamp(forged, note, [authority.roots])).kind, signer).to.equal(kind)
    }
  })

  it('cannot be had without an authority', async () => {
    const practice = await openInvented(await fresh.open(), { clock })
    expect(await codeOf(stampCheckpoint(practice))).to.equal('TIME_STAMPING_OFF')
    expect(await stampWhenDue(practice)).to.equal(null)
  })
})
