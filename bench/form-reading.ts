/**
 * What reading a form costs: the warm pool, which reads with both readers in a process of its own and decides
 * nothing, against pdf-lib alone and pdf.js alone in this process, on the same files.
 *
 *   node dist/bench/form-reading.js [rounds]
 */
import { readdir, readFile } from 'node:fs/promises'
import { PDFDocument } from 'pdf-lib'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createReaderPool } from '../plugin/form/reader-pool.js'
import { interleaved, median } from './median.js'

const ROUNDS = Number(process.argv[2] ?? 15)
/** The vectors stand beside the sources, also when the benchmark runs compiled. */
const VECTORS = new URL('../test/form/vectors/', import.meta.url.replace('/dist/bench/', '/bench/'))

/** A form of many pages, each with a text, text fields, a box and a pair of radio buttons. */
async function writeLarge(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const form = document.getForm()
  for (let p = 0; p < pages; p += 1) {
    const page = document.addPage()
    for (let i = 0; i < 12; i += 1) {
      page.drawText(`Frage ${p}.${i}: Nehmen Sie Medikamente ein?`, { x: 50, y: 780 - i * 50, size: 10 })
      form
        .createTextField(`Seite${p}.Antwort${i}`)
        .addToPage(page, { x: 300, y: 770 - i * 50, width: 200, height: 18 })
    }
    form.createCheckBox(`Seite${p}.Ja`).addToPage(page, { x: 50, y: 100, width: 12, height: 12 })
    const radio = form.createRadioGroup(`Seite${p}.Wahl`)
    radio.addOptionToPage('Ja', page, { x: 100, y: 100, width: 12, height: 12 })
    radio.addOptionToPage('Nein', page, { x: 150, y: 100, width: 12, height: 12 })
  }
  return document.save()
}

async function withPdfLib(file: Uint8Array): Promise<void> {
  await PDFDocument.load(file, { password: '', updateMetadata: false })
}

async function withPdfJs(file: Uint8Array): Promise<void> {
  const task = getDocument({
    data: new Uint8Array(file),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: true,
  })
  const document = await task.promise
  for (let page = 1; page <= document.numPages; page += 1)
    await (await document.getPage(page)).getAnnotations()
  await task.destroy()
}

/** Largest resident set that each child of this process has ever had, MiB, largest first (Linux). */
async function childPeaks(): Promise<number[]> {
  const children = (await readFile(`/proc/self/task/${process.pid}/children`, 'latin1')).trim().split(' ')
  const peaks = await Promise.all(
    children.map(
      async (pid) => /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'latin1'))?.[1],
    ),
  )
  return peaks.map((kibibytes) => Math.round(Number(kibibytes) / 1024)).sort((a, b) => b - a)
}

const each = (files: readonly Uint8Array[], read: (file: Uint8Array) => Promise<unknown>) => async () => {
  for (const file of files) await read(file)
}

const names = (await readdir(VECTORS)).filter(
  (name) => name.endsWith('.pdf') && name !== 'qpdf-aes256-password.pdf',
)
const vectors = await Promise.all(names.map((name) => readFile(new URL(name, VECTORS))))
const sets: [string, readonly Uint8Array[]][] = [
  [`${vectors.length} vectors`, vectors],
  ['8 pages', [await writeLarge(8)]],
  ['40 pages', [await writeLarge(40)]],
]

// The readers remark on odd files; a benchmark has no use for that.
console.warn = () => undefined
console.log(
  'files          forms/s: pool   two at once    pdf-lib     pdf.js   pool ÷ slower   two ÷ slower   (medians)',
)
const pool = createReaderPool()
try {
  for (const [name, files] of sets) {
    const twice = [...files, ...files]
    const taken = await interleaved(
      {
        pool: each(files, (file) => pool.read(file)),
        two: async () => {
          await Promise.all(twice.map((file) => pool.read(file)))
        },
        pdfLib: each(files, withPdfLib),
        pdfJs: each(files, withPdfJs),
      },
      ROUNDS,
    )
    const millis = (variant: string): number => median(taken.get(variant) ?? []) / files.length
    const [one, two, lib, js] = [millis('pool'), millis('two') / 2, millis('pdfLib'), millis('pdfJs')]
    const slower = Math.max(lib, js)
    const perSecond = (ms: number): string => (1000 / ms).toFixed(1).padStart(11)
    console.log(
      `${name.padEnd(16)} ${perSecond(one)} ${perSecond(two)} ${perSecond(lib)} ${perSecond(js)} ${(one / slower).toFixed(2).padStart(15)} ${(two / slower).toFixed(2).padStart(14)}`,
    )
  }
  if (process.platform === 'linux')
    console.log(`peak memory of the children: ${(await childPeaks()).join(', ')} MiB`)
} finally {
  await pool.close()
}
