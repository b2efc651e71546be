import { expect } from 'chai'
import { phraseSearch } from '../../plugin/whatsapp/phrase-search.js'
import { mendGaps } from '../../plugin/whatsapp/word-gaps.js'

const PATTERNS = {
  stop: ['nicht mehr (_ ){0,2}schreib*', '(keine|keinen) nachrichten( mehr)?', 'unsubscribe'],
  against: ['termine?'],
}
const search = phraseSearch(PATTERNS, new Set(['eine', 'nacht', 'sehr']), ['against'])
const found = (text: string): Record<string, string> =>
  Object.fromEntries(search.inText().find(text.split(' ')))

describe('A phrase', () => {
  it('is found among other words, with some words in between', () => {
    expect(found('bitte nicht mehr schreiben danke')).to.deep.equal({ stop: 'plain' })
    expect(found('nicht mehr an mich schreiben')).to.deep.equal({ stop: 'plain' })
    expect(found('nicht mehr an mich und ihn schreiben')).to.deep.equal({})
    expect(found('schreiben sie mehr nicht')).to.deep.equal({})
    expect(found('keine nachrichten')).to.deep.equal({ stop: 'plain' })
  })

  it('is found with a typing error in each of its words (P-18)', () => {
    expect(found('nciht mher schrieben')).to.deep.equal({ stop: 'plain' })
    expect(found('keien nachichten')).to.deep.equal({ stop: 'plain' })
  })

  it('is unclear where the mistyped word may be one of daily use, and not found where it is one (P-18)', () => {
    expect(found('beine nachrichten')).to.deep.equal({ stop: 'unclear' })
    expect(found('eine nachrichten')).to.deep.equal({})
    expect(found('nacht mehr schreiben')).to.deep.equal({})
  })

  it('of a single word is found with a typing error if no other word is near, and not at all where it speaks against', () => {
    expect(found('unsubscirbe')).to.deep.equal({ stop: 'plain' })
    expect(found('termin')).to.deep.equal({ against: 'plain' })
    expect(found('termib')).to.deep.equal({})
  })
})

describe('Words that ran together or fell apart', () => {
  const mended = (text: string): string =>
    mendGaps(text.split(' '), {
      keys: search.words,
      others: new Set(['bitte', 'mir']),
      isKey: (word) => search.isWritten(word),
      likelihoodOf: (word) => search.inText().likelihoodOf(word),
    }).join(' ')

  it('are told apart and put together again (P-18)', () => {
    expect(mended('nichtmehr schreiben')).to.equal('nicht mehr schreiben')
    expect(mended('bittenichtmehr')).to.equal('bitte nicht mehr')
    expect(mended('keine nach richten')).to.equal('keine nachrichten')
    expect(mended('nichtm ehr')).to.equal('nicht mehr')
    expect(mended('dannnachrichten')).to.equal('dann nachrichten')
  })

  it('are left alone where they are words, or words with a typing error', () => {
    expect(mended('mehrere')).to.equal('mehrere')
    expect(mended('nachrichteen mir')).to.equal('nachrichteen mir')
    expect(mended('irgendwas anderes')).to.equal('irgendwas anderes')
  })
})
