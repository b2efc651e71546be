/** A practice with its reception, its webhook receiver behind real HTTP, and the sandbox that stands for 360dialog. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { HostPatient } from '../../adapters/host.js'
import { issueCode, type CodeOrder, type IssuedCode } from '../../plugin/chat/issue-code.js'
import { readCode } from '../../plugin/chat/code.js'
import { sendChatReplies, type SentReplies } from '../../plugin/chat/send-replies.js'
import type { Practice, Wording } from '../../plugin/configuration/configuration.js'
import type { LedgerEntry } from '../../plugin/consent/entry.js'
import { consentFor } from '../../plugin/consent/gate.js'
import { PURPOSES, type Purpose } from '../../plugin/consent/purpose.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import { deliverEvents, type HostEvent } from '../../plugin/host/events.js'
import type { Gates } from '../../plugin/gates/gates.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { toHostPatientId, type HostPatientId, type SubjectId } from '../../plugin/ids.js'
import { silentLog } from '../../plugin/log.js'
import { toE164, type E164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Control } from '../../plugin/sandbox/contract.js'
import { startSandbox, type Sandbox } from '../../plugin/sandbox/sandbox.js'
import { addMillis, toIsoDuration, toLocalDate, toLocalTime } from '../../plugin/time.js'
import { processInbox, type InboxCounts } from '../../plugin/webhook/process.js'
import { webhookReceiver } from '../../plugin/webhook/receive.js'
import { dialog360, type Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import type { FreshDatabases } from '../harness/databases.js'
import { NOON, openInvented, settableClock, type SettableClock } from '../consent/invented.js'

export const ERIKA = '+4915112345678'
export const OTHER = '+4915198765432'
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Nothing stands against sending. */
export const OPEN_GATES: Gates = { verdicts: () => Promise.resolve([]) }

const KEY = 'sandbox-key-of-the-desk'

export type Message = Control['JournalMessage']
export type Sender = Partial<Control['InboundOrder']['from']>

export function wording(id: string, language: string, text: string): Wording {
  return { id, language, text, sha256: createHash('sha256').update(text, 'utf8').digest('hex') }
}

export const GERMAN = wording('wa-2026-01', 'de', 'Ich willige ein.\n\nDie Einwilligung ist freiwillig.')
export const TURKISH = wording('wa-2026-01-tr', 'tr', 'İzin veriyorum.')

/** A form that shows this wording for these purposes. */
export const formWith = (id: string, purposes: readonly Purpose[] = PURPOSES): Practice['forms'][number] => ({
  id: `form-${id}`,
  match: { controls: ['Einwilligung'] },
  template: null,
  markedBy: 'patient_device',
  patient: {},
  representative: null,
  givenAt: null,
  consents: [
    {
      purposes,
      controls: { kind: 'one', control: 'Einwilligung' },
      granted: null,
      refused: null,
      wording: id,
    },
  ],
})

const WINDOW = 'always' as const
const RULES: Practice['rules'] = [
  {
    id: 'termin-2-tage',
    kind: 'before',
    purpose: 'reminder',
    before: toIsoDuration('P2D'),
    at: null,
    doNotSendWithin: toIsoDuration('PT2H'),
    template: 'termin_erinnerung',
    window: WINDOW,
  },
  {
    id: 'kontrolle',
    kind: 'after',
    purpose: 'recall',
    after: [toIsoDuration('P0D')],
    at: toLocalTime('10:00'),
    template: 'recall_einladung',
    window: WINDOW,
  },
]

export interface Desk {
  practice: OpenPractice
  clock: SettableClock
  sandbox: Sandbox
  client: Dialog360
  /** Moves both clocks, and delivers what falls due. */
  pass(millis: number): Promise<void>
  patient(host: string, changes?: Partial<HostPatient>): Promise<DeskPatient>
  issue(patient: DeskPatient, changes?: Partial<CodeOrder>): Promise<IssuedCode>
  /** Somebody writes; the message is worked on and answered. */
  write(from: string, body: string, sender?: Sender): Promise<InboxCounts>
  /** Somebody presses a button below a message of ours. */
  press(from: string, message: Message, title: string, sender?: Sender): Promise<InboxCounts>
  /** Works on the inbox and sends what waits. */
  run(): Promise<InboxCounts>
  send(): Promise<SentReplies>
  /** Everything that was ever sent to a number, oldest first. */
  said(to: string): Message[]
  texts(to: string): string[]
  /** The last question with buttons. */
  question(to: string): Message
  entries(patient: DeskPatient): Promise<LedgerEntry[]>
  status(patient: DeskPatient, purpose?: Purpose): Promise<string>
  events(): Promise<HostEvent[]>
  types(): Promise<string[]>
  replies(): Promise<{ kind: string; state: string; reason: string | null; position: number }[]>
  reviews(): Promise<{ kind: string; source: string; subject_id: string | null }[]>
}

export interface DeskPatient {
  subject: SubjectId
  host: HostPatientId
  phone: E164
}

export const phoneOf = (text: string): E164 => toE164(text)!

export interface DeskOptions {
  wordings?: readonly Wording[]
  rules?: Practice['rules']
  forms?: Practice['forms']
}

