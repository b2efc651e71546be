/** What stands in a certificate, as printable data. It says what the ledger says and what was checked, no more. Pure. */
import type { Practice } from '../configuration/configuration.js'
import type { Checkpoint } from '../consent/note.js'
import type { Attachment, Block, PrintableDocument } from '../document/document.js'
import { dayText, momentText, provenMoment } from '../document/moment.js'
import type { Language } from '../errors.js'
import type { Schemas } from '../http/contract.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import { controllerFacts } from '../privacy/controller.js'
import type { Instant, LocalDate } from '../time.js'
import { CERTIFICATE_WORDS, howToVerify } from './certificate-words.js'
import type { CertifiedProof } from './certificate.js'
import { entryBlocks, type PrintableEntry } from './entry-blocks.js'
import { TYPE_WORDS } from '../words/ledger.js'

export interface CertifiedPerson {
  hostPatientId: HostPatientId
  subject: SubjectId
  /** `null`: not known, or erased with the record. */
  name: string | null
  birthDate: LocalDate | null
}

export interface CertifiedMessage {
  id: string
  consent: number
  template: string
  status: string
  handedOverAt: Instant | null
}

export interface CertificateContent {
  practice: Practice
  language: Language
  createdAt: Instant
  person: CertifiedPerson
  entries: readonly PrintableEntry[]
  wordings: Schemas['PatientReport']['wordings']
  messages: readonly CertifiedMessage[]
  checkpoint: Checkpoint
  note: string
  verifierKey: string
  /** Hex SHA-256 of the verifier key's text. */
  fingerprint: string
  proofs: readonly CertifiedProof[]
  files: readonly { name: string; bytes: Uint8Array }[]
}

export function certificateDocument(content: CertificateContent): PrintableDocument {
  const { practice, language, createdAt } = content
  const say = CERTIFICATE_WORDS[language]
  return {
    title: say.title,
    language,
    pageSize: 'A4',
    footer: `${practice.name} · ${momentText(createdAt, practice.timeZone, language)} · ${say.title}`,
    createdAt,
    blocks: [
      { kind: 'heading', level: 1, text: say.title },
      ...headBlocks(content),
      ...overviewBlocks(content),
      ...content.entries.flatMap((entry) => [
        ...entryBlocks(entry, { language, zone: practice.timeZone }),
        ...messageBlocks(content, entry.seq),
      ]),
      ...wordingBlocks(content),
      ...chainBlocks(content),
      ...proofBlocks(content),
    ],
    attachments: attachmentsOf(content),
  }
}

function headBlocks({
  practice,
  language,
  createdAt,
  person,
  entries,
  checkpoint,
}: CertificateContent): Block[] {
  const say = CERTIFICATE_WORDS[language]
  return [
    { kind: 'paragraph', text: say.introduction },
    {
      kind: 'facts',
      facts: [
        [say.practice, practice.name],
        ...controllerFacts(practice, language),
        [say.patient, person.name ?? say.nameGone],
        ...(person.birthDate === null ? [] : [[say.born, dayText(person.birthDate, language)] as const]),
        [say.patientNumber, person.hostPatientId],
        [say.subject, person.subject],
        [say.createdAt, provenMoment(createdAt, practice.timeZone, language)],
        [say.entries, String(entries.length)],
        [say.ledgerSize, String(checkpoint.size)],
      ],
    },
    ...(entries.length === 0 ? [{ kind: 'paragraph', text: say.nothingRecorded } as const] : []),
  ]
}

/** The history at a glance, before the details of each entry. */
function overviewBlocks({ entries, messages, language, practice }: CertificateContent): Block[] {
  if (entries.length < 2) return []
  const say = CERTIFICATE_WORDS[language]
  return [
    { kind: 'heading', level: 2, text: say.overview },
    { kind: 'paragraph', text: say.overviewNote },
    {
      kind: 'table',
      head: [say.entry, say.recordedAt, say.declaration, say.purposes, say.messagesResting],
      widths: [9, 22, 34, 21, 14],
      rows: entries.map(({ seq, type, recordedAt, content }) => [
        String(seq),
        momentText(recordedAt, practice.timeZone, language),
        TYPE_WORDS[type][language],
        content === null ? say.contentGone : content.purposes.join(', ') || '-',
        String(messages.filter(({ consent }) => consent === seq).length),
      ]),
    },
  ]
}

function messageBlocks({ messages, language, practice }: CertificateContent, seq: number): Block[] {
  const resting = messages.filter(({ consent }) => consent === seq)
  if (resting.length === 0) return []
  const say = CERTIFICATE_WORDS[language]
  return [
    { kind: 'paragraph', text: say.messages(resting.length) },
    {
      kind: 'table',
      head: [say.message, say.template, say.handedOver, say.status],
      widths: [38, 22, 25, 15],
      rows: resting.map(({ id, template, handedOverAt, status }) => [
        id,
        template,
        handedOverAt === null ? '-' : momentText(handedOverAt, practice.timeZone, language),
        status,
      ]),
    },
  ]
}

function wordingBlocks({ wordings, language }: CertificateContent): Block[] {
  const say = CERTIFICATE_WORDS[language]
  if (wordings.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: say.wordings },
    { kind: 'paragraph', text: say.wordingsNote },
    ...wordings.flatMap((wording): Block[] => [
      { kind: 'heading', level: 2, text: `${wording.id} (${wording.language})` },
      { kind: 'verbatim', text: `SHA-256 ${wording.sha256}` },
      { kind: 'paragraph', text: wording.text, language: wording.language },
    ]),
  ]
}

function chainBlocks(content: CertificateContent): Block[] {
  const { language, checkpoint, note, verifierKey, fingerprint } = content
  const say = CERTIFICATE_WORDS[language]
  return [
    { kind: 'heading', level: 1, text: say.chain },
    { kind: 'paragraph', text: say.chainChecked(content.proofs.length) },
    {
      kind: 'facts',
      facts: [
        [say.origin, checkpoint.origin],
        [say.ledgerSize, String(checkpoint.size)],
        [say.root, checkpoint.root.toString('base64')],
        [say.fingerprint, fingerprint],
      ],
    },
    { kind: 'paragraph', text: say.note },
    { kind: 'verbatim', text: note.trimEnd() },
    { kind: 'paragraph', text: say.verifierKey },
    { kind: 'verbatim', text: verifierKey },
    { kind: 'paragraph', text: say.limits },
  ]
}

function proofBlocks({ proofs, language }: CertificateContent): Block[] {
  const say = CERTIFICATE_WORDS[language]
  if (proofs.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: say.proofs },
    { kind: 'paragraph', text: say.proofsNote },
    ...proofs.flatMap(({ seq, leaf, path }): Block[] => [
      { kind: 'heading', level: 2, text: say.proofOf(seq) },
      {
        kind: 'verbatim',
        text: [`leaf ${leaf}`, ...path.map((hash, level) => `${level} ${hash}`)].join('\n'),
      },
    ]),
  ]
}

function attachmentsOf({ files, language }: CertificateContent): Attachment[] {
  const say = CERTIFICATE_WORDS[language]
  return [
    ...files.map(({ name, bytes }) => ({
      name,
      bytes,
      mediaType: name.endsWith('.jsonl') ? 'application/jsonl' : 'text/plain',
      description: say.attachment,
    })),
    {
      name: 'README.txt',
      bytes: Buffer.from(howToVerify(language), 'utf8'),
      mediaType: 'text/plain',
      description: say.attachment,
    },
  ]
}
