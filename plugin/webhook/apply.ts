/** Works on the happenings of one webhook in the caller's transaction. Everything here may be repeated without effect. */
import { recordStatus } from '../outbox/statuses.js'
import type { Happening } from '../whatsapp/callback.js'
import { observeAccount } from './accounts.js'
import { workOnAccountChange, workOnNotice, workOnPreference } from './account-notices.js'
import { workOnReply } from './reply.js'
import type { Scene } from './scene.js'

/** How many of each kind were news; copies are not counted. */
export interface Applied {
  statuses: number
  messages: number
  notices: number
}

export const NOTHING_APPLIED: Applied = { statuses: 0, messages: 0, notices: 0 }

export async function apply(scene: Scene, happenings: readonly Happening[]): Promise<Applied> {
  const applied = { ...NOTHING_APPLIED }
  for (const happening of happenings) applied[await applyOne(scene, happening)] += 1
  return applied
}
