/** What WhatsApp says about the account and its switches: obeyed where it takes away, noted where it gives. */
import { PORTFOLIO_LIMIT } from '../outbox/portfolio.js'
import type { Knex } from 'knex'
import type { Instant } from '../time.js'
import type { AccountChangeHappening, NoticeHappening, PreferenceHappening } from '../whatsapp/callback.js'
import { stopOf } from './accounts.js'
import { holdAll, withdrawAll, type Cause } from './consent-effects.js'
import { isKnownInbound, storeInbound } from './inbound.js'
import { hostIdsOf, tell, type Scene } from './scene.js'
import { subjectsBehind } from './sender.js'
import { keepUnmatchedStop, openStopCase, rememberStop } from './unmatched-stops.js'

/**
 * WhatsApp's own switch against advertising withdraws recalls and puts the rest on hold; switching it back gives
 * nothing back (P-20). @returns false for a copy
 */
export async function workOnPreference(scene: Scene, happening: PreferenceHappening): Promise<boolean> {
  if (await isKnownInbound(scene, happening.wamid)) return false
  const subjects = await subjectsBehind(scene, happening.sender)
  const stop = happening.value === 'stop'
  const inbound = await keep(
    scene,
    happening,
    'preference',
    stop ? 'stop' : 'other',
    happening.sender,
    subjects,
  )
  if (inbound === null) return false
  if (!stop) return true
  const cause: Cause = { wamid: happening.wamid, message: null, number: happening.sender.phone, saidAt: null }
  const [only, ...others] = subjects
  const { sender, wamid, sentAt } = happening
  const noticed = await stopOf(
    scene,
    sender,
    wamid,
    sentAt !== null && sentAt < scene.now ? sentAt : scene.now,
  )
  if (only === undefined) {
    if (await keepUnmatchedStop(scene, noticed))
      await openStopCase(scene, { wamid: happening.wamid, inbound, reason: 'marketing_stopped' })
    await tell(scene, { type: 'stop_unmatched', data: { patients: [], inbound } })
    return true
  }
  await rememberStop(scene, noticed)
  if (others.length === 0) {
    await withdrawAll(scene, subjects, cause, ['recall'])
    await holdAll(scene, subjects, 'marketing_stopped', cause, ['reminder', 'conversation'])
  } else {
    await holdAll(scene, subjects, 'marketing_stopped', cause)
  }
  await tell(scene, {
    type: 'marketing_stopped',
    data: { patients: await hostIdsOf(scene, subjects), inbound },
  })
  return true
}

/** A new user id comes with a new number, which may come with a new person (P-30). @returns false for a copy */
export async function workOnAccountChange(scene: Scene, happening: AccountChangeHappening): Promise<boolean> {
  if (await isKnownInbound(scene, happening.wamid)) return false
  const subjects = await subjectsBehind(scene, happening.previous)
  const inbound = await keep(scene, happening, 'account_change', 'other', happening.previous, subjects)
  if (inbound === null) return false
  const cause: Cause = {
    wamid: happening.wamid,
    message: null,
    number: happening.previous.phone,
    saidAt: null,
  }
  const held = await holdAll(scene, subjects, 'number_changed', cause)
  await tell(scene, { type: 'number_changed', data: { patients: await hostIdsOf(scene, held), inbound } })
  return true
}

function keep(
  scene: Scene,
  { wamid, sentAt }: PreferenceHappening | AccountChangeHappening,
  kind: string,
  intent: 'stop' | 'other',
  sender: PreferenceHappening['sender'],
  subjects: Awaited<ReturnType<typeof subjectsBehind>>,
): Promise<string | null> {
  const [only, ...others] = subjects
  const owner = only !== undefined && others.length === 0 ? only : null
  return storeInbound(
    scene,
    {
      wamid,
      kind,
      intent,
      message: null,
      sentAt: sentAt !== null && sentAt < scene.now ? sentAt : scene.now,
      sender,
      text: null,
      payload: null,
      answers: null,
    },
    owner,
  )
}

export async function workOnNotice(scene: Scene, notice: NoticeHappening): Promise<void> {
  switch (notice.kind) {
    case 'capability':
      await raiseLimit(scene, notice.portfolioLimit, notice.occurredAt ?? scene.now)
      return
    case 'template_status':
      await setTemplateStatus(scene, notice)
      return
    case 'template_category':
      await setTemplateCategory(scene, notice)
      return
    case 'account_notice':
      await tell(scene, { type: 'account.notice', data: { field: notice.field } })
      return
    case 'other':
      return
  }
}

/** An older notice that arrives later changes nothing. */
async function raiseLimit(scene: Scene, limit: number, at: Instant): Promise<void> {
  const where = { practice_id: scene.practice.configuration.id, name: PORTFOLIO_LIMIT }
  const known = await scene
    .trx('account_facts')
    .where(where)
    .first<{ changed_at: Instant } | undefined>('changed_at')
  if (known !== undefined && known.changed_at > at) return
  await scene
    .trx('account_facts')
    .insert({ ...where, value: String(limit), changed_at: at })
    .onConflict(['practice_id', 'name'])
    .merge(['value', 'changed_at'])
}

/** Events after which a template may be used again. */
const ALLOWING = new Set(['APPROVED', 'REINSTATED'])
/** A warning: the template may still be used. */
const WARNING = 'FLAGGED'

/** What forbids counts at once, however old; what allows only if it is newer than what we know. */
async function setTemplateStatus(
  scene: Scene,
  notice: Extract<NoticeHappening, { kind: 'template_status' }>,
): Promise<void> {
  const { name, language, event, occurredAt } = notice
  const at = occurredAt ?? scene.now
  const row = (): Knex.QueryBuilder =>
    scene.trx('approved_templates').where({ practice_id: scene.practice.configuration.id, name, language })
  const isNewer = (): Knex.QueryBuilder => row().where('checked_at', '<=', at)
  if (ALLOWING.has(event)) {
    if (occurredAt !== null) await isNewer().update({ status: 'APPROVED', checked_at: at })
  } else if (event !== WARNING) {
    await row().update({ status: event })
    await isNewer().update({ checked_at: at })
  }
  await tell(scene, { type: 'template.changed', data: { name, language } })
}

async function setTemplateCategory(
  scene: Scene,
  notice: Extract<NoticeHappening, { kind: 'template_category' }>,
): Promise<void> {
  const { name, language, category, inForce } = notice
  if (inForce) {
    await scene
      .trx('approved_templates')
      .where({ practice_id: scene.practice.configuration.id, name, language })
      .update({ category })
  }
  await tell(scene, { type: 'template.changed', data: { name, language } })
}