/** One database for a suite; each desk is a practice of its own in it. */
export function desksOnOneDatabase(fresh: FreshDatabases): (options?: DeskOptions) => Promise<Desk> {
  let database: Database
  const closing: (() => Promise<void>)[] = []
  before('open the database', async function () {
    this.timeout(240_000)
    database = openDatabase(await fresh.url())
    await migrate(database)
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  after(() => database.close())
  return async (options = {}) => {
    const { desk, close } = await openDesk(database, options)
    closing.push(close)
    return desk
  }
}

export async function openDesk(
  database: Database,
  { wordings = [GERMAN, TURKISH], rules = RULES, forms }: DeskOptions = {},
): Promise<{ desk: Desk; close: () => Promise<void> }> {
  const clock = settableClock()
  const id = `praxis-${randomBytes(4).toString('hex')}`
  const opened = await openInvented(database, { id, clock, wordings })
  const practice: OpenPractice = {
    ...opened,
    configuration: {
      ...opened.configuration,
      rules,
      forms: forms ?? wordings.map((text) => formWith(text.id)),
    },
  }
  await registerWordings(practice)
  const receive = webhookReceiver(practice)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void receive(Buffer.concat(chunks)).then(() => response.writeHead(200).end()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { phone, phoneNumberId } = practice.configuration.whatsapp
  const sandbox = await startSandbox({
    clock: 'virtual',
    startAt: new Date(NOON),
    channels: [
      {
        apiKey: KEY,
        phoneNumberId,
        displayPhone: phone,
        wabaId: '1',
        templates: [],
        webhook: { url: `http://127.0.0.1:${port}/` },
      },
    ],
  })
  const client = dialog360({ baseUrl: sandbox.url, apiKey: KEY, timeoutMillis: 1_000 })
  const desk = deskOf(practice, clock, sandbox, client)
  return {
    desk,
    async close() {
      await client.close()
      await sandbox.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function deskOf(practice: OpenPractice, clock: SettableClock, sandbox: Sandbox, client: Dialog360): Desk {
  const { database, keys, configuration } = practice
  const own = { practice_id: configuration.id }
  const desk: Desk = {
    practice,
    clock,
    sandbox,
    client,
    async pass(millis) {
      clock.set(addMillis(clock.now(), millis))
      await sandbox.advance(millis)
      await desk.run()
    },
    async patient(host, changes = {}) {
      const hostPatientId = toHostPatientId(host)
      const now = clock.now()
      const record: HostPatient = {
        hostPatientId,
        familyName: 'Muster',
        givenName: 'Erika',
        birthDate: toLocalDate('1980-01-31'),
        mobilePhone: { kind: 'mobile', number: phoneOf(ERIKA) },
        active: true,
        ...changes,
      }
      const subject = await database.write(async (trx) => {
        await putPatient(trx, keys, 'csv', record, now)
        return subjectOf(trx, keys, hostPatientId, now)
      })
      return { subject, host: hostPatientId, phone: phoneOf(ERIKA) }
    },
    issue: (patient, changes = {}) =>
      issueCode(practice, { patient: patient.host, by: 'Frau Empfang', ...changes }),
    async write(from, body, sender = {}) {
      await sandbox.inbound({ from: { phone: from, ...sender }, content: { type: 'text', body } })
      return desk.run()
    },
    async press(from, message, title, sender = {}) {
      const choice = message.choices.find((candidate) => candidate.title === title)
      if (choice === undefined) throw new Error(`no button ${title}`)
      const type = message.choices.length > 3 ? ('list_reply' as const) : ('button_reply' as const)
      await sandbox.inbound({
        from: { phone: from, ...sender },
        content: { type, ...choice, replyTo: message.wamid },
      })
      return desk.run()
    },
    async run() {
      const counts = await processInbox(practice)
      for (const failure of counts.failures) throw failure.cause instanceof Error ? failure.cause : failure
      await desk.send()
      return counts
    },
    send: () =>
      sendChatReplies(practice, {
        provider: () => client,
        gates: OPEN_GATES,
        log: silentLog,
        signal: new AbortController().signal,
      }),
    said: (to) => sandbox.messages({ reveal: true }).filter(({ waId }) => waId === to.slice(1)),
    texts: (to) => desk.said(to).map(({ text }) => text ?? ''),
    question(to) {
      const found = desk.said(to).findLast(({ choices }) => choices.length > 0)
      if (found === undefined) throw new Error('nothing was asked')
      return found
    },
    entries: (patient) => practice.ledger.entriesOf(database.knex, patient.subject),
    async status(patient, purpose = 'reminder') {
      return (await consentFor(database.knex, practice, patient.subject, purpose, clock.now())).status
    },
    async events() {
      const found: HostEvent[] = []
      await deliverEvents(practice, (event) => void found.push(event))
      return found
    },
    types: async () => (await desk.events()).map(({ type }) => type),
    replies: () =>
      database
        .knex('chat_replies')
        .where(own)
        .orderBy([{ column: 'created_at' }, { column: 'inbound_id' }, { column: 'position' }])
        .select('kind', 'state', 'reason', 'position'),
    reviews: () => database.knex('reviews').where(own).select('kind', 'source', 'subject_id'),
  }
  return desk
}

/** What stands ready to be sent behind the link of a code. */
export const prefilled = ({ url }: IssuedCode): string => new URL(url).searchParams.get('text') ?? ''

export const codeIn = (issued: IssuedCode): string => readCode(prefilled(issued)) ?? ''

/** The titles of the German buttons. */
export const YES = 'Ja: Erinnerungen'
export const YES_RECALL = 'Ja: Einladungen'
export const NO = 'Nein'
