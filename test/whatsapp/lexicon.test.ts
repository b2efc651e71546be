import { expect } from 'chai'
import fc from 'fast-check'
import { lexiconOf } from '../../plugin/whatsapp/lexicon.js'
import { almostEqual } from '../../plugin/whatsapp/plain-words.js'

const ENTRIES = ['nicht', 'nichts', 'mehr', 'nachrichten', 'schreib*', 'пишите', 'لا']

/** The entries that a word is taken for. */
function slipsOf(word: string): string[] {
  return [...lexiconOf(ENTRIES).slips(word).keys()].map((id) => ENTRIES[id] ?? '')
}

describe('A lexicon', () => {
  it('knows a word, and any ending of a stem', () => {
    const lexicon = lexiconOf(ENTRIES)
    expect(lexicon.exact('mehr')).to.deep.equal([ENTRIES.indexOf('mehr')])
    expect(lexicon.exact('schreibt')).to.deep.equal([ENTRIES.indexOf('schreib*')])
    expect(lexicon.exact('schreib')).to.deep.equal([ENTRIES.indexOf('schreib*')])
    expect(lexicon.exact('schrei')).to.deep.equal([])
    expect(lexicon.exact('mehrere')).to.deep.equal([])
  })

  it('knows a word again with one letter missing, added, wrong or two swapped (P-18)', () => {
    expect(slipsOf('nachichten')).to.deep.equal(['nachrichten'])
    expect(slipsOf('nachrrichten')).to.deep.equal(['nachrichten'])
    expect(slipsOf('nachrivhten')).to.deep.equal(['nachrichten'])
    expect(slipsOf('nahcrichten')).to.deep.equal(['nachrichten'])
    expect(slipsOf('nahcrichtne')).to.deep.equal([])
    expect(slipsOf('nciht')).to.deep.equal(['nicht'])
    expect(slipsOf('пишиет')).to.deep.equal(['пишите'])
  })

  it('knows a stem again by an error in it, whatever its ending, and says when that leaves it open (P-18)', () => {
    const stem = ENTRIES.indexOf('schreib*')
    expect(lexiconOf(ENTRIES).slips('shreiben').get(stem)).to.equal('slip')
    expect(lexiconOf(ENTRIES).slips('schrieben').get(stem)).to.equal('slip')
    expect(lexiconOf(ENTRIES).slips('schreien').get(stem)).to.equal('loose')
    expect(lexiconOf(ENTRIES).slips('scheinen').has(stem)).to.equal(false)
  })

  it('finds among its words what differs by one typing error, and nothing else (P-18)', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), word, (words, written) => {
        const found = [...lexiconOf(words).slips(written).keys()].map((id) => words[id] ?? '')
        const others = (each: string): boolean => each !== written
        expect(found.filter(others).sort()).to.deep.equal(
          words.filter((each) => others(each) && almostEqual(each, written)).sort(),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
