/** A practice on a virtual clock, with its witness, and a line to 360dialog that writes down what would be sent. */
import { randomBytes } from 'node:crypto'
import { openGates } from '../../plugin/gates/gates.js'
import { createReaderPool } from '../../plugin/form/reader-pool.js'
import { deliverEvents } from '../../plugin/host/events.js'
import type { RunningPractice } from '../../plugin/installation.js'
import { toWamid } from '../../plugin/ids.js'
import { masterKey, type KeyProvider } from '../../plugin/keys/master-key.js'
import { silentLog } from '../../plugin/log.js'
import { witnessOf } from '../../plugin/privacy/witness/check.js'
import { decodeLeaf } from '../../plugin/consent/leaf.js'
import { lineOf, oursOf, testimonyOf } from '../../plugin/privacy/witness/testimony.js'
import { fileWitness, type Witness } from '../../plugin/privacy/witness/witness.js'
import type { Database } from '../../plugin/storage/database.js'
import type { Clock } from '../../plugin/time.js'
import { tick, type TickCounts } from '../../plugin/tick.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import type { Practice } from '../../plugin/configuration/configuration.js'
import { inventedPractice, ON_THIS_MACHINE, openInvented } from '../outbox/due-practice.js'

export interface Sent {
  message: string
  to: string
}

/** Takes every message, and says so. */
export function takingLine(onSend: (sent: Sent) => void | Promise<void>): Dialog360 {
  let messages = 0
  return {
    timeoutMillis: 1_000,
    async send(message) {
      messages += 1
      await onSend({ message: message.biz_opaque_callback_data ?? '', to: message.to ?? '' })
      return {
        kind: 'accepted',
        wamid: toWamid(`wamid.invented-${messages}-${randomBytes(6).toString('hex')}`),
      }
    },
    listTemplates: () => Promise.resolve({ kind: 'not_offered' }),
    configureWebhook: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

/** A witness that forgets nothing while the process lives. */
export function witnessInMemory(): Witness {
  const lines: string[] = []
  const unkeyed = (): string => '0'.repeat(64)
  return {
    append(some) {
      lines.push(...some.map((line) => lineOf(line, unkeyed)))
      return Promise.resolve(String(lines.length))
    },
    readOurs: () => Promise.resolve(oursOf(lines.join('\n'), unkeyed)),
    read: () =>
      Promise.resolve(
        testimonyOf(
          lines.join('\n'),
          unkeyed,
          (leaf) => decodeLeaf(Buffer.from(leaf, 'base64'))?.seq ?? null,
        ),
      ),
    version: () => Promise.resolve(lines.length === 0 ? null : String(lines.length)),
    setAside() {
      lines.splice(0)
      return Promise.resolve()
    },
  }
}

export const newProvider = (): KeyProvider => masterKey(randomBytes(32))

/** @param witness path of its file, or one of another kind */
export async function openLifePractice(
  database: Database,
  clock: Clock,
  witness: string | Witness,
  line: Dialog360,
  { provider = newProvider(), changes = {} }: { provider?: KeyProvider; changes?: Partial<Practice> } = {},
): Promise<RunningPractice> {
  const open = await openInvented(database, clock, inventedPractice(changes), provider)
  const witnessed = {
    ...open,
    witness: witnessOf(typeof witness === 'string' ? fileWitness(witness, open.keys) : witness),
  }
  return {
    ...witnessed,
    hosts: [],
    readers: createReaderPool(),
    log: silentLog,
    gates: openGates(witnessed, ON_THIS_MACHINE, witnessed),
    provider: () => line,
  }
}

export const turn = (practice: RunningPractice): Promise<TickCounts> =>
  tick(practice, {
    signal: new AbortController().signal,
    instance: 'test',
    deliver: () => deliverEvents(practice, () => undefined),
  })
