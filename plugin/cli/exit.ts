/** The exit codes of the command line. */
import type { ErrorKind } from '../errors.js'

export const DONE = 0
/** An unreadable form, a broken ledger, a failed check. */
export const FINDING = 1
/** Usage or configuration. */
export const USAGE = 2
/** Database, network or provider unreachable. */
export const UNREACHABLE = 3

export const EXIT_OF_KIND: Record<ErrorKind, number> = {
  usage: USAGE,
  finding: FINDING,
  unreachable: UNREACHABLE,
  not_found: USAGE,
  conflict: FINDING,
  unauthorized: USAGE,
  internal: FINDING,
}
