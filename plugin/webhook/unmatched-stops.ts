/**
 * A stop from a number or account that nobody knows (P-19). It is kept until somebody does, and nothing is sent to the
 * number meanwhile; the patient who turns out to have it is put on hold, since a person must ask.
 */
import { consentsOfMany } from '../consent/gate.js'
import type { SubjectId, Wamid } from '../ids.js'
import { setBlock } from '../outbox/blocks.js'
import { STATES_THAT_COUNT } from '../outbox/state.js'
import type { Account } from '../whatsapp/callback.js'
import { holdAll } from './consent-effects.js'
import { hostIdsOf, tell, type Scene } from './scene.js'

/** Keeps the stop, and blocks the number for sending. */
export async function keepUnmatchedStop(scene: Scene, account: Account, wamid: Wamid): Promise<void> {
  const { keys } = scene.practice
  if (account.bsuid !== null) await insertStop(scene, 'bsuid', keys.index('bsuid', account.bsuid), wamid)
  if (account.phone !== null) await insertStop(scene, 'phone', keys.index('phone', account.phone), wamid)
}

async function insertStop(scene: Scene, kind: 'phone' | 'bsuid', index: string, wamid: Wamid): Promise<void> {
  const { trx, practice, now } = scene
  const practiceId = practice.configuration.id
  await trx('unmatched_stops')
    .insert({ practice_id: practiceId, kind, value_index: index, wamid, stopped_at: now })
    .onConflict(['practice_id', 'kind', 'value_index'])
    .ignore()
  if (kind === 'bsuid') return
  await setBlock(trx, practiceId, { scope: 'recipient', key: index, code: null, until: null }, now)
}

/** The account that asked to stop now shows its number. */
export async function carryOverStop(scene: Scene, bsuidIndex: string, phoneIndex: string): Promise<void> {
  const stop = await scene
    .trx('unmatched_stops')
    .where({ practice_id: scene.practice.configuration.id, kind: 'bsuid', value_index: bsuidIndex })
    .first<{ wamid: Wamid } | undefined>('wamid')
  if (stop === undefined) return
  await insertStop(scene, 'phone', phoneIndex, stop.wamid)
  await matchStops(scene)
}

interface MatchedRow {
  kind: 'phone' | 'bsuid'
  value_index: string
  wamid: Wamid
  subject_id: SubjectId
}

/** Puts on hold whoever has turned out to own a number or account that asked to stop. @returns how many */
export async function matchStops(scene: Scene): Promise<number> {
  const { trx, practice } = scene
  const practiceId = practice.configuration.id
  const rows = await trx('unmatched_stops as stop')
    .join('patient_links as link', (join) =>
      join
        .on('link.practice_id', 'stop.practice_id')
        .andOn('link.kind', 'stop.kind')
        .andOn('link.value_index', 'stop.value_index'),
    )
    .where('stop.practice_id', practiceId)
    .select<MatchedRow[]>('stop.kind', 'stop.value_index', 'stop.wamid', 'link.subject_id')
  const stops = new Map(rows.map((row) => [`${row.kind} ${row.value_index}`, row]))
  for (const [name, { kind, value_index, wamid }] of stops) {
    const subjects = rows
      .filter((row) => `${row.kind} ${row.value_index}` === name)
      .map((row) => row.subject_id)
    const taken = await trx('unmatched_stops').where({ practice_id: practiceId, kind, value_index }).delete()
    if (taken === 0) continue
    const held = await holdAll(scene, subjects, 'earlier_stop', {
      wamid,
      message: null,
      number: null,
      saidAt: null,
    })
    // From here on the ledger keeps it, so that a new consent can end it.
    if (kind === 'phone')
      await trx('send_blocks')
        .where({ practice_id: practiceId, scope: 'recipient', block_key: value_index, error_code: null })
        .delete()
    await tell(scene, {
      type: 'reply_needs_person',
      data: {
        patients: await hostIdsOf(scene, held),
        inbound: await inboundIdOf(scene, wamid),
        reason: 'earlier_stop',
        message: null,
      },
    })
  }
  return stops.size
}

async function inboundIdOf(scene: Scene, wamid: Wamid): Promise<string | null> {
  const row = await scene
    .trx('inbound_messages')
    .where({ practice_id: scene.practice.configuration.id, wamid })
    .first<{ id: string } | undefined>('id')
  return row?.id ?? null
}

/**
 * Whose stop it can have been when only an unknown account is named: those who were sent something, have a consent to
 * lose, and whose own account has never been seen.
 */
export async function stopCandidates(scene: Scene): Promise<SubjectId[]> {
  const { trx, practice, now } = scene
  const practiceId = practice.configuration.id
  const rows = await trx('messages as message')
    .where('message.practice_id', practiceId)
    .whereIn('message.state', STATES_THAT_COUNT)
    .whereNotExists(
      trx('whatsapp_accounts as account')
        .whereRaw('account.practice_id = message.practice_id')
        .whereRaw('account.phone_index = message.phone_index')
        .select(trx.raw('1')),
    )
    .distinct<{ subject_id: SubjectId }[]>('message.subject_id as subject_id')
  const subjects = rows.map((row) => row.subject_id)
  const consents = await consentsOfMany(trx, practice.ledger, subjects, now, practice.configuration.timeZone)
  return subjects.filter((subject) =>
    Object.values(consents.get(subject) ?? {}).some(
      ({ status }) => status === 'active' || status === 'pending',
    ),
  )
}
