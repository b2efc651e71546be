/** An opened practice and invented entries for the tests of the ledger. */
import { randomBytes } from 'node:crypto'
import type { Practice, Wording } from '../../plugin/configuration/configuration.js'
import type { EntryContent, EntryType, NewEntry } from '../../plugin/consent/entry.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { newSubjectId, toPracticeId, type SubjectId } from '../../plugin/ids.js'
import { masterKey, type KeyProvider } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { createSubjectKey } from '../../plugin/keys/subject-keys.js'
import { toE164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Database } from '../../plugin/storage/database.js'
import { toInstant, toLocalTime, toTimeZone, type Clock, type Instant } from '../../plugin/time.js'

export const NOON = toInstant('2026-11-21T12:00:00Z')
export const BERLIN = toTimeZone('Europe/Berlin')
export const NUMBER = toE164('+4915112345678')!

export interface SettableClock extends Clock {
  set(instant: Instant): void
}

export function settableClock(start: Instant = NOON): SettableClock {
  let current = start
  return {
    now: () => current,
    set(instant) {
      current = instant
    },
  }
}

export function inventedPractice(id: string, wordings: readonly Wording[] = []): Practice {
  const number = toE164('+493012345600')!
  return {
    id: toPracticeId(id),
    name: 'Zahnarztpraxis Dr. Muster',
    controller: 'Zahnarztpraxis Dr. Muster',
    phone: toE164('+493012345678')!,
    address: null,
    dataProtectionOfficer: null,
    timeZone: BERLIN,
    region: 'DE-BE',
    language: 'de',
    whatsapp: {
      phone: number,
      phoneNumberId: '106540352242922',
      portfolioLimit: 250,
      throughput: 80,
      unknownGrace: 'PT15M' as Practice['whatsapp']['unknownGrace'],
      recipients: ['360dialog', 'Meta'],
      storageRegion: null,
    },
    signOff: null,
    hosts: [],
    forms: [],
    wordings,
    rules: [],
    window: {
      from: toLocalTime('08:00'),
      to: toLocalTime('20:00'),
      days: [1, 2, 3, 4, 5, 6],
      holidays: 'skip',
    },
    templates: [],
    timeStamping: null,
    schedule: '* * * * *',
  }
}

const provider = masterKey(randomBytes(32))

export async function openInvented(
  database: Database,
  options: { id?: string; clock?: Clock; wordings?: readonly Wording[]; keyProvider?: KeyProvider } = {},
): Promise<OpenPractice> {
  const clock = options.clock ?? settableClock()
  const configuration = inventedPractice(options.id ?? 'muster', options.wordings)
  const keys = await openPracticeKeys(database, options.keyProvider ?? provider, configuration.id, clock)
  return { configuration, database, keys, ledger: knexLedger(database, keys, clock), clock }
}

/** New subjects, each with its key. */
export async function newSubjects(practice: OpenPractice, count: number): Promise<SubjectId[]> {
  const subjects = Array.from({ length: count }, newSubjectId)
  await practice.database.write(async (trx) => {
    for (const subject of subjects) await createSubjectKey(trx, practice.keys, subject, practice.clock.now())
  })
  return subjects
}

export async function newSubject(practice: OpenPractice): Promise<SubjectId> {
  const [subject] = await newSubjects(practice, 1)
  return subject!
}

export function inventedContent(changes: Partial<EntryContent> = {}): EntryContent {
  return {
    schema: 1,
    purposes: ['reminder', 'recall'],
    method: 'form',
    actor: { role: 'patient', name: null },
    givenAt: NOON,
    capturedAt: NOON,
    number: NUMBER,
    numberHolder: 'unknown',
    bsuid: null,
    wording: null,
    reasons: [],
    supersedes: [],
    evidence: {
      kind: 'form',
      sha256: 'a'.repeat(64),
      form: 'anamnese-2026',
      control: 'Einwilligung_WhatsApp',
      page: 1,
      raw: 'Ja',
      markedBy: 'patient_device',
      reader: 'test 1',
    },
    ...changes,
  }
}

export function inventedEntry(
  subject: SubjectId,
  type: EntryType = 'granted',
  changes: Partial<EntryContent> = {},
): NewEntry {
  return { type, subject, content: inventedContent(changes) }
}

export const append = (practice: OpenPractice, entries: readonly NewEntry[]): Promise<number[]> =>
  practice.database.write((trx) => practice.ledger.append(trx, entries))

/** The code of the RecallError that `work` ends with, or what else it did. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no error'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
