/**
 * A witness that is lost, or that somebody wrote into, is begun anew: only a person can say which database this is. If it
 * may be an older copy, everybody who agreed is asked again, because nobody can tell who took it back since (P-53).
 */
import { consentsOfMany } from '../../consent/gate.js'
import { PURPOSES } from '../../consent/purpose.js'
import type { ConsentStatus } from '../../consent/status.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant } from '../../time.js'
import { insertAccess } from '../access-log.js'
import { bearWitness } from './bear-witness.js'
import { compare, type WitnessedPractice } from './check.js'
import { keepHalted } from './halted.js'
import { holdAsRestored, replayLost } from './replay.js'
import { rememberRestored } from './restored.js'
import { forgetTold } from './told.js'

export const DATABASES = ['newest', 'older_copy'] as const

export interface WitnessBeginning {
  /** `newest`: it has forgotten nothing. `older_copy`: it comes from a backup. */
  database: (typeof DATABASES)[number]
  /** The named person who says so; kept in the access log. */
  by: string
}

/**
 * Interrupted, it is begun once more. The old file stays beside the new one.
 * @returns how many persons are held until they were asked
 * @throws RecallError WITNESS_UNREADABLE, LEDGER_BROKEN, DATABASE_UNREACHABLE
 */
export async function beginWitness(
  practice: WitnessedPractice,
  { database, by }: WitnessBeginning,
): Promise<{ held: number }> {
  const now = practice.clock.now()
  const { file } = practice.witness
  // What the old file proves counts, whatever somebody says of the database.
  const told = await file.readOurs()
  const check = await compare(practice, told)
  const strangers = check.kind === 'set_back' ? (await replayLost(practice, check)).strangers : null
  const held = database === 'older_copy' ? await holdEverybody(practice, now) : 0
  await keepHalted(practice, told.tip?.haltedSince ?? null)
  await file.setAside()
  practice.witness.agreed = null
  await practice.database.write(async (trx) => {
    if (database === 'older_copy') await rememberRestored(trx, practice, now)
    await forgetTold(trx, practice)
    await insertAccess(trx, practice.configuration.id, { action: 'witness', actor: by, subject: null }, now)
  })
  if (strangers !== null) await file.append([{ kind: 'reset', at: now, ...strangers }])
  await bearWitness(practice)
  return { held }
}

const AT_ONCE = 200

/** Everything else is a yes, or may become one: by a decision, a birthday, the end of a restriction. */
const NOTHING_TO_LOSE: ReadonlySet<ConsentStatus['status']> = new Set(['never_asked', 'refused', 'withdrawn'])

async function holdEverybody(practice: OpenPractice, now: Instant): Promise<number> {
  const { database, configuration } = practice
  let held = 0
  let after = ''
  for (;;) {
    const rows = await database
      .knex('patients')
      .where({ practice_id: configuration.id })
      .andWhere('subject_id', '>', after)
      .orderBy('subject_id')
      .limit(AT_ONCE)
      .select<{ subject_id: SubjectId }[]>('subject_id')
    const subjects = rows.map((row) => row.subject_id)
    const consents = await consentsOfMany(database.knex, practice, subjects, now)
    for (const subject of subjects) {
      const states = consents.get(subject)
      if (states === undefined || PURPOSES.every((purpose) => NOTHING_TO_LOSE.has(states[purpose].status)))
        continue
      await database.write((trx) => holdAsRestored(trx, practice, subject, `restored/${subject}/${now}`, now))
      held += 1
    }
    const last = subjects.at(-1)
    if (last === undefined || subjects.length < AT_ONCE) return held
    after = last
  }
}
