/** Counts for Prometheus, in a registry of our own: states and outcomes, never a person. */
import { Counter, Gauge, Registry } from 'prom-client'
import { countUnmatched } from '../consent/stored-form.js'
import type { Installation } from '../installation.js'
import type { TickCounts } from '../tick.js'

export interface Metrics {
  /** Text exposition format. */
  expose(): Promise<string>
  contentType: string
  webhookReceived(practice: string): void
  ticked(practice: string, counts: TickCounts): void
}

export function createMetrics(installation: Installation): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const webhooks = new Counter({
    name: 'recall_webhooks_total',
    help: 'Webhook bodies stored.',
    labelNames: ['practice'],
    registers,
  })
  const work = new Counter({
    name: 'recall_work_total',
    help: 'What the turns of work did.',
    labelNames: ['practice', 'kind'],
    registers,
  })
  new Gauge({
    name: 'recall_reminders',
    help: 'Reminders in the journal by state.',
    labelNames: ['practice', 'state'],
    registers,
    async collect() {
      this.reset()
      const rows = await installation.database
        .knex('reminders')
        .select('practice_id', 'state')
        .count({ total: '*' })
        .groupBy('practice_id', 'state')
        .then((found) => found as { practice_id: string; state: string; total: number | string }[])
      for (const row of rows) this.set({ practice: row.practice_id, state: row.state }, Number(row.total))
    },
  })
  new Gauge({
    name: 'recall_unmatched_forms',
    help: 'PDF files that are none of the configured forms; never a consent.',
    labelNames: ['practice'],
    registers,
    async collect() {
      this.reset()
      for (const [practice, running] of installation.practices)
        this.set({ practice }, await countUnmatched(running))
    },
  })
  return {
    expose: () => registry.metrics(),
    contentType: registry.contentType,
    webhookReceived: (practice) => {
      webhooks.inc({ practice })
    },
    ticked: (practice, counts) => {
      for (const kind of ['forms', 'planned', 'sent', 'skipped', 'failed', 'unknown', 'problems'] as const) {
        work.inc({ practice, kind }, counts[kind])
      }
      work.inc({ practice, kind: 'failures' }, counts.failures.length)
    },
  }
}
