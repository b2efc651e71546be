/** `keys rotate [--master|--index]` */
import type { Command } from 'commander'
import { RecallError } from '../errors.js'
import { masterKeyFromEnvironment, prependMasterKey } from '../keys/master-key.js'
import { openPracticeKeys } from '../keys/practice-keys.js'
import { renewIndexKey } from '../keys/reindex.js'
import { countStale, renewPracticeKeys, rewrapKeys } from '../keys/rotate.js'
import { openDatabase } from '../storage/database.js'
import { assertMigrated } from '../storage/migrate.js'
import { systemClock } from '../time.js'
import { chosenPractice, type CommandContext, openConfiguration, type Run } from './context.js'

export function keyCommands(root: Command, run: Run): void {
  const keys = root.command('keys').description('the keys of the database')
  keys
    .command('rotate')
    .description('new key versions and re-wrapping, while everything goes on')
    .option('--master', 'a new master key too (with a key file), or finish the change of RECALL_MASTER_KEY')
    .option('--index', 'a new key for look-ups instead; every other process must be stopped')
    .action(({ master, index }: { master?: boolean; index?: boolean }, command: Command) =>
      run(command, (context) => (index === true ? renewIndex(context) : rotate(context, master === true))),
    )
}

async function rotate(context: CommandContext, master: boolean): Promise<void> {
  const configuration = openConfiguration(context)
  const only = chosenPractice(context, configuration)
  const database = openDatabase(configuration.database)
  try {
    await assertMigrated(database)
    const provider = masterKeyFromEnvironment(context.environment)
    if (master) {
      // One that was interrupted is finished first; it has its new key already.
      if ((await countStale(database, provider)) === 0) newMasterKey(context)
    } else {
      for (const { id } of configuration.practices) {
        if (only !== undefined && only !== id) continue
        // Makes the first versions where there are none, and shows that the master key fits.
        await openPracticeKeys(database, provider, id, systemClock)
        for (const { name, version } of await renewPracticeKeys(database, provider, id, systemClock)) {
          context.emit({ practice: id, key: name, version })
          context.say(
            context.words(
              `${id}: Schlüssel "${name}", Version ${version}; in fünf Minuten in Gebrauch.`,
              `${id}: key "${name}", version ${version}; in use in five minutes.`,
            ),
          )
        }
      }
    }
    const rewrapped = await rewrapKeys(database, provider)
    context.emit({ rewrapped })
    context.say(context.words(`${rewrapped} Schlüssel neu verpackt.`, `${rewrapped} keys wrapped anew.`))
    if (master) tellWhatToRemove(context)
  } finally {
    await database.close()
  }
}

async function renewIndex(context: CommandContext): Promise<void> {
  const configuration = openConfiguration(context)
  const only = chosenPractice(context, configuration)
  const database = openDatabase(configuration.database)
  try {
    await assertMigrated(database)
    const provider = masterKeyFromEnvironment(context.environment)
    for (const { id } of configuration.practices) {
      if (only !== undefined && only !== id) continue
      const rows = await renewIndexKey(database, provider, id, systemClock)
      context.emit({ practice: id, key: 'index', rows })
      context.say(
        context.words(
          `${id}: neuer Schlüssel für die Suche, ${rows} Zeilen umgestellt.`,
          `${id}: new key for look-ups, ${rows} rows changed.`,
        ),
      )
    }
  } finally {
    await database.close()
  }
}

/** @throws RecallError USAGE where only a person can put the new key in its place */
function newMasterKey({ environment, words }: CommandContext): void {
  const { RECALL_MASTER_KEY: inline = '', RECALL_MASTER_KEY_FILE: file = '' } = environment
  if (inline === '') {
    prependMasterKey(file)
    return
  }
  throw new RecallError('USAGE', {
    detail: words(
      'Zuerst überall RECALL_MASTER_KEY_PREVIOUS auf den bisherigen und RECALL_MASTER_KEY auf einen neuen Schlüssel setzen (openssl rand -base64 32), alle Prozesse neu starten, dann diesen Befehl wiederholen.',
      'First set RECALL_MASTER_KEY_PREVIOUS to the present key and RECALL_MASTER_KEY to a new one everywhere (openssl rand -base64 32), restart all processes, then repeat this command.',
    ),
  })
}

function tellWhatToRemove({ environment, words, say }: CommandContext): void {
  say(
    (environment['RECALL_MASTER_KEY'] ?? '') === ''
      ? words(
          'Die alten Zeilen der Schlüsseldatei können entfernt werden, sobald keine Sicherung aus der Zeit davor mehr gebraucht wird.',
          'The old lines of the key file can be removed once no backup from before is needed any more.',
        )
      : words(
          'RECALL_MASTER_KEY_PREVIOUS kann entfernt werden; den alten Schlüssel aufbewahren, solange eine Sicherung aus der Zeit davor gebraucht wird.',
          'RECALL_MASTER_KEY_PREVIOUS can be removed; keep the old key for as long as a backup from before is needed.',
        ),
  )
}
