/** The outbox: each attempt to send, from its claim to its last status. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'messages', (table) => {
    table.string('id', 28).primary()
    table.string('practice_id', 40).notNullable()
    table.string('reminder_id', 28).notNullable()
    table.integer('attempt').notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('phone_index', 64).notNullable()
    table.string('purpose', 16).notNullable()
    table.string('template', 255).notNullable()
    table.string('state', 16).notNullable()
    // The ledger entry whose consent the message rests on (P-15).
    table.bigInteger('consent_entry').notNullable()
    table.string('claimed_by', 64).notNullable()
    table.string('claimed_at', 24).notNullable()
    // The practice's calendar day of the claim: at most one message per appointment and day, one recall per day.
    table.string('local_day', 10).notNullable()
    table.string('handed_over_at', 24).nullable()
    table.string('settled_at', 24).nullable()
    // Keyed digest of WhatsApp's id, which contains the recipient's number.
    table.string('wamid_index', 64).nullable()
    table.integer('error_code').nullable()
    // What became of it, where there is more to say than its state.
    table.string('reason', 40).nullable()
    // Why it was sent at this time: what its reminder says unless something went wrong.
    table.string('send_reason', 40).notNullable()
    // Recipient and parameters, sealed with the patient's key.
    bytesColumn(table, 'sealed', dialect).nullable()
    table.string('changed_at', 24).notNullable()
    // The claim: whoever inserts first has it; a further attempt needs the next number.
    table.unique(['reminder_id', 'attempt'], { indexName: 'messages_claim' })
    table.index(['practice_id', 'wamid_index'], 'messages_wamid')
    table.index(['practice_id', 'state', 'changed_at'], 'messages_state')
    table.index(['practice_id', 'handed_over_at'], 'messages_handed_over')
    table.index(['practice_id', 'subject_id', 'local_day'], 'messages_day')
  })
  // Statuses as they came, matched or not: one may arrive before the answer that names its wamid.
  await createTable(connection, dialect, 'message_statuses', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('wamid_index', 64).notNullable()
    table.string('status', 16).notNullable()
    table.string('message_id', 28).nullable()
    table.string('occurred_at', 24).notNullable()
    table.integer('error_code').nullable()
    table.string('received_at', 24).notNullable()
    table.primary(['practice_id', 'wamid_index', 'status'])
  })
  // What stops sending until someone or something lifts it: the account, a template, a recipient.
  await createTable(connection, dialect, 'send_blocks', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('scope', 12).notNullable() // account | template | recipient | marketing
    table.string('block_key', 255).notNullable()
    table.integer('error_code').nullable()
    table.string('since', 24).notNullable()
    // null: until it is lifted.
    table.string('until', 24).nullable()
    table.primary(['practice_id', 'scope', 'block_key'])
  })
  await createTable(connection, dialect, 'approved_templates', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('name', 255).notNullable()
    table.string('language', 16).notNullable()
    table.string('status', 32).notNullable()
    table.string('category', 32).notNullable()
    // null: the list does not show it.
    table.text('body').nullable()
    table.text('buttons').notNullable()
    // 0: wants more than positional texts in its body.
    table.integer('fillable').notNullable()
    table.string('checked_at', 24).notNullable()
    table.primary(['practice_id', 'name', 'language'])
  })
  // Facts of the account that 360dialog tells us, e.g. the portfolio limit.
  await createTable(connection, dialect, 'account_facts', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('name', 40).notNullable()
    table.string('value', 255).notNullable()
    table.string('changed_at', 24).notNullable()
    table.primary(['practice_id', 'name'])
  })
}
