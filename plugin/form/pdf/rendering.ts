/**
 * Pages as an ordinary viewer paints them, with their controls, by pdf.js on a canvas. Runs in the reader's child
 * process only: painting an untrusted file may take any time and memory, and the pool bounds both.
 */
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { createCanvas, type Canvas } from '@napi-rs/canvas'
import {
  AnnotationMode,
  getDocument,
  VerbosityLevel,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Rect } from './plane.js'

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const ASSETS = {
  // pdf.js joins names to these with nothing between.
  standardFontDataUrl: join(PDFJS, 'standard_fonts', '/'),
  cMapUrl: join(PDFJS, 'cmaps', '/'),
  iccUrl: join(PDFJS, 'iccs', '/'),
  wasmUrl: join(PDFJS, 'wasm', '/'),
}

/** The document for painting; whoever opens it ends it by `work` returning. `null` if it cannot be opened or painted. */
export async function withPainter<T>(
  bytes: Uint8Array,
  work: (document: PDFDocumentProxy) => Promise<T>,
): Promise<T | null> {
  const task = getDocument({
    // Copied, since pdf.js takes over what it is given.
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    enableXfa: false,
    password: '',
    maxImageSize: MOST_IMAGE_PIXELS,
    canvasMaxAreaInBytes: 4 * MOST_IMAGE_PIXELS,
    ...ASSETS,
  })
  try {
    return await work(await task.promise)
  } catch {
    // A broken or locked file has no picture; the readers say what is wrong with it.
    return null
  } finally {
    await task.destroy()
  }
}

/** Larger images are left out, as pdf.js does; a scanned page at 400 dpi has fifteen million. */
const MOST_IMAGE_PIXELS = 20_000_000

/**
 * @param area what to paint, in points of the upright page
 * @param scale pixels a point
 * @param turned by the page's own rotation, as viewers show it; else upright, so that places stay comparable
 * Controls show what the document's annotation storage says, else what stands in the file.
 */
export async function paintArea(
  page: PDFPageProxy,
  area: Rect,
  scale: number,
  turned: boolean,
): Promise<Canvas> {
  const whole = page.getViewport({ scale, ...(turned ? {} : { rotation: 0 }) })
  const corners = whole.convertToViewportRectangle(area).map(Number)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners
  const viewport = whole.clone({
    offsetX: -Math.min(x1, x2),
    offsetY: -Math.min(y1, y2),
  })
  const canvas = createCanvas(
    Math.max(1, Math.round(Math.abs(x2 - x1))),
    Math.max(1, Math.round(Math.abs(y2 - y1))),
  )
  await page.render({
    canvas: null,
    canvasContext: canvas.getContext('2d'),
    viewport,
    annotationMode: AnnotationMode.ENABLE_STORAGE,
    background: 'white',
  }).promise
  return canvas
}

/** What viewers show of the page. */
export function boxOf(page: PDFPageProxy): Rect {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  return [left, bottom, right, top]
}
