/** Asking in the chat: reception codes and confirmations that await an answer, and what the plugin writes there. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'consent_requests', (table) => {
    table.string('id', 28).primary()
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('route', 12).notNullable() // code | confirmation | poster
    table.string('state', 12).notNullable() // issued | asked | answered | expired
    // SHA-256 of the code, which itself is never stored; null where the question needed none.
    table.string('code_sha256', 64).nullable()
    // The account that brought the code: only its buttons count.
    table.string('phone_index', 64).nullable()
    table.string('bsuid_index', 64).nullable()
    table.string('issued_at', 24).notNullable()
    // Until then the code may be sent.
    table.string('expires_at', 24).notNullable()
    table.string('asked_at', 24).nullable()
    table.string('answered_at', 24).nullable()
    // Purposes, wording, actor, account and WhatsApp ids, sealed with the patient's key.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.unique(['practice_id', 'code_sha256'], { indexName: 'consent_requests_code' })
    table.index(['practice_id', 'subject_id'], 'consent_requests_subject')
    table.index(['practice_id', 'state', 'expires_at'], 'consent_requests_state')
  })
  // Answers inside the open chat: each rests on the patient's own message of the last 24 hours.
  await createTable(connection, dialect, 'chat_replies', (table) => {
    table.string('id', 28).primary()
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).nullable()
    // Our id of the patient's message that it answers.
    table.string('inbound_id', 40).notNullable()
    // What it is, once for each message of the patient: consent_wording, consent_question, stop_confirmed, …
    table.string('kind', 24).notNullable()
    // due | handed_over | accepted | sent | delivered | read | rejected | failed | unknown | cancelled
    table.string('state', 16).notNullable()
    // Why it was cancelled, or is not known to have been sent.
    table.string('reason', 40).nullable()
    // Its place among the answers to the same message: a later one waits until the earlier ones were taken.
    table.integer('position').notNullable()
    // The account it goes to, so that a stop takes back what waits for it.
    table.string('phone_index', 64).nullable()
    table.string('bsuid_index', 64).nullable()
    table.integer('attempts').notNullable()
    // Not before this instant, after a refusal that passes by itself.
    table.string('retry_at', 24).nullable()
    // The service window closes.
    table.string('window_until', 24).notNullable()
    table.string('wamid_index', 64).nullable()
    table.integer('error_code').nullable()
    table.string('handed_over_at', 24).nullable()
    table.string('created_at', 24).notNullable()
    table.string('changed_at', 24).notNullable()
    // Addressee and words, sealed with the patient's key, or the practice's while nobody knows whose they are.
    bytesColumn(table, 'sealed', dialect).nullable()
    table.unique(['practice_id', 'inbound_id', 'kind', 'position'], { indexName: 'chat_replies_once' })
    table.index(['practice_id', 'state', 'created_at'], 'chat_replies_state')
    table.index(['practice_id', 'wamid_index'], 'chat_replies_wamid')
    table.index(['practice_id', 'subject_id'], 'chat_replies_subject')
    table.index(['practice_id', 'phone_index'], 'chat_replies_phone')
    table.index(['practice_id', 'bsuid_index'], 'chat_replies_bsuid')
  })
}
