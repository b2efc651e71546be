import { mkdtempSync, writeFileSync } from 'node:fs'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { openTestPractice } from './practice.js'
import { csvHost } from '../../adapters/csv/host.js'
import { toTimeZone } from '../../plugin/time.js'
import { syncHost } from '../../plugin/host/sync.js'
const dir = mkdtempSync('/tmp/perf-')
const n = 10000
const rows = Array.from({ length: n }, (_, i) => i)
writeFileSync(
  dir + '/patienten.csv',
  'PatNr;Name;Vorname;Geburtsdatum;Mobil\r\n' +
    rows
      .map((i) => `${i};Muster${i};Erika;31.01.19${String((i % 90) + 10)};0171 ${String(1000000 + i)}`)
      .join('\r\n') +
    '\r\n',
  'latin1',
)
writeFileSync(
  dir + '/termine.csv',
  'TerminNr;PatNr;Datum;Uhrzeit;Dauer;Status;Behandler\r\n' +
    rows
      .map(
        (i) => `T${i};${i};${(i % 28) + 1}.12.2026;10:${String(i % 60).padStart(2, '0')};30;gebucht;Dr. Weiß`,
      )
      .join('\r\n') +
    '\r\n',
  'latin1',
)
const db = openDatabase(process.env.DB ?? 'sqlite:' + dir + '/db.sqlite')
await migrate(db)
const p = await openTestPractice(db)
const host = csvHost({
  id: 'csv',
  options: { directory: dir },
  directory: dir,
  timeZone: toTimeZone('Europe/Berlin'),
  country: 'DE',
})
for (const what of ['initial', 'unchanged']) {
  const t = performance.now()
  const r = await syncHost(p, host)
  console.log(what, Math.round(performance.now() - t), JSON.stringify(r))
}
let t = performance.now()
await host.read(null)
console.log('read', Math.round(performance.now() - t))
writeFileSync(
  dir + '/termine.csv',
  'TerminNr;PatNr;Datum;Uhrzeit;Dauer;Status;Behandler\r\n' +
    rows
      .map(
        (i) => `T${i};${i};${(i % 28) + 1}.12.2026;11:${String(i % 60).padStart(2, '0')};30;gebucht;Dr. Weiß`,
      )
      .join('\r\n') +
    '\r\n',
  'latin1',
)
writeFileSync(
  dir + '/patienten.csv',
  'PatNr;Name;Vorname;Geburtsdatum;Mobil\r\n' +
    rows
      .map((i) => `${i};Muster${i};Erika;31.01.19${String((i % 90) + 10)};0171 ${String(1000000 + i)}`)
      .join('\r\n'),
  'latin1',
)
t = performance.now()
console.log(JSON.stringify(await syncHost(p, host)), Math.round(performance.now() - t))
await db.close()
