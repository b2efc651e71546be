/** Every code that Meta and 360dialog document, and what follows from it. */
import { expect } from 'chai'
import fc from 'fast-check'
import { classify, type NextStep } from '../../plugin/whatsapp/classify.js'

type Kind = NextStep['kind']

const CODES: Record<Exclude<Kind, 'outcome_unknown'>, number[]> = {
  retry: [1, 2, 131000, 131016, 131056, 131057, 133000, 133004, 133015, 2494100],
  slow_down: [4, 80007, 130429, 132069],
  block_recipient: [130403, 130497, 131026],
  block_marketing: [131049, 131050],
  stop_marketing: [131063],
  block_template: [132001, 132007, 132015, 132016, 132068],
  stop_account: [
    0, 3, 10, 33, 190, 200, 230, 299, 368, 131005, 131031, 131037, 131042, 131045, 131048, 131064, 133005,
    133006, 133008, 133009, 133010, 133016,
  ],
  give_up: [130472, 131047, 131052, 999_999],
  defect: [
    100, 131008, 131009, 131021, 131051, 131053, 132000, 132005, 132012, 132018, 135000, 2388019, 2388039,
    2388040, 2388047, 2388072, 2388073, 2388293, 2388299,
  ],
}

const metaBody = (code: number): unknown => ({
  error: { message: `(#${code}) words`, type: 'OAuthException', code, fbtrace_id: 'x' },
})
const gatewayBody = (status: number, message = 'words'): unknown => ({
  meta: { api_status: 'stable', success: false, http_code: status, developer_message: message },
})
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>'

describe('The classifier of refusals', () => {
  for (const [kind, codes] of Object.entries(CODES)) {
    for (const code of codes) {
      it(`takes ${code} as ${kind}, in an answer and in a failed status alike`, () => {
        for (const refusal of [
          { code },
          { httpStatus: 400, body: metaBody(code) },
          { httpStatus: 503, body: metaBody(code) },
          { httpStatus: 400, body: { errors: [{ code, title: 'words' }], meta: { http_code: 400 } } },
        ]) {
          const { next, code: named, reason } = classify(refusal)
          expect(next.kind).to.equal(kind)
          expect(named).to.equal(code)
          expect(reason).to.match(/^[a-z0-9_]{1,40}$/)
        }
      })
    }
  }

  const gateway: [what: string, httpStatus: number, body: unknown, kind: Kind][] = [
    ['an unknown key', 401, gatewayBody(401, 'Invalid api_key'), 'stop_account'],
    ['a blocked endpoint', 403, gatewayBody(403), 'stop_account'],
    ['a wrong address', 404, HTML, 'stop_account'],
    ['a request limit', 429, gatewayBody(429), 'slow_down'],
    ['a request limit without words', 429, '', 'slow_down'],
    [
      'a request limit told as 400',
      400,
      { message: 'You have exceeded the endpoint rate limit.' },
      'slow_down',
    ],
    [
      'a request limit told as text',
      400,
      { error: 'You have exceeded the endpoint rate limit.' },
      'slow_down',
    ],
    ['an account without payment', 400, gatewayBody(400, 'API disabled'), 'stop_account'],
    ['load', 503, gatewayBody(503), 'slow_down'],
    ['a 503 of something on the way', 503, HTML, 'outcome_unknown'],
    ['an error of the gateway', 500, gatewayBody(500), 'outcome_unknown'],
    ['a gateway that answers HTML', 502, HTML, 'outcome_unknown'],
    ['a gateway that timed out', 504, '', 'outcome_unknown'],
    ['a redirect', 302, '', 'outcome_unknown'],
    ['a 400 that nobody understands', 400, HTML, 'outcome_unknown'],
    ['a 408', 408, '', 'outcome_unknown'],
    ['another refusal in words', 422, gatewayBody(422), 'give_up'],
  ]
  for (const [what, httpStatus, body, kind] of gateway) {
    it(`takes ${what} (${httpStatus}) as ${kind}`, () => {
      expect(classify({ httpStatus, body }).next.kind).to.equal(kind)
    })
  }

  it('prefers the code of Meta to everything around it', () => {
    const body = { error: { code: 131026 }, errors: [{ code: 100 }], meta: { http_code: 500 } }
    expect(classify({ httpStatus: 502, body }).code).to.equal(131026)
  })

  it('waits 24 hours for the marketing limit, and for good after a stop', () => {
    expect(classify({ code: 131049 }).next).to.deep.equal({ kind: 'block_marketing', millis: 86_400_000 })
    expect(classify({ code: 131050 }).next).to.deep.equal({ kind: 'block_marketing', millis: null })
  })

  it('leaves measures of Meta against the account to a person', () => {
    for (const code of [368, 131031, 131048, 131064])
      expect(classify({ code }).next).to.deep.equal({ kind: 'stop_account', recheckMillis: null })
  })

  it('never repeats what it does not understand, and never throws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.anything(), (httpStatus, body) => {
        const { next } = classify({ httpStatus, body })
        if (httpStatus >= 500 && typeof body !== 'object') expect(next.kind).to.equal('outcome_unknown')
      }),
    )
  })
})
