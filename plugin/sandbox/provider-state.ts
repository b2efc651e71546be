/** Everything the pretended provider remembers; a reset makes it anew. */
import type { Dispatcher } from 'undici'
import { RecallError } from '../errors.js'
import { type Behaviour, behaviourWith } from './behaviour.js'
import { type Channel, type ChannelOptions, channelOf } from './channel.js'
import type { Provider } from './contract.js'
import { createFaults, type Faults } from './faults.js'
import { createJournal, type Journal } from './journal.js'
import { realTimeline, type Timeline, virtualTimeline } from './timeline.js'
import { TIMING, type Timing } from './timing.js'
import { createWebhooks, type Webhooks } from './webhooks.js'

export interface ProviderOptions {
  channels: readonly ChannelOptions[]
  /** On a virtual clock nothing happens until it is moved. */
  clock: 'virtual' | 'real'
  /** Where the virtual clock starts; default the present. */
  startAt?: Date
  timing?: Partial<Timing>
  behaviour?: Partial<Behaviour>
  /** Makes shares and shuffling repeatable; default 1. */
  seed?: number
}

export interface ProviderState {
  readonly timeline: Timeline
  readonly timing: Timing
  readonly behaviour: Behaviour
  readonly channels: readonly Channel[]
  readonly journal: Journal
  readonly faults: Faults
  readonly webhooks: Webhooks
  /** WABA -> its templates. */
  readonly templates: ReadonlyMap<string, Provider['Template'][]>
  /** BSUID -> digits of the number behind it, as far as we met the person. */
  readonly people: Map<string, string>
  /** A number in [0, 1) at every call. */
  readonly dice: () => number
}

export function createState(options: ProviderOptions, dispatcher: Dispatcher): ProviderState {
  const channels = options.channels.map(channelOf)
  for (const field of ['apiKey', 'phoneNumberId'] as const) {
    if (new Set(channels.map((channel) => channel[field])).size !== channels.length) {
      throw new RecallError('USAGE', { detail: `Two sandbox channels have the same ${field}.` })
    }
  }
  const start = options.startAt ?? new Date()
  const timeline = options.clock === 'virtual' ? virtualTimeline(start.getTime()) : realTimeline()
  const timing = { ...TIMING, ...options.timing }
  const behaviour = behaviourWith(options.behaviour)
  const dice = diceFrom(options.seed ?? 1)
  const templates = new Map<string, Provider['Template'][]>()
  for (const { wabaId, templates: own } of options.channels) {
    const store = templates.get(wabaId) ?? []
    templates.set(wabaId, store)
    for (const template of own) putTemplate(store, template)
  }
  return {
    timeline,
    timing,
    behaviour,
    channels,
    templates,
    dice,
    journal: createJournal(),
    faults: createFaults(dice),
    webhooks: createWebhooks({ timeline, timing, behaviour, dispatcher, dice }),
    people: new Map(),
  }
}

/** Adds a template, or replaces the one of its name and language. */
export function putTemplate(store: Provider['Template'][], template: Provider['Template']): void {
  const place = store.findIndex(
    ({ name, language }) => name === template.name && language === template.language,
  )
  if (place === -1) store.push(template)
  else store[place] = template
}

/** mulberry32 */
function diceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
