/** The plugin as a host embeds it: a router, a clockwork, events. */
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { hostname } from 'node:os'
import type { Router } from 'express'
import cron, { type ScheduledTask } from 'node-cron'
import type { HostAdapterFactory } from '../adapters/host.js'
import { withEnvironment } from './configuration/environment.js'
import { loadConfiguration, toConfiguration } from './configuration/load.js'
import type { Configuration } from './configuration/configuration.js'
import { secretsFromEnvironment, type Environment } from './configuration/secrets.js'
import { RecallError } from './errors.js'
import type { HostEvent } from './host/events.js'
import { sendChatReplies } from './chat/send-replies.js'
import { raiseAlarm } from './gates/alarm.js'
import { tellOfGates } from './gates/tell.js'
import { createMetrics } from './http/metrics.js'
import { createRouter } from './http/router.js'
import type { PracticeId } from './ids.js'
import { openInstallation, type Installation, type RunningPractice } from './installation.js'
import { announce } from './keys/instances.js'
import { masterKeyFromEnvironment, type KeyProvider } from './keys/master-key.js'
import { errorFields, jsonLog, type Log } from './log.js'
import { serial } from './serial.js'
import { systemClock, type Clock } from './time.js'
import { NOTHING_DONE, tick, type TickCounts } from './tick.js'
import { eventDelivery } from './host/events.js'
import { bearWitness } from './privacy/witness/bear-witness.js'
import { processInbox } from './webhook/process.js'
import { webhookReceiver } from './webhook/receive.js'

/** What an embedding host may put in place of our own effects. */
export interface Ports {
  clock: Clock
  log: Log
  /** Wraps and opens keys; by default the master key of the environment. */
  keyProvider: KeyProvider | Promise<KeyProvider>
  /** Where secrets are looked up; by default the environment of the process. */
  environment: Environment
  /** Further adapters, by the name that the configuration uses. */
  adapters: Readonly<Record<string, HostAdapterFactory>>
  /** What relative paths of a configuration given as an object start from; by default the working directory. */
  directory: string
}

export interface PluginEvents {
  /** Something the host should know: an answer, a withdrawal, a case for a person. At least once each. */
  host: [event: HostEvent]
  /** A turn of work has ended. */
  tick: [practice: PracticeId, counts: TickCounts]
}

export interface Plugin {
  readonly configuration: Configuration
  /** Mounts under any path of an express application. */
  readonly router: Router
  readonly events: EventEmitter<PluginEvents>
  readonly installation: Installation
  /** Catches up at once, then works on schedule. @throws RecallError PLUGIN_STOPPED */
  start(): Promise<void>
  /** Finishes what is in flight, then closes everything, for good. */
  stop(): Promise<void>
  /** One turn of work for all practices, or one. @throws RecallError PLUGIN_STOPPED, DATABASE_UNREACHABLE */
  run(practice?: PracticeId): Promise<TickCounts>
}

/**
 * @param config path of a configuration file, or its content
 * @throws RecallError of configuration, secrets, keys or database
 */
