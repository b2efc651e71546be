/** `GET /reminders`, `GET /reminders/{id}` */
import type { Router } from 'express'
import { RecallError } from '../errors.js'
import { toReminderId } from '../ids.js'
import { listReminders, readReminder } from '../reminder/journal.js'
import type { PracticeOf } from './practice-of.js'

const MOST = 500

export function reminderRoutes(router: Router, base: string, practiceOf: PracticeOf): void {
  router.get(`${base}/reminders`, async (request, response) => {
    const limit = Number(request.query['limit'] ?? 50)
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
      throw new RecallError('REQUEST_INVALID', { findings: `limit must be 1 to ${MOST}` })
    const cursor = request.query['cursor']
    if (cursor !== undefined && typeof cursor !== 'string')
      throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
    response.json(await listReminders(practiceOf(request), { cursor: cursor ?? null, limit }))
  })
  router.get(`${base}/reminders/:reminder`, async (request, response) => {
    response.json(await readReminder(practiceOf(request), toReminderId(request.params.reminder)))
  })
}
