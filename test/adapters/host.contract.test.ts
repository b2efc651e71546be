import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostChecks, type HostUnderTest } from '../../adapters/conformance.js'
import { formsHost } from '../../adapters/forms/host.js'
import { toTimeZone } from '../../plugin/time.js'
import { csvOn, writeRecords } from './csv-files.js'

describe('The promises of every host adapter', () => {
  const directories: string[] = []
  const newDirectory = (): string => {
    const directory = mkdtempSync(join(tmpdir(), 'recall-host-'))
    directories.push(directory, `${directory}-away`)
    return directory
  }
  after(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true })
  })
  const folderGoesAway = (directory: string) => () => {
    renameSync(directory, `${directory}-away`)
    return Promise.resolve()
  }

  const csvUnderTest = (): Promise<HostUnderTest> => {
    const directory = newDirectory()
    return Promise.resolve({
      open: () => csvOn(directory),
      hold: (records) => {
        writeRecords(directory, records)
        return Promise.resolve()
      },
      holdForm: () => Promise.reject(new Error('a csv host has no forms')),
      breakDown: folderGoesAway(directory),
    })
  }

  const formsUnderTest = (): Promise<HostUnderTest> => {
    const directory = newDirectory()
    return Promise.resolve({
      open: () =>
        formsHost({
          id: 'forms',
          options: { directory },
          directory,
          timeZone: toTimeZone('Europe/Berlin'),
          country: 'DE',
        }),
      hold: () => Promise.resolve(),
      holdForm: (name, bytes) => {
        writeFileSync(join(directory, `${name}.PDF`), bytes)
        return Promise.resolve()
      },
      breakDown: folderGoesAway(directory),
    })
  }

  describe('csv', () => {
    for (const check of hostChecks({ records: true, appointmentNow: true, forms: false }))
      it(check.name, () => check.run(csvUnderTest))
  })

  describe('forms', () => {
    for (const check of hostChecks({ records: false, appointmentNow: false, forms: true }))
      it(check.name, () => check.run(formsUnderTest))
  })
})
