import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Wording } from '../../plugin/configuration/configuration.js'
import { registerWordings } from '../../plugin/consent/wording.js'
import { onEachDatabase } from '../harness/databases.js'
import { append, codeOf, inventedEntry, newSubject, openInvented } from './invented.js'

function wording(id: string, text: string, language = 'de'): Wording {
  return { id, language, text, sha256: createHash('sha256').update(text).digest('hex') }
}

onEachDatabase('The wordings', (fresh) => {
  it('are kept once each, by id and language, however often the practice is opened (P-07)', async () => {
    const database = await fresh.open()
    const wordings = [wording('wa-2026-01', 'Ich willige ein. ✓ 🦷'), wording('wa-2026-01', 'I agree.', 'en')]
    const practice = await openInvented(database, { wordings })
    await Promise.all([registerWordings(practice), registerWordings(practice)])
    const rows = await database
      .knex('wordings')
      .orderBy('language')
      .select('wording_id', 'language', 'content')
    expect(rows).to.deep.equal([
      { wording_id: 'wa-2026-01', language: 'de', content: 'Ich willige ein. ✓ 🦷' },
      { wording_id: 'wa-2026-01', language: 'en', content: 'I agree.' },
    ])
  })

  it('never change: another text needs another id (P-07)', async () => {
    const database = await fresh.open()
    await registerWordings(
      await openInvented(database, { wordings: [wording('wa-2026-01', 'Ich willige ein.')] }),
    )
    const changed = await openInvented(database, {
      wordings: [wording('wa-2026-01', 'Ich willige gern ein.')],
    })
    expect(await codeOf(registerWordings(changed))).to.equal('WORDING_CHANGED')
    const renamed = await openInvented(database, {
      wordings: [wording('wa-2026-02', 'Ich willige gern ein.')],
    })
    await registerWordings(renamed)
    expect(await database.knex('wordings').select()).to.have.length(2)
  })

  it('are what entries refer to, by hash (P-07)', async () => {
    const known = wording('wa-2026-01', 'Ich willige ein.')
    const practice = await openInvented(await fresh.open(), { wordings: [known] })
    await registerWordings(practice)
    const subject = await newSubject(practice)
    const { id, language, sha256 } = known
    expect(
      await append(practice, [inventedEntry(subject, 'granted', { wording: { id, language, sha256 } })]),
    ).to.eql([0])
    const other = inventedEntry(subject, 'granted', { wording: { id, language, sha256: 'f'.repeat(64) } })
    expect(await codeOf(append(practice, [other]))).to.equal('WORDING_UNKNOWN')
  })
})
