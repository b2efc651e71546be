/**
 * What the law says of one life, written without a look at how the plugin decides: who may be sent what. It follows the
 * person, not the database, so a backup that is restored changes nothing in it.
 */
import type { HostPatientId } from '../../plugin/ids.js'
import type { E164 } from '../../plugin/phone.js'
import type { Instant, LocalDate } from '../../plugin/time.js'

export interface Yes {
  at: Instant
  number: E164
  by: 'self' | 'parent'
}

export interface Life {
  host: HostPatientId
  birthDate: LocalDate
  number: E164
  /** False when dead. */
  alive: boolean
  /** False while the practice's software no longer has the person. */
  here: boolean
  restricted: boolean
  /** Erased, and nothing declared since. */
  erased: boolean
  /** Every yes that was not taken back since; one that stands is enough. */
  yes: Record<'reminder' | 'recall', Yes[]>
  lastRecall: Instant | null
  /** Last time anything was declared, or sent. */
  lastUse: Instant | null
  left: Instant | null
}

/** @returns why it may not be sent, or `null` */
export function forbidden(
  life: Life,
  purpose: 'reminder' | 'recall',
  to: string,
  now: Instant,
): string | null {
  if (life.erased) return 'erased'
  if (!life.alive) return 'dead'
  if (!life.here) return 'no patient any more'
  if (life.restricted) return 'restricted'
  const reasons = life.yes[purpose].map((yes) => invalid(life, yes, purpose, to, now))
  return reasons.length === 0 ? 'no consent' : reasons.includes(null) ? null : (reasons.at(-1) ?? null)
}

function invalid(
  life: Life,
  yes: Yes,
  purpose: 'reminder' | 'recall',
  to: string,
  now: Instant,
): string | null {
  if (yes.number !== to || life.number !== to) return 'another number'
  const today = now.slice(0, 10)
  if (yes.by === 'parent' && birthday(life.birthDate, 18) < today)
    return 'the parent agreed, and the child is of age'
  if (yes.by === 'self' && birthday(life.birthDate, 16) > yes.at.slice(0, 10)) return 'a child agreed'
  if (purpose === 'reminder') return null
  const used = life.lastRecall !== null && life.lastRecall > yes.at ? life.lastRecall : yes.at
  return monthsBetween(used, now) > 17 ? 'unused for more than 17 months' : null
}

const birthday = (birth: LocalDate, age: number): string =>
  `${Number(birth.slice(0, 4)) + age}${birth.slice(4)}`

/** Whole months; a day more or less at the edge is not what this looks at. */
function monthsBetween(from: Instant, to: Instant): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  return Number(to.slice(8, 10)) < Number(from.slice(8, 10)) ? months - 1 : months
}

/** The last day on which anything of a life that is over may still be there. */
export function lastDayOf(life: Life): string | null {
  if (life.left === null || life.restricted) return null
  const last = life.lastUse !== null && life.lastUse > life.left ? life.lastUse : life.left
  return `${Number(last.slice(0, 4)) + 3}-12-31`
}
