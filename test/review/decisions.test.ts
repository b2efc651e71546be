import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { REVIEW_REASONS } from '../../plugin/form/consent-decision.js'
import { decisionsFor } from '../../plugin/review/decisions.js'
import { DOUBT_TEXTS, doubtText, isDoubtCode } from '../../plugin/review/doubt-texts.js'
import { REVIEW_KINDS } from '../../plugin/review/review.js'
import { packageFile } from '../../plugin/package-root.js'

describe('The decisions that a case offers', () => {
  it('are two or three, whatever the case is about', () => {
    for (const kind of REVIEW_KINDS)
      for (const reason of Object.keys(DOUBT_TEXTS))
        for (const known of [true, false])
          expect(decisionsFor(kind, [reason], known).length, `${kind} ${reason}`).to.be.within(2, 3)
  })

  it('include granted only where the original shows the patient’s own yes, and no other doubt is left (P-03, P-04, P-05)', () => {
    const offers = (...reasons: string[]): boolean => decisionsFor('form', reasons, true).includes('granted')
    expect(REVIEW_REASONS.filter((reason) => offers(reason))).to.have.members([
      'readers_disagree',
      'unknown_value',
      'drawn_over',
      'flattened',
      'date_unreadable',
      'given_in_future',
    ])
    expect(offers('number_differs')).to.equal(true)
    for (const reason of [
      'marked_by_staff',
      'minor_needs_guardian',
      'patient_mismatch',
      'wording_incomplete',
    ])
      expect(offers(reason), reason).to.equal(false)
    expect(offers('flattened', 'prefilled')).to.equal(false)
    expect(offers('a_code_of_tomorrow')).to.equal(false)
    expect(offers()).to.equal(false)
  })

  it('about what a backup forgot never bring a consent back without the patient (P-53)', () => {
    expect(decisionsFor('stop', ['restored_from_backup'], true)).to.deep.equal(['ask_patient', 'withdrawn'])
  })

  it('about a message never include granted', () => {
    for (const kind of REVIEW_KINDS.filter((each) => each !== 'form'))
      expect(decisionsFor(kind, ['flattened'], true)).not.to.include('granted')
  })
})

describe('The words of a doubt', () => {
  it('are there in German and English for every code', () => {
    for (const [code, { de, en }] of Object.entries(DOUBT_TEXTS)) {
      expect(de, code).to.match(/\S{3}.*[.)]$/)
      expect(en, code).to.match(/\S{3}.*[.)]$/)
      expect(de).not.to.equal(en)
    }
    expect(doubtText('prefilled', 'de')).to.contain('Vorauswahl')
    expect(doubtText('a_code_of_tomorrow', 'de')).to.equal('a_code_of_tomorrow')
  })

  it('are there for every code that any part of the plugin writes as a reason', () => {
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((file) => {
        const path = join(folder, file.name)
        return file.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
      })
    const codes = new Map<string, string>()
    for (const file of ['consent', 'chat', 'webhook', 'outbox', 'review'].flatMap((folder) =>
      sources(packageFile(join('plugin', folder))),
    )) {
      for (const [, list] of readFileSync(file, 'utf8').matchAll(/\breasons: [^\n]*?\[([^\]\n]*)\]/g))
        for (const [, code] of (list ?? '').matchAll(/'([a-z0-9_]+)'/g)) codes.set(code ?? '', file)
    }
    expect(codes.size).to.be.above(8)
    for (const [code, file] of codes) expect(isDoubtCode(code), `${code} in ${file}`).to.equal(true)
  })
})
