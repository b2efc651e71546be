/**
 * `start` without a configuration: the sample practice, the local 360dialog, and the main job once, step by step.
 * Everything in it is invented, its secrets are made here and thrown away with the folder.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { layOutSamplePractice } from '../../examples/sample-practice.js'
import { importForm } from '../consent/import-form.js'
import { patientConsents } from '../consent/history.js'
import { verifyLedger } from '../consent/verify/verify.js'
import { errorText } from '../errors.js'
import { syncHost } from '../host/sync.js'
import { type HostPatientId, toHostPatientId } from '../ids.js'
import type { RunningPractice } from '../installation.js'
import { createPlugin, type Plugin } from '../plugin.js'
import { portOf } from '../configuration/environment.js'
import { loadConfiguration } from '../configuration/load.js'
import { type JournalItem, listReminders } from '../reminder/journal.js'
import { subjectsByPhone } from '../host/links.js'
import { findSubject, readPatient } from '../host/patients.js'
import { reasonText } from '../reminder/reasons.js'
import type { E164 } from '../phone.js'
import { templatesAsApproved } from '../sandbox/approved.js'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js'
import type { CommandContext } from './context.js'
import { itemNumber } from './item.js'
import { listen, untilStopped } from './serve.js'
import { table } from './table.js'

const PORT = 4360
const TIME_ZONE = 'Europe/Berlin'

export async function startSample(context: CommandContext): Promise<void> {
  const listening = await listen('127.0.0.1', portOf(context.environment, PORT))
  const directory = resolve('data', `sample-${new URL(listening.url).port}`)
  // A sample begins afresh: its journal would otherwise show reminders of another day.
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  const { configFile } = await layOutSamplePractice(directory, new Date(), TIME_ZONE)
  const secrets = throwAwaySecrets()
  const [practiceConfiguration] = loadConfiguration(configFile).practices
  if (practiceConfiguration === undefined) return
  const { id, whatsapp, templates } = practiceConfiguration
  const sandbox = await startSandbox({
    clock: 'real',
    channels: [
      {
        apiKey: secrets.D360_API_KEY,
        phoneNumberId: whatsapp.phoneNumberId,
        displayPhone: whatsapp.phone,
        wabaId: '100000000000001',
        templates: templatesAsApproved(templates),
        webhook: {
          url: `${listening.url}/webhooks/360dialog/${id}`,
          headers: { Authorization: `Bearer ${secrets.D360_WEBHOOK_SECRET}` },
        },
      },
    ],
  })
  const environment = { ...secrets, D360_BASE_URL: sandbox.url, PORT: new URL(listening.url).port }
  const secretsFile = join(directory, 'secrets.env')
  writeFileSync(
    secretsFile,
    Object.entries(environment)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  )
  const plugin = await createPlugin(configFile, { environment })
  listening.app.use(plugin.router)
  const ended = untilStopped(listening, plugin, () => sandbox.close())
  const practice = plugin.installation.practices.get(id)
  if (practice !== undefined) {
    try {
      await showMainJob(context, plugin, practice, sandbox)
    } catch (error) {
      process.kill(process.pid, 'SIGTERM')
      await ended
      throw error
    }
    sayWhatNext(context, practice, { url: listening.url, configFile, secretsFile, sandbox: sandbox.url })
  }
  await ended
}

async function showMainJob(
  context: CommandContext,
  plugin: Plugin,
  practice: RunningPractice,
  sandbox: Sandbox,
): Promise<void> {
  const { name } = practice.configuration
  const folder = relative('.', plugin.configuration.directory)
  context.say(
    context.words(
      `Beispielpraxis „${name}“, alles erfunden, in ${folder}`,
      `Sample practice "${name}", all invented, in ${folder}`,
    ),
  )
  await showForms(context, practice)
  await plugin.start()
  await showReminders(context, practice)
  await showStop(context, practice, sandbox)
  await showLedger(context, practice)
}

interface Running {
  url: string
  configFile: string
  secretsFile: string
  sandbox: string
}

function sayWhatNext(context: CommandContext, practice: RunningPractice, running: Running): void {
  const { url, sandbox } = running
  const config = relative('.', running.configFile)
  const secrets = relative('.', running.secretsFile)
  context.emit({
    step: 'up',
    practice: practice.configuration.id,
    url,
    docs: `${url}/docs`,
    config,
    secrets,
    sandbox,
  })
  context.say(
    [
      '',
      context.words(
        `Läuft weiter. Öffnen: ${url}/docs   (Ende mit Strg+C)`,
        `Stays up. Open: ${url}/docs   (Ctrl+C ends it)`,
      ),
      context.words('Mehr davon sehen, in einem zweiten Fenster:', 'See more of it, in a second window:'),
      `  set -a; . ${secrets}; set +a`,
      `  npx anamnese-recall reminders list --config ${config}`,
      `  npx anamnese-recall consent history --patient 4711 --config ${config}`,
      `  npx anamnese-recall reviews list --config ${config}`,
      `  npx anamnese-recall qr --patient 4712 --config ${config}`,
      `  npx anamnese-recall consent certificate --patient 4714 --out certificate.pdf --config ${config}`,
    ].join('\n'),
  )
}

interface SampleSecrets {
  RECALL_MASTER_KEY: string
  D360_API_KEY: string
  D360_WEBHOOK_SECRET: string
  RECALL_API_KEY: string
}

function throwAwaySecrets(): SampleSecrets & Record<string, string> {
  const secret = (): string => randomBytes(24).toString('base64url')
  return {
    RECALL_MASTER_KEY: randomBytes(32).toString('base64'),
    D360_API_KEY: secret(),
    D360_WEBHOOK_SECRET: secret(),
    RECALL_API_KEY: secret(),
  }
}

async function showForms(context: CommandContext, practice: RunningPractice): Promise<void> {
  for (const host of practice.hosts) await syncHost(practice, host)
  const rows: string[][] = []
  for (const host of practice.hosts) {
    for await (const form of host.forms?.() ?? []) {
      const file = basename(form.name)
      const imported = await importForm(practice, await form.bytes())
      if (imported.kind === 'unreadable') {
        rows.push([file, '-', errorText(imported.code, imported.details, context.language).problem])
        context.emit({ step: 'form', file, unreadable: imported.code })
        continue
      }
      const answers = imported.consents.map(
        ({ purpose, result, reasons }) => `${purpose} ${[result, ...reasons].join(' ')}`,
      )
      rows.push([file, imported.patient.hostPatientId ?? '-', answers.join(', ')])
      context.emit({
        step: 'form',
        file,
        recorded: imported.recorded,
        entries: imported.entries,
        consents: imported.consents,
      })
    }
  }
  context.say(
    `\n1  ${context.words('Formulare gelesen, Einwilligungen eingetragen', 'Forms read, consents recorded')} (${rows.length})\n`,
  )
  rows.sort(([one = ''], [other = '']) => one.localeCompare(other))
  context.say(indented(table(context.words('Datei|PatNr|Ergebnis', 'file|patient|result').split('|'), rows)))
}

async function showReminders(context: CommandContext, practice: RunningPractice): Promise<void> {
  // The sandbox reports `sent` and `delivered` within seconds, as WhatsApp does.
  await eventually(
    async () =>
      !(await journal(practice)).some(({ status }) => ['handed_over', 'accepted', 'sent'].includes(status)),
  )
  const items = await journal(practice)
  const ofState = (...states: JournalItem['status'][]): JournalItem[] =>
    items.filter(({ status }) => states.includes(status))
  const unsent = ofState('skipped', 'cancelled')
  const sent = items.filter((item) => item.status !== 'planned' && !unsent.includes(item))
  const { words } = context
  context.say(
    `\n2  ${words('Erinnerungen gesendet und zugestellt', 'Reminders sent and delivered')} (${sent.length})\n`,
  )
  context.say(
    indented(
      table(
        words(
          'Termin/Recall|PatNr|Regel|Stand|beruht auf Eintrag',
          'appointment/recall|patient|rule|status|rests on entry',
        ).split('|'),
        sent.map((item) => [
          itemNumber(item),
          item.patient,
          item.rule,
          item.status,
          String(item.consent ?? '-'),
        ]),
      ),
    ),
  )
  context.say(`\n   ${words('später fällig', 'due later')}: ${ofState('planned').length}`)
  for (const [reason, count] of countedByReason(unsent)) {
    context.say(
      `   ${words('nicht gesendet', 'not sent')}: ${String(count).padStart(2)} × ${reasonText(reason, context.language)}`,
    )
  }
  for (const item of items) context.emit({ step: 'reminder', ...item })
}

function countedByReason(items: readonly JournalItem[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { reason } of items) counts.set(reason ?? '-', (counts.get(reason ?? '-') ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)
}

/** A patient who got a reminder and has another one waiting answers STOP. */
async function showStop(context: CommandContext, practice: RunningPractice, sandbox: Sandbox): Promise<void> {
  const items = await journal(practice)
  const reached = items.filter(({ status }) => status === 'delivered' || status === 'read')
  const isWaiting = (patient: string): boolean =>
    items.some((item) => item.patient === patient && item.status === 'planned')
  const [chosen] = await ownNumbers(practice, [
    ...reached.filter(({ patient }) => isWaiting(patient)),
    ...reached.filter(({ patient }) => !isWaiting(patient)),
  ])
  if (chosen === undefined) return
  const { patient, number } = chosen
  await sandbox.inbound({
    from: { phone: number, name: 'Patient' },
    content: { type: 'text', body: 'STOP' },
  })
  await eventually(
    async () => (await patientConsents(practice, patient)).purposes.reminder.status === 'withdrawn',
  )
  const { purposes } = await patientConsents(practice, patient)
  const cancelled = (await journal(practice)).filter(
    (item) => item.patient === patient && item.status === 'cancelled',
  ).length
  context.emit({ step: 'stop', patient, purposes, cancelled })
  context.say(
    `\n3  ${context.words(
      `PatNr ${patient} antwortet „STOP“: reminder ${purposes.reminder.status}, recall ${purposes.recall.status}; ${cancelled} wartende Erinnerungen abgesagt`,
      `patient ${patient} replies "STOP": reminder ${purposes.reminder.status}, recall ${purposes.recall.status}; ${cancelled} waiting reminders cancelled`,
    )}`,
  )
}

