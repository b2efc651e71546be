/** What a check found. Sending depends on every check (P-61): one failure and nothing is sent. */
import type { FindingCode } from './findings.js'

export const CHECKS = [
  'key',
  'clock',
  'ledger',
  'insert_only',
  'provider_tls',
  'database_tls',
  'database_rights',
  'wordings',
  'sign_off',
  'witness',
  'controller',
  'halt',
  'hosts',
  'forms',
  'templates',
  'reader',
] as const
export type Check = (typeof CHECKS)[number]

/** `failure` stops all sending, `warning` nothing. */
export type Verdict =
  | { check: Check; level: 'ok' }
  | {
      check: Check
      level: 'warning' | 'failure'
      finding: FindingCode
      /** Ids, names of the configuration and counts; never anything of a patient. */
      details: Readonly<Record<string, string | number>>
    }

export type Finding = Exclude<Verdict, { level: 'ok' }>

export const ok = (check: Check): Verdict => ({ check, level: 'ok' })

export const failure = (check: Check, finding: FindingCode, details: Finding['details'] = {}): Verdict => ({
  check,
  level: 'failure',
  finding,
  details,
})

export const warning = (check: Check, finding: FindingCode, details: Finding['details'] = {}): Verdict => ({
  check,
  level: 'warning',
  finding,
  details,
})

/** What stands against sending. */
export const failuresOf = (verdicts: readonly Verdict[]): Finding[] =>
  verdicts.flatMap((verdict) => (verdict.level === 'failure' ? [verdict] : []))
