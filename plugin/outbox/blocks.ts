/** What stops sending until time or a person lifts it: the account, a template, a recipient, marketing. */
import { recordEvent } from '../host/events.js'
import type { PracticeId } from '../ids.js'
import type { Queryable, Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { forgetTemplateCheck } from '../whatsapp/approval.js'
import type { Classification } from '../whatsapp/classify.js'

/** Scopes that a single number can be blocked for. */
export type NumberScope = 'recipient' | 'marketing'
export type BlockScope = 'account' | 'template' | NumberScope

export interface Block {
  scope: BlockScope
  /** True for the switch of the practice, as against what 360dialog refuses. */
  isHalt: boolean
  /** Meta's code; `null` for one of our own. */
  code: number | null
  since: Instant
  /** `null`: until it is lifted. */
  until: Instant | null
}

/** Key of a block that holds for everything of its scope. */
export const EVERYTHING = '*'
/** Key of the account's block that a person of the practice sets and lifts (`halt.ts`); nothing else does. */
export const HALT = 'halt'

interface BlockRow {
  scope: BlockScope
  block_key: string
  error_code: number | null
  since: Instant
  until: Instant | null
}

/** Those in force that concern one message. */
export async function activeBlocks(
  connection: Queryable,
  practice: PracticeId,
  message: { template: string; phoneIndex: string },
  now: Instant,
): Promise<Block[]> {
  const rows = await connection('send_blocks')
    .where({ practice_id: practice })
    .andWhere((where) => {
      void where
        .where({ scope: 'account' })
        .orWhere({ scope: 'template', block_key: message.template })
        .orWhere({ scope: 'recipient', block_key: message.phoneIndex })
        .orWhere({ scope: 'marketing', block_key: message.phoneIndex })
        .orWhere({ scope: 'marketing', block_key: EVERYTHING })
    })
    .select<BlockRow[]>('scope', 'block_key', 'error_code', 'since', 'until')
  return rows
    .filter((row) => row.until === null || row.until > now)
    .map((row) => ({
      scope: row.scope,
      isHalt: row.scope === 'account' && row.block_key === HALT,
      code: row.error_code,
      since: row.since,
      until: row.until,
    }))
}

/** The block of the whole account: the switch of the practice, else the one that lasts longest. */
export async function accountBlock(
  connection: Queryable,
  practice: PracticeId,
  now: Instant,
): Promise<Block | null> {
  const blocks = await activeBlocks(connection, practice, { template: '', phoneIndex: '' }, now)
  const ofAccount = blocks.filter(({ scope }) => scope === 'account')
  return (
    ofAccount.find(({ isHalt }) => isHalt) ??
    ofAccount.find(({ until }) => until === null) ??
    ofAccount.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1))[0] ??
    null
  )
}

/** Sets a block; one in force that lasts longer stays. @returns false when one was in force already */
export async function setBlock(
  trx: Transaction,
  practice: PracticeId,
  block: { scope: BlockScope; key: string; code: number | null; until: Instant | null },
  now: Instant,
): Promise<boolean> {
  const row = { practice_id: practice, scope: block.scope, block_key: block.key }
  const known = await trx('send_blocks').where(row).first<BlockRow | undefined>('since', 'until')
  const inForce = known !== undefined && (known.until === null || known.until > now)
  if (inForce && (known.until === null || (block.until !== null && block.until <= known.until))) return false
  await trx('send_blocks')
    .insert({ ...row, error_code: block.code, since: inForce ? known.since : now, until: block.until })
    .onConflict(['practice_id', 'scope', 'block_key'])
    .merge(['error_code', 'since', 'until'])
  return !inForce
}

/**
 * WhatsApp had refused this number, and now it is known to be reached there after all: its owner wrote from it, or a
 * person made sure. A stop that blocks the number (no code) is not lifted by this.
 */
export async function liftRecipientBlock(
  trx: Transaction,
  practice: PracticeId,
  phoneIndex: string,
): Promise<void> {
  await trx('send_blocks')
    .where({ practice_id: practice, scope: 'recipient', block_key: phoneIndex })
    .whereNotNull('error_code')
    .delete()
}

/** A template is tried again after this time, if the list of templates then says that it is in order. */
const TEMPLATE_BLOCK_MILLIS = 60 * 60 * 1000

/** Sets what a refusal means for messages other than the one that was refused, and tells the host that all stops. */
export async function blockWhatIsRefused(
  trx: Transaction,
  practice: PracticeId,
  message: { template: string; phoneIndex: string },
  { next, code, reason }: Classification,
  now: Instant,
): Promise<void> {
  const set = (scope: BlockScope, key: string, millis: number | null): Promise<boolean> =>
    setBlock(trx, practice, { scope, key, code, until: millis === null ? null : addMillis(now, millis) }, now)
  switch (next.kind) {
    case 'slow_down':
      await set('account', EVERYTHING, next.millis)
      return
    case 'stop_account':
      if (await set('account', `code ${code ?? 0}`, next.recheckMillis))
        await recordEvent(trx, practice, { type: 'account.stopped', data: { code, reason } }, now)
      return
    case 'stop_marketing':
      await set('marketing', EVERYTHING, null)
      return
    case 'block_marketing':
      await set('marketing', message.phoneIndex, next.millis)
      return
    case 'block_recipient':
      await set('recipient', message.phoneIndex, null)
      return
    case 'block_template':
      await forgetTemplateCheck(trx, practice)
      await set('template', message.template, TEMPLATE_BLOCK_MILLIS)
      return
    case 'retry':
    case 'give_up':
    case 'defect':
    case 'outcome_unknown':
      return
  }
}
