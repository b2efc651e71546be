import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { readCallback } from '../../plugin/whatsapp/callback.js'
import { packageFile } from '../../plugin/package-root.js'
import { join } from 'node:path'

interface Vector {
  why: string
  body: unknown
  happenings: unknown[]
}

const VECTORS = packageFile('test/vectors/callback')

const messageWith = (body: string, id?: string): Record<string, unknown> => ({
  from: '4915112345678',
  ...(id !== undefined && { id }),
  timestamp: '1749403983',
  type: 'text',
  text: { body },
})

const bodyWith = (messages: unknown[], others: Record<string, unknown> = {}): unknown => ({
  entry: [{ changes: [{ field: 'messages', value: { messages, ...others } }] }],
})

const textsOf = (body: unknown): (string | null)[] =>
  readCallback(body).flatMap((happening) => (happening.kind === 'message' ? [happening.text] : []))

const wamidsOf = (body: unknown): string[] =>
  readCallback(body).flatMap((happening) => (happening.kind === 'message' ? [happening.wamid] : []))

describe('A webhook body', () => {
  for (const kind of ['valid', 'invalid']) {
    for (const file of readdirSync(join(VECTORS, kind)).sort()) {
      const vector = JSON.parse(readFileSync(join(VECTORS, kind, file), 'utf8')) as Vector
      it(`is read as ${kind}/${file} says: ${vector.why}`, () => {
        expect(readCallback(vector.body)).to.deep.equal(vector.happenings)
      })
    }
  }

  it('gives every good message, whatever stands beside it, at any level', () => {
    fc.assert(
      fc.property(
        fc.array(fc.anything({ maxDepth: 3 }), { maxLength: 5 }),
        fc.array(fc.anything({ maxDepth: 3 }), { maxLength: 5 }),
        fc.anything({ maxDepth: 3 }),
        (before, after, odd) => {
          const good = messageWith('STOP', 'wamid.GOOD')
          const change = {
            field: odd,
            value: {
              messages: [...before, good, ...after],
              statuses: before,
              contacts: after,
              metadata: odd,
            },
          }
          const body = {
            object: odd,
            entry: [...before, { id: odd, time: odd, changes: [...after, change, ...before] }, odd],
          }
          expect(wamidsOf(body)).to.include('wamid.GOOD')
        },
      ),
    )
  })

  it('can be any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(readCallback(body).length).to.be.above(0)
      }),
    )
  })

  it('names a message without id by its content, the same for a copy and another for another', () => {
    const [first, second] = wamidsOf(bodyWith([messageWith('STOP'), messageWith('Hallo')]))
    expect(first).to.match(/^made\.[0-9a-f]{64}$/)
    expect(second).to.not.equal(first)
    expect(wamidsOf(bodyWith([messageWith('STOP')]))).to.deep.equal([first])
  })

  it('keeps an over-long id and an over-long text within bounds', () => {
    const body = bodyWith([messageWith('x'.repeat(1_000_000), `wamid.${'A'.repeat(300)}`)])
    expect(wamidsOf(body)[0]).to.have.lengthOf.at.most(255)
    expect(textsOf(body)[0]).to.have.lengthOf(16_384)
  })

  it('never takes a user id from another person’s contact', () => {
    const contacts = [{ wa_id: '4915199999999', user_id: 'DE.9' }]
    const [happening] = readCallback(bodyWith([messageWith('Hallo', 'wamid.A')], { contacts }))
    expect(happening?.kind === 'message' && happening.sender).to.deep.equal({
      phone: '+4915112345678',
      bsuid: null,
    })
  })

  it('tells WhatsApp’s own switch against advertising, and gives a copy the same id', () => {
    const preference = {
      user_preferences: [
        {
          wa_id: '4915112345678',
          user_id: 'DE.1',
          category: 'marketing_messages',
          value: 'stop',
          timestamp: 1749403983,
        },
        { user_id: 'DE.1', value: 'resume', timestamp: 1749403984 },
        { user_id: 'DE.1', value: 'maybe' },
      ],
    }
    const read = (): unknown[] =>
      readCallback({ entry: [{ changes: [{ field: 'user_preferences', value: preference }] }] })
    expect(read()).to.deep.equal(read())
    expect(
      readCallback({ entry: [{ changes: [{ field: 'user_preferences', value: preference }] }] }).map(
        (happening) => happening.kind === 'preference' && [happening.value, happening.sender.phone],
      ),
    ).to.deep.equal([
      ['stop', '+4915112345678'],
      ['resume', null],
      ['unknown', null],
    ])
  })

  it('tells that an account was given another user id', () => {
    const value = {
      user_id_update: [
        { wa_id: '4915112345678', user_id: { previous: 'DE.1', current: 'DE.2' }, timestamp: 1749403983 },
      ],
    }
    const [happening] = readCallback({ entry: [{ changes: [{ field: 'user_id_update', value }] }] })
    expect(happening?.kind === 'account_change' && happening.previous).to.deep.equal({
      phone: '+4915112345678',
      bsuid: 'DE.1',
    })
  })
})
