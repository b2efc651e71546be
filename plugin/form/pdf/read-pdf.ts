/** Bytes of one PDF file → reading. Runs in the reader's child process only: the file is not to be trusted. */
import { EncryptedPDFError } from 'pdf-lib'
import type { FormReading, ReadOutcome, RevisionReading } from '../reading.js'
import {
  fingerprintControls,
  needsAppearances,
  openDocument,
  readControls,
  type OpenDocument,
} from './document.js'
import { readFrame } from './frame.js'
import { attachNearbyText } from './nearby-text.js'
import { readAgain, secondReaderVersion } from './second-reader.js'
import { readSignature } from './signatures.js'
import { readXfa } from './xfa.js'

export const PDF_LIB_VERSION = '2.11.1'
/** Revisions looked at: the oldest, and as many of the newest. Forms are saved a few times, not hundreds. */
const MOST_REVISIONS = 12

/** @param withNearbyText also the words next to each control, which takes longer */
export async function readPdf(file: Uint8Array, withNearbyText: boolean): Promise<ReadOutcome> {
  const frame = readFrame(file)
  if (frame.kind === 'not_pdf') return { kind: 'unreadable', code: 'FORM_NOT_PDF' }
  if (frame.kind === 'cut_off') return { kind: 'unreadable', code: 'FORM_BROKEN' }
  const bytes = file.subarray(frame.start)

  const opened = await openOrSayWhy(bytes)
  if (opened.kind === 'unreadable') return opened
  const { open } = opened
  if (open.pages.length === 0) return { kind: 'unreadable', code: 'FORM_BROKEN' }
  const controls = readControls(open)
  const pages = [...new Set([...open.pageOf.values()].map(({ number }) => number))].sort((a, b) => a - b)
  const second = await readAgain(bytes, pages, withNearbyText)
  if (second.kind === 'locked') return { kind: 'unreadable', code: 'FORM_ENCRYPTED' }
  if (second.kind === 'broken') return { kind: 'unreadable', code: 'FORM_BROKEN' }
  for (const widget of controls.flatMap((control) => control.widgets)) {
    widget.second = second.widgets.get(widget.id) ?? null
  }
  if (withNearbyText) attachNearbyText(controls, second.texts)

  const reading: FormReading = {
    reader: `anamnese-recall/1 pdf-lib/${PDF_LIB_VERSION} pdfjs/${secondReaderVersion}`,
    pages: open.pages.length,
    encrypted: open.document.context.isDecrypted === true,
    needAppearances: needsAppearances(open.form),
    ...readXfa(open.catalog, open.form, open.pageOf.size),
    controls,
    signatures: open.fields.flatMap((field) => readSignature(field, frame.start, bytes.length) ?? []),
    revisions: await readRevisions(bytes, frame.ends, open),
  }
  return { kind: 'read', reading }
}

type Opened =
  | { kind: 'open'; open: OpenDocument }
  | { kind: 'unreadable'; code: 'FORM_ENCRYPTED' | 'FORM_BROKEN' }

async function openOrSayWhy(bytes: Uint8Array): Promise<Opened> {
  try {
    return { kind: 'open', open: await openDocument(bytes) }
  } catch (error) {
    const isLocked =
      error instanceof EncryptedPDFError || (error instanceof Error && /password/i.test(error.message))
    return { kind: 'unreadable', code: isLocked ? 'FORM_ENCRYPTED' : 'FORM_BROKEN' }
  }
}

/** Every prefix up to the end of a revision is a document by itself; those that do not load are left out. */
async function readRevisions(
  bytes: Uint8Array,
  ends: number[],
  newest: OpenDocument,
): Promise<RevisionReading[]> {
  const older = ends.slice(0, -1)
  const chosen =
    older.length > MOST_REVISIONS ? [...older.slice(0, 1), ...older.slice(1 - MOST_REVISIONS)] : older
  const revisions: RevisionReading[] = []
  for (const end of chosen) {
    const opened = await openOrSayWhy(bytes.subarray(0, end))
    if (opened.kind === 'open') revisions.push({ end, ...fingerprintControls(opened.open) })
  }
  return [...revisions, { end: bytes.length, ...fingerprintControls(newest) }]
}
