import { expect } from 'chai'
import fc from 'fast-check'
import { book, newPace } from '../../plugin/outbox/pace.js'

describe('The pace of a number', () => {
  it('lets no second have more messages than its rate, but for the few that caught up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 }),
        (rate, gaps) => {
          let pace = newPace(rate)
          let now = 0
          const sent: number[] = []
          for (const gap of gaps) {
            now += gap
            const booked = book(pace, now)
            pace = booked.pace
            now += booked.waitMillis
            sent.push(now)
          }
          for (const start of sent)
            expect(sent.filter((at) => at >= start && at < start + 1000).length).to.be.at.most(rate + 6)
        },
      ),
    )
  })

  it('does not make the first one wait', () => {
    expect(book(newPace(1), 5).waitMillis).to.equal(0)
  })
})
