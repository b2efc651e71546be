/**
 * A stop from a number or account that nobody knows (P-19). It is kept until somebody does, and nothing is sent to the
 * number meanwhile; the patient who turns out to have it is put on hold, since a person must ask. From then on, and where
 * somebody was known from the start, it is remembered as matched: that this number said it (see `earlier-stop.ts`).
 */
import { consentsOfMany } from '../consent/gate.js'
import { PURPOSES } from '../consent/purpose.js'
import type { PracticeId, SubjectId, Wamid } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import { setBlock } from '../outbox/blocks.js'
import { dropReview, openReview } from '../review/open-review.js'
import { STATES_THAT_COUNT } from '../outbox/state.js'
import type { E164 } from '../phone.js'
import type { Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import { holdAll } from './consent-effects.js'
import { inboundIdOf } from './inbound.js'
import { hostIdsOf, tell, type Scene } from './scene.js'

type StopKind = 'phone' | 'bsuid'

export const stopContext = (practice: PracticeId, kind: StopKind, index: string): string =>
  `stop/${practice}/${kind}/${index}`

/** Where a stop came from, when it was said, and the message it stands in. */
export interface Stop {
  account: Account
  /** Numbers that an account which hides its own was seen with before. */
  seenWith: readonly E164[]
  wamid: Wamid
  saidAt: Instant
}

function placesOf({ practice }: Scene, { account, seenWith }: Stop): { kind: StopKind; index: string }[] {
  const numbers = account.phone === null ? seenWith : [account.phone]
  return [
    ...(account.bsuid === null
      ? []
      : [{ kind: 'bsuid' as const, index: practice.keys.index('bsuid', account.bsuid) }]),
    ...numbers.map((number) => ({ kind: 'phone' as const, index: practice.keys.index('phone', number) })),
  ]
}

/** Keeps the stop, and blocks the number for sending. @returns false where this account had asked to stop before */
export async function keepUnmatchedStop(scene: Scene, stop: Stop): Promise<boolean> {
  let isNew = false
  for (const { kind, index } of placesOf(scene, stop))
    isNew = (await insertStop(scene, kind, index, stop)) || isNew
  return isNew
}

/** Remembers the number of a stop that somebody was found for. What waits there for somebody else goes on waiting. */
export async function rememberStop(scene: Scene, stop: Stop): Promise<void> {
  for (const { kind, index } of placesOf(scene, stop)) await rememberAt(scene, kind, index, stop)
}

async function rememberAt(
  scene: Scene,
  kind: StopKind,
  index: string,
  { wamid, saidAt }: Pick<Stop, 'wamid' | 'saidAt'>,
): Promise<void> {
  const { trx, practice, now } = scene
  const where = { practice_id: practice.configuration.id, kind, value_index: index }
  const stop = { sealed: sealWamid(scene, kind, index, wamid), said_at: saidAt, stopped_at: now }
  await trx('unmatched_stops')
    .insert({ ...where, ...stop, matched_at: now })
    .onConflict(['practice_id', 'kind', 'value_index'])
    .ignore()
  await trx('unmatched_stops')
    .where(where)
    .whereNotNull('matched_at')
    .andWhere('said_at', '<', saidAt)
    .update(stop)
}

/** The last stop of a number, where somebody was found for it. */
export async function matchedStop(
  scene: Scene,
  number: E164,
): Promise<{ wamid: Wamid; saidAt: Instant } | null> {
  const { trx, practice } = scene
  const index = practice.keys.index('phone', number)
  const row = await trx('unmatched_stops')
    .where({ practice_id: practice.configuration.id, kind: 'phone', value_index: index })
    .whereNotNull('matched_at')
    .first<{ sealed: Buffer; said_at: Instant } | undefined>('sealed', 'said_at')
  return row === undefined ? null : { wamid: wamidOf(scene, 'phone', index, row.sealed), saidAt: row.said_at }
}

/** The case of a stop of nobody. */
const stopSource = (inbound: string): string => `stop/${inbound}`

/** Puts it before a person where nobody was held for it. */
export async function openStopCase(
  scene: Scene,
  stop: { wamid: Wamid; inbound: string; reason: 'unmatched_stop' | 'marketing_stopped' | 'reply_in_doubt' },
): Promise<void> {
  const { wamid, inbound, reason } = stop
  await openReview(
    scene.trx,
    scene.practice,
    {
      kind: reason === 'reply_in_doubt' ? 'reply' : 'stop',
      source: stopSource(inbound),
      subject: null,
      content: {
        purposes: [...PURPOSES],
        reasons: [reason],
        evidence: { kind: 'reply', wamid, message: null },
        entries: [],
        inbound,
      },
      picture: null,
    },
    scene.now,
  )
}

/**
 * A person decided about it: it no longer waits for somebody to have the number, and no longer blocks it.
 * @param wamid WhatsApp's id of the message that asked
 * @param was `no_stop`: then nothing of it is remembered
 */
export async function settleStop(scene: Scene, wamid: Wamid, was: 'stop' | 'no_stop'): Promise<void> {
  const rows = await scene
    .trx('unmatched_stops')
    .where({ practice_id: scene.practice.configuration.id, matched_at: null })
    .select<Pick<MatchedRow, 'kind' | 'value_index' | 'sealed'>[]>('kind', 'value_index', 'sealed')
  for (const { kind, value_index, sealed } of rows) {
    if (wamidOf(scene, kind, value_index, sealed) !== wamid) continue
    await takeStop(scene, kind, value_index)
    if (was === 'no_stop')
      await scene
        .trx('unmatched_stops')
        .where({ practice_id: scene.practice.configuration.id, kind, value_index })
        .delete()
  }
}

/** @returns false where another process took it */
async function takeStop(scene: Scene, kind: StopKind, index: string): Promise<boolean> {
  const practiceId = scene.practice.configuration.id
  const taken = await scene
    .trx('unmatched_stops')
    .where({ practice_id: practiceId, kind, value_index: index, matched_at: null })
    .update({ matched_at: scene.now })
  if (taken === 0) return false
  if (kind === 'phone')
    await scene
      .trx('send_blocks')
      .where({ practice_id: practiceId, scope: 'recipient', block_key: index, error_code: null })
      .delete()
  return true
}

const sealWamid = ({ practice }: Scene, kind: StopKind, index: string, wamid: Wamid): Buffer =>
  sealJson(practice.keys.box, { wamid }, stopContext(practice.configuration.id, kind, index))

/** @returns false where one waits there already */
async function insertStop(
  scene: Scene,
  kind: StopKind,
  index: string,
  { wamid, saidAt }: Pick<Stop, 'wamid' | 'saidAt'>,
): Promise<boolean> {
  const { trx, practice, now } = scene
  const practiceId = practice.configuration.id
  const where = { practice_id: practiceId, kind, value_index: index }
  const waits = await trx('unmatched_stops')
    .where({ ...where, matched_at: null })
    .first<{ kind: StopKind } | undefined>('kind')
  const stop = {
    sealed: sealWamid(scene, kind, index, wamid),
    said_at: saidAt,
    stopped_at: now,
    matched_at: null,
  }
  if (waits === undefined)
    await trx('unmatched_stops')
      .insert({ ...where, ...stop })
      .onConflict(['practice_id', 'kind', 'value_index'])
      .merge(['sealed', 'said_at', 'stopped_at', 'matched_at'])
  // Said again: the case is about the first message, and the last one counts.
  else await trx('unmatched_stops').where(where).andWhere('said_at', '<', saidAt).update({ said_at: saidAt })
  if (kind === 'phone')
    await setBlock(trx, practiceId, { scope: 'recipient', key: index, code: null, until: null }, now)
  return waits === undefined
}

/** The account that asked to stop now shows its number. */
export async function carryOverStop(scene: Scene, bsuidIndex: string, phoneIndex: string): Promise<void> {
  const row = await scene
    .trx('unmatched_stops')
    .where({ practice_id: scene.practice.configuration.id, kind: 'bsuid', value_index: bsuidIndex })
    .first<{ sealed: Buffer; said_at: Instant; matched_at: Instant | null } | undefined>(
      'sealed',
      'said_at',
      'matched_at',
    )
  if (row === undefined) return
  const stop = { wamid: wamidOf(scene, 'bsuid', bsuidIndex, row.sealed), saidAt: row.said_at }
  if (row.matched_at !== null) return rememberAt(scene, 'phone', phoneIndex, stop)
  await insertStop(scene, 'phone', phoneIndex, stop)
  await matchStops(scene)
}

const wamidOf = (scene: Scene, kind: StopKind, index: string, sealed: Buffer): Wamid =>
  openJson<{ wamid: Wamid }>(
    scene.practice.keys.box,
    sealed,
    stopContext(scene.practice.configuration.id, kind, index),
  ).wamid

interface MatchedRow {
  kind: StopKind
  value_index: string
  sealed: Buffer
  said_at: Instant
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
    .where({ 'stop.practice_id': practiceId, 'stop.matched_at': null })
    .select<MatchedRow[]>('stop.kind', 'stop.value_index', 'stop.sealed', 'stop.said_at', 'link.subject_id')
  // One message may have shown number and account, and be kept under both.
  const stops = new Map<Wamid, MatchedRow[]>()
  for (const row of rows) {
    const wamid = wamidOf(scene, row.kind, row.value_index, row.sealed)
    stops.set(wamid, [...(stops.get(wamid) ?? []), row])
  }
  for (const [wamid, matched] of stops) {
    // From here on the ledger keeps it, so that a new consent can end it.
    const taken: MatchedRow[] = []
    for (const row of matched) {
      const isTaken = taken.some(
        ({ kind, value_index }) => kind === row.kind && value_index === row.value_index,
      )
      if (isTaken || (await takeStop(scene, row.kind, row.value_index))) taken.push(row)
    }
    if (taken.length === 0) continue
    const subjects = taken.map((row) => row.subject_id)
    const held = await holdAll(scene, subjects, 'earlier_stop', {
      wamid,
      message: null,
      number: null,
      saidAt: taken.map((row) => row.said_at).reduce((last, saidAt) => (saidAt > last ? saidAt : last)),
    })
    const inbound = await inboundIdOf(scene, wamid)
    if (inbound !== null) await dropReview(trx, practice, stopSource(inbound))
    await tell(scene, {
      type: 'reply_needs_person',
      data: {
        patients: await hostIdsOf(scene, held),
        inbound,
        reason: 'earlier_stop',
        message: null,
      },
    })
  }
  return stops.size
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
  const consents = await consentsOfMany(trx, practice, subjects, now)
  return subjects.filter((subject) =>
    Object.values(consents.get(subject) ?? {}).some(
      ({ status }) => status === 'active' || status === 'pending',
    ),
  )
}
