/** What comes in: raw webhook bodies, the messages in them, and the events handed to the host. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'webhook_inbox', (table) => {
    table.bigIncrements('id')
    table.string('practice_id', 40).notNullable()
    table.string('received_at', 24).notNullable()
    // The body as it came, sealed with the practice's key.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.string('state', 12).notNullable() // received | processed | foreign | unparsable | failed
    table.integer('attempts').notNullable()
    table.string('changed_at', 24).notNullable()
    table.index(['practice_id', 'state', 'id'], 'webhook_inbox_state')
  })
  await createTable(connection, dialect, 'inbound_messages', (table) => {
    table.string('practice_id', 40).notNullable()
    // Keyed digest of WhatsApp's id, which contains the sender's number.
    table.string('wamid_index', 64).notNullable()
    // Our own name for it.
    table.string('id', 40).notNullable()
    table.string('subject_id', 26).nullable()
    table.string('kind', 24).notNullable()
    table.string('intent', 12).notNullable() // stop | confirm | cancel | consent | code | doubt | other
    // Our message it answers, where it names one.
    table.string('message_id', 28).nullable()
    table.string('sent_at', 24).notNullable()
    table.string('received_at', 24).notNullable()
    // Sender and words, sealed with the patient's key, or the practice's while nobody knows whose they are; null once
    // their time is over.
    bytesColumn(table, 'sealed', dialect).nullable()
    table.primary(['practice_id', 'wamid_index'])
    table.unique(['id'], { indexName: 'inbound_messages_id' })
    table.index(['practice_id', 'subject_id'], 'inbound_messages_subject')
  })
  // Which number and which WhatsApp account were seen together: another account behind a known number may be a new owner.
  await createTable(connection, dialect, 'whatsapp_accounts', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('phone_index', 64).notNullable()
    table.string('bsuid_index', 64).notNullable()
    // The number, sealed with the practice's key: an account that hides it later is still known by it.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.string('seen_at', 24).notNullable()
    table.primary(['practice_id', 'phone_index', 'bsuid_index'])
    table.index(['practice_id', 'bsuid_index'], 'whatsapp_accounts_bsuid')
  })
  // Who asked to stop while nobody knew whose number or account it was: it takes effect when somebody does.
  await createTable(connection, dialect, 'unmatched_stops', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('kind', 8).notNullable() // phone | bsuid
    table.string('value_index', 64).notNullable()
    // WhatsApp's id of the message that asked, sealed with the practice's key: evidence for the ledger later.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.string('stopped_at', 24).notNullable()
    table.primary(['practice_id', 'kind', 'value_index'])
  })
  await createTable(connection, dialect, 'host_events', (table) => {
    // The order of delivery.
    table.bigIncrements('seq')
    table.string('id', 40).notNullable().unique()
    table.string('practice_id', 40).notNullable()
    table.string('type', 40).notNullable()
    // Ids only: which patient, appointment, reminder.
    table.text('data').notNullable()
    table.string('occurred_at', 24).notNullable()
    table.string('delivered_at', 24).nullable()
    table.index(['practice_id', 'delivered_at', 'seq'], 'host_events_waiting')
  })
}
