/** Reception codes, questions in the chat, and what the plugin wrote there. */
import { replyContext, type ReplyContent, type ReplyKind } from '../../chat/replies.js'
import {
  contextOf as requestContext,
  type RequestContent,
  type RequestRoute,
  type RequestState,
} from '../../chat/request.js'
import type { ReplyState } from '../../chat/take-reply.js'
import type { RequestId } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import type { Report, ReportScope } from './report.js'

type Question = Report['questions'][number]
type QuestionRow = Omit<Question, 'route' | 'state' | 'content'> & {
  id: RequestId
  route: RequestRoute
  state: RequestState
  sealed: Buffer
}

export async function questionsOf({ practice, subject, key }: ReportScope): Promise<Question[]> {
  const rows = await practice.database
    .knex('consent_requests')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy(['issued_at', 'id'])
    .select<QuestionRow[]>(
      'id',
      'route',
      'state',
      'issued_at as issuedAt',
      'expires_at as expiresAt',
      'asked_at as askedAt',
      'answered_at as answeredAt',
      'sealed',
    )
  return rows.map(({ sealed, ...row }) => {
    const content = openJson<RequestContent>(key, sealed, requestContext(practice.keys, row.id))
    return { ...row, content: { ...content } }
  })
}

type Reply = Report['replies'][number]
type ReplyRow = Omit<Reply, 'kind' | 'state' | 'content'> & {
  kind: ReplyKind
  state: ReplyState
  sealed: Buffer | null
}

export async function repliesOf({ practice, subject, key }: ReportScope): Promise<Reply[]> {
  const rows = await practice.database
    .knex('chat_replies')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .orderBy(['created_at', 'position', 'id'])
    .select<ReplyRow[]>(
      'id',
      'inbound_id as answers',
      'kind',
      'state',
      'created_at as createdAt',
      'handed_over_at as handedOverAt',
      'sealed',
    )
  return rows.map(({ sealed, ...row }) => {
    if (sealed === null) return { ...row, content: null }
    return { ...row, content: { ...openJson<ReplyContent>(key, sealed, replyContext(practice, row.id)) } }
  })
}
