import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { RecallError } from '../../plugin/errors.js'
import { once } from '../../plugin/http/idempotency.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { codeOf, openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

const REQUEST = Buffer.from('a request')

/** An effect that takes a moment, and how often it was begun. */
function countedEffect() {
  const counted = {
    begun: 0,
    run: async (): Promise<{ effect: number }> => {
      counted.begun += 1
      const effect = counted.begun
      await new Promise((wait) => setTimeout(wait, 20))
      return { effect }
    },
  }
  return counted
}

onEachDatabase('An Idempotency-Key', (fresh) => {
  it('of another length than 1 to 255 characters is refused before anything happens', async () => {
    const practice = await openInvented(await fresh.open())
    const effect = countedEffect()
    for (const length of [0, 256, 300, 9000])
      expect(await codeOf(once(practice, 'k'.repeat(length), REQUEST, effect.run)), `${length}`).to.equal(
        'REQUEST_INVALID',
      )
    expect(effect.begun).to.equal(0)
    for (const length of [1, 255])
      expect(await codeOf(once(practice, 'ü'.repeat(length), REQUEST, effect.run))).to.equal('no error')
    expect(effect.begun).to.equal(2)
  })

  it('gives two requests at once one effect and one answer', async () => {
    const practice = await openInvented(await fresh.open())
    const effect = countedEffect()
    const both = [once(practice, 'same', REQUEST, effect.run), once(practice, 'same', REQUEST, effect.run)]
    expect(await Promise.all(both)).to.deep.equal([{ effect: 1 }, { effect: 1 }])
    expect(await once(practice, 'same', REQUEST, effect.run)).to.deep.equal({ effect: 1 })
    expect(effect.begun).to.equal(1)
  })

  it('is refused while another request with it is worked on', async () => {
    const practice = await openInvented(await fresh.open())
    const effect = countedEffect()
    const first = once(practice, 'same', REQUEST, effect.run)
    expect(await codeOf(once(practice, 'same', Buffer.from('another'), effect.run))).to.equal(
      'IDEMPOTENCY_KEY_REUSED',
    )
    expect(await first).to.deep.equal({ effect: 1 })
  })

  it('belongs to its practice: another one has its own effect with it', async () => {
    const database = await fresh.open()
    const effect = countedEffect()
    const practices = [await openInvented(database), await openInvented(database, { id: 'andere' })]
    const answers = await Promise.all(
      practices.map((practice) => once(practice, 'same', REQUEST, effect.run)),
    )
    expect(answers).to.deep.equal([{ effect: 1 }, { effect: 2 }])
  })

  it('is free again after a failure', async () => {
    const practice = await openInvented(await fresh.open())
    const effect = countedEffect()
    const failing = (): Promise<never> => Promise.reject(new RecallError('SENDING_HALTED'))
    const both = [once(practice, 'same', REQUEST, failing), once(practice, 'same', REQUEST, failing)]
    expect(await Promise.all(both.map(codeOf))).to.deep.equal(['SENDING_HALTED', 'SENDING_HALTED'])
    expect(await once(practice, 'same', REQUEST, effect.run)).to.deep.equal({ effect: 1 })
  })

  describe('in two processes at once', () => {
    it('is answered twice with what the first one stored', async () => {
      const url = await fresh.url()
      const keyProvider = masterKey(randomBytes(32))
      const databases = [openDatabase(url), openDatabase(url)]
      try {
        await migrate(databases[0]!)
        const one = await openInvented(databases[0]!, { keyProvider })
        const other = await openInvented(databases[1]!, { keyProvider })
        const effect = countedEffect()
        const [first, second] = await Promise.all([
          once(one, 'same', REQUEST, effect.run),
          once(other, 'same', REQUEST, effect.run),
        ])
        expect(second).to.deep.equal(first)
      } finally {
        for (const database of databases) await database.close()
      }
    })

    it('is answered with what the first one stored, where the effect cannot be had twice', async () => {
      const url = await fresh.url()
      const keyProvider = masterKey(randomBytes(32))
      const databases = [openDatabase(url), openDatabase(url)]
      try {
        await migrate(databases[0]!)
        const one = await openInvented(databases[0]!, { keyProvider })
        const other = await openInvented(databases[1]!, { keyProvider })
        let decided = false
        // Decided in both processes at once: the second finds it decided before the first has stored its answer.
        const decide = async (): Promise<{ decision: string }> => {
          await new Promise((wait) => setTimeout(wait, 20))
          if (decided) throw new RecallError('REVIEW_DECIDED', { review: 'v', decision: 'refused' })
          decided = true
          return { decision: 'refused' }
        }
        const answers = await Promise.all([
          once(one, 'same', REQUEST, decide),
          once(other, 'same', REQUEST, decide),
        ])
        expect(answers).to.deep.equal([{ decision: 'refused' }, { decision: 'refused' }])
        expect(await codeOf(once(other, 'another', REQUEST, decide))).to.equal('REVIEW_DECIDED')
      } finally {
        for (const database of databases) await database.close()
      }
    })
  })
})
