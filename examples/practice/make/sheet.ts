/** Draws a form on A4 with pdf-lib: head, fields with labels, boxes, flowing text. Only what the sample's blanks need. */
import { PDFDocument, PDFName, StandardFonts, rgb, type PDFFont, type PDFForm, type PDFPage } from 'pdf-lib'

const INK = rgb(0.13, 0.15, 0.2)
const ACCENT = rgb(0.05, 0.36, 0.45)
const LINE = rgb(0.62, 0.68, 0.72)
const PAPER = rgb(0.97, 0.98, 0.99)
const LEFT = 50
const RIGHT = 545

export interface Box {
  name: string
  /** Name of the on-state in /AP /N. */
  onState: string
  label: string
}

export class Sheet {
  private page: PDFPage
  private y = 0

  private constructor(
    private readonly document: PDFDocument,
    private readonly form: PDFForm,
    private readonly regular: PDFFont,
    private readonly bold: PDFFont,
    private readonly title: string,
  ) {
    this.page = this.turn()
  }

  static async begin(title: string): Promise<Sheet> {
    const document = await PDFDocument.create()
    document.setTitle(title)
    document.setLanguage('de-DE')
    document.setAuthor('Zahnarztpraxis Dr. Muster')
    document.setCreationDate(new Date('2026-06-15T08:00:00Z'))
    document.setModificationDate(new Date('2026-06-15T08:00:00Z'))
    const regular = await document.embedFont(StandardFonts.Helvetica)
    const bold = await document.embedFont(StandardFonts.HelveticaBold)
    return new Sheet(document, document.getForm(), regular, bold, title)
  }

  /** Begins a new page with the practice's head. */
  turn(): PDFPage {
    this.page = this.document.addPage([595.28, 841.89])
    this.page.drawText('Zahnarztpraxis Dr. Muster', {
      x: LEFT,
      y: 790,
      size: 15,
      font: this.bold,
      color: ACCENT,
    })
    const address = 'Musterstraße 1 · 10115 Berlin · Telefon 030 12345678'
    this.page.drawText(address, { x: LEFT, y: 775, size: 8.5, font: this.regular, color: INK })
    this.page.drawLine({
      start: { x: LEFT, y: 767 },
      end: { x: RIGHT, y: 767 },
      thickness: 1.2,
      color: ACCENT,
    })
    const { length } = this.document.getPages()
    const foot = `${this.title} · Seite ${length} · Alle Angaben unterliegen der Schweigepflicht.`
    this.page.drawText(foot, { x: LEFT, y: 30, size: 7, font: this.regular, color: LINE })
    this.y = 745
    return this.page
  }

  heading(text: string, size = 11): void {
    this.y -= size * 0.6
    this.page.drawText(text, { x: LEFT, y: this.y, size, font: this.bold, color: ACCENT })
    this.y -= size + 3
  }

  /** Fields side by side, each with its label above; `share` of the width of the line. */
  fields(line: readonly { name: string; label: string; share: number }[]): void {
    let x = LEFT
    for (const { name, label, share } of line) {
      const width = (RIGHT - LEFT) * share - 8
      this.page.drawText(label, { x, y: this.y, size: 7.5, font: this.regular, color: INK })
      const field = this.form.createTextField(name)
      field.addToPage(this.page, {
        x,
        y: this.y - 20,
        width,
        height: 17,
        font: this.regular,
        borderColor: LINE,
        backgroundColor: PAPER,
        borderWidth: 0.7,
      })
      field.setFontSize(10)
      x += width + 8
    }
    this.y -= 36
  }

  /** Boxes in columns, one after the other. */
  boxes(boxes: readonly Box[], columns: number, size = 9): void {
    const width = (RIGHT - LEFT) / columns
    this.y -= 4
    boxes.forEach((box, index) => {
      const x = LEFT + (index % columns) * width
      this.box(box, x, this.y - 2)
      this.paragraphAt(box.label, x + 18, width - 24, size)
      if (index % columns === columns - 1 || index === boxes.length - 1) this.y -= 18
    })
    this.y -= 4
  }

  private box({ name, onState }: Box, x: number, y: number): void {
    const field = this.form.createCheckBox(name)
    field.addToPage(this.page, {
      x,
      y,
      width: 11,
      height: 11,
      borderColor: INK,
      borderWidth: 0.8,
      textColor: INK,
    })
    // pdf-lib calls the on-state "Yes"; German form software names it after the answer.
    for (const widget of field.acroField.getWidgets()) {
      const normal = widget.getAppearances()?.normal
      const down = widget.getAppearances()?.down
      for (const states of [normal, down]) {
        if (states === undefined || !('lookup' in states) || onState === 'Yes') continue
        const drawing = states.get(PDFName.of('Yes'))
        if (drawing === undefined) continue
        states.delete(PDFName.of('Yes'))
        states.set(PDFName.of(onState), drawing)
      }
    }
  }

  paragraph(text: string, size = 9): void {
    for (const part of text.trim().split('\n\n')) {
      for (const line of this.wrap(part, RIGHT - LEFT, size)) {
        this.page.drawText(line, { x: LEFT, y: this.y, size, font: this.regular, color: INK })
        this.y -= size * 1.36
      }
      this.y -= size * 0.5
    }
  }

  private paragraphAt(text: string, x: number, width: number, size: number): void {
    const lines = this.wrap(text, width, size)
    lines.forEach((line, index) =>
      this.page.drawText(line, { x, y: this.y - index * size * 1.3, size, font: this.regular, color: INK }),
    )
    this.y -= (lines.length - 1) * size * 1.3
  }

  private wrap(text: string, width: number, size: number): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (this.regular.widthOfTextAtSize(longer, size) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  }

  /** Date on the left, a line to sign on the right. */
  signature(dateField: string): void {
    this.y -= 14
    this.fields([{ name: dateField, label: 'Datum', share: 0.25 }])
    const y = this.y + 16
    this.page.drawLine({ start: { x: 300, y }, end: { x: RIGHT, y }, thickness: 0.7, color: INK })
    const label = 'Unterschrift (Patientin, Patient oder gesetzliche Vertretung)'
    this.page.drawText(label, { x: 300, y: y - 9, size: 7, font: this.regular, color: INK })
  }

  save(): Promise<Uint8Array> {
    // Fillers that draw texts themselves look the font of /DA up here.
    const fonts = this.document.context.obj({ [this.regular.name]: this.regular.ref })
    this.form.acroForm.dict.set(PDFName.of('DR'), this.document.context.obj({ Font: fonts }))
    return this.document.save()
  }
}
