import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { PURPOSE_SYSTEM, codeSystems } from '../../adapters/fhir/code-systems.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { Wording } from '../../plugin/configuration/configuration.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import { loadContract } from '../../plugin/http/contract.js'
import { fhirConsents, patientReceipt } from '../../plugin/proof/patient-receipt.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { packageFile } from '../../plugin/package-root.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { toLocalDate } from '../../plugin/time.js'
import { append, codeOf, inventedEntry, NOON, openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

const text = readFileSync(packageFile('examples/practice/wordings/wa-2026-01.de.txt'), 'utf8').normalize(
  'NFC',
)
const WORDING: Wording = {
  id: 'wa-2026-01',
  language: 'de',
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
}
const SHOWN = { id: WORDING.id, language: WORDING.language, sha256: WORDING.sha256 }
const ERIKA = toHostPatientId('4711')
const contract = loadContract()

onEachDatabase('The machine-readable papers of one patient', (fresh) => {
  let practice: OpenPractice

  beforeEach(async () => {
    practice = await openInvented(await fresh.open(), { wordings: [WORDING] })
    const { database, keys, clock } = practice
    await registerWordings(practice)
    const subject = await database.write((trx) => subjectOf(trx, keys, ERIKA, clock.now()))
    await append(practice, [
      inventedEntry(subject, 'granted', { givenAt: toLocalDate('2026-11-20'), wording: SHOWN }),
      inventedEntry(subject, 'withdrawn', { purposes: ['recall'], method: 'reply', evidence: null }),
    ])
  })

  it('are FHIR R4 consents, of which only one in force permits', async () => {
    const bundle = await fhirConsents(practice, ERIKA, 'test')
    expect(contract.findings('FhirConsentBundle', bundle)).to.eql([])
    const [reminder, recall, ...others] = bundle.entry?.map(({ resource }) => resource!) ?? []
    expect(others).to.eql([])
    expect(reminder).to.deep.include({ resourceType: 'Consent', status: 'active', dateTime: '2026-11-20' })
    expect(reminder?.provision?.type).to.equal('permit')
    expect(reminder?.provision?.purpose?.[0]).to.include({ system: PURPOSE_SYSTEM, code: 'reminder' })
    expect(reminder?.sourceReference?.identifier?.value).to.equal(WORDING.sha256)
    expect(reminder?.verification).to.eql([{ verified: true, verificationDate: NOON }])
    expect(recall).to.deep.include({ status: 'inactive' })
    expect(recall?.provision?.type).to.equal('deny')
  })

  it('name a policy, a scope and a category, as R4 demands of every consent (ppc-1)', async () => {
    for (const { resource } of (await fhirConsents(practice, ERIKA, 'test')).entry ?? []) {
      expect(resource?.policyRule?.text).to.contain('Art. 9(2)(a)')
      expect(resource?.scope.coding?.[0]?.code).to.equal('patient-privacy')
      expect(resource?.category[0]?.coding?.[0]).to.include({ system: 'http://loinc.org', code: '59284-0' })
    }
  })

  it('use code systems in which every code has a definition', () => {
    const concepts = codeSystems().flatMap(({ concept }) => concept ?? [])
    expect(concepts.map(({ code }) => code)).to.eql(['reminder', 'recall', 'conversation', 'whatsapp'])
    for (const { definition } of concepts) expect(definition).to.match(/\.$/)
  })

  it('are an ISO/IEC TS 27560 receipt with the wording in full, the events and the checkpoint', async () => {
    const receipt = await patientReceipt(practice, ERIKA, 'test')
    expect(contract.findings('ConsentReceipt', receipt)).to.eql([])
    expect(receipt.checkpoint).to.match(/^anamnese-recall\/\w+\/muster\n2\n/)
    const [reminder, recall] = receipt.records
    expect(reminder).to.include({ state: 'active' })
    expect(reminder?.pii_processing.privacy_notice).to.eql({ ...SHOWN, text: WORDING.text })
    expect(reminder?.events.map(({ event_state }) => event_state)).to.eql(['given'])
    expect(recall).to.include({ state: 'withdrawn' })
    expect(recall?.events.map(({ event_state }) => event_state)).to.eql(['given', 'withdrawn'])
    expect(recall?.events[0]).to.include({
      event_time: '2026-11-20',
      recorded_time: NOON,
      captured_time: NOON,
    })
  })

  it('say who answers for the processing, where, and whom to ask; what the practice has not said stays open', async () => {
    const bare = await fhirConsents(practice, ERIKA, 'test')
    expect(bare.entry?.[0]?.resource?.contained).to.deep.equal([
      {
        resourceType: 'Organization',
        id: 'practice',
        name: 'Zahnarztpraxis Dr. Muster',
        telecom: [{ system: 'phone', value: '+493012345678', use: 'work' }],
      },
    ])
    expect((await patientReceipt(practice, ERIKA, 'test')).pii_controller).to.deep.include({
      address: null,
      data_protection_officer: null,
    })
    const officer = { name: 'Jona Beispiel', contact: 'datenschutz@praxis-muster.example' }
    const complete: OpenPractice = {
      ...practice,
      configuration: {
        ...practice.configuration,
        controller: 'Dr. Marta Muster',
        address: { addition: null, street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin' },
        dataProtectionOfficer: officer,
      },
    }
    for (const { resource } of (await fhirConsents(complete, ERIKA, 'test')).entry ?? []) {
      const [organization] = resource?.contained ?? []
      expect(resource?.organization?.[0]?.reference).to.equal(`#${organization?.id ?? ''}`)
      expect(organization).to.deep.include({
        name: 'Dr. Marta Muster',
        alias: ['Zahnarztpraxis Dr. Muster'],
        address: [
          { use: 'work', line: ['Musterstraße 1'], postalCode: '10115', city: 'Berlin', country: 'DE' },
        ],
      })
      expect(organization).to.have.nested.property('contact[0].name.text', 'Jona Beispiel')
    }
    const receipt = await patientReceipt(complete, ERIKA, 'test')
    expect(contract.findings('ConsentReceipt', receipt)).to.eql([])
    expect(receipt.pii_controller).to.deep.include({
      name: 'Zahnarztpraxis Dr. Muster',
      legal_name: 'Dr. Marta Muster',
      address: 'Musterstraße 1, 10115 Berlin',
      data_protection_officer: officer,
      supervisory_authority: 'Berliner Beauftragte/-r für Datenschutz und Informationsfreiheit',
    })
  })

  it('are noted before they are handed out, and there are none of somebody unknown (P-56)', async () => {
    await fhirConsents(practice, ERIKA, 'Frau Beispiel')
    await patientReceipt(practice, ERIKA, 'api')
    const rows = await practice.database.knex('access_log').orderBy('id').select('action', 'actor')
    expect(rows).to.eql([
      { action: 'receipt', actor: 'Frau Beispiel' },
      { action: 'receipt', actor: 'api' },
    ])
    expect(await codeOf(patientReceipt(practice, toHostPatientId('0'), 'api'))).to.equal('PATIENT_UNKNOWN')
  })
})
