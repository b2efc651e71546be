import { expect } from 'chai'
import { assertRegionKnown } from '../../plugin/reminder/public-holidays.js'
import { posterDocument } from '../../plugin/chat/poster-page.js'
import { CHAT_LANGUAGES } from '../../plugin/chat/words.js'
import type { Practice } from '../../plugin/configuration/configuration.js'
import type { PrintableDocument } from '../../plugin/document/document.js'
import { controllerFacts, missingDetails, toFillIn } from '../../plugin/privacy/controller.js'
import { privacyDocuments } from '../../plugin/privacy/papers/papers.js'
import { erasureLetter } from '../../plugin/privacy/erasure/letter.js'
import { processingFacts } from '../../plugin/privacy/papers/processing-facts.js'
import { supervisoryAuthority } from '../../plugin/privacy/supervisory-authority.js'
import { toInstant, toLocalDate } from '../../plugin/time.js'
import { inventedPractice } from '../consent/invented.js'

const BARE: Practice = { ...inventedPractice('muster'), region: 'DE' }
const COMPLETE: Practice = {
  ...inventedPractice('muster'),
  controller: 'Dr. Marta Muster',
  address: { addition: 'Ärztehaus', street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin' },
  dataProtectionOfficer: { name: 'Jona Beispiel', contact: 'datenschutz@praxis-muster.example' },
}
const LAENDER = 'BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH'.split(' ')

const papersOf = (practice: Practice, language: 'de' | 'en'): string[] => [
  ...privacyDocuments(
    {
      practice,
      createdAt: toInstant('2026-11-21T09:00:00Z'),
      server: { host: '127.0.0.1', port: 4360, publicUrl: null },
      database: { dialect: 'sqlite', addresses: ['file'], rights: null },
      keySource: 'file',
      verdicts: [],
      unconfirmed: [],
    },
    language,
  ).documents.map((document) => JSON.stringify(document)),
  erasureLetter({ kind: 'erased', proofKeptUntil: null, on: toLocalDate('2026-11-21'), practice })[language],
]

const footerOf = ({ footer }: PrintableDocument): string => footer

describe('Who answers for the processing', () => {
  it('is supervised by the authority of its Land, in Bavaria by the one for private bodies', () => {
    const names = LAENDER.map((land) => supervisoryAuthority(`DE-${land}`))
    expect(names).not.to.include(null)
    expect(new Set(names).size).to.equal(16)
    for (const land of LAENDER) assertRegionKnown(`DE-${land}`)
    expect(supervisoryAuthority('DE-BE')).to.contain('Berliner')
    expect(supervisoryAuthority('DE-BY')).to.equal('Bayerisches Landesamt für Datenschutzaufsicht (BayLDA)')
    expect(supervisoryAuthority('DE-BY-A')).to.equal(supervisoryAuthority('DE-BY'))
    expect(supervisoryAuthority('DE')).to.equal(null)
    expect(supervisoryAuthority('AT')).to.equal(null)
  })

  it('is named with address, officer and authority in every paper of the practice and in the answer to an erasure (P-42, P-47)', () => {
    for (const language of ['de', 'en'] as const) {
      for (const paper of papersOf(COMPLETE, language)) {
        for (const words of [
          'Dr. Marta Muster, Zahnarztpraxis Dr. Muster',
          'Ärztehaus, Musterstraße 1, 10115 Berlin',
          'Jona Beispiel, datenschutz@praxis-muster.example',
          'Berliner Beauftragte/-r für Datenschutz und Informationsfreiheit',
        ])
          expect(paper).to.contain(words)
      }
    }
  })

  it('is never left out: what the configuration does not say is to be filled in, visibly', () => {
    expect(missingDetails(COMPLETE)).to.deep.equal([])
    expect(missingDetails(BARE)).to.deep.equal(['address', 'dataProtectionOfficer', 'region'])
    for (const language of ['de', 'en'] as const) {
      const gaps = controllerFacts(BARE, language).filter(([, value]) => value === toFillIn(language))
      expect(gaps).to.have.length(3)
      for (const paper of papersOf(BARE, language))
        expect(paper.split(toFillIn(language)).length - 1).to.be.at.least(3)
    }
  })

  it('stands in what Art. 15 asks for beside the data, with the authority to complain to (P-44)', () => {
    const facts = processingFacts(COMPLETE, 'de')
    expect(facts).to.deep.include({
      controller: 'Dr. Marta Muster, Zahnarztpraxis Dr. Muster, +493012345678',
      address: 'Ärztehaus, Musterstraße 1, 10115 Berlin',
      dataProtectionOfficer: 'Jona Beispiel, datenschutz@praxis-muster.example',
      supervisoryAuthority: 'Berliner Beauftragte/-r für Datenschutz und Informationsfreiheit',
    })
    expect(facts.rights.find(({ right }) => right.includes('Art. 77'))?.how).to.contain('Berliner')
    expect(processingFacts(BARE, 'de')).to.deep.include({
      address: null,
      dataProtectionOfficer: null,
      supervisoryAuthority: null,
    })
  })

  it('stands at the foot of the poster in each language, or that it has to be filled in', () => {
    const bare = new Set<string>()
    for (const language of CHAT_LANGUAGES) {
      expect(footerOf(posterDocument(COMPLETE, 'A5', language))).to.contain('Musterstraße 1, 10115 Berlin')
      bare.add(footerOf(posterDocument(BARE, 'A5', language)))
    }
    expect(bare.size).to.equal(CHAT_LANGUAGES.length)
    for (const footer of bare) expect(footer).to.match(/\[.+\]/)
  })
})
