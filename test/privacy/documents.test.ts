import { expect } from 'chai'
import { untrueClaims } from '../../plugin/consent/wording/untrue-claims.js'
import { CHANNEL_TRUTHS, SIGN_OFF_POINTS } from '../../plugin/gates/sign-off-points.js'
import { failure, ok } from '../../plugin/gates/verdict.js'
import type { DocumentFacts } from '../../plugin/privacy/papers/facts.js'
import { keySourceOf } from '../../plugin/privacy/papers/facts.js'
import { documentFiles, privacyDocuments } from '../../plugin/privacy/papers/papers.js'
import { toInstant, toIsoDuration, toLocalDate } from '../../plugin/time.js'
import { inventedPractice } from '../consent/invented.js'
import { printedOf, withoutSpaces } from '../document/printed.js'

function factsOf(changes: Partial<DocumentFacts> = {}): DocumentFacts {
  return {
    practice: {
      ...inventedPractice('muster'),
      signOff: { by: 'Dr. Muster', on: toLocalDate('2026-11-01'), confirmed: ['dpia'] },
    },
    createdAt: toInstant('2026-11-21T09:00:00Z'),
    server: { host: '127.0.0.1', port: 4360, publicUrl: null },
    database: { dialect: 'sqlite', addresses: ['file'], rights: null },
    keySource: 'file',
    verdicts: [ok('clock'), failure('sign_off', 'sign_off_incomplete', { missing: 'secrecy-undertaking' })],
    unconfirmed: SIGN_OFF_POINTS.filter((point) => point !== 'dpia'),
    ...changes,
  }
}

const textOf = (facts: DocumentFacts, name: string, language: 'de' | 'en' = 'de'): string =>
  JSON.stringify(privacyDocuments(facts, language).documents.find((document) => document.name === name))

describe('The papers of the practice (P-42)', function () {
  this.timeout(240_000)

  it('are record, measures and facts for the assessment, as JSON, Markdown and PDF with the same words', async () => {
    for (const language of ['de', 'en'] as const) {
      const files = await documentFiles(factsOf(), language)
      expect(files.map(({ name }) => name)).to.deep.equal([
        `documents.${language}.json`,
        ...['art-30-record', 'art-32-measures', 'art-35-facts'].flatMap((name) => [
          `${name}.${language}.md`,
          `${name}.${language}.pdf`,
        ]),
      ])
      for (const [index, document] of privacyDocuments(factsOf(), language).documents.entries()) {
        const markdown = Buffer.from(files[1 + 2 * index]!.bytes).toString('utf8')
        const { text } = await printedOf(files[2 + 2 * index]!.bytes)
        for (const { heading } of document.sections) {
          expect(markdown).to.contain(`## ${heading}`)
          expect(text).to.contain(withoutSpaces(heading))
        }
      }
    }
  })

  it('say who signed off what, and what is missing, in each of them (P-39)', () => {
    for (const { sections } of privacyDocuments(factsOf(), 'de').documents) {
      const signOff = sections.at(-1)
      expect(signOff?.paragraphs?.join())
        .to.contain('Dr. Muster am 01.11.2026')
        .and.to.contain('Nicht bestätigt: 5 von 6 Punkten')
      const states = signOff?.table?.rows.map((row) => row[1])
      expect(states?.filter((state) => state === 'FEHLT')).to.have.length(5)
      expect(states?.filter((state) => state === 'bestätigt')).to.have.length(1)
    }
    const nobody = factsOf({ practice: inventedPractice('muster'), unconfirmed: SIGN_OFF_POINTS })
    expect(textOf(nobody, 'art-30-record')).to.contain('Niemand hat bisher etwas bestätigt.')
  })

  it('state of the installation only what is so: database, addresses, key, checks that fail', () => {
    const local = textOf(factsOf(), 'art-32-measures')
    expect(local).to.contain('SQLite: Datei auf diesem Rechner').and.to.contain('aus einer Schlüsseldatei')
    expect(local).to.contain('nur auf diesem Rechner erreichbar').and.to.contain('NICHT in Ordnung')
    expect(local).to.contain('keine Zeitstempelstelle eingerichtet')
    const networked = textOf(
      factsOf({
        server: { host: '0.0.0.0', port: 80, publicUrl: 'http://recall.example' },
        database: {
          dialect: 'mysql',
          addresses: ['private'],
          rights: { changesSchema: true, changesLedger: false, seesTriggers: true },
        },
        keySource: 'environment',
        verdicts: [ok('sign_off')],
      }),
      'art-32-measures',
    )
    expect(networked).to.contain('MariaDB/MySQL: private Adresse, TLS').and.to.contain('weiter als nötig')
    expect(networked).to.contain('ohne eigenes TLS').and.to.contain('(ohne TLS!)')
    expect(networked).to.contain('aus der Umgebung des Prozesses').and.not.to.contain('NICHT in Ordnung')
  })

  it('state the periods that the daily deletion works with, those of this practice', () => {
    const changed = factsOf()
    const practice = { ...changed.practice, retention: { inboundText: toIsoDuration('P11D'), proofYears: 5 } }
    const record = textOf({ ...changed, practice }, 'art-30-record', 'en')
    expect(record).to.contain('11 days').and.to.contain('to the end of the fifth year')
    expect(textOf(changed, 'art-30-record'))
      .to.contain('bis zum Ende des 3. Jahres')
      .and.to.contain('30 Tage')
  })

  it('name every truth of the channel (P-38), and promise nothing untrue (P-37)', () => {
    for (const language of ['de', 'en'] as const) {
      const impact = textOf(factsOf(), 'art-35-facts', language)
      for (const truth of CHANNEL_TRUTHS)
        expect(impact).to.contain(JSON.stringify(truth[language]).slice(1, -1))
      for (const document of privacyDocuments(factsOf(), language).documents)
        expect(untrueClaims(JSON.stringify(document))).to.deep.equal([])
    }
  })

  it('know where the master key comes from', () => {
    expect(keySourceOf({ RECALL_MASTER_KEY: 'x', RECALL_MASTER_KEY_FILE: 'y' })).to.equal('environment')
    expect(keySourceOf({ RECALL_MASTER_KEY_FILE: 'y' })).to.equal('file')
  })
})
