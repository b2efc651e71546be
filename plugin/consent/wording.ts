/** Keeps each wording exactly as patients were shown it (P-07). */
import type { Wording } from '../configuration/configuration.js'
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'

/**
 * Stores the configured wordings that are not stored yet. Stored ones never change.
 * @throws RecallError WORDING_CHANGED when a text differs from the one stored under its id and language
 */
export async function registerWordings(practice: OpenPractice): Promise<void> {
  const { configuration, database } = practice
  await database.write(async (trx) => {
    for (const wording of configuration.wordings) await registerWording(trx, practice, wording)
  })
}

async function registerWording(trx: Transaction, practice: OpenPractice, wording: Wording): Promise<void> {
  const key = { practice_id: practice.configuration.id, wording_id: wording.id, language: wording.language }
  const { sha256, text: content } = wording
  // Two processes may start at once: whoever is second finds the row there.
  await trx('wordings')
    .insert({ ...key, sha256, content, registered_at: practice.clock.now() })
    .onConflict(['practice_id', 'wording_id', 'language'])
    .ignore()
  const stored = await trx('wordings')
    .where(key)
    .first<{ sha256: string; content: string }>('sha256', 'content')
  if (stored.sha256 !== sha256 || stored.content !== content)
    throw new RecallError('WORDING_CHANGED', { wording: `${wording.id}.${wording.language}` })
}