export async function createPlugin(config: string | object, ports: Partial<Ports> = {}): Promise<Plugin> {
  const environment = ports.environment ?? process.env
  const log = ports.log ?? jsonLog()
  const read =
    typeof config === 'string'
      ? loadConfiguration(config)
      : toConfiguration(config, ports.directory ?? process.cwd())
  const configuration = withEnvironment(read, environment)
  const secrets = secretsFromEnvironment(environment)
  const installation = await openInstallation(configuration, {
    clock: ports.clock ?? systemClock,
    log,
    keyProvider: await (ports.keyProvider ?? masterKeyFromEnvironment(environment)),
    secrets,
    verificationOff: [environment, process.env].some((one) => one['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'),
    adapters: ports.adapters ?? {},
  })
  const events = new EventEmitter<PluginEvents>()
  const metrics = createMetrics(installation)
  const aborter = new AbortController()
  const instance = `${hostname().slice(0, 24)}:${process.pid}:${randomBytes(4).toString('hex')}`
  const listener = (event: HostEvent): void => {
    // Whoever runs without a host that listens finds the cases for a person here.
    if (event.type === 'alarm')
      log.error('alarm', { practice: event.practice, event: event.id, ...event.data })
    else log.info('host_event', { type: event.type, event: event.id })
    events.emit('host', event)
  }
  const turns = new Map<PracticeId, () => Promise<TickCounts>>()
  const inboxes = new Map<PracticeId, () => Promise<void>>()
  const receivers = new Map<PracticeId, (body: Buffer) => Promise<void>>()
  for (const [id, practice] of installation.practices) {
    const deliver = eventDelivery(practice, listener)
    turns.set(
      id,
      serial(async () => {
        await practice.keys.refresh()
        const counts = await tick(practice, { signal: aborter.signal, instance, deliver })
        metrics.ticked(id, counts)
        events.emit('tick', id, counts)
        return counts
      }),
    )
    inboxes.set(
      id,
      serial(async () => {
        if (aborter.signal.aborted) return
        await practice.keys.refresh()
        const { failures } = await processInbox(practice)
        for (const failure of failures)
          log.error('webhook_postponed', { practice: id, ...errorFields(failure) })
        await bearWitness(practice)
        await sendChatReplies(practice, {
          provider: () => practice.provider(),
          gates: practice.gates,
          log,
          signal: aborter.signal,
        }).catch((error: unknown) => {
          // The next turn sends what waits; events must not wait for 360dialog.
          log.error('chat_failed', { practice: id, ...errorFields(error) })
        })
        await deliver()
      }),
    )
    receivers.set(id, webhookReceiver(practice))
  }
  const router = createRouter({
    installation,
    metrics,
    log,
    hostApiKey: secrets.hostApiKey,
    webhookSecret: secrets.webhookSecret,
    onRefusals(count) {
      for (const practice of installation.practices.values())
        raiseAlarm(practice, 'wrong_secrets', count).catch((error: unknown) => {
          log.error('alarm_failed', { practice: practice.configuration.id, ...errorFields(error) })
        })
    },
    async receive(practice: RunningPractice, body) {
      const id = practice.configuration.id
      await receivers.get(id)?.(body)
      // What was committed is worked on at once, so that a STOP does not wait for the next turn; a failure here is
      // made good by that turn.
      inboxes
        .get(id)?.()
        .catch((error: unknown) => {
          log.error('inbox_failed', { practice: id, ...errorFields(error) })
        })
    },
  })

  const assertNotStopped = (): void => {
    if (aborter.signal.aborted) throw new RecallError('PLUGIN_STOPPED')
  }
  const run = async (only?: PracticeId): Promise<TickCounts> => {
    assertNotStopped()
    const total: TickCounts = { ...NOTHING_DONE, failures: [] }
    for (const [id, turn] of turns) {
      if (only !== undefined && only !== id) continue
      const counts = await turn()
      for (const key of COUNTED) total[key] += counts[key]
      total.failures.push(...counts.failures)
    }
    return total
  }
  // New versions of keys are used only when every process has had time to read them.
  const following = setInterval(() => {
    for (const { keys, database, clock } of installation.practices.values()) {
      const follow = async (): Promise<void> => {
        await announce(database, keys.practice, clock)
        await keys.refresh()
      }
      follow().catch((error: unknown) => {
        log.error('keys_not_followed', { practice: keys.practice, ...errorFields(error) })
      })
    }
  }, FOLLOW_MILLIS).unref()
  const tasks: ScheduledTask[] = []
  const turnQuietly = async (id: PracticeId): Promise<void> => {
    try {
      await turns.get(id)?.()
    } catch (error) {
      log.error('turn_failed', { practice: id, ...errorFields(error) })
    }
  }
  return {
    configuration,
    router,
    events,
    installation,
    run,
    async start() {
      assertNotStopped()
      for (const [id, practice] of installation.practices) {
        const { schedule, timeZone } = practice.configuration
        tasks.push(cron.schedule(schedule, () => turnQuietly(id), { timezone: timeZone, noOverlap: true }))
      }
      for (const practice of installation.practices.values()) await tellOfGates(practice)
      await Promise.all([...installation.practices.keys()].map(turnQuietly))
    },
    async stop() {
      if (aborter.signal.aborted) return
      aborter.abort()
      clearInterval(following)
      for (const task of tasks.splice(0)) await task.destroy()
      await Promise.allSettled([...turns.values(), ...inboxes.values()].map((settle) => settle()))
      await installation.close()
    },
  }
}

const FOLLOW_MILLIS = 60_000

const COUNTED = [
  'forms',
  'patients',
  'appointments',
  'planned',
  'sent',
  'skipped',
  'failed',
  'unknown',
  'unmatchedForms',
  'problems',
] as const
