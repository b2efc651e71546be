/**
 * Brings webhooks to their receiver: POST, success is exactly 200 in time, anything else is repeated with
 * growing waits for days. No order is promised; the chaos modes use that freedom.
 */
import { createHmac } from 'node:crypto'
import { type Dispatcher, request } from 'undici'
import { atMost } from './at-most.js'
import type { Behaviour } from './behaviour.js'
import type { Channel } from './channel.js'
import type { Control, Provider } from './contract.js'
import { type Events, eventsBody } from './payload.js'
import { RecentList } from './recent-list.js'
import type { Timeline } from './timeline.js'
import type { Timing } from './timing.js'

export interface WebhookLatency {
  answers: number
  medianMillis: number
  shareAboveOneSecond: number
}

export interface Webhooks {
  /** Resolves after the first attempt; at once when chaos holds the events back. */
  events(channel: Channel, events: Events): Promise<void>
  /** Delivers one body now, whatever chaos is set. */
  now(channel: Channel, body: Provider['WebhookBody']): Promise<void>
  setChaos(chaos: Control['Chaos']): void
  chaos(): Control['Chaos']
  deliveries(): readonly Control['Delivery'][]
  latency(): WebhookLatency
}

export interface WebhookParts {
  timeline: Timeline
  timing: Timing
  behaviour: Behaviour
  dispatcher: Dispatcher
  /** A number in [0, 1) at every call. */
  dice: () => number
}

type Delivery = Control['Delivery'] & { body: string }

const KEPT = 50_000
const SECOND_COPY_MILLIS = 1000
/** Webhooks under way at a time; the wait for one's turn is no fault of the receiver and not measured. */
const CONCURRENT = 32

export function createWebhooks({ timeline, timing, behaviour, dispatcher, dice }: WebhookParts): Webhooks {
  const record = new RecentList<Delivery>(KEPT)
  const answers = new RecentList<number>(KEPT)
  const batches = new Map<Channel, Events[]>()
  const inTurn = atMost(CONCURRENT)
  let chaos: Control['Chaos'] = {}

  async function post(channel: Channel, delivery: Delivery): Promise<boolean> {
    const target = channel.webhook
    if (!target) return false
    const headers: Record<string, string> = { ...target.headers, 'content-type': 'application/json' }
    if (target.platformSecret !== undefined) {
      const digest = createHmac('sha256', target.platformSecret).update(delivery.body).digest('hex')
      headers['x-360dialog-signature'] = `${behaviour.signaturePrefix}${digest}`
    }
    const at = new Date(timeline.now()).toISOString()
    const begin = performance.now()
    let answer: number | null = null
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), timing.webhookPatienceMillis)
    try {
      const { signal } = patience
      const response = await request(target.url, {
        method: 'POST',
        headers,
        body: delivery.body,
        dispatcher,
        signal,
      })
      await response.body.dump()
      answer = response.statusCode
    } catch {
      // No answer, or none in time: `answer` says so, and the webhook is repeated.
    } finally {
      clearTimeout(timer)
    }
    const millis = performance.now() - begin
    if (answer !== null) answers.add(millis)
    delivery.attempts.push({ at, answer, millis })
    return answer === 200
  }

  async function attempt(channel: Channel, delivery: Delivery, firstAt: number): Promise<void> {
    if (!channel.webhook) {
      delivery.state = 'no_webhook'
      return
    }
    const startedAt = timeline.now()
    if (await inTurn(() => post(channel, delivery))) {
      delivery.state = 'confirmed'
      return
    }
    const wait = timing.webhookFirstRetryMillis * 2 ** (delivery.attempts.length - 1)
    const next = startedAt + Math.min(wait, timing.webhookLongestRetryMillis)
    if (next - firstAt > timing.webhookRetryForMillis) delivery.state = 'dropped'
    else timeline.at(next, () => attempt(channel, delivery, firstAt))
  }

  function start(channel: Channel, body: string): Promise<void> {
    const delivery: Delivery = { phoneNumberId: channel.phoneNumberId, state: 'waiting', body, attempts: [] }
    record.add(delivery)
    return attempt(channel, delivery, timeline.now())
  }

  async function deliver(channel: Channel, body: string): Promise<void> {
    const copies = [start(channel, body)]
    if (dice() < (chaos.duplicateShare ?? 0)) {
      if (chaos.duplicates === 'later') {
        timeline.at(timeline.now() + SECOND_COPY_MILLIS, () => start(channel, body))
      } else copies.push(start(channel, body))
    }
    await Promise.all(copies)
  }

  async function release(channel: Channel, events: readonly Events[]): Promise<void> {
    const body = JSON.stringify(eventsBody(channel, events))
    const hold = (chaos.delayMillis ?? 0) + Math.floor(dice() * (chaos.shuffleMillis ?? 0))
    if (hold === 0) await deliver(channel, body)
    else timeline.at(timeline.now() + hold, () => deliver(channel, body))
  }

  return {
    async events(channel, events) {
      const span = chaos.batchMillis ?? 0
      const open = batches.get(channel)
      if (open) open.push(events)
      else if (span === 0) await release(channel, [events])
      else {
        const batch = [events]
        batches.set(channel, batch)
        timeline.at(timeline.now() + span, () => {
          batches.delete(channel)
          return release(channel, batch)
        })
      }
    },
    now: (channel, body) => start(channel, JSON.stringify(body)),
    setChaos(next) {
      chaos = next
    },
    chaos: () => chaos,
    deliveries: () => record.items(),
    latency() {
      const sorted = [...answers.items()].sort((a, b) => a - b)
      return {
        answers: sorted.length,
        medianMillis: sorted[Math.floor(sorted.length / 2)] ?? 0,
        shareAboveOneSecond:
          sorted.length === 0 ? 0 : sorted.filter((millis) => millis > 1000).length / sorted.length,
      }
    },
  }
}
