import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Practice, Wording } from '../../plugin/configuration/configuration.js'
import { consentFor } from '../../plugin/consent/gate.js'
import type { Purpose } from '../../plugin/consent/purpose.js'
import { withRenewal } from '../../plugin/consent/renewal.js'
import { consentRenewals } from '../../plugin/consent/renewals.js'
import type { ConsentStatus } from '../../plugin/consent/status.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { toHostPatientId, type SubjectId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis, toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { append, codeOf, inventedEntry, inventedPractice, NOON, openInvented } from './invented.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const FACTS = {
  recipients: ['360dialog', 'Meta'],
  storageRegion: null,
  purposes: ['reminder', 'recall'] as const,
}
const wording = (id: string, changes: Partial<Wording> = {}): Wording => ({
  id,
  language: 'de',
  text: id,
  sha256: sha256(id),
  facts: FACTS,
  ...changes,
})
const versionOf = ({
  id,
  language,
  sha256: hash,
}: Wording): { id: string; language: string; sha256: string } => ({
  id,
  language,
  sha256: hash,
})

describe('A consent that stands', () => {
  const FIRST = wording('w-1')
  const ACTIVE: ConsentStatus = { status: 'active', since: NOON, entry: 0, reasons: [], number: null }
  const under = (given: Wording, practice: Practice, purpose: Purpose = 'reminder'): string => {
    const { type, content, subject } = inventedEntry('s_test' as SubjectId, 'granted', {
      wording: versionOf(given),
    })
    const entry = { seq: 0, type, subject, recordedAt: NOON, content }
    const { status, reasons } = withRenewal(ACTIVE, [entry], purpose, practice)
    return [status, ...reasons].join(' ')
  }
  const practice = (wordings: Wording[], whatsapp: Partial<Practice['whatsapp']> = {}): Practice => {
    const invented = inventedPractice('muster', wordings)
    return { ...invented, whatsapp: { ...invented.whatsapp, ...whatsapp } }
  }

  it('goes on while nothing has changed', () => {
    expect(under(FIRST, practice([FIRST]))).to.equal('active')
    expect(under(FIRST, practice([FIRST, wording('w-2')]), 'recall')).to.equal('active')
    expect(under(FIRST, practice([FIRST], { recipients: ['Meta', '360dialog'] }))).to.equal('active')
  })

  it('does not extend to other recipients or another region of storage (P-09)', () => {
    const further = practice([FIRST], { recipients: ['360dialog', 'Meta', 'Terminhelfer'] })
    expect(under(FIRST, further)).to.equal('on_hold renewal_needed recipients_changed')
    const moved = practice([FIRST], { storageRegion: 'DE' })
    expect(under(FIRST, moved)).to.equal('on_hold renewal_needed storage_region_changed')
    const second = wording('w-2', { facts: { ...FACTS, storageRegion: 'DE' } })
    const renewed = practice([FIRST, second], { storageRegion: 'DE' })
    expect(under(second, renewed)).to.equal('active')
    expect(under(FIRST, renewed)).to.equal('on_hold renewal_needed storage_region_changed')
  })

  it('does not extend to a purpose that its wording was not about (P-01, P-09)', () => {
    expect(under(FIRST, practice([FIRST]), 'conversation')).to.equal(
      'on_hold renewal_needed purpose_not_in_wording',
    )
  })

  it('does not outlive its wording: replaced, changed or no longer configured (P-09)', () => {
    const replaced = { ...FIRST, replacedBy: 'w-2' }
    expect(under(FIRST, practice([replaced, wording('w-2')]))).to.equal(
      'on_hold renewal_needed wording_replaced',
    )
    expect(under(FIRST, practice([wording('w-2')]))).to.equal('on_hold renewal_needed wording_not_configured')
    expect(under(FIRST, practice([wording('w-1', { sha256: sha256('other') })]))).to.equal(
      'on_hold renewal_needed wording_not_configured',
    )
  })
})

