/** Whether a configured template is the approved one. */
import { expect } from 'chai'
import { checkTemplate } from '../../plugin/whatsapp/template-check.js'
import { readTemplate } from '../../plugin/whatsapp/list-templates.js'
import { approved, REMINDER_TEMPLATE } from '../outbox/due-practice.js'

const { name, language } = REMINDER_TEMPLATE
const kindOf = (changes: Partial<ReturnType<typeof approved>>): string => {
  const check = checkTemplate(REMINDER_TEMPLATE, [
    readTemplate({ ...approved(REMINDER_TEMPLATE), ...changes }),
  ])
  return check.kind === 'ok' ? 'ok' : `${check.kind} ${check.code}`
}

describe('A configured template', () => {
  it('is in order when state, category, text and buttons are the approved ones', () => {
    expect(kindOf({})).to.equal('ok')
    expect(kindOf({ status: 'approved', category: 'utility' })).to.equal('ok')
  })

  it('is a finding when one of them differs', () => {
    expect(kindOf({ language: 'en' })).to.equal('finding TEMPLATE_UNKNOWN')
    expect(kindOf({ status: 'PAUSED' })).to.equal('finding TEMPLATE_NOT_APPROVED')
    expect(kindOf({ category: 'MARKETING' })).to.equal('finding TEMPLATE_CATEGORY_DIFFERS')
    expect(kindOf({ components: [{ type: 'BODY', text: 'Anders.' }] })).to.equal(
      'finding TEMPLATE_BODY_DIFFERS',
    )
    expect(kindOf({ components: [] })).to.equal('finding TEMPLATE_BODY_DIFFERS')
  })

  it('listed without its text is compared as far as it goes, and its text is not', () => {
    const { components: _, ...bare } = approved(REMINDER_TEMPLATE)
    const check = (changes: Partial<typeof bare>) =>
      checkTemplate(REMINDER_TEMPLATE, [readTemplate({ ...bare, ...changes })])
    expect(check({})).to.deep.equal({
      kind: 'unverifiable',
      code: 'TEMPLATE_UNVERIFIABLE',
      details: { template: name, language },
    })
    expect(check({ status: 'PAUSED' })).to.include({ kind: 'finding', code: 'TEMPLATE_NOT_APPROVED' })
    expect(check({ category: 'MARKETING' })).to.include({ code: 'TEMPLATE_CATEGORY_DIFFERS' })
    expect(check({ name: 'andere' })).to.include({ code: 'TEMPLATE_UNKNOWN' })
    expect(check({ parameter_format: 'NAMED' })).to.include({ code: 'TEMPLATE_BODY_DIFFERS' })
  })
})
