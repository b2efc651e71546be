/** Statuses come in any order and repeatedly; what a message comes to does not depend on it. */
import { expect } from 'chai'
import fc from 'fast-check'
import { mayHaveLeft, nextState, OUTBOX_STATES, type OutboxState } from '../../plugin/outbox/state.js'

const fold = (from: OutboxState, seen: readonly OutboxState[]): OutboxState =>
  seen.reduce((state, observed) => nextState(state, observed), from)

const afterHandOver = OUTBOX_STATES.slice(OUTBOX_STATES.indexOf('unknown'))
const anyState = fc.constantFrom(...OUTBOX_STATES)

describe('The state of a reminder', () => {
  it('goes the way from plan to read', () => {
    const way: OutboxState[] = [
      'planned',
      'due',
      'claimed',
      'handed_over',
      'accepted',
      'sent',
      'delivered',
      'read',
    ]
    for (const [index, state] of way.slice(1).entries()) expect(nextState(way[index]!, state)).to.equal(state)
  })

  const moves: [from: OutboxState, observed: OutboxState, to: OutboxState][] = [
    ['sent', 'read', 'read'],
    ['read', 'delivered', 'read'],
    ['sent', 'failed', 'failed'],
    ['failed', 'sent', 'failed'],
    ['delivered', 'failed', 'delivered'],
    ['handed_over', 'unknown', 'unknown'],
    ['unknown', 'accepted', 'accepted'],
    ['unknown', 'sent', 'sent'],
    ['unknown', 'delivered', 'delivered'],
    ['unknown', 'read', 'read'],
    ['unknown', 'failed', 'failed'],
    ['unknown', 'rejected', 'rejected'],
    ['accepted', 'unknown', 'accepted'],
    ['rejected', 'unknown', 'rejected'],
    ['delivered', 'unknown', 'delivered'],
    // A status proves what an answer denied.
    ['rejected', 'sent', 'sent'],
    ['claimed', 'cancelled', 'cancelled'],
    ['cancelled', 'handed_over', 'cancelled'],
    ['skipped', 'claimed', 'skipped'],
    ['due', 'handed_over', 'due'],
    ['claimed', 'accepted', 'claimed'],
    ['handed_over', 'cancelled', 'handed_over'],
    ['accepted', 'handed_over', 'accepted'],
  ]
  for (const [from, observed, to] of moves) {
    it(`is ${to} when ${observed} is seen in ${from}`, () => {
      expect(nextState(from, observed)).to.equal(to)
    })
  }

  it('comes to the same after the hand-over, whatever the order and the repetitions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...afterHandOver), { minLength: 1, maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (seen, dice) => {
          const shuffled = seen
            .map((state, index) => ({ state, place: dice[index] ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .flatMap(({ state, place }) => (place > 0.7 ? [state, state] : [state]))
          expect(fold('handed_over', shuffled)).to.equal(fold('handed_over', seen))
        },
      ),
    )
  })

  it('never goes back, and what may have left never counts as unsent for lack of news', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyState, { maxLength: 15 }), (from, seen) => {
        let state = from
        const been = new Set([from])
        for (const observed of seen) {
          const next = nextState(state, observed)
          if (next !== state) expect(been.has(next)).to.equal(false)
          if (mayHaveLeft(state) && state !== 'handed_over' && state !== 'unknown')
            expect(mayHaveLeft(next)).to.equal(true)
          been.add(next)
          state = next
        }
      }),
    )
  })

  it('is handed over only from a claim', () => {
    for (const state of OUTBOX_STATES)
      expect(nextState(state, 'handed_over') === 'handed_over', state).to.equal(
        state === 'claimed' || state === 'handed_over',
      )
  })
})
