import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { patientConsents } from '../plugin/consent/history.js'
import { verifyLedger } from '../plugin/consent/verify/verify.js'
import type { HostEvent } from '../plugin/host/events.js'
import { toHostPatientId } from '../plugin/ids.js'
import { type JournalItem, listReminders } from '../plugin/reminder/journal.js'
import { onEachDatabase } from './harness/databases.js'
import { eventually, openSample, type OpenSample } from './harness/sample.js'

/** The whole way: filled forms and host files in, WhatsApp messages out, answers back. */
onEachDatabase('From a filled form to a delivered reminder', (fresh) => {
  let sample: OpenSample
  const events: HostEvent[] = []
  const journal = async (): Promise<JournalItem[]> =>
    (await listReminders(sample.practice, { cursor: null, limit: 500 })).items
  const reached = async (): Promise<JournalItem[]> =>
    (await journal()).filter(({ status }) => status === 'delivered')

  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url())
    sample.plugin.events.on('host', (event) => events.push(event))
  })
  after(() => sample.close())

  it('reads forms and host files, plans, sends, and learns that the messages were delivered', async () => {
    const counts = await sample.plugin.run()
    expect(counts.failures).to.deep.equal([])
    expect(counts.forms).to.be.greaterThan(15)
    expect(counts.sent).to.be.greaterThan(2)
    await eventually('all delivered', async () => (await reached()).length === counts.sent)
  })

  it('messages exactly those whose consent is active, and names the entry it rests on (P-15)', async () => {
    for (const item of await reached()) {
      const { purposes, entries } = await patientConsents(sample.practice, toHostPatientId(item.patient))
      const purpose = 'appointment' in item ? purposes.reminder : purposes.recall
      expect(purpose.status, item.patient).to.equal('active')
      expect(entries.find(({ seq }) => seq === item.consent)?.type).to.equal('granted')
    }
    expect(sample.sandbox.messages()).to.have.length((await reached()).length)
  })

  it('does nothing again when it runs again', async () => {
    const messages = sample.sandbox.messages().length
    const { forms, planned, sent } = await sample.plugin.run()
    expect({ forms, planned, sent }).to.deep.equal({ forms: 0, planned: 0, sent: 0 })
    expect(sample.sandbox.messages()).to.have.length(messages)
  })

  it('stores a reason for every reminder, sent or not', async () => {
    for (const item of await journal())
      expect(item.reason, `${item.rule} ${item.status}`).to.be.a('string').and.not.equal('')
  })

  it('hands a confirmation to the host as an event', async () => {
    const messages = sample.sandbox.messages({ reveal: true })
    const confirmable = (await reached()).find((item) => 'appointment' in item)
    const message = messages.find(({ template }) => template?.name === 'termin_erinnerung')
    expect(confirmable).not.to.equal(undefined)
    expect(message).not.to.equal(undefined)
    await sample.sandbox.inbound({
      from: { phone: message?.to ?? '' },
      content: {
        type: 'button',
        payload: `confirm:${message?.callbackData ?? ''}`,
        text: 'Ich komme',
        replyTo: message?.wamid ?? '',
      },
    })
    await eventually('confirmed', () => events.some(({ type }) => type === 'appointment.confirmed'))
    await eventually('answer in the journal', async () =>
      (await journal()).some(({ answer }) => answer === 'confirmed'),
    )
  })

  it('obeys a STOP at once and for good', async () => {
    const messages = sample.sandbox.messages({ reveal: true })
    const [message] = messages
    const subjects = new Set(
      messages.filter(({ to }) => to === message?.to).map(({ callbackData }) => callbackData),
    )
    const [item] = (await reached()).filter(({ status }) => status === 'delivered')
    expect(subjects.size).to.be.greaterThan(0)
    expect(item).not.to.equal(undefined)
    await sample.sandbox.inbound({
      from: { phone: message?.to ?? '' },
      content: { type: 'text', body: 'Stop!' },
    })
    await eventually('withdrawn', () =>
      events.some(({ type }) => type === 'consent.withdrawn' || type === 'shared_number_stop'),
    )
    const before = sample.sandbox.messages().length
    await sample.plugin.run()
    expect(sample.sandbox.messages()).to.have.length(before)
  })

  it('keeps a ledger that verifies', async () => {
    const { ok, firstBroken } = await verifyLedger(sample.practice.database, sample.practice.keys)
    expect(firstBroken).to.equal(null)
    expect(ok).to.equal(true)
  })

  it('knows the evidence of a consent by the hash of its file (P-12)', async () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(sample.directory, 'forms/filled/4712.pdf')))
      .digest('hex')
    const { entries } = await patientConsents(sample.practice, toHostPatientId('4712'))
    expect(
      entries.some(({ content }) => content?.evidence?.kind === 'form' && content.evidence.sha256 === sha256),
    ).to.equal(true)
  })
})
