/**
 * Every change of the schema, in order. Released files never change; a new one is added at the end, here and as a
 * file whose name begins with its UTC time.
 */
import type { Migration } from './migration.js'
import { up as keys } from './20261121T0900-keys.js'
import { up as patients } from './20261121T0910-patients.js'
import { up as appointments } from './20261121T0920-appointments.js'
import { up as ledger } from './20261121T0930-ledger.js'
import { up as ledgerInsertOnly } from './20261121T0931-ledger-insert-only.js'
import { up as wordingsAndForms } from './20261121T0940-wordings-and-forms.js'
import { up as reminders } from './20261121T0950-reminders.js'
import { up as messages } from './20261121T0960-messages.js'
import { up as webhooks } from './20261121T0970-webhooks.js'
import { up as idempotency } from './20261121T0980-idempotency.js'
import { up as ledgerErasures } from './20261121T1000-ledger-erasures.js'
import { up as chat } from './20261121T1010-chat.js'
import { up as reviews } from './20261121T1020-reviews.js'
import { up as privacy } from './20261121T1030-privacy.js'
import { up as suppressionsByErasure } from './20261121T1040-suppressions-by-erasure.js'
import { up as numbersDelivered } from './20261121T1050-numbers-delivered.js'
import { up as stopsThatStay } from './20261121T1060-stops-that-stay.js'
import { up as liftedSuppressions } from './20261121T1070-lifted-suppressions.js'

export const migrations: readonly Migration[] = [
  { name: '20261121T0900-keys', up: keys },
  { name: '20261121T0910-patients', up: patients },
  { name: '20261121T0920-appointments', up: appointments },
  { name: '20261121T0930-ledger', up: ledger },
  { name: '20261121T0931-ledger-insert-only', up: ledgerInsertOnly },
  { name: '20261121T0940-wordings-and-forms', up: wordingsAndForms },
  { name: '20261121T0950-reminders', up: reminders },
  { name: '20261121T0960-messages', up: messages },
  { name: '20261121T0970-webhooks', up: webhooks },
  { name: '20261121T0980-idempotency', up: idempotency },
  { name: '20261121T1000-ledger-erasures', up: ledgerErasures },
  { name: '20261121T1010-chat', up: chat },
  { name: '20261121T1020-reviews', up: reviews },
  { name: '20261121T1030-privacy', up: privacy },
  { name: '20261121T1040-suppressions-by-erasure', up: suppressionsByErasure },
  { name: '20261121T1050-numbers-delivered', up: numbersDelivered },
  { name: '20261121T1060-stops-that-stay', up: stopsThatStay },
  { name: '20261121T1070-lifted-suppressions', up: liftedSuppressions },
]