onEachDatabase('The list of renewals', (fresh) => {
  const FIRST = wording('w-1')

  async function addPatient(practice: OpenPractice, host: string, birth = '1980-01-31'): Promise<SubjectId> {
    return practice.database.write(async (trx) => {
      const now = practice.clock.now()
      await putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId: toHostPatientId(host),
          familyName: 'Muster',
          givenName: `Erika ${host}`,
          birthDate: toLocalDate(birth),
          mobilePhone: readPhone('+49 151 12345678'),
          active: true,
        },
        now,
      )
      return subjectOf(trx, practice.keys, toHostPatientId(host), now)
    })
  }

  it('names who must be asked anew, purpose by purpose, with why, and nobody else (P-09, P-10, P-28)', async () => {
    const practice = await openInvented(await fresh.open(), { wordings: [FIRST] })
    await registerWordings(practice)
    const given = { wording: versionOf(FIRST) }
    const [fine, outdated, longAgo, child, undecided, refused] = [
      await addPatient(practice, '1'),
      await addPatient(practice, '2'),
      await addPatient(practice, '3'),
      await addPatient(practice, '4', '2008-11-20'),
      await addPatient(practice, '5'),
      await addPatient(practice, '6'),
    ]
    const parent = { role: 'parent' as const, name: 'M. Muster' }
    await append(practice, [
      inventedEntry(fine, 'granted', { purposes: ['reminder'] }),
      inventedEntry(outdated, 'granted', given),
      inventedEntry(child, 'granted', { purposes: ['reminder'], actor: parent }),
      inventedEntry(undecided, 'pending', { purposes: ['reminder'], reasons: ['marked_by_staff'] }),
      inventedEntry(refused, 'refused'),
      inventedEntry(longAgo, 'granted', { purposes: ['recall'] }),
    ])
    const moved: OpenPractice = {
      ...practice,
      configuration: {
        ...practice.configuration,
        whatsapp: { ...practice.configuration.whatsapp, storageRegion: 'DE' },
      },
      clock: { now: () => addMillis(NOON, 18 * 31 * 86_400_000) },
    }
    const { items, next } = await consentRenewals(moved, { cursor: null, limit: 50 })
    expect(next).to.equal(null)
    const lines = items.flatMap(({ patient, purposes }) =>
      purposes.map(({ purpose, status, reasons }) => [patient, purpose, status, ...reasons].join(' ')),
    )
    expect(lines).to.have.members([
      '2 reminder on_hold renewal_needed storage_region_changed',
      '2 recall expired unused_17_months',
      '3 recall expired unused_17_months',
      '4 reminder expired guardian_consent_ended',
      '5 reminder expired not_confirmed',
    ])
  })

  it('comes page by page, each patient once', async () => {
    const practice = await openInvented(await fresh.open(), { wordings: [FIRST] })
    await registerWordings(practice)
    const hosts = ['1', '2', '3', '4', '5']
    for (const host of hosts)
      await append(practice, [
        inventedEntry(await addPatient(practice, host), 'granted', { wording: versionOf(FIRST) }),
      ])
    practice.configuration.whatsapp.storageRegion = 'DE'
    const seen: string[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const page: Awaited<ReturnType<typeof consentRenewals>> = await consentRenewals(practice, {
        cursor,
        limit: 2,
      })
      seen.push(...page.items.map(({ patient }) => patient))
      cursor = page.next
      pages += 1
    } while (cursor !== null)
    expect(seen).to.have.members(hosts)
    expect(seen).to.have.length(hosts.length)
    expect(pages).to.equal(3)
    expect(await codeOf(consentRenewals(practice, { cursor: 'S 1', limit: 2 }))).to.equal('REQUEST_INVALID')
  })

  it('is what the gate asks, too: nothing is sent on a consent that does not extend (P-09, P-15)', async () => {
    const practice = await openInvented(await fresh.open(), { wordings: [FIRST] })
    await registerWordings(practice)
    const subject = await addPatient(practice, '1')
    const dayBefore = addMillis(NOON, -86_400_000)
    await append(practice, [
      inventedEntry(subject, 'granted', { wording: versionOf(FIRST), givenAt: dayBefore }),
    ])
    const state = async (): Promise<string> => {
      const { status, reasons } = await consentFor(
        practice.database.knex,
        practice,
        subject,
        'reminder',
        NOON,
      )
      return [status, ...reasons].join(' ')
    }
    expect(await state()).to.equal('active')
    practice.configuration.whatsapp.recipients = ['360dialog', 'Meta', 'Terminhelfer']
    expect(await state()).to.equal('on_hold renewal_needed recipients_changed')
    const second = wording('w-2', {
      facts: { ...FACTS, recipients: practice.configuration.whatsapp.recipients },
    })
    practice.configuration.wordings = [FIRST, second]
    await registerWordings(practice)
    await append(practice, [
      inventedEntry(subject, 'granted', { wording: versionOf(second), givenAt: addMillis(NOON, -1000) }),
    ])
    expect(await state()).to.equal('active')
  })
})
