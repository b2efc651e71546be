/** What a message can say: the closed slots, and nothing else of what a host knows. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { TemplateDefinition } from '../../plugin/configuration/configuration.js'
import { toMessageId } from '../../plugin/ids.js'
import { toE164 } from '../../plugin/phone.js'
import { toInstant, toTimeZone } from '../../plugin/time.js'
import { fillTemplate, templateMessage, type TemplateFacts } from '../../plugin/whatsapp/template.js'

const FACTS: TemplateFacts = {
  givenName: 'Erika',
  familyName: 'Muster',
  startsAt: toInstant('2026-11-23T09:15:00Z'),
  timeZone: toTimeZone('Europe/Berlin'),
  practiceName: 'Zahnarztpraxis  Dr. Muster',
  practicePhone: toE164('+493012345678')!,
  link: null,
}

const template = (slots: TemplateDefinition['slots'], language = 'de'): TemplateDefinition => ({
  name: 'termin_erinnerung',
  language,
  category: 'UTILITY',
  body: `Guten Tag ${slots.map((_, index) => `{{${index + 1}}}`).join(' und ')}.`,
  slots,
  buttons: [
    { text: 'Ich komme', action: 'confirm' },
    { text: 'Absagen', action: 'cancel' },
    { text: 'Keine Nachrichten', action: 'stop' },
  ],
})

const slot = (
  name: TemplateDefinition['slots'][number],
  facts: Partial<TemplateFacts> = {},
  language = 'de',
): string | null => {
  const filled = fillTemplate(template([name], language), { ...FACTS, ...facts })
  return filled.kind === 'filled' ? filled.parameters[0]! : null
}

describe('A template', () => {
  it('is filled in German and English', () => {
    expect(slot('date')).to.equal('Montag, 23.11.2026')
    expect(slot('date', {}, 'en')).to.equal('Monday, 23 November 2026')
    expect(slot('date', {}, 'en_US')).to.equal('Monday, 23 November 2026')
    expect(slot('time')).to.equal('10:15')
    expect(slot('salutation')).to.equal('Erika Muster')
    expect(slot('practice')).to.equal('Zahnarztpraxis Dr. Muster')
    expect(slot('phone')).to.equal('+49 30 12345678')
  })

  it('tells the time of the practice on both sides of the change of the clocks', () => {
    expect(slot('time', { startsAt: toInstant('2026-10-25T00:30:00Z') })).to.equal('02:30')
    expect(slot('time', { startsAt: toInstant('2026-10-25T09:00:00Z') })).to.equal('10:00')
    expect(slot('date', { startsAt: toInstant('2026-11-22T23:30:00Z') })).to.equal('Montag, 23.11.2026')
  })

  it('of a recall has no date and no time to tell', () => {
    expect(fillTemplate(template(['salutation', 'date']), { ...FACTS, startsAt: null })).to.deep.equal({
      kind: 'unfillable',
      slot: 'date',
    })
    expect(slot('time', { startsAt: null })).to.equal(null)
    expect(slot('link')).to.equal(null)
  })

  const names: [given: string, family: string, told: string | null][] = [
    ['Anna-Lena', 'von der Tann', 'Anna-Lena von der Tann'],
    ['Sinéad', 'O’Brien', 'Sinéad O’Brien'],
    ['Jürgen', "D'Angelo-Groß", "Jürgen D'Angelo-Groß"],
    ['Max', 'Muster (Angstpatient)', 'Max Muster'],
    ['Max', 'Muster, Implantat regio', 'Max Muster'],
    ['Max', 'Muster [PZR]', 'Max Muster'],
    ['Max', 'Muster (offen', 'Max Muster'],
    ['Şükrü', 'Yıldız', 'Şükrü Yıldız'],
    ['Max', 'Muster Zahn 36', null],
    ['Max', 'Muster\nRechnung', 'Max Muster'],
    ['Max', 'bitte vor dem Termin noch einmal anrufen', null],
    ['Max', 'Muster!', null],
    ['Max', '+49 151 2345678', null],
    ['', 'Muster', null],
    ['Max', '', null],
    ['Max', '???', null],
    ['Max', 'M'.repeat(61), null],
  ]
  for (const [given, family, told] of names) {
    it(`makes ${told ?? 'nothing'} of the name fields ${JSON.stringify(`${given}|${family}`)}`, () => {
      expect(slot('salutation', { givenName: given, familyName: family })).to.equal(told)
    })
  }

  it('lets no line break, digit or long note of a name field into a message (P-33, P-34)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        (given, family) => {
          const told = slot('salutation', { givenName: given, familyName: family })
          if (told !== null) expect(told).to.match(/^[\p{L}\p{M}.'’ -]{3,121}$/u)
        },
      ),
    )
  })

  it('reads any name in a moment', () => {
    const began = performance.now()
    slot('salutation', { familyName: `${'a'.repeat(20_000)}!` })
    slot('salutation', { familyName: `${"a-a'".repeat(10_000)}!` })
    expect(performance.now() - began).to.be.lessThan(500)
  })

  it('that grows beyond 1024 characters is not sent', () => {
    const long = { ...template(['salutation']), body: `${'x'.repeat(1015)} {{1}}.` }
    expect(fillTemplate(long, FACTS).kind).to.equal('too_long')
  })

  it('becomes a request with our id in it and the number with +', () => {
    const id = toMessageId(`m_${'1'.repeat(26)}`)
    const message = templateMessage(id, toE164('+4915112345678')!, template(['salutation']), ['Erika Muster'])
    expect(message).to.deep.include({ to: '+4915112345678', biz_opaque_callback_data: id, type: 'template' })
    expect(message.template.components).to.deep.equal([
      { type: 'body', parameters: [{ type: 'text', text: 'Erika Muster' }] },
      ...['confirm', 'cancel', 'stop'].map((action, index) => ({
        type: 'button',
        sub_type: 'quick_reply',
        index: String(index),
        parameters: [{ type: 'payload', payload: `${action}:${id}` }],
      })),
    ])
  })
})
