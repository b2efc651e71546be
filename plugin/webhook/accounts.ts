/**
 * Which number and which WhatsApp account belong together, as WhatsApp itself showed them. Another account behind a
 * known number, or another number of a known account, puts everybody concerned on hold (P-31).
 */
import { linkBsuid, subjectsByBsuid, subjectsByPhone, type LinkEvidence } from '../host/links.js'
import type { Bsuid, Wamid } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import type { E164 } from '../phone.js'
import { isDuplicate } from '../storage/database-errors.js'
import type { Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import { holdAll } from './consent-effects.js'
import { hostIdsOf, tell, type Scene } from './scene.js'
import { carryOverStop, type Stop } from './unmatched-stops.js'

const accountContext = (scene: Scene): string => `account/${scene.practice.configuration.id}`

interface AccountRow {
  phone_index: string
  bsuid_index: string
  sealed: Buffer
}

async function rowsOf(
  scene: Scene,
  column: 'phone_index' | 'bsuid_index',
  value: string,
): Promise<AccountRow[]> {
  return scene
    .trx('whatsapp_accounts')
    .where({ practice_id: scene.practice.configuration.id, [column]: value })
    .select<AccountRow[]>('phone_index', 'bsuid_index', 'sealed')
}

const numberOf = (scene: Scene, row: AccountRow): E164 =>
  openJson<{ phone: E164 }>(scene.practice.keys.box, row.sealed, accountContext(scene)).phone

/** The numbers that this account was ever seen with. */
export async function numbersOfBsuid(scene: Scene, bsuid: Bsuid): Promise<E164[]> {
  const rows = await rowsOf(scene, 'bsuid_index', scene.practice.keys.index('bsuid', bsuid))
  return rows.map((row) => numberOf(scene, row))
}

/** A stop from this account, with the numbers it was seen with where it hides its own. */
export async function stopOf(scene: Scene, account: Account, wamid: Wamid, saidAt: Instant): Promise<Stop> {
  const { phone, bsuid } = account
  const seenWith = phone === null && bsuid !== null ? await numbersOfBsuid(scene, bsuid) : []
  return { account, seenWith, wamid, saidAt }
}

/**
 * Notes a number and an account that came in the same message or status. The first time, the account is linked to the
 * patient whose number it is, if that is exactly one.
 * @param inbound our id of the patient's message that showed it
 */
export async function observeAccount(
  scene: Scene,
  account: Account,
  wamid: Wamid,
  inbound: string | null,
): Promise<void> {
  const { trx, practice, now } = scene
  const { phone, bsuid } = account
  if (phone === null || bsuid === null) return
  const phoneIndex = practice.keys.index('phone', phone)
  const bsuidIndex = practice.keys.index('bsuid', bsuid)
  const sameNumber = await rowsOf(scene, 'phone_index', phoneIndex)
  if (sameNumber.some((row) => row.bsuid_index === bsuidIndex)) return
  const sameAccount = await rowsOf(scene, 'bsuid_index', bsuidIndex)
  const subjects = await subjectsByPhone(trx, practice.keys, phone)
  const linked = await subjectsByBsuid(trx, practice.keys, bsuid)
  // The status of a message that went to somebody erased since: nothing is kept of somebody who did not write.
  if (inbound === null && subjects.length === 0 && linked.length === 0) return
  try {
    await trx('whatsapp_accounts').insert({
      practice_id: practice.configuration.id,
      phone_index: phoneIndex,
      bsuid_index: bsuidIndex,
      sealed: sealJson(practice.keys.box, { phone }, accountContext(scene)),
      seen_at: now,
    })
  } catch (error) {
    if (isDuplicate(error)) return
    throw error
  }
  const [only, ...others] = subjects
  const contradicted =
    sameNumber.length > 0 || sameAccount.length > 0 || linked.some((subject) => !subjects.includes(subject))
  if (contradicted) {
    const concerned = [...subjects, ...linked]
    for (const row of sameAccount)
      concerned.push(...(await subjectsByPhone(trx, practice.keys, numberOf(scene, row))))
    const held = await holdAll(scene, concerned, 'account_changed', {
      wamid,
      message: null,
      number: phone,
      saidAt: null,
    })
    await tell(scene, {
      type: 'number_changed',
      data: { patients: await hostIdsOf(scene, held), inbound },
    })
  } else if (only !== undefined && others.length === 0) {
    await linkBsuid(trx, practice.keys, only, bsuid, evidenceOf(scene, wamid), now)
  }
  await carryOverStop(scene, bsuidIndex, phoneIndex)
}

/** WhatsApp's id contains the sender's number, so a link names its digest. */
const evidenceOf = (scene: Scene, wamid: Wamid): LinkEvidence =>
  `wamid ${wamidDigest(scene.practice.keys, wamid)}`
