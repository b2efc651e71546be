import { readdir, readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { answerOf, mapping } from './form-reader.js'

/** The vectors stand beside the sources, also when the tests run compiled. */
const VECTORS = new URL(`${import.meta.url.replace('/dist/test/', '/test/').replace(/[^/]+$/, '')}vectors/`)

describe('forms by foreign producers', () => {
  it('say what a person sees in an ordinary viewer', async () => {
    const expected: unknown = JSON.parse(await readFile(new URL('expected.json', VECTORS), 'utf8'))
    const answers: Record<string, string> = {}
    for (const name of (await readdir(VECTORS)).filter((each) => each.endsWith('.pdf'))) {
      answers[name] = await answerOf(
        await readFile(new URL(name, VECTORS)),
        mapping({ granted: null, refused: ['Nein'] }),
      )
    }
    expect(answers).to.deep.equal(expected)
  })

  it('are broken, never unticked, when cut off (P-02)', async function () {
    this.timeout(360_000)
    for (const name of [
      'qpdf-linearized.pdf',
      'qpdf-object-streams.pdf',
      'pdfjs-incremental.pdf',
      'pdf-lib-object-streams-unticked.pdf',
    ]) {
      const file = await readFile(new URL(name, VECTORS))
      // The blank inside an incremental file is a whole file by itself.
      const whole = name === 'pdfjs-incremental.pdf' ? file.indexOf('%%EOF') + 5 : 0
      for (let length = whole + 12; length < file.length - 10; length += 97) {
        expect(await answerOf(file.subarray(0, length)), `${name} ${length}`).to.match(
          /^(?:FORM_BROKEN|FORM_NOT_PDF)$/,
        )
      }
    }
  })
})
