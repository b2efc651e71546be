/** Whether two messages came from the same WhatsApp account. */
import type { Knex } from 'knex'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Account } from '../whatsapp/callback.js'

/** An account as columns hold it. */
export interface AccountIndexes {
  phoneIndex: string | null
  bsuidIndex: string | null
}

export const indexesOf = (keys: PracticeKeys, { phone, bsuid }: Account): AccountIndexes => ({
  phoneIndex: phone === null ? null : keys.index('phone', phone),
  bsuidIndex: bsuid === null ? null : keys.index('bsuid', bsuid),
})

/**
 * The user id decides where both show it, the number otherwise. Whatever both show must agree: another number behind
 * the same id, or another id behind the same number, may be another person (P-30, P-31). Pure.
 */
export function isSameAccount(left: AccountIndexes, right: AccountIndexes): boolean {
  const agree = (a: string | null, b: string | null): boolean | null =>
    a === null || b === null ? null : a === b
  const number = agree(left.phoneIndex, right.phoneIndex)
  const id = agree(left.bsuidIndex, right.bsuidIndex)
  return number !== false && id !== false && (number === true || id === true)
}

/** Narrows a query of a table with `phone_index` and `bsuid_index` to the rows about this account. */
export function whereAccount<Q extends Knex.QueryBuilder>(
  query: Q,
  { phoneIndex, bsuidIndex }: AccountIndexes,
): Q {
  query.andWhere((where) => {
    // An account that shows nothing matches nothing.
    void where.whereRaw('1 = 0')
    if (phoneIndex !== null) void where.orWhere({ phone_index: phoneIndex })
    if (bsuidIndex !== null) void where.orWhere({ bsuid_index: bsuidIndex })
  })
  return query
}
