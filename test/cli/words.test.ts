/** What the commands say to people: in their language, and no code of ours without its words. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { expect } from 'chai'
import { usageWords } from '../../plugin/cli/usage.js'
import { type Ended, runCommand } from '../harness/command.js'
import { openSample, type OpenSample } from '../harness/sample.js'

describe('A call that is wrong', () => {
  it('is answered in the language that it names, with what to do', async () => {
    const ask = (...args: string[]): Promise<Ended> => runCommand(args, { cwd: tmpdir() })
    const [command, option, missing] = await Promise.all([
      ask('tanz', '--lang', 'de'),
      ask('run', '--schnell', '--lang=de'),
      ask('consent', 'status', '--lang', 'de'),
    ])
    expect([command, option, missing].map(({ code }) => code)).to.deep.equal([2, 2, 2])
    expect(command.stderr).to.equal('USAGE: Den Befehl tanz gibt es nicht.\n  Siehe --help dieses Befehls.\n')
    expect(option.stderr).to.contain('Die Option --schnell gibt es bei diesem Befehl nicht.')
    expect(missing.stderr).to.contain('Die Option --patient <hostPatientId> fehlt.')
  })

  it('is told what it may have meant, and which values are possible', () => {
    const said = (code: string, message: string): string | null =>
      usageWords(new CommanderError(1, code, message), 'de')
    expect(said('commander.unknownCommand', "error: unknown command 'runn'\n(Did you mean run?)")).to.equal(
      'Den Befehl runn gibt es nicht. Gemeint: run?',
    )
    expect(
      said(
        'commander.invalidArgument',
        "error: option '--lang <language>' argument 'fr' is invalid. Allowed choices are de, en.",
      ),
    ).to.equal('Der Wert fr der Option --lang <language> ist nicht möglich; möglich: de, en.')
    expect(said('commander.helpDisplayed', '(outputHelp)')).to.equal(null)
  })
})

describe('The words of the commands', function () {
  this.timeout(360_000)
  let directory: string
  let sample: OpenSample
  let ofNothing: string[]
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCommand(
      [...args, '--lang', 'de', '--config', sample.configFile],
      {
        cwd: sample.directory,
        environment: sample.environment,
      },
    )
    expect(code, `${args.join(' ')}: ${stderr}`).to.equal(0)
    return stdout
  }
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'recall-words-'))
    sample = await openSample(`sqlite:${join(directory, 'recall.sqlite')}`)
    ofNothing = [
      await run('reminders', 'list'),
      await run('reviews', 'list'),
      await run('consent', 'renewals'),
    ]
    await sample.plugin.run()
  })
  after(async () => {
    await sample.close()
    rmSync(directory, { recursive: true })
  })

  it('say so where there is nothing to show', () => {
    expect(ofNothing).to.deep.equal([
      'Es gibt noch keine Erinnerungen.\n',
      'Es gibt keine Fälle.\n',
      'Niemand ist neu zu fragen.\n',
    ])
  })

  it('name no key or code alone where a German receptionist reads', async () => {
    const shown = [
      await run('consent', 'status', '--patient', '4711'),
      await run('consent', 'history', '--patient', '4711'),
      await run('reminders', 'list'),
      await run('doctor'),
      await run('host', 'sync'),
      await run('privacy', 'erase', '--patient', '4711', '--yes'),
    ]
    const codes =
      /\b(reminder|active|never_asked|granted|form|planned|accepted|delivered|skipped|insert_only|provider_tls|changed|gone|records|links|ledgerContents)\b/
    for (const text of shown) expect(codes.exec(text)?.[0] ?? null, text).to.equal(null)
    expect(shown[0]).to.match(/Terminerinnerung +gilt +\d\d\.\d\d\.\d{4} \d\d:\d\d/)
    expect(shown[5]).to.contain('Inhalte im Einwilligungsbuch (').and.to.contain('Patientendatensatz (1)')
  })
})
