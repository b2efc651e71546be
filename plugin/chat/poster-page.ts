/** The poster for the desk: a fixed QR code that begins a chat, and what follows from it (P-26). */
import type { Practice } from '../configuration/configuration.js'
import type { PrintableDocument } from '../document/document.js'
import { print } from '../document/print.js'
import type { OpenPractice } from '../practice.js'
import { addressLine, controllerName } from '../privacy/controller.js'
import { qrModules } from './qr-picture.js'
import { speakerOf } from './turn.js'
import { posterLink } from './wa-link.js'
import { chatLanguage, wordsIn } from './words.js'

export type PosterSize = 'A5' | 'A4'

const CODE_MILLIMETRES: Record<PosterSize, number> = { A5: 80, A4: 120 }

/** Pure. */
export function posterDocument(practice: Practice, size: PosterSize, language: string): PrintableDocument {
  const { sheet } = wordsIn(language)
  return {
    title: sheet.title,
    language: chatLanguage(language),
    style: 'poster',
    pageSize: size,
    blocks: [
      { kind: 'heading', level: 1, text: sheet.title },
      {
        kind: 'modules',
        rows: qrModules(posterLink(practice, language)),
        sizeMillimetres: CODE_MILLIMETRES[size],
        alternative: sheet.code,
      },
      ...sheet.steps.map((text) => ({ kind: 'paragraph' as const, text })),
      { kind: 'paragraph', text: sheet.voluntary },
    ],
    footer: [
      controllerName(practice),
      practice.address === null ? sheet.addressMissing : addressLine(practice.address),
      speakerOf(practice).phone,
    ].join(' · '),
    attachments: [],
  }
}

export const posterPdf = (
  { configuration }: Pick<OpenPractice, 'configuration'>,
  size: PosterSize,
  language: string,
): Promise<Uint8Array> => print(posterDocument(configuration, size, language))
