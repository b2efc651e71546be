import { expect } from 'chai'
import type { Provider } from '../../plugin/sandbox/contract.js'
import {
  as,
  bodyParameters,
  expectMetaError,
  PHONE_NUMBER_ID,
  type Practice,
  REMINDER,
  reminder,
  startPractice,
} from './practice.js'

describe('templates of the sandbox', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  const call = (changes: object): object => ({ template: { ...reminder().template, ...changes } })

  it('10: an unknown name or language is 132001', async () => {
    expectMetaError(await practice.send(call({ name: 'termin' })), 132001)
    expectMetaError(await practice.send(call({ language: { code: 'de_DE' } })), 132001)
  })

  it('10: only an approved template is sent', async () => {
    const codes = { PENDING: 132001, REJECTED: 132001, ARCHIVED: 132001, PAUSED: 132015, DISABLED: 132016 }
    for (const [status, code] of Object.entries(codes)) {
      practice.sandbox.putTemplate(PHONE_NUMBER_ID, { ...REMINDER, status })
      expectMetaError(await practice.send(), code)
    }
    practice.sandbox.putTemplate(PHONE_NUMBER_ID, REMINDER)
    expect((await practice.send()).status).to.equal(200)
  })

  it('10: the number of parameters must fit, 132000', async () => {
    expectMetaError(await practice.send(call({ components: [bodyParameters('Frau K.')] })), 132000)
    expectMetaError(await practice.send(call({ components: [bodyParameters('a', 'b', 'c')] })), 132000)
    expectMetaError(await practice.send(call({ components: undefined })), 132000)
    const header = { type: 'header', parameters: [{ type: 'text', text: 'Praxis' }] }
    expectMetaError(await practice.send(call({ components: [header, bodyParameters('a', 'b')] })), 132000)
  })

  it('10: newline, tab, more than four spaces and a name too many are 132012', async () => {
    for (const text of ['a\nb', 'a\tb', 'a     b']) {
      expectMetaError(await practice.send(call({ components: [bodyParameters(text, 'b')] })), 132012)
    }
    const named = {
      type: 'body',
      parameters: ['a', 'b'].map((text) => ({ type: 'text', text, parameter_name: text })),
    }
    expectMetaError(await practice.send(call({ components: [named] })), 132012)
  })

  it('10: named parameters are matched by name', async () => {
    const template: Provider['Template'] = {
      ...REMINDER,
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: 'Guten Tag {{anrede}}, bis {{tag}}.' }],
    }
    practice.sandbox.putTemplate(PHONE_NUMBER_ID, template)
    const parameters = (names: string[]) => [
      { type: 'body', parameters: names.map((name) => ({ type: 'text', text: 'x', parameter_name: name })) },
    ]
    expect((await practice.send(call({ components: parameters(['tag', 'anrede']) }))).status).to.equal(200)
    expectMetaError(await practice.send(call({ components: parameters(['tag', 'zeit']) })), 132012)
    expectMetaError(await practice.send(call({ components: [bodyParameters('a', 'b')] })), 132012)
  })

  it('10: a body longer than 1024 after filling is 132005', async () => {
    expectMetaError(
      await practice.send(call({ components: [bodyParameters('x'.repeat(1000), 'b')] })),
      132005,
    )
  })

  it('10: index and kind of a button must be those of the template', async () => {
    const button = (index: string, subType: string, parameter: object) =>
      call({
        components: [
          bodyParameters('a', 'b'),
          { type: 'button', sub_type: subType, index, parameters: [parameter] },
        ],
      })
    const payload = { type: 'payload', payload: 'confirm:m_1' }
    expect((await practice.send(button('1', 'quick_reply', payload))).status).to.equal(200)
    expect(practice.sandbox.messages()[0]!.template?.buttons).to.deep.equal({ 1: 'confirm:m_1' })
    expectMetaError(await practice.send(button('2', 'quick_reply', payload)), 132018)
    expectMetaError(await practice.send(button('0', 'url', { type: 'text', text: 'x' })), 132018)
    expectMetaError(await practice.send(button('0', 'quick_reply', { type: 'text', text: 'x' })), 132018)
  })

  it('are listed page by page, by cursor', async () => {
    for (let index = 0; index < 4; index += 1) {
      practice.sandbox.putTemplate(PHONE_NUMBER_ID, { ...REMINDER, name: `vorlage_${index}` })
    }
    const names: string[] = []
    for (let after = ''; ; ) {
      const response = await practice.call('GET', `/message_templates?limit=2${after && `&after=${after}`}`)
      const page = as('TemplateList', await response.json())
      if (page.data.length === 0) break
      names.push(...page.data.map(({ name }) => name))
      after = page.paging?.cursors?.after ?? ''
    }
    expect(names).to.deep.equal(['termin_erinnerung', 'vorlage_0', 'vorlage_1', 'vorlage_2', 'vorlage_3'])
  })

  it('are listed with the fields asked for', async () => {
    const response = await practice.call('GET', '/message_templates?fields=name,language,status,category')
    const { data } = as('TemplateList', await response.json())
    expect(data).to.deep.equal([
      { name: REMINDER.name, language: 'de', status: 'APPROVED', category: 'UTILITY' },
    ])
  })

  it('are listed in the older way, by offset and with lower-case states', async () => {
    practice.sandbox.putTemplate(PHONE_NUMBER_ID, { ...REMINDER, name: 'zweite' })
    const response = await practice.call('GET', '/v1/configs/templates?limit=1&offset=1')
    const page = as('TemplateListByOffset', await response.json())
    expect(page).to.include({ count: 1, total: 2, offset: 1 })
    expect(page.waba_templates[0]).to.include({ name: 'zweite', status: 'approved' })
  })

  it('are not listed for a wrong page', async () => {
    for (const query of ['limit=many', 'limit=0', 'after=***']) {
      const response = await practice.call('GET', `/message_templates?${query}`)
      expectMetaError({ status: response.status, body: await response.json() }, 100)
    }
  })
})
