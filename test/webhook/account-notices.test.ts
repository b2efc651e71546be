import { expect } from 'chai'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis, type Instant } from '../../plugin/time.js'
import { NOON } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { change, deliver, practicesOnOneDatabase, typesOf, type Json } from './practice.js'

const template = (event: string, at: Instant | null, field = 'message_template_status_update'): Json => {
  const body = change(
    { event, message_template_name: 'termin_erinnerung', message_template_language: 'de' },
    field,
  )
  const [entry] = body['entry'] as Json[]
  return { ...body, entry: [{ ...entry, ...(at !== null && { time: Date.parse(at) / 1000 }) }] }
}

async function withTemplate(practice: OpenPractice, status: string): Promise<void> {
  await practice.database.knex('approved_templates').insert({
    practice_id: practice.configuration.id,
    name: 'termin_erinnerung',
    language: 'de',
    status,
    category: 'UTILITY',
    body: '',
    buttons: '[]',
    fillable: 1,
    checked_at: NOON,
  })
}

const stored = (practice: OpenPractice): Promise<{ status: string; category: string }> =>
  practice.database
    .knex('approved_templates')
    .where({ practice_id: practice.configuration.id })
    .first<{ status: string; category: string }>('status', 'category')

onEachDatabase('A notice about the account', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  it('stops a template at once, however old the notice is', async () => {
    const practice = await open()
    await withTemplate(practice, 'APPROVED')
    await deliver(practice, template('PAUSED', addMillis(NOON, -86_400_000)))
    expect((await stored(practice)).status).to.equal('PAUSED')
    expect(await typesOf(practice)).to.deep.equal(['template.changed'])
  })

  it('allows a template again only if it is newer than what is known', async () => {
    const practice = await open()
    await withTemplate(practice, 'PAUSED')
    await deliver(practice, template('APPROVED', addMillis(NOON, -1000)), template('APPROVED', null))
    expect((await stored(practice)).status).to.equal('PAUSED')
    await deliver(practice, template('REINSTATED', addMillis(NOON, 1000)))
    expect((await stored(practice)).status).to.equal('APPROVED')
  })

  it('only warns when a template is flagged', async () => {
    const practice = await open()
    await withTemplate(practice, 'APPROVED')
    await deliver(practice, template('FLAGGED', NOON))
    expect((await stored(practice)).status).to.equal('APPROVED')
  })

  it('changes the category when it is done, not when it is announced', async () => {
    const practice = await open()
    await withTemplate(practice, 'APPROVED')
    const names = { message_template_name: 'termin_erinnerung', message_template_language: 'de' }
    const announced = { ...names, correct_category: 'MARKETING', new_category: 'UTILITY' }
    await deliver(practice, change(announced, 'template_category_update'))
    expect((await stored(practice)).category).to.equal('UTILITY')
    const done = { ...names, previous_category: 'UTILITY', new_category: 'MARKETING' }
    await deliver(practice, change(done, 'template_category_update'))
    expect((await stored(practice)).category).to.equal('MARKETING')
  })

  it('sets the portfolio limit; an older one that arrives later does not', async () => {
    const practice = await open()
    const capability = (tier: string, at: Instant): Json => {
      const body = change({ max_daily_conversations_per_business: tier }, 'business_capability_update')
      const [entry] = body['entry'] as Json[]
      return { ...body, entry: [{ ...entry, time: Date.parse(at) / 1000 }] }
    }
    const limit = (): Promise<{ value: string }> =>
      practice.database
        .knex('account_facts')
        .where({ practice_id: practice.configuration.id, name: 'portfolio_limit' })
        .first<{ value: string }>('value')
    await deliver(practice, capability('TIER_2K', NOON))
    expect((await limit()).value).to.equal('2000')
    await deliver(practice, capability('TIER_250', addMillis(NOON, -5000)))
    expect((await limit()).value).to.equal('2000')
    await deliver(practice, capability('TIER_UNLIMITED', addMillis(NOON, 5000)))
    expect(Number((await limit()).value)).to.be.above(1_000_000)
  })

  it('about the account itself is put before a person', async () => {
    const practice = await open()
    await deliver(practice, change({ event: 'ACCOUNT_RESTRICTION' }, 'account_update'))
    expect(await typesOf(practice)).to.deep.equal(['account.notice'])
  })
})
