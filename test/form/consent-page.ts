/** A page with a consent as practices print it: heading, wording, box and its label, lines for date and signature. */
import {
  box,
  type FieldSpec,
  formObjects,
  type FormSpec,
  type Objects,
  stream,
  text,
  writePdf,
} from './pdf-builder.js'

export interface PrintedLine {
  x: number
  y: number
  size?: number
  text: string
}

/** The wording stands above the box (50 700), its label beside it. */
export const WORDING: readonly PrintedLine[] = [
  { x: 50, y: 800, size: 14, text: 'Anamnesebogen der Zahnarztpraxis Dr. Muster' },
  { x: 50, y: 770, text: 'Ich willige ein, dass die Praxis mich per WhatsApp an Termine erinnert.' },
  {
    x: 50,
    y: 756,
    text: 'Empfänger sind 360dialog und Meta, auch in den USA. Die Einwilligung ist freiwillig',
  },
  { x: 50, y: 742, text: 'und jederzeit mit der Antwort STOP widerrufbar.' },
  { x: 70, y: 702, text: 'Ja, ich willige ein, Erinnerungen über WhatsApp zu erhalten.' },
  { x: 50, y: 600, text: 'Ort, Datum' },
  { x: 300, y: 600, text: 'Unterschrift' },
]

export const print = (lines: readonly PrintedLine[], colour = '0 g'): string =>
  lines
    .map(
      (line) =>
        `BT ${colour} /F1 ${line.size ?? 10} Tf 1 0 0 1 ${line.x} ${line.y} Tm (${escaped(line.text)}) Tj ET`,
    )
    .join('\n')

const escaped = (text: string): string => text.replace(/[()\\]/g, '\\$&')

export interface ConsentPage extends Partial<FormSpec> {
  fields: FieldSpec[]
  /** Content of the page; the wording by default. */
  content?: string
  /** Written into the page's resources, e.g. `/XObject << … >>`. */
  resources?: string
  /** Written into the page's dictionary. */
  pageEntries?: string
  /** Written into the font of the page. */
  fontEntries?: string
  /** Annotations of the page, as written. */
  annotations?: string
}

export function consentObjects({
  resources,
  pageEntries,
  fontEntries,
  annotations,
  ...spec
}: ConsentPage): Objects {
  const objects = formObjects({
    content: print(WORDING),
    ...spec,
    ...(annotations === undefined ? {} : { page: annotations }),
  })
  objects[11] = `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding ${fontEntries ?? ''} >>`
  objects[3] = (objects[3] ?? '').replace(
    '/Type /Page ',
    `/Type /Page /Resources << /Font << /F1 11 0 R >> ${resources ?? ''} >> ${pageEntries ?? ''} `,
  )
  return objects
}

export const consentPdf = (page: ConsentPage): Buffer => writePdf(consentObjects(page))

/** Date and signature of the page below the consent. */
export const BELOW: FieldSpec[] = [
  { ...text('Datum', ''), widgets: [{ states: [], as: null, rect: '50 612 150 626' }] },
]

export const form = (
  value: string | undefined,
  as: string,
  more: Parameters<typeof box>[0] = {},
): FieldSpec[] => [box({ ...(value === undefined ? {} : { value }), as, ...more }), ...BELOW]
export const BLANK = (): Buffer => consentPdf({ fields: form('/Off', 'Off') })
export const ticked = (page: Partial<ConsentPage> = {}): Buffer =>
  consentPdf({ fields: form('/Ja', 'Ja'), ...page })

/** A rectangle, painted. */
export const area = (colour: string, [left, bottom, right, top]: [number, number, number, number]): string =>
  `q ${colour} ${left} ${bottom} ${right - left} ${top - bottom} re f Q`

/** Paints nothing, one white pixel, as an image. */
export const WHITE_PIXEL = stream(
  '\xff\xff\xff',
  '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8',
)
