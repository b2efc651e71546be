/** One warm reader pool for all form tests, and a short way to ask what a file says. */
import type { ConsentMapping, FormMapping } from '../../plugin/configuration/configuration.js'
import { decideConsents } from '../../plugin/form/decide.js'
import type { Blank } from '../../plugin/form/decision/template.js'
import { createReaderPool } from '../../plugin/form/reader-pool.js'
import type { FormReading } from '../../plugin/form/reading.js'
import { toLocalDate } from '../../plugin/time.js'

export const pool = createReaderPool()
after(() => pool.close())

export const TODAY = toLocalDate('2026-11-21')

export const mapping = (
  consent: Partial<ConsentMapping> = {},
  form: Partial<FormMapping> = {},
): FormMapping => ({
  id: 'anamnese',
  match: { controls: ['Einwilligung_WhatsApp'] },
  template: null,
  markedBy: 'patient_device',
  patient: {},
  givenAt: null,
  representative: null,
  consents: [
    {
      purposes: ['reminder'],
      controls: { kind: 'one', control: 'Einwilligung_WhatsApp' },
      granted: ['Ja'],
      refused: ['Nein'],
      wording: null,
      ...consent,
    },
  ],
  ...form,
})

export async function readingOf(file: Uint8Array): Promise<FormReading> {
  const outcome = await pool.read(file)
  if (outcome.kind === 'unreadable') throw new Error(outcome.code)
  return outcome.reading
}

/** E.g. `granted`, `needs_review hidden_control`, or the code of an unreadable file. */
export async function answerOf(
  file: Uint8Array,
  form: FormMapping = mapping(),
  blank: Uint8Array | null = null,
): Promise<string> {
  const outcome = await pool.read(file)
  if (outcome.kind === 'unreadable') return outcome.code
  const before: Blank = blank === null ? { kind: 'none' } : { kind: 'read', reading: await readingOf(blank) }
  const [decision] = decideConsents({
    reading: outcome.reading,
    mapping: form,
    blank: before,
    printDoubts: new Map(),
    today: TODAY,
  })
  return decision === undefined ? 'none' : [decision.result, ...decision.reasons].join(' ')
}
