/** Each check on its own: facts in, verdict out. */
import { expect } from 'chai'
import type { SignOff } from '../../plugin/configuration/configuration.js'
import { breakText } from '../../plugin/consent/verify/break-words.js'
import { clockVerdict } from '../../plugin/gates/clock.js'
import { controllerVerdict } from '../../plugin/gates/controller.js'
import { GUARDS, insertOnlyVerdict, rightsOf, rightsVerdict } from '../../plugin/gates/database.js'
import { FINDINGS, findingText } from '../../plugin/gates/findings.js'
import { type LedgerFacts, ledgerVerdict } from '../../plugin/gates/ledger.js'
import { CHANNEL_TRUTHS, SIGN_OFF_POINTS, SIGN_OFF_TEXTS } from '../../plugin/gates/sign-off-points.js'
import { signOffVerdict } from '../../plugin/gates/sign-off.js'
import { databaseVerdict, providerVerdict } from '../../plugin/gates/transport.js'
import { failuresOf, type Verdict } from '../../plugin/gates/verdict.js'
import { witnessVerdict } from '../../plugin/gates/witness.js'
import { wordingsVerdict } from '../../plugin/gates/wordings.js'
import { addressKinds, assertNotPublic, kindOfIp } from '../../plugin/storage/address.js'
import { toInstant, toLocalDate, toTimeZone } from '../../plugin/time.js'
import { inventedPractice } from '../consent/invented.js'

const NOW = toInstant('2026-11-21T12:00:00Z')
const BUILT = toLocalDate('2026-11-21')
const found = (verdict: Verdict): string =>
  verdict.level === 'ok' ? 'ok' : `${verdict.level} ${verdict.finding}`

