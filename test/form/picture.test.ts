import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect } from 'chai'
import { createReaderPool } from '../../plugin/form/reader-pool.js'
import { pool } from './form-reader.js'
import { box, formObjects, type Objects, formPdf, stream, TICKED, UNTICKED, writePdf } from './pdf-builder.js'

const BOX: [number, number, number, number] = [50, 700, 62, 712]

interface Pixels {
  width: number
  height: number
  /** Dark pixels within a rectangle of the picture, in pixels from the top left. */
  darkIn(left: number, top: number, right: number, bottom: number): number
}

async function pixelsOf(png: Uint8Array | null): Promise<Pixels> {
  if (png === null) throw new Error('no picture')
  const image = await loadImage(Buffer.from(png))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return {
    width: image.width,
    height: image.height,
    darkIn(left, top, right, bottom) {
      const { data } = context.getImageData(left, top, right - left, bottom - top)
      let dark = 0
      for (let i = 0; i < data.length; i += 4)
        if ((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0) < 384) dark += 1
      return dark
    },
  }
}

/** A page of A4 is shown over its whole width; the region ends 130 points above the control. */
const SCALE = 1200 / 595
const TOP = 842
const inside = (pixels: Pixels, [left, bottom, right, top] = BOX): number =>
  pixels.darkIn(
    Math.round((left + 1.5) * SCALE),
    Math.round((TOP - top + 1.5) * SCALE),
    Math.round((right - 1.5) * SCALE),
    Math.round((TOP - bottom - 1.5) * SCALE),
  )

describe('the picture of the region around a control', () => {
  const WORDS = 'BT /F1 11 Tf 70 702 Td (Ich willige in WhatsApp-Erinnerungen ein) Tj ET'
  const page = { content: WORDS }

  it('shows the tick that an ordinary viewer shows, and none where there is none', async () => {
    const on = await pixelsOf(
      await pool.picture(formPdf({ ...page, fields: [TICKED] }), { page: 1, rect: BOX }),
    )
    const off = await pixelsOf(
      await pool.picture(formPdf({ ...page, fields: [UNTICKED] }), { page: 1, rect: BOX }),
    )
    expect(on.width).to.equal(1200)
    expect(inside(on)).to.be.greaterThan(30)
    expect(inside(off)).to.equal(0)
  })

  it('shows the wording beside the control', async () => {
    const pixels = await pixelsOf(
      await pool.picture(formPdf({ ...page, fields: [UNTICKED] }), { page: 1, rect: BOX }),
    )
    const line = [
      Math.round(70 * SCALE),
      Math.round((TOP - 714) * SCALE),
      Math.round(300 * SCALE),
      Math.round((TOP - 698) * SCALE),
    ] as const
    expect(pixels.darkIn(...line)).to.be.greaterThan(300)
  })

  it('shows what is drawn across the box and what is stored without being shown', async () => {
    const valueOnly = await pixelsOf(
      await pool.picture(formPdf({ fields: [box({ value: '/Ja', as: 'Off' })] }), { page: 1, rect: BOX }),
    )
    expect(inside(valueOnly)).to.equal(0)
    const line =
      '<< /Type /Annot /Subtype /Square /Rect [40 690 72 722] /IC [0 0 0] /C [0 0 0] /F 4 /AP << /N 600 0 R >> >>'
    const black = stream('0 g 0 0 32 32 re f', '/Type /XObject /Subtype /Form /BBox [0 0 32 32]')
    const covered = await pixelsOf(
      await pool.picture(formPdf({ fields: [UNTICKED], page: line, objects: { 600: black } }), {
        page: 1,
        rect: BOX,
      }),
    )
    expect(inside(covered)).to.be.greaterThan(200)
  })

  it('turns with the page, and keeps to the width of wide pages', async () => {
    const turned = formObjects({ fields: [TICKED] })
    turned[3] = (turned[3] ?? '').replace('/Type /Page ', '/Type /Page /Rotate 90 ')
    const pixels = await pixelsOf(await pool.picture(writePdf(turned), { page: 1, rect: BOX }))
    expect(pixels.height).to.be.greaterThan(pixels.width)
    const wide = formObjects({ fields: [TICKED] })
    wide[3] = (wide[3] ?? '').replace('[0 0 595 842]', '[0 0 14400 14400]')
    const cut = await pixelsOf(await pool.picture(writePdf(wide), { page: 1, rect: BOX }))
    expect(cut.width).to.be.at.most(1200)
    expect(cut.darkIn(0, 0, cut.width, cut.height)).to.be.greaterThan(20)
  })

  it('is the same in the forms of other producers', async () => {
    for (const [name, isTicked] of [
      ['pdf-lib-ticked.pdf', true],
      ['pdf-lib-object-streams-unticked.pdf', false],
      ['pdftk-filled.pdf', true],
      ['qpdf-aes256-empty-password.pdf', true],
    ] as const) {
      const bytes = await readFile(
        new URL(`./vectors/${name}`, import.meta.url.replace('/dist/test/', '/test/')),
      )
      const outcome = await pool.read(bytes)
      if (outcome.kind !== 'read') throw new Error(name)
      const widget = outcome.reading.controls.find((control) => control.name === 'Einwilligung_WhatsApp')
        ?.widgets[0]
      if (widget?.page == null || widget.rect === null) throw new Error(name)
      const pixels = await pixelsOf(await pool.picture(bytes, { page: widget.page, rect: widget.rect }))
      const [left, bottom, right, top] = widget.rect
      const dark = inside(pixels, [left + 1, bottom + 1, right - 1, top - 1])
      expect(dark > 10, `${name}: ${dark} dark pixels`).to.equal(isTicked)
    }
  })

  it('is null for what cannot be painted, and the next form has one again', async function () {
    this.timeout(360_000)
    const small = createReaderPool({ size: 1, timeoutSeconds: 2 })
    const good = formPdf({ fields: [TICKED] })
    const place = { page: 1, rect: BOX }
    try {
      expect(await small.picture(Buffer.from('no pdf'), place)).to.equal(null)
      expect(await small.picture(good.subarray(0, 600), place)).to.equal(null)
      expect(await small.picture(good, { page: 7, rect: BOX })).to.equal(null)
      expect(await small.picture(good, { page: 1, rect: [5000, 5000, 5010, 5010] })).to.equal(null)
      expect(await small.picture(good, { page: 1, rect: [Number.NaN, 0, 0, 0] })).to.equal(null)
      expect(await small.picture(endless(), place)).to.equal(null)
      expect(await small.picture(good, place)).not.to.equal(null)
    } finally {
      await small.close()
    }
  })
})

/** A page that paints for hours: forms that draw each other a thousand times, five levels deep. */
function endless(): Buffer {
  const levels: Objects = Object.fromEntries(
    Array.from({ length: 5 }, (_, i) => [
      600 + i,
      stream(
        i === 4 ? '0 0 9 9 re f '.repeat(1000) : `/X${i + 1} Do `.repeat(1000),
        `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X${i + 1} ${601 + i} 0 R >> >>`,
      ),
    ]),
  )
  const objects: Objects = { ...formObjects({ fields: [TICKED], content: '/X0 Do' }), ...levels }
  objects[3] = (objects[3] ?? '').replace(
    '/Type /Page ',
    '/Type /Page /Resources << /XObject << /X0 600 0 R >> >> ',
  )
  return writePdf(objects)
}
