import { expect } from 'chai'
import { offerConsent } from '../../plugin/chat/poster.js'
import { referenceTo } from '../../plugin/chat/wording-for.js'
import type { Wording } from '../../plugin/configuration/configuration.js'
import { expireRequests } from '../../plugin/chat/request.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { halt } from '../../plugin/outbox/halt.js'
import { toLocalDate } from '../../plugin/time.js'
import { append, inventedEntry } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { addReminder } from '../webhook/practice.js'
import {
  DAY,
  desksOnOneDatabase,
  ERIKA,
  formWith,
  GERMAN,
  HOUR,
  MINUTE,
  NO,
  OTHER,
  phoneOf,
  prefilled,
  TURKISH,
  wording,
  YES,
  YES_RECALL,
  type Desk,
  type DeskPatient,
} from './desk.js'

onEachDatabase('In a chat that the patient opened', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  let erika: DeskPatient
  beforeEach(async () => {
    desk = await open()
    erika = await desk.patient('4711')
  })

  const tick = (
    patient = erika,
    purposes: ('reminder' | 'recall')[] = ['reminder', 'recall'],
  ): Promise<unknown> =>
    recordAtReception(desk.practice, {
      patient: patient.host,
      result: 'granted',
      purposes,
      by: 'Frau Empfang',
      wording: GERMAN.id,
      note: null,
    })

  const agree = (phone = ERIKA, patient = erika): Promise<number[]> =>
    append(desk.practice, [
      inventedEntry(patient.subject, 'granted', {
        number: phoneOf(phone),
        givenAt: toLocalDate('2026-11-01'),
      }),
    ])

  describe('a tick that staff had set', () => {
    it('is asked for once, with the wording it stood under, and the press is the consent (P-04, P-24)', async () => {
      await tick()
      expect(await desk.status(erika)).to.equal('pending')
      await desk.pass(HOUR)
      await desk.write(ERIKA, 'Guten Tag')
      expect(desk.texts(ERIKA)[0]).to.equal(GERMAN.text)
      expect(desk.question(ERIKA).choices.map(({ title }) => title)).to.deep.equal([YES, YES_RECALL, NO])
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES_RECALL)
      const entries = await desk.entries(erika)
      expect(entries.map(({ type }) => type)).to.deep.equal(['pending', 'granted', 'granted'])
      expect(entries[1]?.content).to.deep.include({ method: 'button', supersedes: [] })
      expect(entries[2]?.content).to.deep.include({ supersedes: [entries[0]?.seq] })
      expect(entries[2]?.content?.evidence).to.include({ kind: 'chat', route: 'confirmation' })
      for (const purpose of ['reminder', 'recall'] as const)
        expect(await desk.status(erika, purpose)).to.equal('active')
    })

    describe('on a form', () => {
      const facts = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: [...PURPOSES] }
      const CHAT: Wording = { ...wording('wa-chat', 'de', 'Hier im Chat willige ich ein.'), facts }
      const CHAT_TR: Wording = { ...wording('wa-chat-tr', 'tr', 'Burada izin veriyorum.'), facts }
      const PAPER: Wording = { ...GERMAN, facts }
      const PAPER_TR: Wording = { ...TURKISH, facts }

      /** What was shown, and the wording that the consent then names. */
      async function confirm(wordings: readonly Wording[], ticked: Wording): Promise<[string, string]> {
        const next = await open({ wordings, forms: [formWith(GERMAN.id), formWith(TURKISH.id)] })
        const patient = await next.patient('1')
        await append(next.practice, [
          inventedEntry(patient.subject, 'pending', {
            reasons: ['marked_by_staff'],
            wording: referenceTo(ticked),
            number: phoneOf(ERIKA),
          }),
        ])
        await next.pass(HOUR)
        await next.write(ERIKA, 'Guten Tag')
        await next.pass(MINUTE)
        const question = next.question(ERIKA)
        await next.press(ERIKA, question, question.choices[0]?.title ?? '')
        const granted = (await next.entries(patient)).at(-1)
        expect(granted?.type).to.equal('granted')
        return [next.texts(ERIKA)[0] ?? '', granted?.content?.wording?.sha256 ?? '']
      }

      it('is confirmed under the wording for the chat in the language of the form, and the consent names that one (P-04, P-07)', async () => {
        const all = [PAPER, CHAT, CHAT_TR, PAPER_TR]
        expect(await confirm(all, PAPER)).to.deep.equal([CHAT.text, CHAT.sha256])
        expect(await confirm(all, PAPER_TR)).to.deep.equal([CHAT_TR.text, CHAT_TR.sha256])
      })

      it('is confirmed under the wording of the form where none for the chat is in its language (P-04, P-07)', async () => {
        expect(await confirm([PAPER, PAPER_TR, CHAT], PAPER_TR)).to.deep.equal([
          PAPER_TR.text,
          PAPER_TR.sha256,
        ])
      })

      it('is confirmed under no wording for the chat that lacks one of the purposes (P-01)', async () => {
        const narrow = { ...CHAT, facts: { ...facts, purposes: ['conversation' as const] } }
        expect(await confirm([PAPER, PAPER_TR, narrow], PAPER)).to.deep.equal([PAPER.text, PAPER.sha256])
      })

      it('is confirmed under no wording for the chat that another one replaced (P-09)', async () => {
        const old = { ...CHAT, replacedBy: 'wa-chat-2' }
        const newer: Wording = { ...wording('wa-chat-2', 'de', 'Neu: Hier im Chat willige ich ein.'), facts }
        expect(await confirm([PAPER, PAPER_TR, newer, old], PAPER)).to.deep.equal([newer.text, newer.sha256])
        expect(await confirm([PAPER, PAPER_TR, newer, old], old)).to.deep.equal([newer.text, newer.sha256])
      })
    })

    it('at the desk under a wording for the chat is confirmed under that very one (P-07)', async () => {
      const facts = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: [...PURPOSES] }
      const first: Wording = { ...wording('wa-chat-1', 'de', 'Im Chat willige ich ein.'), facts }
      const second: Wording = { ...wording('wa-chat-2', 'de', 'Anders gesagt willige ich ein.'), facts }
      const next = await open({ wordings: [first, second], forms: [] })
      const patient = await next.patient('1')
      await append(next.practice, [
        inventedEntry(patient.subject, 'pending', { wording: referenceTo(first), number: phoneOf(ERIKA) }),
      ])
      await next.pass(HOUR)
      await next.write(ERIKA, 'Guten Tag')
      expect(next.texts(ERIKA)[0]).to.equal(first.text)
    })

    it('is not asked for a second time (P-24)', async () => {
      await tick()
      await desk.write(ERIKA, 'Guten Tag')
      await desk.pass(2 * DAY)
      await desk.write(ERIKA, 'Noch einmal guten Tag')
      await desk.write(ERIKA, 'Und noch einmal')
      expect(desk.said(ERIKA).filter(({ choices }) => choices.length > 0)).to.have.length(1)
    })

    it('is not asked for again after a code at the desk took the place of the question (P-24)', async () => {
      await tick()
      await desk.write(ERIKA, 'Guten Tag')
      await desk.issue(erika)
      await desk.write(ERIKA, 'Noch einmal guten Tag')
      expect(desk.said(ERIKA).filter(({ choices }) => choices.length > 0)).to.have.length(1)
    })

    it('is asked for after the answer to a reminder, which opens the window, too', async () => {
      await tick()
      const sent = await addReminder(desk.practice, { ...erika, waId: ERIKA.slice(1) })
      await desk.sandbox.inbound({
        from: { phone: ERIKA },
        content: {
          type: 'button',
          payload: `confirm:${sent.message}`,
          text: 'Ich komme',
          replyTo: sent.wamid,
        },
      })
      await desk.run()
      expect(desk.question(ERIKA).choices.map(({ title }) => title)).to.include(YES)
      expect(await desk.types()).to.deep.equal(['appointment.confirmed'])
    })

    it('refused by the button is refused (P-06)', async () => {
      await tick()
      await desk.write(ERIKA, 'Guten Tag')
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), NO)
      expect(await desk.status(erika)).to.equal('refused')
    })

    it('that nobody confirms lapses after two weeks, and the question with it (P-24)', async () => {
      await tick()
      await desk.write(ERIKA, 'Guten Tag')
      await desk.pass(14 * DAY)
      expect(await desk.status(erika)).to.equal('expired')
      const { database, configuration } = desk.practice
      const expired = await database.write((trx) => expireRequests(trx, desk.practice, desk.clock.now()))
      expect(expired).to.equal(1)
      const rows = await database
        .knex('consent_requests')
        .where({ practice_id: configuration.id })
        .select('state')
      expect(rows).to.deep.equal([{ state: 'expired' }])
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await desk.status(erika)).not.to.equal('active')
    })

    it('is not asked of a number that several patients share (P-29)', async () => {
      await desk.patient('12')
      await tick()
      await desk.write(ERIKA, 'Guten Tag')
      expect(desk.said(ERIKA).filter(({ choices }) => choices.length > 0)).to.deep.equal([])
    })

    it('is not asked of a child (P-28)', async () => {
      const child = await desk.patient('7', {
        birthDate: toLocalDate('2015-05-05'),
        mobilePhone: { kind: 'mobile', number: phoneOf(OTHER) },
      })
      await tick(child)
      await desk.write(OTHER, 'Guten Tag')
      expect(desk.said(OTHER).filter(({ choices }) => choices.length > 0)).to.deep.equal([])
    })

    it('makes nobody the voice of a parent whose word waits for the birthday (P-04, P-28)', async () => {
      const ward = await desk.patient('4711', { birthDate: null })
      await append(desk.practice, [
        inventedEntry(ward.subject, 'granted', {
          number: phoneOf(ERIKA),
          numberHolder: 'representative',
          actor: { role: 'parent', name: 'Maria Muster' },
          givenAt: toLocalDate('2026-11-01'),
        }),
      ])
      await tick(ward)
      expect(await desk.status(ward)).to.equal('on_hold')
      await desk.pass(HOUR)
      await desk.write(ERIKA, 'Guten Tag')
      expect(desk.said(ERIKA).flatMap(({ choices }) => choices)).to.deep.equal([])
      expect(await desk.status(ward)).to.equal('on_hold')
    })

    it('is not asked under a wording that is refused or outdated by now, where there is no other (P-08, P-09)', async () => {
      const facts = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: [...PURPOSES] }
      const whole: Wording = { ...GERMAN, facts }
      const refused: Wording = { ...whole, refusal: { missing: ['usa'], untrue: [] } }
      for (const recipients of [
        ['360dialog', 'Meta'],
        ['360dialog', 'Meta', 'Neu GmbH'],
      ]) {
        const next = await open({ wordings: [whole], forms: [] })
        const patient = await next.patient('1')
        await recordAtReception(next.practice, {
          patient: patient.host,
          result: 'granted',
          purposes: ['reminder'],
          by: 'Frau Empfang',
          wording: whole.id,
          note: null,
        })
        const { configuration } = next.practice
        configuration.whatsapp = { ...configuration.whatsapp, recipients }
        if (recipients.length === 2) configuration.wordings = [refused]
        await next.pass(HOUR)
        await next.write(ERIKA, 'Guten Tag')
        expect(next.said(ERIKA).flatMap(({ choices }) => choices)).to.deep.equal([])
        expect(next.texts(ERIKA)).not.to.include(GERMAN.text)
        expect(await next.status(patient)).to.equal('pending')
      }
    })

    it('for a number that the patient’s own yes does not name is asked for on the new number (P-29, P-30)', async () => {
      await agree()
      const moved = await desk.patient('4711', { mobilePhone: { kind: 'mobile', number: phoneOf(OTHER) } })
      await desk.pass(DAY)
      await tick(moved, ['reminder'])
      expect(await desk.status(moved)).to.equal('pending')
      await desk.pass(HOUR)
      await desk.write(OTHER, 'Guten Tag')
      await desk.pass(MINUTE)
      await desk.press(OTHER, desk.question(OTHER), YES)
      expect(await desk.status(moved)).to.equal('active')
      expect((await desk.entries(moved)).at(-1)?.content).to.include({ number: phoneOf(OTHER) })
    })

    it('is not asked of whoever has the number that the patient had before (P-29, P-31)', async () => {
      const moved = await desk.patient('4711', { mobilePhone: { kind: 'mobile', number: phoneOf(OTHER) } })
      await tick(moved, ['reminder'])
      await desk.pass(HOUR)
      await desk.write(ERIKA, 'Hallo')
      expect(desk.said(ERIKA).flatMap(({ choices }) => choices)).to.deep.equal([])
      expect(desk.texts(ERIKA)).not.to.include(GERMAN.text)
      expect(await desk.status(moved)).to.equal('pending')
      await desk.write(OTHER, 'Hallo')
      expect(desk.texts(OTHER)).to.include(GERMAN.text)
    })

    it('is not asked of the number that the tick was for, once the record names another one (P-29, P-31)', async () => {
      await tick(erika, ['reminder'])
      await desk.patient('4711', { mobilePhone: { kind: 'mobile', number: phoneOf(OTHER) } })
      await desk.pass(HOUR)
      await desk.write(ERIKA, 'Hallo')
      expect(desk.texts(ERIKA)).not.to.include(GERMAN.text)
    })

    it('is asked of an account that hides its number only where WhatsApp has shown it with that number (P-23, P-29)', async () => {
      await desk.write(ERIKA, 'Guten Tag')
      await desk.pass(DAY)
      await tick(erika, ['reminder'])
      await desk.pass(HOUR)
      await desk.write(ERIKA, 'Hallo', { bsuidOnly: true })
      expect(desk.texts(ERIKA)).to.include(GERMAN.text)
      const next = await open()
      const moved = await next.patient('4711')
      await next.write(ERIKA, 'Guten Tag')
      await next.patient('4711', { mobilePhone: { kind: 'mobile', number: phoneOf(OTHER) } })
      await next.pass(DAY)
      await recordAtReception(next.practice, {
        patient: moved.host,
        result: 'granted',
        purposes: ['reminder'],
        by: 'Frau Empfang',
        wording: GERMAN.id,
        note: null,
      })
      await next.pass(HOUR)
      await next.write(ERIKA, 'Hallo', { bsuidOnly: true })
      expect(next.texts(ERIKA)).not.to.include(GERMAN.text)
    })

    it('is not asked while the practice is halted (P-40)', async () => {
      await tick()
      await halt(desk.practice, 'Dr. Muster')
      await desk.write(ERIKA, 'Guten Tag')
      expect(desk.said(ERIKA)).to.deep.equal([])
    })
  })

  describe('a stop', () => {
    it('is confirmed once, and only where there was a consent to take back (P-21)', async () => {
      await agree()
      await desk.write(ERIKA, 'STOP')
      expect(await desk.status(erika)).to.equal('withdrawn')
      expect(desk.texts(ERIKA)).to.deep.equal([
        'Ist eingetragen. Zahnarztpraxis Dr. Muster schreibt Ihnen nicht mehr über WhatsApp.',
      ])
      await desk.pass(MINUTE)
      await desk.write(ERIKA, 'STOP!')
      await desk.write(ERIKA, 'Danke')
      expect(desk.said(ERIKA)).to.have.length(1)
    })

    it('is confirmed in the language in which it was said, else in that of the wording, else in the practice’s (P-21)', async () => {
      const spoken: [words: string, wording: Wording | null, confirmation: string][] = [
        ['Please stop texting me', TURKISH, 'Recorded.'],
        ['Lütfen bana mesaj atmayın', GERMAN, 'Kaydedildi.'],
        ['Bitte keine Nachrichten mehr', TURKISH, 'Ist eingetragen.'],
        ['STOP', TURKISH, 'Kaydedildi.'],
        ['STOP', null, 'Ist eingetragen.'],
      ]
      for (const [words, under, confirmation] of spoken) {
        const next = await open()
        const patient = await next.patient('1')
        await append(next.practice, [
          inventedEntry(patient.subject, 'granted', {
            number: phoneOf(ERIKA),
            givenAt: toLocalDate('2026-11-01'),
            wording: under === null ? null : referenceTo(under),
          }),
        ])
        await next.write(ERIKA, words)
        expect(await next.status(patient)).to.equal('withdrawn')
        expect(next.texts(ERIKA), words).to.have.length(1)
        expect(next.texts(ERIKA)[0], words).to.match(new RegExp(`^${confirmation}`))
      }
    })

    it('by a button of a template is confirmed in the language of the wording: the words are the practice’s (P-21)', async () => {
      await append(desk.practice, [
        inventedEntry(erika.subject, 'granted', {
          number: phoneOf(ERIKA),
          givenAt: toLocalDate('2026-11-01'),
          wording: referenceTo(TURKISH),
        }),
      ])
      const sent = await addReminder(desk.practice, { ...erika, waId: ERIKA.slice(1) })
      await desk.sandbox.inbound({
        from: { phone: ERIKA },
        content: {
          type: 'button',
          payload: `stop:${sent.message}`,
          text: 'Keine Nachrichten mehr',
          replyTo: sent.wamid,
        },
      })
      await desk.run()
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(desk.texts(ERIKA)[0]).to.match(/^Kaydedildi\./)
    })

    it('of somebody unknown, or without a consent, is met with silence (P-21)', async () => {
      await desk.write(OTHER, 'STOP')
      await desk.write(ERIKA, 'STOP')
      await desk.write(OTHER, 'Hallo?')
      expect(desk.sandbox.messages()).to.deep.equal([])
    })

    it('takes back what waits to be said', async () => {
      const issued = await desk.issue(erika)
      await desk.sandbox.inbound({
        from: { phone: ERIKA },
        content: { type: 'text', body: prefilled(issued) },
      })
      await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: 'STOP' } })
      await desk.run()
      expect(desk.said(ERIKA)).to.deep.equal([])
      expect((await desk.replies()).map(({ state, reason }) => `${state} ${reason}`)).to.deep.equal([
        'cancelled stopped',
        'cancelled stopped',
      ])
    })

    it('is obeyed and not confirmed when it is read after the window has closed (P-21)', async () => {
      await agree()
      await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: 'STOP' } })
      desk.clock.set(
        new Date(Date.parse(desk.clock.now()) + DAY).toISOString() as ReturnType<typeof desk.clock.now>,
      )
      await desk.run()
      expect(await desk.status(erika)).to.equal('withdrawn')
      expect(desk.said(ERIKA)).to.deep.equal([])
      expect((await desk.replies()).map(({ reason }) => reason)).to.deep.equal(['window_closed'])
    })
  })

  describe('the poster', () => {
    const POSTER = 'Ich möchte Erinnerungen per WhatsApp bekommen.'
    const inboundOf = async (): Promise<string> => {
      const event = (await desk.events()).find(({ type }) => type === 'chat.poster')
      if (event?.type !== 'chat.poster') throw new Error('no chat from the poster')
      return event.data.inbound ?? ''
    }
    const offer = async (changes: object = {}): Promise<unknown> => {
      const inbound = await inboundOf()
      return desk.practice.database.write((trx) =>
        offerConsent(
          trx,
          desk.practice,
          { subject: erika.subject, inbound, by: 'Frau Empfang', ...changes },
          desk.clock.now(),
        ),
      )
    }

    it('is answered once and put before a person, and matches nobody by number or name (P-26)', async () => {
      await desk.write(ERIKA, POSTER, { name: 'Erika Muster' })
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(desk.texts(ERIKA)[0]).to.include('am Empfang')
      const [review, ...others] = await desk.reviews()
      expect(others).to.deep.equal([])
      expect(review).to.include({ kind: 'poster', subject_id: null })
      expect(review?.source).to.match(/^poster\/i_/)
      expect(await desk.entries(erika)).to.deep.equal([])
      await desk.write(ERIKA, POSTER)
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(await desk.reviews()).to.have.length(1)
    })

    it('asks in that chat after staff have assigned it, and the press is the consent', async () => {
      await desk.write(ERIKA, POSTER)
      await desk.pass(HOUR)
      expect(await offer()).to.deep.equal({ kind: 'asked' })
      await desk.run()
      await desk.pass(MINUTE)
      await desk.press(ERIKA, desk.question(ERIKA), YES)
      expect(await desk.status(erika)).to.equal('active')
      expect((await desk.entries(erika))[0]?.content?.evidence).to.include({ route: 'poster' })
    })

    it('needs a code at the desk when the window has closed', async () => {
      await desk.write(ERIKA, POSTER)
      await desk.pass(DAY)
      expect(await offer()).to.deep.equal({ kind: 'not_asked', reason: 'window_closed' })
    })

    it('asks no child (P-28)', async () => {
      const child = await desk.patient('7', { birthDate: toLocalDate('2015-05-05') })
      await desk.write(ERIKA, POSTER)
      expect(await offer({ subject: child.subject })).to.deep.equal({
        kind: 'not_asked',
        reason: 'guardian_needed',
      })
    })
  })

  describe('any other message', () => {
    it('is answered once a day with where to turn, and never read for consent (P-02, P-36)', async () => {
      await desk.write(ERIKA, 'Mein Zahn tut weh, ja bitte Erinnerungen')
      await desk.write(ERIKA, 'Hallo?')
      expect(desk.texts(ERIKA)).to.have.length(1)
      expect(desk.texts(ERIKA)[0]).to.include('+49 30 12345678')
      expect(await desk.entries(erika)).to.deep.equal([])
      expect(await desk.types()).to.deep.equal(['message.received', 'message.received'])
      await desk.pass(DAY + MINUTE)
      await desk.write(ERIKA, 'Guten Tag')
      expect(desk.texts(ERIKA)).to.have.length(2)
    })

    it('that is only a reaction is not answered: it may open no window', async () => {
      await tick()
      await desk.sandbox.inbound({
        from: { phone: ERIKA },
        content: { type: 'reaction', emoji: '👍', replyTo: 'wamid.any' },
      })
      await desk.run()
      expect(desk.sandbox.messages()).to.deep.equal([])
      expect(await desk.types()).to.deep.equal(['message.received'])
    })

    it('fetches no media (P-36)', async () => {
      await desk.sandbox.inbound({
        from: { phone: ERIKA },
        content: { type: 'image', caption: 'Röntgenbild' },
      })
      await desk.run()
      const paths = desk.sandbox.requests().map(({ path }) => path)
      expect(paths).to.deep.equal(['/messages'])
    })
  })
})
