import { expect } from 'chai'
import { answerOf } from './form-reader.js'
import { formPdf, TICKED, UNTICKED, type FormSpec } from './pdf-builder.js'

/** A script, what it means for a ticked box, and where it is: of the document, a page, or another field. */
const SCRIPTS: [string, string, string, 'open' | 'page' | 'field'][] = [
  [
    'ticks it on opening',
    'getField("Einwilligung_WhatsApp").value = "Ja";',
    'needs_review calculated',
    'open',
  ],
  [
    'ticks it by a variable',
    'var f = this.getField("Einwilligung_WhatsApp"); f.value = "Ja";',
    'needs_review calculated',
    'open',
  ],
  [
    'ticks it when the page opens',
    'this.getField("Einwilligung_WhatsApp").checkThisBox(0, true);',
    'needs_review calculated',
    'page',
  ],
  [
    'ticks it when another field is left',
    "this.getField('Einwilligung_WhatsApp').value = 'Ja';",
    'needs_review calculated',
    'field',
  ],
  [
    'unticks it when the no is ticked',
    'if (event.target.value == "Nein") this.getField("Einwilligung_WhatsApp").value = "Off";',
    'granted',
    'field',
  ],
  [
    'reads it and dates the form',
    'var b = getField("Einwilligung_WhatsApp"); var d = getField("Datum"); if (b.value == "Ja") d.value = "heute";',
    'granted',
    'field',
  ],
]

function withScript(script: string, on: 'open' | 'page' | 'field'): Partial<FormSpec> {
  const action = `<< /S /JavaScript /JS (${script.replace(/[()\\]/g, '\\$&')}) >>`
  if (on === 'open') return { catalog: `/OpenAction ${action}` }
  if (on === 'page') return { page: `] /AA << /O ${action} >> /Tabs /S /X [` }
  return {
    page: '700 0 R',
    objects: {
      700: `<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /Rect [40 590 200 620] /F 4 /AA << /Bl ${action} >> >>`,
    },
  }
}

describe('a ticked box', () => {
  for (const [what, script, answer, on] of SCRIPTS) {
    it(`beside a script that ${what}: ${answer}`, async () => {
      expect(await answerOf(formPdf({ fields: [TICKED], ...withScript(script, on) }))).to.equal(answer)
    })
  }

  it('gives nothing, whatever a script would do, where it is not ticked', async () => {
    for (const [, script, , on] of SCRIPTS)
      expect(await answerOf(formPdf({ fields: [UNTICKED], ...withScript(script, on) }))).to.equal('not_given')
  })
})
