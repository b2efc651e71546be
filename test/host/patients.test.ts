import { expect } from 'chai'
import fc from 'fast-check'
import { RecallError } from '../../plugin/errors.js'
import { identityKey } from '../../plugin/host/identity.js'
import { linkBsuid, linkPhone, subjectsByBsuid, subjectsByPhone } from '../../plugin/host/links.js'
import {
  findByIdentity,
  findSubject,
  readPatient,
  readPatients,
  subjectOf,
} from '../../plugin/host/patients.js'
import { putPatient, storePatients } from '../../plugin/host/store-patients.js'
import { toBsuid, toHostPatientId, toSubjectId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { toE164, type E164 } from '../../plugin/phone.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from './practice.js'
import { patient } from './records.js'

const number = (text: string): E164 => {
  const read = toE164(text)
  if (read === null) throw new Error('no number')
  return read
}

const put = ({ database, keys, clock }: OpenPractice, record: ReturnType<typeof patient>, host = 'csv') =>
  database.write((trx) => putPatient(trx, keys, host, record, clock.now()))

const subject = ({ database, keys, clock }: OpenPractice, id: string) =>
  database.write((trx) => subjectOf(trx, keys, toHostPatientId(id), clock.now()))

async function erase({ database }: OpenPractice, id: string): Promise<void> {
  await database
    .knex('subject_keys')
    .where({ subject_id: id })
    .update({ wrapped: null, destroyed_at: '2026-11-21T08:00:00.000Z' })
}

onEachDatabase('A patient', (fresh) => {
  it('gets a random subject and a key of its own when its number is first named', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys } = practice
    expect(await findSubject(database.knex, keys, toHostPatientId('4711'))).to.equal(null)
    const first = await subject(practice, '4711')
    expect(await subject(practice, '4711')).to.equal(first)
    expect(await subject(practice, '4712')).not.to.equal(first)
    expect(await readPatient(database.knex, keys, first)).to.deep.equal({
      subject: first,
      hostPatientId: '4711',
      familyName: '',
      givenName: '',
      birthDate: null,
      mobilePhone: { kind: 'empty' },
      numberDelivered: false,
      active: true,
      gone: false,
      known: false,
    })
  })

  it('is one subject, however many processes name it at once', async () => {
    const url = await fresh.url()
    const databases = [1, 2, 3, 4].map(() => openDatabase(url))
    try {
      await migrate(databases[0]!)
      const practices = []
      for (const database of databases) practices.push(await openTestPractice(database))
      const ids = ['1', '2', '3', '4', '5']
      const subjects = await Promise.all(
        practices.map((practice) => Promise.all(ids.map((id) => subject(practice, id)))),
      )
      for (const found of subjects) expect(found).to.deep.equal(subjects[0])
      const stored = await databases[0]!.knex('subject_keys').count({ n: '*' }).first<{ n: number }>()
      expect(stored.n).to.equal(ids.length)
    } finally {
      await Promise.all(databases.map((database) => database.close()))
    }
  })

  it('is one subject, when lists with it are stored by several processes at once', async () => {
    const url = await fresh.url()
    const databases = [1, 2, 3].map(() => openDatabase(url))
    try {
      await migrate(databases[0]!)
      const practices: OpenPractice[] = []
      for (const database of databases) practices.push(await openTestPractice(database))
      const records = Array.from({ length: 40 }, (_, index) => patient(String(index + 1)))
      await Promise.all(
        practices.map(({ database, keys, clock }, index) =>
          database.write((trx) =>
            storePatients(trx, keys, 'csv', index === 1 ? [...records].reverse() : records, clock.now()),
          ),
        ),
      )
      const rows = await databases[0]!.knex('patients').select<{ subject_id: string }[]>('subject_id')
      const found = await readPatients(
        databases[0]!.knex,
        practices[0]!.keys,
        rows.map((row) => toSubjectId(row.subject_id)),
      )
      expect(found.size).to.equal(40)
      expect([...found.values()].every((record) => record.known)).to.equal(true)
    } finally {
      await Promise.all(databases.map((database) => database.close()))
    }
  })

  it('is stored sealed: no name, birthday or number stands in the database', async () => {
    const practice = await openTestPractice(await fresh.open())
    const record = patient('4711', { familyName: 'Zwölfnadel', givenName: 'Apollonia' })
    await put(practice, record)
    const id = await subject(practice, '4711')
    expect(await readPatient(practice.database.knex, practice.keys, id)).to.deep.equal({
      subject: id,
      ...record,
      numberDelivered: true,
      gone: false,
      known: true,
    })
    const rows: unknown[] = await practice.database.knex('patients').select()
    const links: unknown[] = await practice.database.knex('patient_links').select()
    const stored = JSON.stringify([rows, links], (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data)
        ? Buffer.from(value.data as number[]).toString('latin1')
        : value,
    )
    for (const secret of ['Zwölfnadel', 'Apollonia', '1980', '10004711', 'Zwoelfnadel'])
      expect(stored).not.to.contain(secret)
  })

  it('is not written again while its record is the same, and is when anything differs', async () => {
    const practice = await openTestPractice(await fresh.open())
    expect(await put(practice, patient('4711'))).to.equal(true)
    expect(await put(practice, patient('4711'))).to.equal(false)
    expect(await put(practice, patient('4711', { active: false }))).to.equal(true)
    expect(await put(practice, patient('4711', { active: false, birthDate: null }))).to.equal(true)
    expect(await put(practice, patient('4711', { mobilePhone: { kind: 'invalid' } }))).to.equal(true)
    const found = await readPatient(practice.database.knex, practice.keys, await subject(practice, '4711'))
    expect(found).to.deep.include({ active: true, mobilePhone: { kind: 'invalid' } })
  })

  it('who was erased is absent, and is never stored again, however often a host delivers it', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys } = practice
    await put(practice, patient('4711'))
    await put(practice, patient('4712'))
    const erased = await subject(practice, '4711')
    const other = await subject(practice, '4712')
    await erase(practice, erased)
    const before = await database.knex('patients').where({ subject_id: erased }).first<object>()
    expect(await put(practice, patient('4711', { familyName: 'Anders' }))).to.equal(false)
    expect(await subject(practice, '4711')).to.equal(erased)
    expect(await database.knex('patients').where({ subject_id: erased }).first<object>()).to.deep.equal(
      before,
    )
    expect([...(await readPatients(database.knex, keys, [erased, other])).keys()]).to.deep.equal([other])
    expect(await readPatient(database.knex, keys, erased)).to.equal(null)
    const identity = { familyName: 'Muster4711', givenName: 'Erika', birthDate: toLocalDate('1980-01-31') }
    expect(await findByIdentity(database.knex, keys, identity)).to.deep.equal([])
  })

  it('is found by name and birthday together, as a person would compare them', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys } = practice
    await put(practice, patient('1', { familyName: 'Müller-Größ', givenName: 'Anna  Lena' }))
    await put(practice, patient('2', { familyName: 'Müller', givenName: 'Anna Lena' }))
    const first = await subject(practice, '1')
    const found = (familyName: string, givenName: string, birthDate = '1980-01-31') =>
      findByIdentity(database.knex, keys, { familyName, givenName, birthDate: toLocalDate(birthDate) })
    expect(await found('Müller-Größ', 'Anna Lena')).to.deep.equal([first])
    expect(await found(' MUELLER-GROESS ', 'anna lena'.normalize('NFD'))).to.deep.equal([first])
    expect(await found('Mu\u0308ller-Größ', 'Anna Lena')).to.deep.equal([first])
    expect(await found('Müller-Größ', 'Anna Lena', '1980-01-30')).to.deep.equal([])
    expect(await found('Müller-Größ', 'Anna')).to.deep.equal([])
    expect(await found('', 'Anna Lena')).to.deep.equal([])
  })

  it('of the same name and birthday as another is found together with that other', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys } = practice
    for (const id of ['1', '2']) await put(practice, patient(id, { familyName: 'Muster' }))
    const identity = { familyName: 'Muster', givenName: 'Erika', birthDate: toLocalDate('1980-01-31') }
    expect(await findByIdentity(database.knex, keys, identity)).to.have.length(2)
  })

  it('is found by its number, by each number it ever had, and with everybody who shares it', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys, clock } = practice
    const mobilePhone = { kind: 'mobile', number: number('+4915112345678') } as const
    await put(practice, patient('1', { mobilePhone }))
    await put(practice, patient('2', { mobilePhone }))
    await put(practice, patient('1', { mobilePhone: { kind: 'mobile', number: number('+4915187654321') } }))
    const [one, two] = [await subject(practice, '1'), await subject(practice, '2')]
    const found = (text: string) => subjectsByPhone(database.knex, keys, number(text))
    expect(await found('+4915112345678')).to.deep.equal([one, two].sort())
    expect(await found('+4915187654321')).to.deep.equal([one])
    expect(await found('+4915100000000')).to.deep.equal([])
    await database.write(async (trx) => {
      for (let turn = 0; turn < 2; turn += 1)
        await linkPhone(trx, keys, two, number('+4915100000000'), 'form 1', clock.now())
    })
    expect(await found('+4915100000000')).to.deep.equal([two])
  })

  it('is found by its WhatsApp account', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys, clock } = practice
    const one = await subject(practice, '1')
    const bsuid = toBsuid('DE.13491208655302741918')
    expect(await subjectsByBsuid(database.knex, keys, bsuid)).to.deep.equal([])
    await database.write((trx) => linkBsuid(trx, keys, one, bsuid, 'wamid test', clock.now()))
    expect(await subjectsByBsuid(database.knex, keys, bsuid)).to.deep.equal([one])
  })

  it('leaves no half subject when the transaction fails', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys, clock } = practice
    const failure = new RecallError('INTERNAL', { reason: 'test' })
    const attempt = database.write(async (trx) => {
      await subjectOf(trx, keys, toHostPatientId('4711'), clock.now())
      throw failure
    })
    expect(await attempt.catch((error: unknown) => error)).to.equal(failure)
    expect(await findSubject(database.knex, keys, toHostPatientId('4711'))).to.equal(null)
    expect(await database.knex('subject_keys').select()).to.deep.equal([])
  })
})

describe('The identity of a person', () => {
  it('needs all three of family name, given name and birthday', () => {
    const birthDate = toLocalDate('1980-01-31')
    expect(identityKey({ familyName: ' ', givenName: 'A', birthDate })).to.equal(null)
    expect(identityKey({ familyName: 'A', givenName: '', birthDate })).to.equal(null)
    expect(identityKey({ familyName: 'A', givenName: 'B', birthDate: null })).to.equal(null)
  })

  it('does not confuse where one name ends and the other begins', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', 'ä', '"', ',', '['),
      minLength: 1,
      maxLength: 4,
    })
    const birthDate = toLocalDate('1980-01-31')
    fc.assert(
      fc.property(name, name, name, (one, two, three) => {
        const first = identityKey({ familyName: one + two, givenName: three, birthDate })
        expect(identityKey({ familyName: one, givenName: two + three, birthDate })).not.to.equal(first)
      }),
    )
  })
})
