/** Keeps each wording exactly as patients were shown it, with what it was registered for (P-07, P-09). */
import type { Wording } from '../../configuration/configuration.js'
import { RecallError } from '../../errors.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import { factsFrom, storedFacts } from './registered-facts.js'
import { isComplete } from './usable.js'

/**
 * Stores the configured wordings that are not stored yet. Stored ones never change; one that lacks a slot is not
 * stored, so that no entry can name it (P-08). One that was whole when it was stored and lacks something now, a new
 * recipient, stays what its consents were given under.
 * @returns the configured wordings with the facts they were registered for, whatever the configuration says today
 * @throws RecallError WORDING_CHANGED when a text differs from the one stored under its id and language
 */
export async function registerWordings(practice: OpenPractice): Promise<Wording[]> {
  const { configuration, database } = practice
  return database.write(async (trx) => {
    const registered: Wording[] = []
    for (const wording of configuration.wordings)
      registered.push(
        isComplete(wording)
          ? await registerWording(trx, practice, wording)
          : await asStored(trx, practice, wording),
      )
    return registered
  })
}

async function registerWording(trx: Transaction, practice: OpenPractice, wording: Wording): Promise<Wording> {
  const { id, whatsapp } = practice.configuration
  const key = { practice_id: id, wording_id: wording.id, language: wording.language }
  const { sha256, text: content } = wording
  const facts = storedFacts(practice.keys, wording, wording.facts ?? { ...whatsapp, purposes: [] })
  // Two processes may start at once: whoever is second finds the row there.
  await trx('wordings')
    .insert({ ...key, sha256, content, facts, registered_at: practice.clock.now() })
    .onConflict(['practice_id', 'wording_id', 'language'])
    .ignore()
  return asStored(trx, practice, wording)
}

/** With the facts it was stored for; as configured where it is not stored. */
async function asStored(
  trx: Transaction,
  { configuration, keys }: OpenPractice,
  wording: Wording,
): Promise<Wording> {
  const { id, language, sha256, text } = wording
  const stored = await trx('wordings')
    .where({ practice_id: configuration.id, wording_id: id, language })
    .first<{ sha256: string; content: string; facts: string } | undefined>('sha256', 'content', 'facts')
  if (stored === undefined) return wording
  if (stored.sha256 !== sha256 || stored.content !== text)
    throw new RecallError('WORDING_CHANGED', { wording: `${id}.${language}` })
  if (wording.facts === undefined) return wording
  // Those that somebody changed are found by verification, and nothing is sent; stops come in all the same.
  return { ...wording, facts: factsFrom(keys, wording, stored.facts) ?? wording.facts }
}
