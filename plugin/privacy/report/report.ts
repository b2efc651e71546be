/**
 * Everything the plugin has about one person, for Art. 15 and Art. 20 GDPR (P-44). The shape is `PatientReport` of
 * openapi/recall.yaml. What is, or may be, about somebody else is left out and counted.
 */
import type { Language } from '../../errors.js'
import { stateOf } from '../../consent/gate.js'
import { personFacts } from '../../consent/person-facts.js'
import type { LedgerEntry } from '../../consent/entry.js'
import type { Purpose } from '../../consent/purpose.js'
import type { Schemas } from '../../http/contract.js'
import { readPatient } from '../../host/patients.js'
import type { HostPatientId, SubjectId } from '../../ids.js'
import { subjectKey } from '../../keys/subject-keys.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant } from '../../time.js'
import { insertAccess, type PersonAction } from '../access-log.js'
import { processingFacts } from '../papers/processing-facts.js'
import { questionsOf, repliesOf } from './chat.js'
import { formsOf, reviewsOf, wordingsOf } from './evidence.js'
import { blocksOf, eventsOf, linksOf, type KnownValues } from './person.js'
import { inboundOf } from './received.js'
import { appointmentsOf, messagesOf, recallsOf, remindersOf } from './sent.js'
import { tracesOf } from '../erasure/traces.js'
import { whoIsPresent } from '../whose.js'

export type Report = Schemas['PatientReport']

export interface HandingOut {
  /** Who takes it out: `api`, or the named person of the command line. */
  actor: string
  language: Language
}

/** What the parts of a report are made of. */
export interface ReportScope {
  practice: OpenPractice
  subject: SubjectId
  hostPatientId: HostPatientId
  /** Opens what was sealed for this person. */
  key: Buffer
}

/**
 * Notes the access before anything is read.
 * @throws RecallError PATIENT_UNKNOWN, PATIENT_ERASED, LEDGER_BROKEN, SEALED_BROKEN
 */
export async function buildReport(
  practice: OpenPractice,
  patient: HostPatientId,
  { actor, language }: HandingOut,
): Promise<Report> {
  const { configuration, database, keys, ledger, clock } = practice
  const now = clock.now()
  const subject = await whoIsPresent(practice, patient)
  const traces = await database.write(async (trx) => {
    await insertAccess(trx, configuration.id, { action: 'report', actor, subject }, now)
    return tracesOf(trx, practice, subject)
  })
  const connection = database.knex
  const scope: ReportScope = {
    practice,
    subject,
    hostPatientId: patient,
    key: await subjectKey(connection, keys, subject),
  }
  const entries = await ledger.entriesOf(connection, subject)
  const messages = await messagesOf(scope)
  const inbound = await inboundOf(scope, traces)
  const person = await personOf(scope)
  const known = knownValues(entries, person.mobilePhone, messages, inbound.items)
  return {
    schema: 1,
    createdAt: now,
    practice: { id: configuration.id, name: configuration.name, phone: configuration.phone },
    patient: person,
    consents: await consentsOf(scope, entries, now),
    entries: entries.map(({ seq, type, recordedAt, content }) => ({ seq, type, recordedAt, content })),
    wordings: await wordingsOf(practice, entries),
    links: await linksOf(scope, known),
    forms: await formsOf(scope),
    appointments: await appointmentsOf(scope),
    recalls: await recallsOf(scope),
    reminders: await remindersOf(scope),
    messages,
    inbound: inbound.items,
    questions: await questionsOf(scope),
    replies: await repliesOf(scope),
    reviews: await reviewsOf(scope),
    blocks: await blocksOf(scope, traces),
    events: await eventsOf(scope),
    accesses: await accessesOf(scope),
    withheld: { sharedNumbers: traces.shared, messages: inbound.withheld },
    processing: processingFacts(configuration, language),
  }
}

async function personOf({ practice, subject, hostPatientId }: ReportScope): Promise<Report['patient']> {
  const { database, keys } = practice
  const record = await readPatient(database.knex, keys, subject)
  const row = await database
    .knex('patients')
    .where({ practice_id: keys.practice, subject_id: subject })
    .first<{ first_seen_at: Instant }>('first_seen_at')
  const phone = record?.mobilePhone
  return {
    hostPatientId,
    familyName: record?.familyName ?? '',
    givenName: record?.givenName ?? '',
    birthDate: record?.birthDate ?? null,
    mobilePhone: phone !== undefined && 'number' in phone ? phone.number : null,
    active: record?.active ?? true,
    gone: record?.gone ?? false,
    since: row.first_seen_at,
  }
}

async function consentsOf(
  { practice, subject }: ReportScope,
  entries: readonly LedgerEntry[],
  now: Instant,
): Promise<Report['consents']> {
  const facts = (await personFacts(practice.database.knex, practice, [subject])).get(subject)
  const state = (purpose: Purpose): Report['consents'][Purpose] => {
    const { status, since, entry, reasons } = stateOf(practice, entries, facts, purpose, now)
    return { status, since, entry, reasons }
  }
  return { reminder: state('reminder'), recall: state('recall'), conversation: state('conversation') }
}

/** Numbers and accounts that stand in clear somewhere about this person: links hold only their digests. */
function knownValues(
  entries: readonly LedgerEntry[],
  phone: string | null,
  messages: Report['messages'],
  inbound: Report['inbound'],
): KnownValues {
  const evidence = entries.map(({ content }) => content?.evidence)
  const accounts = evidence.flatMap((found) => (found?.kind === 'chat' ? [found.account] : []))
  const senders = inbound.flatMap(({ sender }) => sender ?? [])
  return {
    phones: [
      phone,
      ...entries.map(({ content }) => content?.number ?? null),
      ...messages.map(({ to }) => to),
      ...[...accounts, ...senders].map((account) => account.phone),
    ].filter((value) => value !== null),
    bsuids: [
      ...entries.map(({ content }) => content?.bsuid ?? null),
      ...[...accounts, ...senders].map((account) => account.bsuid),
    ].filter((value) => value !== null),
  }
}

async function accessesOf({ practice, subject }: ReportScope): Promise<Report['accesses']> {
  return practice.database
    .knex('access_log')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy('id')
    .select<{ at: Instant; action: PersonAction }[]>('occurred_at as at', 'action')
}