/** Patients whose number is theirs alone: a STOP from a shared one would put all who share it on hold. */
async function ownNumbers(
  practice: RunningPractice,
  items: readonly JournalItem[],
): Promise<{ patient: HostPatientId; number: E164 }[]> {
  const { keys, database } = practice
  const found: { patient: HostPatientId; number: E164 }[] = []
  for (const item of items) {
    const patient = toHostPatientId(item.patient)
    const subject = await findSubject(database.knex, keys, patient)
    const record = subject === null ? null : await readPatient(database.knex, keys, subject)
    if (record === null || !('number' in record.mobilePhone)) continue
    const { number } = record.mobilePhone
    if ((await subjectsByPhone(database.knex, keys, number)).length === 1) found.push({ patient, number })
  }
  return found
}

async function showLedger(context: CommandContext, practice: RunningPractice): Promise<void> {
  const { ok, entries, root } = await verifyLedger(practice.database, practice.keys)
  context.emit({ step: 'ledger', ok, entries, root })
  context.say(
    `\n4  ${context.words(
      `Einwilligungsbuch nachgerechnet: ${ok ? 'schlüssig' : 'NICHT schlüssig'}, ${entries} Einträge, Wurzel ${root}`,
      `Ledger rebuilt from storage: ${ok ? 'it verifies' : 'it does NOT verify'}, ${entries} entries, root ${root}`,
    )}`,
  )
}

async function journal(practice: RunningPractice): Promise<JournalItem[]> {
  return (await listReminders(practice, { cursor: null, limit: 500 })).items
}

/** Looks again until it is so, at most 20 seconds. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await isSo()) && Date.now() < deadline) await new Promise((wait) => setTimeout(wait, 100))
}

const indented = (text: string): string => text.replace(/^/gm, '   ')
