/**
 * The checks that sending depends on (P-39, P-61). One that fails stops all sending; reading and receiving go on.
 * What is cheap is looked at before every dispatch; the structure of the database and the whole chain of the ledger at the
 * start, then once an hour, and every minute while something of it fails.
 */
import { migrations } from '../../migrations/index.js'
import type { OpenPractice } from '../practice.js'
import type { WitnessedPractice } from '../privacy/witness/check.js'
import { addressKinds } from '../storage/address.js'
import { databaseGuards, databaseGrants } from '../storage/guards.js'
import { addMillis, millisOf, systemClock, toLocalDate, type Instant, type LocalDate } from '../time.js'
import { clockVerdict, jumpOf, type ClockFacts } from './clock.js'
import { insertOnlyVerdict, rightsOf, type DatabaseRights } from './database.js'
import { ledgerFacts, ledgerVerdict, wholeChain } from './ledger.js'
import { signOffVerdict } from './sign-off.js'
import { databaseVerdict, providerVerdict } from './transport.js'
import { failuresOf, type Verdict } from './verdict.js'
import { witnessFacts, witnessVerdict } from './witness.js'
import { wordingsVerdict } from './wordings.js'

/** What a practice cannot tell by itself. */
export interface Surroundings {
  /** Address of the database. */
  database: string
  /** Address of 360dialog. */
  provider: string
  /** NODE_TLS_REJECT_UNAUTHORIZED=0 */
  verificationOff: boolean
}

export interface Gates {
  /** Every check that sending depends on, as it stands. */
  verdicts(): Promise<readonly Verdict[]>
}

const FRESH_MILLIS = 60 * 60_000
const FRESH_WHILE_FAILING_MILLIS = 60_000

/** The day of the newest change of the schema: this program is not older than that. */
export const BUILT: LocalDate = toLocalDate(
  (migrations.at(-1)?.name ?? '20261121').replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'),
)

/** @param witnessed the same practice with its witness, where it has one */
export function openGates(
  practice: OpenPractice,
  surroundings: Surroundings,
  witnessed: WitnessedPractice | null = null,
): Gates {
  const { configuration, clock } = practice
  const elapsed = elapsedSinceLastLook(practice)
  let slow: { at: Instant; chain: Verdict; verdicts: Verdict[] } | null = null

  async function slowVerdicts(now: Instant): Promise<{ chain: Verdict; verdicts: Verdict[] }> {
    const isFailing = slow !== null && failuresOf([slow.chain, ...slow.verdicts]).length > 0
    const freshFor = isFailing ? FRESH_WHILE_FAILING_MILLIS : FRESH_MILLIS
    const isFresh = slow !== null && slow.at <= now && addMillis(slow.at, freshFor) > now
    if (slow === null || !isFresh) {
      slow = {
        at: now,
        chain: await wholeChain(practice),
        verdicts: [
          insertOnlyVerdict(await databaseGuards(practice.database), await databaseRights(practice)),
          databaseVerdict({ ...surroundings, addresses: await addressKinds(surroundings.database) }),
          ...(witnessed === null ? [] : [witnessVerdict(await witnessFacts(witnessed))]),
        ],
      }
    }
    return slow
  }

  return {
    async verdicts() {
      const now = clock.now()
      const ledger = await ledgerFacts(practice)
      const { chain, verdicts } = await slowVerdicts(now)
      return [
        clockVerdict({
          now,
          built: BUILT,
          lastRecordedAt: ledger.kind === 'sound' ? ledger.lastRecordedAt : null,
          elapsed: elapsed(now),
        }),
        ledger.kind === 'sound' ? chain : ledgerVerdict(ledger),
        providerVerdict({ baseUrl: surroundings.provider, verificationOff: surroundings.verificationOff }),
        wordingsVerdict(configuration),
        signOffVerdict(configuration, now),
        ...verdicts,
      ]
    },
  }
}

/** `null` on a database that knows no users. */
export async function databaseRights({ database }: OpenPractice): Promise<DatabaseRights | null> {
  const grants = await databaseGrants(database)
  return grants === null ? null : rightsOf(grants.grants, grants.database)
}

/** A jump is reported for so long, to everybody who asks; then the clock is taken as it is. */
const JUMP_REPORTED_MILLIS = 30_000

/** A virtual clock jumps by design; only the machine's is compared with its counter. */
function elapsedSinceLastLook({ clock }: OpenPractice): (now: Instant) => ClockFacts['elapsed'] {
  let last: { now: Instant; steady: number } | null = null
  let jumpedAt: number | null = null
  return (now) => {
    const steady = performance.now()
    const elapsed =
      last === null || clock !== systemClock
        ? null
        : { clockMillis: millisOf(now) - millisOf(last.now), steadyMillis: steady - last.steady }
    if (jumpOf(elapsed) === 0) jumpedAt = null
    else jumpedAt ??= steady
    if (jumpedAt === null || steady - jumpedAt > JUMP_REPORTED_MILLIS) last = { now, steady }
    return elapsed
  }
}
