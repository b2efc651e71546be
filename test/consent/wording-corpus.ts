/**
 * Wordings as practices, chambers, lawyers and vendors write them: `test/vectors/wordings/<language>/<name>.txt`. Two
 * headers (`practice`, `purposes`), an empty line, the text. In it `{part: words}` marks where a part of P-08 is said and
 * `{part: words | others}` what stands there when it is not; both may hold further marks.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { Purpose } from '../../plugin/consent/purpose.js'
import type { Slot } from '../../plugin/consent/slot.js'
import { packageFile } from '../../plugin/package-root.js'

export interface MarkedWording {
  language: string
  name: string
  practiceName: string
  purposes: Purpose[]
  /** Parts that are marked; each has a slot. */
  slots: Slot[]
  whole: string
  without: (slot: Slot) => string
}

const SLOTS: Readonly<Record<string, Slot>> = {
  practice: 'practice',
  whatsapp: 'whatsapp',
  reminder: 'purpose:reminder',
  recall: 'purpose:recall',
  conversation: 'purpose:conversation',
  '360dialog': 'recipient:360dialog',
  meta: 'recipient:Meta',
  usa: 'usa',
  metadata: 'metadata',
  voluntary: 'voluntary',
  withdrawal: 'withdrawal',
  retention: 'retention',
}

/** A mark that holds no other. */
const MARK = /\{(\w+): ?([^{}|]*)(?:\| ?([^{}|]*))?\}/gu

function written(text: string, left: Slot | null): string {
  const next = text.replace(MARK, (_, part: string, words: string, others?: string) =>
    SLOTS[part] === left ? (others ?? '') : words,
  )
  return next === text ? text : written(next, left)
}

function markedWording(language: string, name: string): MarkedWording {
  const file = readFileSync(packageFile(`test/vectors/wordings/${language}/${name}`), 'utf8')
  const [head = '', ...body] = file.split('\n\n')
  const header = new Map(head.split('\n').map((line) => line.split(': ', 2) as [string, string]))
  const text = body.join('\n\n')
  const slots = [...text.matchAll(/\{(\w+):/gu)].map(([, part = '']) => {
    const slot = SLOTS[part]
    if (slot === undefined) throw new Error(`${language}/${name} marks an unknown part: ${part}`)
    return slot
  })
  return {
    language,
    name: name.replace(/\.txt$/, ''),
    practiceName: header.get('practice') ?? '',
    purposes: (header.get('purposes') ?? '').split(', ') as Purpose[],
    slots: [...new Set(slots)],
    whole: written(text, null),
    without: (slot) => written(text, slot),
  }
}

export const wordingsIn = (language: string): MarkedWording[] =>
  readdirSync(packageFile(`test/vectors/wordings/${language}`))
    .sort()
    .map((name) => markedWording(language, name))
