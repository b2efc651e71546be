import { expect } from 'chai'
import { onEachDatabase } from '../harness/databases.js'
import { killRounds } from './kill-rounds.js'

onEachDatabase('A process that is killed while it sends', (fresh) => {
  it('sends nothing twice, loses nothing, and leaves the ledger intact, in 25 kills', async function () {
    this.timeout(360_000)
    const report = await killRounds(await fresh.url(), 25)
    expect(report).to.deep.include({ twice: 0, lost: [], imagined: 0, ledgerIsIntact: true })
    expect(report.accepted + report.unknown).to.equal(report.reminders)
    expect(report.accepted, 'most of the work is done').to.be.greaterThan(report.unknown)
  })
})
