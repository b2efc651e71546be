/** Fills a form with pdf-lib, the box by its low-level objects: saved anew, or appended to the blank as Acrobat does. */
import { PDFCheckBox, PDFDocument, PDFName, PDFRadioGroup, StandardFonts, rgb } from 'pdf-lib'

export interface Answers {
  /** Text by full field name. */
  texts: Readonly<Record<string, string>>
  /** On-state by full field name. */
  ticks: Readonly<Record<string, string>>
}

export async function fillAnew(blank: Uint8Array, answers: Answers): Promise<Uint8Array> {
  const document = await PDFDocument.load(blank)
  await fill(document, answers)
  sign(document)
  return document.save()
}

export async function fillAppended(blank: Uint8Array, answers: Answers): Promise<Uint8Array> {
  const document = await PDFDocument.load(blank, { forIncrementalUpdate: true })
  await fill(document, answers)
  return document.save()
}

async function fill(document: PDFDocument, { texts, ticks }: Answers): Promise<void> {
  const form = document.getForm()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const [name, text] of Object.entries(texts)) {
    const field = form.getTextField(name)
    field.setText(text)
    field.updateAppearances(font)
  }
  for (const [name, onState] of Object.entries(ticks)) {
    const field = form.getField(name)
    if (!(field instanceof PDFCheckBox || field instanceof PDFRadioGroup))
      throw new Error(`not a box: ${name}`)
    const state = PDFName.of(onState)
    field.acroField.dict.set(PDFName.of('V'), state)
    for (const widget of field.acroField.getWidgets()) {
      widget.setAppearanceState(widget.getOnValue() === state ? state : PDFName.of('Off'))
    }
  }
  // Every text and tick is drawn now.
  form.acroForm.dict.delete(PDFName.of('NeedAppearances'))
}

/** A scrawl on the line at the right of the date, as a tablet draws it into the page. */
function sign(document: PDFDocument): void {
  const fields = document.getForm().getFields()
  const date = fields.find(
    (field) => /datum(\[0\])?$|ausgefüllt am/i.test(field.getName()) && !/geb/i.test(field.getName()),
  )
  const place = date?.acroField.getWidgets()[0]?.getRectangle()
  const page = document.getPages().at(-1)
  if (place === undefined || page === undefined) throw new Error('the form has no date')
  page.drawSvgPath(
    'M0 0 C10 -22 18 -20 14 -4 S26 -14 32 -5 S42 -16 46 -4 S58 -20 62 -3 S80 -14 92 -8 L118 -12',
    {
      x: 330,
      y: place.y + 10,
      borderColor: rgb(0.08, 0.12, 0.45),
      borderWidth: 1.1,
    },
  )
}
