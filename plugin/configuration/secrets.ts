/** Secrets come from the environment, never from the configuration file. */
import { RecallError } from '../errors.js'
import type { PracticeId } from '../ids.js'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Secrets {
  /** @throws RecallError SECRET_MISSING */
  d360ApiKey(practice: PracticeId): string
  /** Where 360dialog is. https, or http on loopback. */
  d360BaseUrl: string
  /** `null`: no webhook is let in. */
  webhookSecret: string | null
  /** Bearer of the host software; `null`: the API lets nobody in. */
  hostApiKey: string | null
}

const D360 = 'https://waba-v2.360dialog.io'

const present = (value: string | undefined): string | null =>
  value === undefined || value.trim() === '' ? null : value.trim()

export function secretsFromEnvironment(environment: Environment): Secrets {
  return {
    d360ApiKey: (practice) => {
      const own = `D360_API_KEY_${practice.toUpperCase().replaceAll('-', '_')}`
      const key =
        present(environment[own]) ??
        present(environment[`D360_API_KEY_${practice}`]) ??
        present(environment['D360_API_KEY'])
      if (key === null) throw new RecallError('SECRET_MISSING', { name: 'D360_API_KEY' })
      return key
    },
    d360BaseUrl: present(environment['D360_BASE_URL']) ?? D360,
    webhookSecret: present(environment['D360_WEBHOOK_SECRET']),
    hostApiKey: present(environment['RECALL_API_KEY']),
  }
}
