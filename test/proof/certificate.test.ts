import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Wording } from '../../plugin/configuration/configuration.js'
import { ENTRY_TYPES } from '../../plugin/consent/entry.js'
import { untrueClaims } from '../../plugin/consent/wording/untrue-claims.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import { findSubject } from '../../plugin/host/patients.js'
import { storePatients } from '../../plugin/host/store-patients.js'
import { toHostPatientId, toMessageId, toRequestId, toReviewId, type SubjectId } from '../../plugin/ids.js'
import { toE164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { certificate } from '../../plugin/proof/certificate.js'
import { CERTIFICATE_WORDS, howToVerify } from '../../plugin/proof/certificate-words.js'
import { toInstant, toLocalDate } from '../../plugin/time.js'
import { filesOfPdf, verifyBundle } from '../../plugin/verifier/verify.js'
import { append, codeOf, inventedEntry, newSubject, openInvented } from '../consent/invented.js'
import { printedOf, withoutSpaces } from '../document/printed.js'
import { onEachDatabase } from '../harness/databases.js'
import { SetClock } from '../host/practice.js'

const NOW = toInstant('2026-11-21T10:00:00Z')
const PATIENT = toHostPatientId('4711')
const OTHER = toHostPatientId('4712')

const SPOKEN: Record<string, string> = {
  de: 'Ich willige ein, dass die Zahnarztpraxis mir WhatsApp-Nachrichten schickt.\n\nGrüße – „jederzeit“ widerrufbar.',
  en: 'I agree that the practice sends me messages by WhatsApp.',
  tr: 'Muayenehanenin bana WhatsApp mesajı göndermesini kabul ediyorum. Çiğdem, ığdır.',
  ru: 'Я согласен получать сообщения клиники через WhatsApp.',
  uk: 'Я згоден отримувати повідомлення клініки через WhatsApp. Їжак.',
  ar: 'أوافق على أن ترسل لي العيادة رسائل عبر واتساب ولا أخسر شيئا الآن',
}

const wordings: Wording[] = Object.entries(SPOKEN).map(([language, text]) => ({
  id: 'wa-2026-01',
  language,
  text: text.normalize('NFC'),
  sha256: createHash('sha256').update(text.normalize('NFC')).digest('hex'),
  facts: { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: ['reminder', 'recall'] },
}))

async function addPatient(
  practice: OpenPractice,
  host: typeof PATIENT,
  familyName: string,
): Promise<SubjectId> {
  return practice.database.write(async (trx) => {
    await storePatients(
      trx,
      practice.keys,
      'csv',
      [
        {
          hostPatientId: host,
          familyName,
          givenName: 'Erika',
          birthDate: toLocalDate('1980-01-31'),
          mobilePhone: { kind: 'mobile', number: toE164('+4915112345678')! },
          active: true,
        },
      ],
      NOW,
    )
    return (await findSubject(trx, practice.keys, host))!
  })
}

const HASH = 'c'.repeat(64)

onEachDatabase("The certificate of one person's consents (P-14)", (fresh) => {
  let practice: OpenPractice
  let pdf: Uint8Array
  let seqs: number[]

  beforeEach(async function () {
    this.timeout(240_000)
    practice = await openInvented(await fresh.open(), { wordings, clock: new SetClock(NOW) })
    await registerWordings(practice)
    const subject = await addPatient(practice, PATIENT, 'Muster')
    const stranger = await addPatient(practice, OTHER, 'Fremdling')
    await append(practice, [inventedEntry(stranger, 'refused'), inventedEntry(await newSubject(practice))])
    seqs = await append(practice, [
      ...wordings.map(({ id, language, sha256 }) =>
        inventedEntry(subject, 'granted', { wording: { id, language, sha256 } }),
      ),
      inventedEntry(subject, 'held', {
        reasons: ['reply_in_doubt'],
        method: 'reply',
        evidence: { kind: 'reply', wamid: 'wamid.EXAMPLE', message: null },
      }),
      inventedEntry(subject, 'granted', {
        method: 'button',
        actor: { role: 'parent', name: 'Eva Muster' },
        evidence: {
          kind: 'chat',
          request: toRequestId(`q_${'0'.repeat(26)}`),
          route: 'code',
          opened: 'wamid.OPENED',
          pressed: 'wamid.PRESSED',
          account: { phone: toE164('+4915112345678'), bsuid: null },
        },
      }),
      inventedEntry(subject, 'refused', {
        method: 'review',
        supersedes: [8],
        evidence: {
          kind: 'review',
          review: toReviewId(`v_${'0'.repeat(26)}`),
          decision: 'refused',
          by: 'Frau Empfang',
          note: 'Original gesehen',
          about: {
            kind: 'form',
            sha256: HASH,
            form: 'anamnese-2026',
            control: 'Einwilligung_WhatsApp',
            page: 2,
            raw: 'Nein',
            markedBy: 'patient_paper',
            reader: 'test 1',
          },
        },
      }),
    ])
    await addMessage(practice, subject, seqs[0]!)
    pdf = (await certificate(practice, PATIENT, { language: 'de', actor: 'Frau Test' })).pdf
  })

  it('shows every wording in full, in each of the six languages', async () => {
    const { text } = await printedOf(pdf)
    for (const wording of wordings) {
      expect(text, wording.language).to.contain(withoutSpaces(wording.text))
      expect(text).to.contain(wording.sha256)
    }
  })

  it('shows each entry with its three times, evidence, actor, and the messages that rest on it (P-12, P-13)', async () => {
    const { text } = await printedOf(pdf)
    for (const seq of seqs) expect(text).to.contain(`Eintrag${seq}:`)
    for (const words of [
      'Erika Muster',
      'Elternteil: Eva Muster',
      'Erklärt',
      'Erfasst',
      'Eingetragen',
      '2026-11-21T10:00:00.000Z (21.11.2026 11:00:00 Europe/Berlin)',
      HASH,
      'Einwilligung_WhatsApp',
      'Nein',
      'anamnese-2026',
      'Patient, auf Papier',
      'wamid.PRESSED',
      'Frau Empfang',
      'Original gesehen',
      MESSAGE,
      'termin_erinnerung',
    ])
      expect(text, words).to.contain(withoutSpaces(words))
  })

  it('names controller, address, officer and authority, or says that they have to be filled in', async () => {
    const bare = (await printedOf(pdf)).text
    expect(bare).to.contain('Anschrift[vonderPraxiszuergänzen]')
    expect(bare).to.contain('Datenschutzbeauftragte[vonderPraxiszuergänzen]')
    const complete: OpenPractice = {
      ...practice,
      configuration: {
        ...practice.configuration,
        controller: 'Dr. Marta Muster',
        address: { addition: null, street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin' },
        dataProtectionOfficer: { name: 'Jona Beispiel', contact: 'datenschutz@praxis-muster.example' },
      },
    }
    const made = await certificate(complete, PATIENT, { language: 'de', actor: 'Frau Test' })
    const { text } = await printedOf(made.pdf)
    for (const words of [
      'Dr. Marta Muster',
      'Musterstraße 1, 10115 Berlin',
      'Jona Beispiel, datenschutz@praxis-muster.example',
      'Berliner Beauftragte/-r',
    ])
      expect(text).to.contain(withoutSpaces(words))
    expect(text).not.to.contain('ergänzen')
  })

  it('gives an overview of several entries before the details', async () => {
    const { pages } = await printedOf(pdf)
    expect(pages[0]).to.match(/ÜbersichtWasnacheinander.*EintragEingetragenErklärungZweckeNachrichten/)
    expect(pages[0]).to.contain(`${seqs[0]!}21.11.202611:00:00eingewilligtreminder,recall1`)
  })

  it('shows signed head, verifier key, its fingerprint, and the way from each entry to the root', async () => {
    const { text, attachments } = await printedOf(pdf)
    const key = attachments.get('vkey.txt')!.toString('utf8').trim()
    expect(text).to.contain(withoutSpaces(attachments.get('checkpoint.txt')!.toString('utf8')))
    expect(text).to.contain(key)
    expect(text).to.contain(createHash('sha256').update(key).digest('hex'))
    const proofs = attachments.get('proofs.jsonl')!.toString('utf8').trim().split('\n')
    expect(proofs).to.have.length(seqs.length)
    for (const line of proofs)
      for (const hash of (JSON.parse(line) as { path: string[] }).path) expect(text).to.contain(hash)
  })

  it('verifies with the separate verifier, from the PDF alone', () => {
    const report = verifyBundle(filesOfPdf(Buffer.from(pdf)), {})
    expect(report.lines.join('\n')).to.contain('VERIFIED')
    expect(report.ok).to.be.true
  })

  it('tells of nobody else', async () => {
    const { text, attachments } = await printedOf(pdf)
    const written = [text, ...[...attachments.values()].map((bytes) => bytes.toString('utf8'))].join()
    expect(written).not.to.contain('Fremdling')
    const stranger = (await findSubject(practice.database.knex, practice.keys, OTHER))!
    const leaves = attachments.get('leaves.jsonl')!.toString('utf8').trim().split('\n')
    const subjects = leaves.map((line) =>
      Buffer.from((JSON.parse(line) as { leaf: string }).leaf, 'base64').toString(),
    )
    expect(subjects.some((leaf) => leaf.includes(stranger))).to.be.false
    expect(leaves).to.have.length(seqs.length)
  })

  it('is not made of an entry that was changed', async () => {
    await practice.database.knex.raw('DROP TRIGGER ledger_entries_no_update')
    const row = await practice.database
      .knex('ledger_entries')
      .where({ seq: seqs[0] })
      .first<{ leaf: Buffer }>('leaf')
    const changed = Buffer.from(row.leaf.toString('latin1').replace('granted', 'refused'), 'latin1')
    await practice.database.knex('ledger_entries').where({ seq: seqs[0] }).update({ leaf: changed })
    const made = certificate(practice, PATIENT, { language: 'de', actor: 'test' })
    expect(await codeOf(made)).to.be.oneOf(['LEDGER_BROKEN', 'SEALED_BROKEN'])
  })

  it('is noted in the access log, and is complete for whom nothing is recorded', async () => {
    const rows = await practice.database
      .knex('access_log')
      .select<{ action: string; actor: string }[]>('action', 'actor')
    expect(rows).to.deep.equal([{ action: 'certificate', actor: 'Frau Test' }])
    await addPatient(practice, toHostPatientId('4713'), 'Neu')
    const empty = await certificate(practice, toHostPatientId('4713'), { language: 'en', actor: 'test' })
    expect(empty.entries).to.equal(0)
    expect((await printedOf(empty.pdf)).text).to.contain('Nothingisrecordedaboutthisperson.')
    expect(
      await codeOf(certificate(practice, toHostPatientId('9999'), { language: 'de', actor: 'test' })),
    ).to.equal('PATIENT_UNKNOWN')
  })

  it('promises nothing untrue (P-37)', () => {
    for (const language of ['de', 'en'] as const) {
      const words = Object.values(CERTIFICATE_WORDS[language]).map((word) =>
        typeof word === 'string' ? word : word(1),
      )
      expect(untrueClaims([...words, howToVerify(language)].join('\n'))).to.deep.equal([])
    }
  })

  it('has words for every type of entry', async () => {
    const { TYPE_WORDS } = await import('../../plugin/words/ledger.js')
    expect(Object.keys(TYPE_WORDS)).to.have.members([...ENTRY_TYPES])
  })
})

const MESSAGE = toMessageId(`m_${'1'.repeat(26)}`)

async function addMessage(practice: OpenPractice, subject: SubjectId, consent: number): Promise<void> {
  await practice.database.knex('messages').insert({
    id: MESSAGE,
    practice_id: practice.configuration.id,
    subject_id: subject,
    reminder_id: `r_${'1'.repeat(26)}`,
    attempt: 1,
    phone_index: '',
    purpose: 'reminder',
    template: 'termin_erinnerung',
    state: 'delivered',
    send_reason: 'on_schedule',
    consent_entry: consent,
    claimed_by: 'test',
    claimed_at: NOW,
    local_day: '2026-11-21',
    handed_over_at: NOW,
    changed_at: NOW,
  })
}
