/** Works on the happenings of one webhook in the caller's transaction. Repeating it changes nothing. */
import { recordReplyStatus } from '../chat/reply-outcome.js'
import { recordStatus } from '../outbox/statuses.js'
import type { Happening, StatusHappening } from '../whatsapp/callback.js'
import { observeAccount } from './accounts.js'
import { workOnAccountChange, workOnNotice, workOnPreference } from './account-notices.js'
import { workOnReply } from './reply.js'
import type { Scene } from './scene.js'

/** How many were worked on; copies of messages are not counted. */
export interface Applied {
  statuses: number
  messages: number
  notices: number
}

export async function apply(scene: Scene, happenings: readonly Happening[]): Promise<Applied> {
  const applied = { statuses: 0, messages: 0, notices: 0 }
  for (const happening of happenings) {
    switch (happening.kind) {
      case 'status':
        await applyStatus(scene, happening)
        applied.statuses += 1
        break
      case 'message':
        if (await workOnReply(scene, happening)) applied.messages += 1
        break
      case 'preference':
        if (await workOnPreference(scene, happening)) applied.messages += 1
        break
      case 'account_change':
        if (await workOnAccountChange(scene, happening)) applied.messages += 1
        break
      case 'capability':
      case 'template_status':
      case 'template_category':
      case 'account_notice':
      case 'other':
        await workOnNotice(scene, happening)
        applied.notices += 1
    }
  }
  return applied
}

async function applyStatus(scene: Scene, status: StatusHappening): Promise<void> {
  if (!(await recordReplyStatus(scene.trx, scene.practice, status, scene.now))) {
    await recordStatus(
      scene.trx,
      scene.practice,
      {
        wamid: status.wamid,
        status: status.status,
        messageId: status.messageId,
        occurredAt: status.occurredAt ?? scene.now,
        errorCode: status.errorCode,
      },
      scene.now,
    )
  }
  await observeAccount(scene, status.recipient, status.wamid, null)
}
