/** Whatever stage gives a reason, the practice reads it in words. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Language } from '../../plugin/errors.js'
import { OUTBOX_REASONS } from '../../plugin/outbox/reasons.js'
import { packageFile } from '../../plugin/package-root.js'
import { reasonText, REASONS, sendReason } from '../../plugin/reminder/reasons.js'
import { classify } from '../../plugin/whatsapp/classify.js'
import { REFUSAL_REASONS } from '../../plugin/whatsapp/refusal-reasons.js'

const TABLES: readonly Readonly<Record<string, Record<Language, string>>>[] = [
  REASONS,
  OUTBOX_REASONS,
  REFUSAL_REASONS,
]
const CODES = new Set(TABLES.flatMap((table) => Object.keys(table)))
/** What a column holds. */
const LONGEST = 40

describe('Reasons', () => {
  it('have words in German and English, and stand in one list only', () => {
    expect(CODES.size).to.equal(TABLES.reduce((count, table) => count + Object.keys(table).length, 0))
    for (const table of TABLES) {
      for (const [code, words] of Object.entries(table)) {
        expect(code).to.match(/^[a-z_]+$/)
        expect(code.length, code).to.be.at.most(LONGEST)
        expect(words.de, code).to.match(/^(?:\p{Lu}|360dialog).*\.$/u)
        expect(words.en, code).to.match(/^(?:\p{Lu}|360dialog).*\.$/u)
        expect(reasonText(code, 'de')).to.equal(words.de)
        expect(reasonText(code, 'en')).to.equal(words.en)
      }
    }
  })

  it('of another version are said to be unknown', () => {
    expect(reasonText('unheard_of', 'de')).to.equal('Ein Grund, den diese Version nicht kennt.')
    expect(reasonText('constructor', 'en')).to.equal('A reason that this version does not know.')
  })

  it('of every code of Meta and every answer of the gateway have words', () => {
    const codes = [...Array(400).keys(), 368, 80007, 2_388_019, 2_494_100, 999_999]
    for (let code = 130_000; code < 136_000; code += 1) codes.push(code)
    for (const code of codes) expect(CODES).to.include(classify({ code }).reason)
    for (let httpStatus = 300; httpStatus < 600; httpStatus += 1) {
      for (const body of ['<html>', '', { meta: { http_code: httpStatus, developer_message: 'no' } }])
        expect(CODES).to.include(classify({ httpStatus, body }).reason)
    }
  })

  it('that a stage writes down all stand in the lists', () => {
    const written = ['outbox', 'reminder', 'webhook', 'consent'].flatMap((stage) => {
      const folder = packageFile(join('plugin', stage))
      return readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => {
          const source = readFileSync(join(folder, file), 'utf8')
          expect(source, `${stage}/${file}: a reason is one of the lists, not any text`).not.to.match(
            /\b(?:skip|cancel|wait|cancelWaiting)\([^)]*reason: string/,
          )
          return [
            ...source.matchAll(/\b(?:skip|cancel|wait)\('([a-z_]+)'/g),
            ...source.matchAll(
              /\bstate: '(?:skipped|cancelled|rejected|failed|unknown)', reason: '([a-z_]+)'/g,
            ),
            ...source.matchAll(/: OutboxReason = '([a-z_]+)'/g),
          ].map((found) => found[1] ?? '')
        })
    })
    expect(written.length).to.be.greaterThan(20)
    for (const code of written) expect(CODES).to.include(code)
  })

  it('of a send are those of its plan, else that it came late', () => {
    expect(sendReason('on_schedule')).to.equal('on_schedule')
    expect(sendReason('moved_into_window')).to.equal('moved_into_window')
    for (const noted of ['late', 'waits_for_window', 'portfolio_limit', 'provider_error', null] as const)
      expect(sendReason(noted)).to.equal('late')
  })
})
