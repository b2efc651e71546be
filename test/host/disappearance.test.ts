import { expect } from 'chai'
import { isMassDisappearance } from '../../plugin/host/disappearance.js'

describe('A mass disappearance', () => {
  const suspect = (
    missing: number,
    known: number,
    changes: { empty?: boolean; maxDisappearing?: number } = {},
  ) => isMassDisappearance({ missing, known, empty: false, maxDisappearing: 0.2, ...changes })

  it('is more than the share that is allowed', () => {
    expect(suspect(20, 100)).to.equal(false)
    expect(suspect(21, 100)).to.equal(true)
    expect(suspect(21, 100, { maxDisappearing: 0.3 })).to.equal(false)
    expect(suspect(100, 100, { maxDisappearing: 1 })).to.equal(false)
    expect(suspect(5, 1000, { maxDisappearing: 0 })).to.equal(true)
  })

  it('is not a handful of cancellations in a small practice', () => {
    expect(suspect(4, 5)).to.equal(false)
    expect(suspect(5, 6)).to.equal(true)
  })

  it('is a list without any record, unless everything may go or nothing was known', () => {
    expect(suspect(1, 1, { empty: true })).to.equal(true)
    expect(suspect(1, 1, { empty: true, maxDisappearing: 1 })).to.equal(false)
    expect(suspect(0, 0, { empty: true })).to.equal(false)
  })
})
