/** Bytes of one PDF file → reading. Runs in the reader's child process only: the file is not to be trusted. */
import { EncryptedPDFError } from 'pdf-lib'
import type {
  ControlReading,
  FormReading,
  ReadOutcome,
  RevisionReading,
  SignatureReading,
} from '../reading.js'
import {
  fingerprintControls,
  needsAppearances,
  openDocument,
  readControls,
  type OpenDocument,
} from './document.js'
import { readFrame } from './frame.js'
import { attachNearbyText } from './nearby-text.js'
import { readPrints } from './page-print.js'
import { readAgain, secondReaderVersion, type PlacedOpinion } from './second-reader.js'
import { signedRevision } from '../reading.js'
import { readSignature } from './signatures.js'
import { judgeByPainting } from './tick-sight.js'
import { readXfa } from './xfa.js'

export const PDF_LIB_VERSION = '2.11.1'
/** Revisions looked at: the oldest, the signed ones, and as many of the newest. Forms are saved a few times, not hundreds. */
const MOST_REVISIONS = 12

/**
 * @param withNearbyText also the words next to each control, which takes longer
 * @param printedFor full names of the controls whose pages are fingerprinted and whose ticks are looked at; none: all
 */
export async function readPdf(
  file: Uint8Array,
  withNearbyText: boolean,
  printedFor: readonly string[],
): Promise<ReadOutcome> {
  const frame = readFrame(file)
  if (frame.kind === 'not_pdf') return { kind: 'unreadable', code: 'FORM_NOT_PDF' }
  if (frame.kind === 'cut_off') return { kind: 'unreadable', code: 'FORM_BROKEN' }
  const bytes = file.subarray(frame.start)

  const opened = await openOrSayWhy(bytes)
  if (opened.kind === 'unreadable') return opened
  const { open } = opened
  if (open.pages.length === 0) return { kind: 'unreadable', code: 'FORM_BROKEN' }
  const pages = [...new Set([...open.pageOf.values()].map(({ number }) => number))].sort((a, b) => a - b)
  // Much of the second reader's time is waiting for its own messages, so the first one goes on meanwhile.
  const again = readAgain(bytes, pages, withNearbyText)
  const controls = readControls(open)
  const signatures = open.fields.flatMap((field) => readSignature(field, frame.start, bytes.length) ?? [])
  const revisions = await readRevisions(bytes, frame.ends, signatures, open)
  const second = await again
  if (second.kind === 'locked') return { kind: 'unreadable', code: 'FORM_ENCRYPTED' }
  if (second.kind === 'broken') return { kind: 'unreadable', code: 'FORM_BROKEN' }
  attachOpinions(controls, second.widgets)
  const asked = controls.filter(({ name }) => printedFor.length === 0 || printedFor.includes(name))
  await judgeByPainting(bytes, asked)
  if (withNearbyText) attachNearbyText(controls, second.texts)

  const reading: FormReading = {
    reader: `anamnese-recall/1 pdf-lib/${PDF_LIB_VERSION} pdfjs/${secondReaderVersion}`,
    pages: open.pages.length,
    encrypted: open.document.context.isDecrypted,
    needAppearances: needsAppearances(open.form),
    ...readXfa(open.catalog, open.form, open.pageOf.size),
    controls,
    signatures,
    prints: readPrints(open, printedFor),
    revisions,
  }
  return { kind: 'read', reading }
}

function attachOpinions(controls: ControlReading[], opinions: PlacedOpinion[]): void {
  for (const widget of controls.flatMap((control) => control.widgets)) {
    const found = opinions.find(({ id, page, rect }) =>
      widget.id === 'direct'
        ? page === widget.page &&
          rect.every((side, i) => Math.abs(side - (widget.rect?.[i] ?? Number.NaN)) < 0.01)
        : id === widget.id,
    )
    widget.second = found?.opinion ?? null
  }
}

type Opened =
  | { kind: 'open'; open: OpenDocument }
  | { kind: 'unreadable'; code: 'FORM_ENCRYPTED' | 'FORM_BROKEN' }

async function openOrSayWhy(bytes: Uint8Array): Promise<Opened> {
  try {
    return { kind: 'open', open: await openDocument(bytes) }
  } catch (error) {
    // A wrong password, or a way of encryption that knows none (certificates).
    const isLocked = error instanceof EncryptedPDFError || Buffer.from(bytes).includes('/Encrypt')
    return { kind: 'unreadable', code: isLocked ? 'FORM_ENCRYPTED' : 'FORM_BROKEN' }
  }
}

/**
 * Every prefix up to the end of a revision is a document by itself. One that does not load stays in the list,
 * without controls, so that a signature over it is not taken for one over a later state.
 */
async function readRevisions(
  bytes: Uint8Array,
  ends: number[],
  signatures: SignatureReading[],
  newest: OpenDocument,
): Promise<RevisionReading[]> {
  const older = ends.slice(0, -1)
  const signed = new Set(signatures.map(({ coveredTo }) => signedRevision(ends, coveredTo)))
  const revisions: RevisionReading[] = []
  for (const [i, end] of older.entries()) {
    if (i > 0 && i <= older.length - MOST_REVISIONS && !signed.has(end)) continue
    const opened = await openOrSayWhy(bytes.subarray(0, end))
    revisions.push({
      end,
      ...(opened.kind === 'open' ? fingerprintControls(opened.open) : { controls: {}, signs: 0 }),
    })
  }
  return [...revisions, { end: bytes.length, ...fingerprintControls(newest) }]
}
