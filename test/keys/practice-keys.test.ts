import { expect } from 'chai'
import { toPracticeId } from '../../plugin/ids.js'
import { newKey } from '../../plugin/keys/seal.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { systemClock } from '../../plugin/time.js'
import { append, inventedEntry, newSubjects, openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

onEachDatabase('The keys of a practice', (fresh) => {
  const practice = toPracticeId('muster')
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'opened',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )

  it('are made once, by however many open it first in the same moment', async () => {
    const database = await fresh.open()
    const provider = masterKey(newKey())
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => openPracticeKeys(database, provider, practice, systemClock)),
    )
    const digests = opened.map((keys) => [keys.index('phone', '+4915112345678'), keys.witness('x')].join())
    expect(new Set(digests).size).to.equal(1)
    expect(await database.knex('practice_keys').where({ practice_id: practice })).to.have.length(4)
  })

  for (const name of ['signing', 'index', 'box', 'witness'])
    it(`are not made anew where the ${name} key is lost: a new one would find nobody (P-19, P-53)`, async () => {
      const database = await fresh.open()
      const provider = masterKey(newKey())
      await openPracticeKeys(database, provider, practice, systemClock)
      await database.knex('practice_keys').where({ practice_id: practice, name }).delete()
      const opening = openPracticeKeys(database, provider, practice, systemClock)
      expect(await codeOf(opening)).to.equal('PRACTICE_KEY_MISSING')
      expect(await database.knex('practice_keys').where({ practice_id: practice, name })).to.deep.equal([])
    })

  it('are not made anew beside a ledger that has lost all of them (P-53)', async () => {
    const database = await fresh.open()
    const provider = masterKey(newKey())
    const { keys, ...open } = await openInvented(database, { keyProvider: provider })
    const [subject] = await newSubjects({ keys, ...open }, 1)
    await append({ keys, ...open }, subject === undefined ? [] : [inventedEntry(subject)])
    await database.knex('practice_keys').delete()
    expect(await codeOf(openPracticeKeys(database, provider, keys.practice, systemClock))).to.equal(
      'PRACTICE_KEY_MISSING',
    )
  })

  it('are not used where a version between others is gone: look-ups go through all of them (P-52)', async () => {
    const database = await fresh.open()
    const provider = masterKey(newKey())
    await openPracticeKeys(database, provider, practice, systemClock)
    await database
      .knex('practice_keys')
      .where({ practice_id: practice, name: 'index' })
      .update({ version: 2 })
    expect(await codeOf(openPracticeKeys(database, provider, practice, systemClock))).to.equal(
      'PRACTICE_KEY_MISSING',
    )
  })
})
