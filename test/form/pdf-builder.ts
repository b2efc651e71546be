/** Writes small PDF forms byte by byte, so that a test can say exactly what stands in the file. */

/** Object number → its text between `obj` and `endobj`. */
export type Objects = Record<number, string>

/** A complete file with a cross-reference table. Objects are written in latin1, one byte a character. */
export function writePdf(objects: Objects, trailer = ''): Buffer {
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    section(objects, 15, trailer, null),
  ])
}

/** The file with a further revision at its end, as Acrobat and pdf.js save. */
export function appendRevision(file: Buffer, objects: Objects, trailer = ''): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1'))?.[1]
  if (previous === undefined) throw new Error('the file to append to has no end')
  return Buffer.concat([file, section(objects, file.length, trailer, previous)])
}

function section(objects: Objects, base: number, trailer: string, previous: string | null): Buffer {
  const numbers = Object.keys(objects).map(Number)
  let body = ''
  const offsets = numbers.map((number) => {
    const offset = base + body.length
    body += `${number} 0 obj\n${objects[number] ?? ''}\nendobj\n`
    return offset
  })
  const entries = numbers.map(
    (number, i) => `${number} 1\n${String(offsets[i]).padStart(10, '0')} 00000 n \n`,
  )
  const prev = previous === null ? '' : ` /Prev ${previous}`
  const at = base + body.length
  const xref = `xref\n0 1\n0000000000 65535 f \n${entries.join('')}`
  return Buffer.from(
    `${body}${xref}trailer\n<< /Size 1000 /Root 1 0 R${prev} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    'latin1',
  )
}

export const stream = (content: string, dict = ''): string =>
  `<< /Length ${content.length} ${dict} >>\nstream\n${content}\nendstream`

export interface WidgetSpec {
  /** On-states as written after the slash, e.g. `Ja`, `Zustimmung#FC`. Default: none named but the field's. */
  states: string[]
  /** /AS as written after the slash; `null`: none. */
  as: string | null
  rect?: string
  flags?: number
  /** `null`: no /AP at all. */
  drawing?: { on: string; off: string | null } | null
  /** Written into the widget's dictionary. */
  extra?: string
  /** Page, from 1; `null`: on no page. */
  page?: number | null
}

export interface FieldSpec {
  /** As a PDF string with its brackets, e.g. `(Name)`, `<FEFF…>`. */
  name: string
  type?: 'Btn' | 'Tx' | 'Ch' | 'Sig'
  /** As written, e.g. `/Ja`, `(Ja)`; absent: no /V. */
  value?: string
  extra?: string
  widgets: WidgetSpec[]
  /** Not under /AcroForm /Fields. */
  orphan?: boolean
}

export interface FormSpec {
  fields: FieldSpec[]
  /** Written into /AcroForm. */
  form?: string
  /** Written into the catalog. */
  catalog?: string
  /** Written into every page. */
  page?: string
  pages?: number
  /** Further objects, from 500 on by convention. */
  objects?: Objects
  content?: string
}

/** A tick in ZapfDingbats with its frame, as Acrobat draws it. */
export const TICK = 'q 0 0 1 rg BT /ZaDb 9 Tf 1 0 0 1 2 3 Tm (4) Tj ET Q'
export const FRAME = 'q 0.5 w 0.5 0.5 11 11 re s Q'

/**
 * Objects of a form: 1 catalog, 2 page tree, 3 … pages, 10 font, from 20 on fields (every tenth) and their
 * widgets, appearances from 200 on.
 */
export function formObjects(spec: FormSpec): Objects {
  const objects: Objects = { ...spec.objects }
  const pages = spec.pages ?? 1
  const annotations = new Map<number, string[]>()
  const roots: string[] = []
  let appearance = 200
  objects[10] = '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>'
  spec.fields.forEach((field, f) => {
    const number = 20 + f * 10
    if (field.orphan !== true) roots.push(`${number} 0 R`)
    const type = field.type ?? 'Btn'
    const isMerged = field.widgets.length === 1
    const own = `/FT /${type} /T ${field.name} ${field.value === undefined ? '' : `/V ${field.value}`} ${field.extra ?? ''}`
    const dicts = field.widgets.map((widget) => {
      const drawing = widget.drawing === undefined ? { on: TICK, off: FRAME } : widget.drawing
      let states = ''
      if (drawing !== null) {
        const names = [
          ...widget.states.map((name) => [name, drawing.on] as const),
          ['Off', drawing.off] as const,
        ]
        for (const [name, content] of names) {
          if (content === null) continue
          objects[appearance] = stream(
            content,
            '/Type /XObject /Subtype /Form /BBox [0 0 12 12] /Resources << /Font << /ZaDb 10 0 R >> >>',
          )
          states += `/${name} ${appearance} 0 R `
          appearance += 1
        }
      }
      return [
        `/Type /Annot /Subtype /Widget /Rect [${widget.rect ?? `50 ${700 - f * 40} 62 ${712 - f * 40}`}] /F ${widget.flags ?? 4}`,
        widget.as === null ? '' : `/AS /${widget.as}`,
        drawing === null || type === 'Tx' ? '' : `/AP << /N << ${states}>> >>`,
        widget.extra ?? '',
      ].join(' ')
    })
    field.widgets.forEach((widget, w) => {
      const id = isMerged ? number : number + 1 + w
      objects[id] = isMerged
        ? `<< ${own} ${dicts[w] ?? ''} >>`
        : `<< /Parent ${number} 0 R ${dicts[w] ?? ''} >>`
      const page = widget.page === undefined ? 1 : widget.page
      if (page !== null) annotations.set(page, [...(annotations.get(page) ?? []), `${id} 0 R`])
    })
    if (!isMerged)
      objects[number] =
        `<< ${own} /Kids [${field.widgets.map((_, w) => `${number + 1 + w} 0 R`).join(' ')}] >>`
  })
  objects[1] = `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${roots.join(' ')}] ${spec.form ?? ''} >> ${spec.catalog ?? ''} >>`
  objects[2] = `<< /Type /Pages /Kids [${Array.from({ length: pages }, (_, i) => `${3 + i} 0 R`).join(' ')}] /Count ${pages} >>`
  for (let i = 1; i <= pages; i += 1) {
    const listed = (annotations.get(i) ?? []).join(' ')
    objects[2 + i] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R /Annots [${listed} ${spec.page ?? ''}] >>`
  }
  objects[9] = stream(spec.content ?? 'BT ET')
  return objects
}

export const formPdf = (spec: FormSpec): Buffer => writePdf(formObjects(spec))

export interface BoxSpec extends Partial<WidgetSpec> {
  name?: string
  value?: string | undefined
  fieldExtra?: string
}

/** One checkbox named `Einwilligung_WhatsApp` with the on-state `Ja`. */
export const box = ({ name, value, fieldExtra, ...widget }: BoxSpec): FieldSpec => ({
  name: name ?? '(Einwilligung_WhatsApp)',
  ...(value === undefined ? {} : { value }),
  ...(fieldExtra === undefined ? {} : { extra: fieldExtra }),
  widgets: [{ states: ['Ja'], as: 'Off', ...widget }],
})

export const TICKED = box({ value: '/Ja', as: 'Ja' })
export const UNTICKED = box({ value: '/Off' })

export const text = (name: string, value: string): FieldSpec => ({
  name: `(${name})`,
  type: 'Tx',
  value: `(${value})`,
  widgets: [{ states: [], as: null, rect: '200 700 300 715' }],
})
