/**
 * Whatever staff decide, and in whatever order, no consent becomes active out of a mark that only the patient can explain
 * (Orange Romania, C-61/19): that takes an entry by the patient.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import type { MarkedBy } from '../../plugin/configuration/configuration.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import { REVIEW_REASONS, type ReviewReason } from '../../plugin/form/consent-decision.js'
import { RecallError } from '../../plugin/errors.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import { decideReview } from '../../plugin/review/decide-review.js'
import { REVIEW_DECISIONS, type ReviewDecision } from '../../plugin/review/review.js'
import { onEachDatabase } from '../harness/databases.js'
import { cases, filled, MAPPING, openWithForm, put, stateOf, withForms } from './practice.js'

/** Marks that a look at the original can explain. */
const VISIBLE: readonly ReviewReason[] = [
  'readers_disagree',
  'unknown_value',
  'drawn_over',
  'flattened',
  'date_unreadable',
  'given_in_future',
]
const ONLY_THE_PATIENT_KNOWS = REVIEW_REASONS.filter((reason) => !VISIBLE.includes(reason))

/** Nobody but the patient can explain any of these: none may ever become a consent. */
const form = fc.record({
  mark: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        markedBy: fc.constantFrom<MarkedBy>('patient_device', 'patient_paper'),
        reasons: fc
          .tuple(fc.constantFrom(...ONLY_THE_PATIENT_KNOWS), fc.subarray([...VISIBLE], { maxLength: 1 }))
          .map(([first, more]): ReviewReason[] => [first, ...more]),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        markedBy: fc.constant<MarkedBy>('staff'),
        reasons: fc.subarray([...VISIBLE], { maxLength: 1 }),
      }),
    },
  ),
  isForeign: fc.boolean(),
  mobile: fc.constantFrom('0151 12345611', '0151 12345699', 'siehe Akte 2'),
  day: fc.constantFrom('2026-11-01', '2026-11-10', null),
})
const step = fc.record({
  which: fc.nat(5),
  /** `granted` where it is offered, one of the others that are offered, or any at all. */
  decision: fc.oneof(
    { weight: 3, arbitrary: fc.constant('granted' as const) },
    { weight: 2, arbitrary: fc.nat(2) },
    { weight: 1, arbitrary: fc.constantFrom(...REVIEW_DECISIONS) },
  ),
  assigned: fc.constantFrom('4711', '4712'),
})

const chosen = (offered: readonly ReviewDecision[], wanted: ReviewDecision | number): ReviewDecision =>
  typeof wanted === 'number' ? (offered[wanted % offered.length] ?? 'dismissed') : wanted

onEachDatabase('No sequence of decisions', (fresh) => {
  it('makes a consent active out of marks that were pre-set, set by staff, ambiguous or altered (P-03, P-04, P-05)', async function () {
    this.timeout(600_000)
    const database = await fresh.open()
    const base = await openWithForm(database)
    const forms = (markedBy: MarkedBy): typeof base => withForms(base, { ...MAPPING, markedBy })
    await fc.assert(
      fc.asyncProperty(
        fc.array(form, { minLength: 1, maxLength: 2 }),
        fc.array(step, { maxLength: 10 }),
        async (written, steps) => {
          for (const table of ['reviews', 'forms', 'patient_links', 'patients', 'reminders'])
            await database.knex(table).delete()
          for (const id of ['4711', '4712']) await put(base, { id })
          for (const { mark, isForeign, mobile, day } of written) {
            await recordForm(
              forms(mark.markedBy),
              filled({
                reasons: mark.reasons,
                givenAt: day,
                patient: { mobilePhone: readPhone(mobile), ...(isForeign && { givenName: 'Max' }) },
              }),
            )
          }
          for (const { which, decision: wanted, assigned } of steps) {
            const open = await cases(base)
            const review = open[which % Math.max(open.length, 1)]
            if (review === undefined) break
            const decision = chosen(review.decisions, wanted)
            try {
              await decideReview(base, review.id, {
                decision,
                by: 'Frau Beispiel',
                patient: decision === 'assigned' ? toHostPatientId(assigned) : null,
              })
              expect(review.decisions).to.include(decision)
            } catch (error) {
              if (!(error instanceof RecallError) || error.code !== 'REVIEW_DECISION_INVALID') throw error
              expect(review.decisions).not.to.include(decision)
            }
            for (const patient of ['4711', '4712'])
              for (const purpose of ['reminder', 'recall'] as const)
                expect(await stateOf(base, patient, purpose)).not.to.match(/^active/)
          }
        },
      ),
      { numRuns: database.dialect === 'sqlite' ? 150 : 30 },
    )
  })
})
