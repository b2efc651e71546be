/** The practice's blank forms: each content is read once per pool, and its pages are looked at once. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FormMapping } from '../configuration/configuration.js'
import type { Blank } from './decision/template.js'
import { consentControls } from './mapping.js'
import type { LookOutcome } from './page-sight.js'
import type { ReaderPool } from './reader-pool.js'
import type { ReadOutcome } from './reading.js'

export interface BlankForm {
  blank: Blank
  /** What a page of it shows. */
  look: (page: number) => Promise<LookOutcome>
}

const NO_SIGHT = (): Promise<LookOutcome> => Promise.resolve({ kind: 'unpaintable' })
export const NO_BLANK: BlankForm = { blank: { kind: 'none' }, look: NO_SIGHT }
const UNREADABLE_BLANK: BlankForm = { blank: { kind: 'unreadable' }, look: NO_SIGHT }

interface Known {
  readings: Map<string, Promise<ReadOutcome>>
  sights: Map<string, Promise<LookOutcome>>
}
const knownTo = new WeakMap<ReaderPool, Known>()

/** A template that cannot be read sends its forms to a person. */
export async function readBlankForm(pool: ReaderPool, mapping: FormMapping): Promise<BlankForm> {
  const { template } = mapping
  if (template === null) return NO_BLANK
  let bytes: Uint8Array
  try {
    bytes = await readFile(template)
  } catch {
    // Start-up reports missing templates; here every form of this mapping goes to a person.
    return UNREADABLE_BLANK
  }
  const known: Known = knownTo.get(pool) ?? { readings: new Map(), sights: new Map() }
  knownTo.set(pool, known)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const printedFor = consentControls(mapping)
  const outcome = await once(
    known.readings,
    `${hash} ${JSON.stringify(printedFor)}`,
    () => pool.read(bytes, { printedFor }),
    ({ kind }) => kind === 'read',
  )
  if (outcome.kind === 'unreadable') return UNREADABLE_BLANK
  return {
    blank: { kind: 'read', reading: outcome.reading },
    look: (page) =>
      once(
        known.sights,
        `${hash} ${page}`,
        () => pool.look(bytes, [page]),
        ({ kind }) => kind !== 'unreadable',
      ),
  }
}

/** A reader that died under load may succeed next time, so only what succeeded is kept. */
async function once<T>(
  known: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
  succeeded: (made: T) => boolean,
): Promise<T> {
  const making = known.get(key) ?? make()
  known.set(key, making)
  const made = await making
  if (!succeeded(made)) known.delete(key)
  return made
}
