/**
 * Somebody agreed for a patient whose birthday is not known: nothing is sent, and a person is asked to find it out (P-28).
 * With the birthday in the record the case closes by itself, and where nobody's word is left that it could end; not
 * because something else holds the consent as well.
 */
import { readPatients } from '../host/patients.js'
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { dropReviewsOf } from '../review/open-review.js'
import { openOneCase } from '../review/one-case.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { consentsOfMany } from './gate.js'
import { personFacts } from './person-facts.js'
import { PURPOSES } from './purpose.js'
import { yesBeneath } from './status.js'

const AT_ONCE = 200

/** Once a day: whatever opened no case in the moment in which it could have. */
export async function reviewAllUnknownBirthdays(practice: OpenPractice): Promise<void> {
  const { configuration, database, keys, clock } = practice
  for (let last = ''; ; ) {
    const rows = await database
      .knex('patients')
      .where({ practice_id: configuration.id })
      .andWhere('subject_id', '>', last)
      .orderBy('subject_id')
      .limit(AT_ONCE)
      .select<{ subject_id: SubjectId }[]>('subject_id')
    const records = await readPatients(
      database.knex,
      keys,
      rows.map(({ subject_id }) => subject_id),
    )
    const without = [...records].flatMap(([subject, { birthDate }]) => (birthDate === null ? [subject] : []))
    if (without.length > 0)
      await database.write((trx) => reviewUnknownBirthdays(trx, practice, without, clock.now()))
    if (rows.length < AT_ONCE) return
    last = rows.at(-1)?.subject_id ?? last
  }
}

/** After whatever can have changed it: a declaration, a decision, a new record. */
export async function reviewUnknownBirthdays(
  trx: Transaction,
  practice: OpenPractice,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<void> {
  if (subjects.length === 0) return
  const consents = await consentsOfMany(trx, practice, subjects, now)
  for (const [subject, states] of consents) {
    const purposes = PURPOSES.filter((purpose) => states[purpose].reasons.includes('birthday_unknown'))
    const entries = [...new Set(purposes.flatMap((purpose) => states[purpose].entry ?? []))]
    if (entries.length === 0) {
      if (await waitsBeneath(trx, practice, subject, now)) continue
      await dropReviewsOf(trx, practice, 'birthday', subject)
      continue
    }
    await openOneCase(
      trx,
      practice,
      `birthday/${subject}`,
      {
        kind: 'birthday',
        subject,
        content: { purposes, reasons: ['birthday_unknown'], evidence: null, entries, inbound: null },
      },
      now,
    )
  }
}

/** Whether the word of somebody whose right ends with a birthday would count, were nothing else in its way. */
async function waitsBeneath(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  now: Instant,
): Promise<boolean> {
  const open = {
    practice_id: practice.configuration.id,
    subject_id: subject,
    kind: 'birthday',
    state: 'open',
  }
  const asked = await trx('reviews').where(open).first<{ id: string } | undefined>('id')
  if (asked === undefined) return false
  const facts = (await personFacts(trx, practice, [subject])).get(subject)
  if (facts === undefined || facts.birthDate !== null) return false
  const entries = await practice.ledger.entriesOf(trx, subject)
  return PURPOSES.some((purpose) => {
    const role = yesBeneath(entries, purpose, now, practice.configuration.timeZone)?.content?.actor.role
    return role === 'parent' || role === 'guardian'
  })
}
