/** What the database itself guards (P-11, P-55). Pure. */
import { failure, ok, type Verdict, warning } from './verdict.js'

/** What the user of the running program may do; `null` on SQLite, which knows no users. */
export interface DatabaseRights {
  changesSchema: boolean
  /** UPDATE or DELETE on `ledger_entries`. */
  changesLedger: boolean
  /** Who may not make triggers does not see them either. */
  seesTriggers: boolean
}

/** Without these somebody could change evidence unseen by the database. */
export const GUARDS = [
  'ledger_entries_no_update',
  'ledger_entries_no_delete',
  'ledger_contents_no_update',
  'ledger_contents_no_delete',
  'ledger_heads_no_delete',
  'ledger_erasures_no_update',
  'ledger_erasures_no_delete',
  'wordings_no_update',
  'wordings_no_delete',
] as const

export function insertOnlyVerdict(triggers: readonly string[], rights: DatabaseRights | null): Verdict {
  if (rights !== null && !rights.seesTriggers)
    return rights.changesLedger ? warning('insert_only', 'triggers_unseen') : ok('insert_only')
  const missing = GUARDS.filter((name) => !triggers.includes(name))
  return missing.length === 0
    ? ok('insert_only')
    : failure('insert_only', 'triggers_missing', { triggers: missing.join(', ') })
}

export function rightsVerdict(rights: DatabaseRights | null): Verdict {
  const wide =
    rights === null
      ? []
      : [
          ...(rights.changesSchema ? ['DDL'] : []),
          ...(rights.changesLedger ? ['UPDATE/DELETE ledger_entries'] : []),
        ]
  return wide.length === 0
    ? ok('database_rights')
    : warning('database_rights', 'database_rights_wide', { rights: wide.join(', ') })
}

const SCHEMA = /\b(ALL PRIVILEGES|CREATE|ALTER|DROP|TRIGGER)\b/
const LEDGER = /\b(ALL PRIVILEGES|UPDATE|DELETE)\b/
const TRIGGER = /\b(ALL PRIVILEGES|TRIGGER)\b/

/**
 * Reads what `SHOW GRANTS` answers.
 * @param grants one statement each: GRANT <rights> ON <where> TO <user>
 */
export function rightsOf(grants: readonly string[], database: string): DatabaseRights {
  const rights = { changesSchema: false, changesLedger: false, seesTriggers: false }
  for (const grant of grants) {
    const [, what = '', where = ''] = /^GRANT (.+?) ON (?:TABLE )?(\S+) TO /.exec(grant) ?? []
    const place = where.replaceAll('`', '').replaceAll('\\', '')
    const isWide = place === '*.*' || place === `${database}.*`
    if (!isWide && place !== `${database}.ledger_entries`) continue
    rights.changesSchema ||= SCHEMA.test(what)
    rights.changesLedger ||= LEDGER.test(what)
    rights.seesTriggers ||= TRIGGER.test(what)
  }
  return rights
}
