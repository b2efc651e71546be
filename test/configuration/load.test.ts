import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { withEnvironment } from '../../plugin/configuration/environment.js'
import { loadConfiguration, toConfiguration } from '../../plugin/configuration/load.js'
import { errorText, RecallError } from '../../plugin/errors.js'

interface RawPractice {
  [key: string]: unknown
  rules: Record<string, unknown>[]
  templates: Record<string, unknown>[]
  wordings: Record<string, unknown>[]
  forms: Record<string, unknown>[]
  whatsapp: Record<string, unknown>
}

const practice = (): RawPractice => ({
  id: 'muster',
  name: 'Zahnarztpraxis Dr. Muster',
  phone: '+493012345678',
  whatsapp: { phone: '+493012345600', phoneNumberId: '106540352242922' },
  wordings: [{ id: 'wa-2026-01', language: 'de', file: 'wording.txt' }],
  forms: [
    {
      id: 'anamnese',
      match: { controls: ['WhatsApp'] },
      consents: [{ purposes: ['reminder'], control: 'WhatsApp', wording: 'wa-2026-01' }],
    },
  ],
  rules: [{ id: 'zwei-tage', purpose: 'reminder', before: 'P2D', at: '10:00', template: 'termin' }],
  templates: [{ name: 'termin', category: 'UTILITY', body: 'Ihr Termin am {{1}}.', slots: ['date'] }],
})

describe('The configuration', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-configuration-'))
    writeFileSync(join(directory, 'wording.txt'), '\uFEFFJa,\r\nich will.')
  })
  after(() => {
    rmSync(directory, { recursive: true, force: true })
  })

  const refusal = (raw: unknown): RecallError => {
    try {
      toConfiguration(raw, directory)
    } catch (error) {
      if (error instanceof RecallError) return error
      throw error
    }
    throw new Error('It was accepted.')
  }
  const findings = (change: (raw: RawPractice) => void): string => {
    const raw = practice()
    change(raw)
    const error = refusal({ practices: [raw] })
    expect(error.code).to.equal('CONFIG_INVALID')
    return String(error.details['findings'])
  }

  it('says who answers for the processing; what it leaves out stays open, and the practice itself is the controller', () => {
    const read = (more: object) =>
      toConfiguration({ practices: [{ ...practice(), ...more }] }, directory).practices[0]
    expect(read({})).to.deep.include({
      controller: 'Zahnarztpraxis Dr. Muster',
      address: null,
      dataProtectionOfficer: null,
    })
    const address = { street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin' }
    const dataProtectionOfficer = { name: 'Jona Beispiel', contact: 'datenschutz@praxis-muster.example' }
    expect(read({ controller: 'Dr. Marta Muster', address, dataProtectionOfficer })).to.deep.include({
      controller: 'Dr. Marta Muster',
      address: { addition: null, ...address },
      dataProtectionOfficer,
    })
    expect(findings((raw) => Object.assign(raw, { address: { street: 'Musterstraße 1' } }))).to.contain(
      'address',
    )
  })

  it('fills in what it leaves out', () => {
    const [only] = toConfiguration({ practices: [practice()] }, directory).practices
    expect(only?.timeZone).to.equal('Europe/Berlin')
    expect(only?.window).to.deep.equal({
      from: '08:00',
      to: '20:00',
      days: [1, 2, 3, 4, 5, 6],
      holidays: 'skip',
    })
    expect(only?.whatsapp).to.deep.include({ portfolioLimit: 250, throughput: 80, unknownGrace: 'PT15M' })
    expect(only?.forms[0]?.markedBy).to.equal('patient_device')
    expect(only?.schedule).to.equal('* * * * *')
  })

  it('keeps a wording the same whatever the editor did to line ends and byte order mark (P-07)', () => {
    const text = toConfiguration({ practices: [practice()] }, directory).practices[0]?.wordings[0]?.text
    expect(text).to.equal('Ja,\nich will.')
  })

  it('takes a relative SQLite path from its own folder, and lets the environment override it', () => {
    const configuration = toConfiguration(
      { database: 'sqlite:data/recall.sqlite', practices: [practice()] },
      directory,
    )
    expect(configuration.database).to.equal(`sqlite:${join(directory, 'data/recall.sqlite')}`)
    const moved = withEnvironment(configuration, {
      RECALL_DATABASE_URL: 'mysql://u:p@127.0.0.1/recall',
      PORT: '5000',
    })
    expect(moved.database).to.equal('mysql://u:p@127.0.0.1/recall')
    expect(moved.server.port).to.equal(5000)
  })

  it('names the place and the rule of each mistake', () => {
    expect(findings((raw) => (raw['colour'] = 'red'))).to.equal('practices[0] has an unknown key "colour"')
    expect(findings((raw) => delete raw.whatsapp['phone'])).to.equal('practices[0].whatsapp lacks "phone"')
    expect(findings((raw) => (raw.rules[0]!['at'] = '25:00'))).to.contain(
      'practices[0].rules[0].at has the wrong form',
    )
    expect(findings((raw) => (raw['timeZone'] = 'Europe/Berln'))).to.contain('practices[0].timeZone')
    expect(findings((raw) => (raw.templates[0]!['slots'] = ['date', 'time']))).to.contain(
      'each of {{1}} to {{2}} once',
    )
    expect(findings((raw) => (raw['window'] = { from: '20:00', to: '08:00' }))).to.contain('must lie before')
  })

  it('says it in German, too', () => {
    const raw = practice()
    delete raw.whatsapp['phone']
    raw['schedule'] = 7
    const { code, details } = refusal({ practices: [raw] })
    const { problem } = errorText(code, details, 'de')
    expect(problem)
      .to.contain('practices[0].whatsapp fehlt "phone"')
      .and.to.contain('muss vom Typ string sein')
    expect(problem).not.to.match(/lacks|must be/)
  })

  it('refuses what would only show when a message is sent', () => {
    expect(findings((raw) => raw.rules.push({ ...raw.rules[0] }))).to.contain(
      '"zwei-tage" stands there twice',
    )
    expect(
      findings((raw) => {
        raw.forms[0]!['consents'] = [
          { purposes: ['reminder'], control: 'x', granted: ['Ja'], refused: ['Ja'] },
        ]
      }),
    ).to.contain('cannot mean yes and no')
    expect(
      findings((raw) => {
        raw.forms[0]!['consents'] = [{ purposes: ['reminder'], control: 'x', wording: 'other' }]
      }),
    ).to.contain('wording "other" is not among')
    expect(
      findings((raw) => {
        raw.rules[0]!['after'] = ['P0D']
      }),
    ).to.not.equal('')
  })

  it('names a file that it points to and that is not there', () => {
    const raw = practice()
    raw.forms[0]!['template'] = 'blank.pdf'
    expect(refusal({ practices: [raw] }).code).to.equal('CONFIG_FILE_MISSING')
  })

  it('says where its JSON breaks', () => {
    const file = join(directory, 'broken.json')
    writeFileSync(file, '{\n  "practices": [,]\n}')
    expect(() => loadConfiguration(file)).to.throw(RecallError, /line 2, column 17/)
    expect(() => loadConfiguration(join(directory, 'absent.json'))).to.throw(RecallError, /CONFIG_NOT_FOUND/)
  })
})
