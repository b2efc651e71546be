/**
 * The printable proof of one person's consents (P-14): every entry with wording and evidence, the messages that rest on
 * it, the state of the ledger, and the bundle with which anybody can check it, attached. Of somebody who was erased but
 * for the proof, it is what was kept.
 */
import { createHash } from 'node:crypto'
import { brokenLedger } from '../consent/broken-ledger.js'
import { decodeLeaf } from '../consent/leaf.js'
import { verifyInclusion } from '../consent/merkle.js'
import { openCheckpoint, signatoryOf, type Checkpoint } from '../consent/note.js'
import { personBundle, type PersonBundle } from '../consent/person-bundle.js'
import { print } from '../document/print.js'
import type { Language } from '../errors.js'
import { readPatient } from '../host/patients.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { noteAccess } from '../privacy/access-log.js'
import { wordingsOf } from '../privacy/report/evidence.js'
import { whoIs } from '../privacy/whose.js'
import type { Instant } from '../time.js'
import { certificateDocument, type CertifiedMessage, type CertifiedPerson } from './certificate-document.js'

export interface Certificate {
  pdf: Uint8Array
  /** Entries about this person, and those of them whose content still exists. */
  entries: number
  contents: number
  checkpoint: { size: number; root: string }
}

export interface CertificateRequest {
  language: Language
  /** Who takes it out: `api`, or the named person of the command line. */
  actor: string
}

/** @throws RecallError PATIENT_UNKNOWN, PATIENT_ERASED, LEDGER_BROKEN, SEALED_BROKEN */
export async function certificate(
  practice: OpenPractice,
  patient: HostPatientId,
  { language, actor }: CertificateRequest,
): Promise<Certificate> {
  const { configuration, database, keys, ledger, clock } = practice
  const now = clock.now()
  const { subject } = await whoIs(practice, patient)
  await noteAccess(practice, { action: 'certificate', actor, subject })
  const bundle = await personBundle(practice, subject)
  const proofs = checkedProofs(practice, bundle)
  // What was appended since stands under the next head.
  const entries = (await ledger.entriesOf(database.knex, subject)).filter(
    ({ seq }) => seq < proofs.checkpoint.size,
  )
  const signatory = signatoryOf(keys)
  const { checkpoint } = proofs
  const document = certificateDocument({
    practice: configuration,
    language,
    createdAt: now,
    person: await personOf(practice, patient, subject),
    entries,
    wordings: await wordingsOf(practice, entries),
    messages: await messagesOf(practice, subject),
    checkpoint,
    note: bundle.checkpoint,
    verifierKey: signatory.verifierKey,
    fingerprint: createHash('sha256').update(signatory.verifierKey).digest('hex'),
    proofs: proofs.paths,
    files: bundle.files,
  })
  return {
    pdf: await print(document),
    entries: bundle.entries,
    contents: bundle.contents,
    checkpoint: { size: checkpoint.size, root: checkpoint.root.toString('base64') },
  }
}

export interface CertifiedProof {
  seq: number
  /** Base64. */
  leaf: string
  path: readonly string[]
}

/** Follows every proof once more to the signed root: what is printed as proven was proven. */
function checkedProofs(
  { keys }: OpenPractice,
  bundle: PersonBundle,
): { checkpoint: Checkpoint; paths: CertifiedProof[] } {
  const opened = openCheckpoint(bundle.checkpoint, signatoryOf(keys))
  if (opened.kind === 'invalid') throw brokenLedger(null, opened.reason)
  const { checkpoint } = opened
  const leaves = new Map(
    linesOf<{ seq: number; leaf: string }>(bundle, 'leaves.jsonl').map(({ seq, leaf }) => [seq, leaf]),
  )
  const paths = linesOf<{ seq: number; size: number; path: string[] }>(bundle, 'proofs.jsonl').map(
    ({ seq, size, path }): CertifiedProof => {
      const leaf = leaves.get(seq) ?? ''
      const bytes = Buffer.from(leaf, 'base64')
      const holds =
        size === checkpoint.size &&
        decodeLeaf(bytes)?.seq === seq &&
        verifyInclusion({
          leaf: bytes,
          seq,
          size,
          path: path.map((hash) => Buffer.from(hash, 'base64')),
          root: checkpoint.root,
        })
      if (!holds) throw brokenLedger(seq, 'root_differs')
      return { seq, leaf, path }
    },
  )
  return { checkpoint, paths }
}

/** The caller states the type: these are lines that we wrote ourselves. */
function linesOf<T>({ files }: PersonBundle, name: string): T[] {
  const text = files.find((file) => file.name === name)?.bytes.toString('utf8') ?? ''
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

async function personOf(
  { database, keys }: OpenPractice,
  hostPatientId: HostPatientId,
  subject: SubjectId,
): Promise<CertifiedPerson> {
  const record = await readPatient(database.knex, keys, subject)
  return {
    hostPatientId,
    subject,
    name: record?.known === true ? `${record.givenName} ${record.familyName}`.trim() : null,
    birthDate: record?.birthDate ?? null,
  }
}

interface MessageRow {
  id: string
  consent: number
  template: string
  status: string
  handedOverAt: Instant | null
}

/** Those that left, or may have left, the house. */
async function messagesOf(practice: OpenPractice, subject: SubjectId): Promise<CertifiedMessage[]> {
  return practice.database
    .knex('messages')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .whereNotNull('handed_over_at')
    .orderBy(['handed_over_at', 'id'])
    .select<MessageRow[]>(
      'id',
      'consent_entry as consent',
      'template',
      'state as status',
      'handed_over_at as handedOverAt',
    )
}