describe('The checks that sending depends on', () => {
  describe('sign-off (P-39)', () => {
    const timeZone = toTimeZone('Europe/Berlin')
    const complete: SignOff = { by: 'Dr. Muster', on: toLocalDate('2026-11-21'), confirmed: SIGN_OFF_POINTS }
    const verdict = (signOff: SignOff | null): Verdict => signOffVerdict({ signOff, timeZone }, NOW)

    it('wants all six points, by name and date', () => {
      expect(found(verdict(complete))).to.equal('ok')
      expect(found(verdict(null))).to.equal('failure sign_off_missing')
    })

    for (const point of SIGN_OFF_POINTS) {
      it(`fails without ${point}, and names it`, () => {
        const confirmed = SIGN_OFF_POINTS.filter((one) => one !== point)
        expect(verdict({ ...complete, confirmed })).to.deep.include({
          finding: 'sign_off_incomplete',
          details: { missing: point },
        })
      })
    }

    it('takes no date in the future, by the calendar of the practice', () => {
      const on = toLocalDate('2026-11-22')
      expect(found(verdict({ ...complete, on }))).to.equal('failure sign_off_in_future')
      // In Berlin it is the 22nd already.
      const late = toInstant('2026-11-21T23:30:00Z')
      expect(found(signOffVerdict({ signOff: { ...complete, on }, timeZone }, late))).to.equal('ok')
    })

    it('says in German and English what has to be known of the channel (P-38), and promises nothing untrue (P-37)', () => {
      const texts = [...CHANNEL_TRUTHS, ...Object.values(SIGN_OFF_TEXTS)]
      for (const { de, en } of texts) {
        expect(de).to.have.length.greaterThan(20)
        expect(en).to.have.length.greaterThan(20)
        for (const text of [de, en])
          expect(text).not.to.match(/100 ?% DSGVO|Ende-zu-Ende|end-to-end|Schlüssel in Deutschland/i)
      }
      const german = CHANNEL_TRUTHS.map(({ de }) => de).join(' ')
      for (const word of [
        'entschlüsselt',
        '30 Tage',
        '60 Minuten',
        'No Storage',
        'Metadaten',
        'Data Privacy',
        'Koexistenz',
        'kritisch',
        'anderen Weg',
      ])
        expect(german).to.contain(word)
    })
  })

  describe('clock (P-61)', () => {
    const facts = { now: NOW, built: BUILT, lastRecordedAt: null, elapsed: null }
    it('is not before this program was made, nor before the last entry of the ledger', () => {
      expect(found(clockVerdict(facts))).to.equal('ok')
      expect(found(clockVerdict({ ...facts, now: toInstant('2026-11-20T23:59:59Z') }))).to.equal(
        'failure clock_before_build',
      )
      const lastRecordedAt = toInstant('2026-11-21T12:00:03Z')
      expect(found(clockVerdict({ ...facts, lastRecordedAt }))).to.equal('failure clock_before_ledger')
      // Two machines never agree to the second.
      expect(found(clockVerdict({ ...facts, lastRecordedAt: toInstant('2026-11-21T12:00:02Z') }))).to.equal(
        'ok',
      )
    })
    it('does not jump, in either direction', () => {
      const jumped = (clockMillis: number): string =>
        found(clockVerdict({ ...facts, elapsed: { clockMillis, steadyMillis: 60_000 } }))
      expect(jumped(61_000)).to.equal('ok')
      expect(jumped(3 * 3_600_000)).to.equal('failure clock_jumped')
      expect(jumped(-3 * 3_600_000)).to.equal('failure clock_jumped')
    })
  })

  it('takes the ledger only as it was signed (P-61)', () => {
    expect(found(ledgerVerdict({ kind: 'sound', lastRecordedAt: NOW }))).to.equal('ok')
    expect(found(ledgerVerdict({ kind: 'head_broken', reason: 'note_signature' }))).to.equal(
      'failure ledger_head_broken',
    )
    expect(ledgerVerdict({ kind: 'entry_broken', entry: 7, reason: 'entry_missing' })).to.deep.include({
      finding: 'ledger_entry_broken',
      details: {
        entry: 7,
        reason: 'entry_missing',
        'reason:de': 'der Eintrag fehlt',
        'reason:en': 'the entry is missing',
      },
    })
  })

  it('says in words what is wrong with the ledger, in German and English, and keeps the code beside them', () => {
    const findings: LedgerFacts[] = [
      { kind: 'head_broken', reason: 'root_differs' },
      { kind: 'entry_broken', entry: 7, reason: 'recorded_backwards' },
    ]
    for (const facts of findings) {
      const verdict = ledgerVerdict(facts)
      if (verdict.level === 'ok' || facts.kind === 'sound') throw new Error('not found')
      for (const language of ['de', 'en'] as const) {
        const { problem } = findingText(verdict.finding, verdict.details, language)
        expect(problem).to.contain(breakText(facts.reason, language)).and.not.to.contain(facts.reason)
      }
      expect(verdict.details['reason']).to.equal(facts.reason)
    }
  })

  describe('transport (P-54, P-61)', () => {
    it('wants https, or this machine, and verification', () => {
      const at = (baseUrl: string, verificationOff = false): string =>
        found(providerVerdict({ baseUrl, verificationOff }))
      expect(at('https://waba-v2.360dialog.io')).to.equal('ok')
      expect(at('http://127.0.0.1:4010')).to.equal('ok')
      expect(at('http://waba.example')).to.equal('failure provider_not_encrypted')
      expect(at('nonsense')).to.equal('failure provider_not_encrypted')
      expect(at('https://waba-v2.360dialog.io', true)).to.equal('failure verification_off')
    })
    it('leaves no database in public (P-55)', () => {
      const at = (
        kind: 'file' | 'socket' | 'loopback' | 'private' | 'public',
        verificationOff = false,
      ): string => found(databaseVerdict({ addresses: [kind], verificationOff }))
      for (const kind of ['file', 'socket', 'loopback', 'private'] as const) expect(at(kind)).to.equal('ok')
      expect(at('public')).to.equal('failure database_public')
      expect(at('private', true)).to.equal('failure verification_off')
    })
    it('tells addresses apart (P-55)', async () => {
      for (const ip of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
        expect(kindOfIp(ip), ip).to.equal('loopback')
      for (const ip of [
        '10.1.2.3',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.178.2',
        '169.254.1.1',
        '100.64.0.1',
        'fd12::1',
        'fe80::1',
        '::ffff:10.0.0.1',
      ])
        expect(kindOfIp(ip), ip).to.equal('private')
      for (const ip of [
        '8.8.8.8',
        '172.32.0.1',
        '192.169.0.1',
        '100.128.0.1',
        '2001:db8::1',
        '::ffff:8.8.8.8',
        '0.0.0.0',
      ])
        expect(kindOfIp(ip), ip).to.equal('public')
      expect(await addressKinds('sqlite:/data/x')).to.deep.equal(['file'])
      expect(await addressKinds('mysql://a:b@localhost/x?socket=/run/x.sock')).to.deep.equal(['socket'])
      expect(await addressKinds('mysql://a:b@[fd00::1]:3306/x')).to.deep.equal(['private'])
      expect(await addressKinds('mariadb://a:b@192.168.1.7/x')).to.deep.equal(['private'])
      const refusal = await assertNotPublic('mysql://a:b@8.8.8.8/x').catch((error: unknown) => error)
      expect(refusal).to.have.property('code', 'DATABASE_ADDRESS_PUBLIC')
    })
  })

  describe('what the database guards (P-11, P-55)', () => {
    it('misses a trigger by name', () => {
      expect(found(insertOnlyVerdict(GUARDS, null))).to.equal('ok')
      expect(insertOnlyVerdict(GUARDS.slice(1), null)).to.deep.include({
        level: 'failure',
        details: { triggers: 'ledger_entries_no_update' },
      })
    })
    it('advises a user who can change neither schema nor ledger, and only warns', () => {
      const wide = rightsOf(['GRANT ALL PRIVILEGES ON *.* TO `recall`@`%`'], 'recall')
      expect(wide).to.deep.equal({ changesSchema: true, changesLedger: true, seesTriggers: true })
      expect(found(rightsVerdict(wide))).to.equal('warning database_rights_wide')
      const narrow = rightsOf(
        [
          'GRANT USAGE ON *.* TO `app`@`localhost` IDENTIFIED BY PASSWORD',
          'GRANT SELECT, INSERT ON `recall`.* TO `app`@`localhost`',
          'GRANT UPDATE, DELETE ON `recall`.`messages` TO `app`@`localhost`',
          'GRANT ALL PRIVILEGES ON `other`.* TO `app`@`localhost`',
        ],
        'recall',
      )
      expect(narrow).to.deep.equal({ changesSchema: false, changesLedger: false, seesTriggers: false })
      expect(found(rightsVerdict(narrow))).to.equal('ok')
      // It sees no trigger, and needs none.
      expect(found(insertOnlyVerdict([], narrow))).to.equal('ok')
      expect(found(insertOnlyVerdict([], { ...narrow, changesLedger: true }))).to.equal(
        'warning triggers_unseen',
      )
      expect(found(rightsVerdict(null))).to.equal('ok')
    })
  })

  it('wants every wording complete (P-08, P-61)', () => {
    const wording = { id: 'wa-1', language: 'de', text: '…', sha256: '…' }
    expect(found(wordingsVerdict({ wordings: [] }))).to.equal('warning wordings_none')
    expect(found(wordingsVerdict({ wordings: [wording] }))).to.equal('ok')
    const refused = { ...wording, refusal: { missing: ['voluntary' as const], untrue: [] } }
    const verdict = wordingsVerdict({ wordings: [wording, refused] })
    expect(found(verdict)).to.equal('failure wording_refused')
    if (verdict.level === 'ok') throw new Error('not found')
    expect(verdict.details).to.include({ wording: 'wa-1.de', lacks: 'voluntary' })
    const { problem, remedy } = findingText(verdict.finding, verdict.details, 'en')
    expect(problem).to.contain('wa-1.de: it lacks: that consent is voluntary')
    expect(remedy).to.contain('„Die Einwilligung ist freiwillig')
  })

  it('does not wait for a wording that was replaced by a complete one (P-08, P-61)', () => {
    const wording = { id: 'wa-2', language: 'de', text: '…', sha256: '…' }
    const replaced = {
      ...wording,
      id: 'wa-1',
      refusal: { missing: ['usa' as const], untrue: [] },
      replacedBy: 'wa-2',
    }
    expect(found(wordingsVerdict({ wordings: [replaced, wording] }))).to.equal('ok')
    const second = { ...wording, refusal: replaced.refusal }
    expect(found(wordingsVerdict({ wordings: [replaced, second] }))).to.equal('failure wording_refused')
  })

  it('does not send from an older copy of the database (P-53)', () => {
    expect(found(witnessVerdict({ kind: 'agree' }))).to.equal('ok')
    expect(found(witnessVerdict({ kind: 'set_back', lost: 2 }))).to.equal('failure witness_set_back')
    expect(found(witnessVerdict({ kind: 'unreadable', reason: 'EACCES' }))).to.equal(
      'failure witness_unreadable',
    )
  })

  it('has words and a remedy in both languages for everything it can find', () => {
    for (const code of Object.keys(FINDINGS) as (keyof typeof FINDINGS)[]) {
      for (const language of ['de', 'en'] as const) {
        const { problem, remedy } = findingText(code, {}, language)
        expect(problem, code).to.match(/\.$/)
        expect(remedy, code).to.match(/\.$/)
      }
    }
  })

  it('reminds of what papers cannot say about the controller, and lets sending go on', () => {
    const practice = inventedPractice('muster')
    const verdict = controllerVerdict(practice)
    expect(verdict).to.deep.equal({
      check: 'controller',
      level: 'warning',
      finding: 'controller_incomplete',
      details: { missing: 'address, dataProtectionOfficer' },
    })
    expect(failuresOf([verdict])).to.have.length(0)
    const complete = controllerVerdict({
      ...practice,
      address: { addition: null, street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin' },
      dataProtectionOfficer: { name: 'Jona Beispiel', contact: 'datenschutz@praxis-muster.example' },
    })
    expect(complete.level).to.equal('ok')
  })

  it('counts failures against sending, warnings not', () => {
    expect(
      failuresOf([wordingsVerdict({ wordings: [] }), ledgerVerdict({ kind: 'sound', lastRecordedAt: null })]),
    ).to.have.length(0)
  })
})
