import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { queueReply } from '../../plugin/chat/replies.js'
import { textReply } from '../../plugin/chat/reply-message.js'
import { sendChatReplies } from '../../plugin/chat/send-replies.js'
import { toWamid } from '../../plugin/ids.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { silentLog } from '../../plugin/log.js'
import { startSandbox } from '../../plugin/sandbox/sandbox.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { addMillis, systemClock } from '../../plugin/time.js'
import { dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { MINUTE, OPEN_GATES, phoneOf } from './desk.js'

const CHILD = fileURLToPath(
  new URL(`./kill-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)
const CHATS = 40
const KILLS = 4

onEachDatabase('A process that is killed while it answers', (fresh) => {
  it('leaves nobody answered twice, and of what nobody knows it is said so', async function () {
    this.timeout(360_000)
    const url = await fresh.url()
    const database = openDatabase(url)
    await migrate(database)
    const key = randomBytes(32)
    let skew = 0
    const clock = { now: () => addMillis(systemClock.now(), skew) }
    const practice = await openInvented(database, { clock, keyProvider: masterKey(key) })
    const { phone, phoneNumberId } = practice.configuration.whatsapp
    const sandbox = await startSandbox({
      clock: 'real',
      channels: [{ apiKey: 'kill', phoneNumberId, displayPhone: phone, wabaId: '1', templates: [] }],
    })
    try {
      // An answer that takes a while, so that many moments lie between request and answer.
      sandbox.setFault({ effect: { kind: 'hang', accepted: true, forMillis: 10 } })
      await database.write(async (trx) => {
        for (let chat = 0; chat < CHATS; chat += 1) {
          const turn = {
            inbound: `i_${chat}`,
            wamid: toWamid(`wamid.${chat}`),
            account: { phone: phoneOf(`+4915112${String(chat).padStart(6, '0')}`), bsuid: null },
            sentAt: clock.now(),
          }
          for (const position of [0, 1])
            await queueReply(
              trx,
              practice,
              { turn, subject: null, kind: 'notice', position, message: textReply(`${chat}/${position}`) },
              clock.now(),
            )
        }
      })
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = sandbox.messages().length
        const child = fork(CHILD, [url, sandbox.url, key.toString('base64'), practice.configuration.id], {
          execArgv: process.execArgv,
        })
        const closed = once(child, 'close')
        while (sandbox.messages().length === before && child.exitCode === null) await sleep(5)
        await sleep(Math.random() * 60)
        child.kill('SIGKILL')
        await closed
      }
      const client = dialog360({ baseUrl: sandbox.url, apiKey: 'kill', timeoutMillis: 1_000 })
      const finish = () =>
        sendChatReplies(practice, {
          provider: () => client,
          gates: OPEN_GATES,
          log: silentLog,
          signal: new AbortController().signal,
        })
      await finish()
      skew = 2 * MINUTE
      await finish()
      await client.close()
      const texts = sandbox.messages({ reveal: true }).map(({ text }) => text)
      expect(new Set(texts)).to.have.length(texts.length)
      const rows = await database
        .knex('chat_replies')
        .select<{ state: string; inbound_id: string; position: number }[]>('state', 'inbound_id', 'position')
      for (const { state, inbound_id: inbound, position } of rows) {
        expect(state).to.be.oneOf(['accepted', 'unknown', 'cancelled'])
        const text = `${inbound.slice(2)}/${position}`
        if (state === 'accepted') expect(texts).to.include(text)
        if (state === 'cancelled') expect(texts).not.to.include(text)
      }
      expect(rows.filter(({ state }) => state === 'unknown').length).to.be.at.most(KILLS)
    } finally {
      await sandbox.close()
      await database.close()
    }
  })
})
