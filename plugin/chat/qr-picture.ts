/** A link as QR code: as SVG, as text for a terminal, as dark and light modules for a printed page. */
import QRCode from 'qrcode'

const LEVEL = 'M'

export const qrSvg = (link: string): Promise<string> =>
  QRCode.toString(link, { type: 'svg', errorCorrectionLevel: LEVEL })

export const qrText = (link: string): Promise<string> =>
  QRCode.toString(link, { type: 'utf8', errorCorrectionLevel: LEVEL })

/** Rows of modules, `true` for dark; the symbol alone, without its quiet zone. */
export function qrModules(link: string): boolean[][] {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: LEVEL })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => modules.get(row, column) === 1),
  )
}
