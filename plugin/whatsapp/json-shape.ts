/** Looks into JSON from outside without trusting its shape: what is not as expected is simply not there. Pure. */
import { instantOf, type Instant } from '../time.js'

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** A list; one object where a list belongs counts as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isFields(value) ? [value] : []
}

/** Text that is not empty; a number counts as its digits. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

export function wholeNumberOf(value: unknown): number | null {
  const text = textOf(value)
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

/** Seconds since 1970 above this would lie beyond the year 5000: they are milliseconds. */
const LARGEST_SECONDS = 100_000_000_000

/** Unix time in seconds, as text in messages and as a number in management notices. */
export function instantOfUnix(value: unknown): Instant | null {
  const number = wholeNumberOf(value)
  if (number === null || number <= 0) return null
  const millis = number > LARGEST_SECONDS ? number : number * 1000
  return millis > LARGEST_SECONDS * 1000 ? null : instantOf(millis)
}
