/**
 * anamnese-recall: from a filled anamnesis form to a delivered reminder.
 *
 * Terminology
 * - practice: one dental practice, a tenant with its own keys, ledger and WhatsApp number
 * - patient, appointment (FHIR); recall: an invitation without an appointment yet
 * - anamnesis form: what the patient filled; control: one of its boxes or fields; blank: the form before filling
 * - consent, purpose, withdrawal (GDPR Art. 4(11), 7(3)); wording: the text the patient was shown
 * - subject: our random name for a patient; the only one in the ledger's leaves
 * - entry, head, checkpoint: of the consent ledger (RFC 9162, C2SP)
 * - reminder: one intended message for an appointment or a recall; rule: when and with which template
 * - message: one attempt to send a reminder; status (WhatsApp): sent, delivered, read, failed
 * - template, slot: the approved text and its places
 * - host: the practice's software; adapter: how it is read
 *
 * The way of the data, folder by folder:
 * adapters/ and host/ (records) · form/ (reading, decision) · consent/ (ledger) · reminder/ (plan) ·
 * outbox/ and whatsapp/ (dispatch) · webhook/ (statuses, replies) · http/, cli/ (surfaces) · sandbox/ (a local 360dialog)
 */
export type {
  AppointmentStatus,
  HostAdapter,
  HostAdapterFactory,
  HostAppointment,
  HostContext,
  HostForm,
  HostPatient,
  HostReading,
  HostRecall,
} from '../adapters/host.js'
export { type CodeOrder, issueCode, type IssuedCode } from './chat/issue-code.js'
export { posterPdf, type PosterSize } from './chat/poster-page.js'
export { sendChatReplies } from './chat/send-replies.js'
export type { Configuration, Practice } from './configuration/configuration.js'
export { loadConfiguration, toConfiguration } from './configuration/load.js'
export { configurationSchema } from './configuration/schema.js'
export { importForm } from './consent/import-form.js'
export { patientConsents, type PatientConsents } from './consent/history.js'
export { recordAtReception } from './consent/reception.js'
export { consentRenewals, type Renewal, type RenewalPage } from './consent/renewals.js'
export { type RefusedWording, refusedWordings } from './consent/wording/usable.js'
export { missingSlots } from './consent/wording/check.js'
export { PURPOSES, type Purpose } from './consent/purpose.js'
export { type ConsentStatus, consentStatus } from './consent/status.js'
export { exportLedger, exportPerson } from './consent/export.js'
export { proveConsistency, proveEntry } from './consent/prove.js'
export { verifyLedger } from './consent/verify/verify.js'
export { type ErrorCode, errorText, RecallError } from './errors.js'
export type { ConsentDecision, ConsentResult, ReviewReason } from './form/consent-decision.js'
export { addConsent, type AddConsentInput, type AddedConsent } from './form/consent-block/add-consent.js'
export type { FormReport } from './form/form-report.js'
export { readForm } from './form/read-form.js'
export { createReaderPool } from './form/reader-pool.js'
export { type BreachReport, breachReport } from './gates/breach-report.js'
export { type Gates, openGates } from './gates/gates.js'
export type { HostEvent } from './host/events.js'
export { syncHost } from './host/sync.js'
export { envelopeKeyProvider } from './keys/envelope.js'
export { fileKeyRing, type KeyProvider, keyRing, masterKey } from './keys/master-key.js'
export { renewPracticeKeys, rewrapKeys } from './keys/rotate.js'
export type { Log } from './log.js'
export { dispatchDue } from './outbox/dispatch.js'
export { halt, isHalted, resume } from './outbox/halt.js'
export { createPlugin, type Plugin, type PluginEvents, type Ports } from './plugin.js'
export { planReminders } from './reminder/plan.js'
export { planPractice } from './reminder/plan-practice.js'
export { decideReview } from './review/decide-review.js'
export { listReviews, reviewPicture } from './review/list-reviews.js'
export type { Review, ReviewDecision, ReviewKind } from './review/review.js'
export { renderPdf } from './document/render-pdf.js'
export type { PrintableDocument } from './document/document.js'
export { beginWitness } from './privacy/witness/begin.js'
export { checkWitness, type WitnessCheck } from './privacy/witness/check.js'
export { bearWitness, tellWitness } from './privacy/witness/bear-witness.js'
export { documentFacts, type KeySource } from './privacy/papers/facts.js'
export { documentFiles, privacyDocuments } from './privacy/papers/papers.js'
export { erasePatient } from './privacy/erasure/erase.js'
export { rectifyEntry } from './privacy/rectify.js'
export { buildReport, type Report } from './privacy/report/report.js'
export { reportPdf } from './privacy/report/pdf.js'
export { liftRestriction, restrictPatient } from './privacy/restrict.js'
export { runRetention } from './privacy/retention/retention.js'
export { certificate, type Certificate } from './proof/certificate.js'
export { fhirConsents, patientReceipt } from './proof/patient-receipt.js'
export { type StampedCheckpoint, stampCheckpoint } from './proof/stamp-checkpoint.js'
export { type TimeStampCheck, verifyTimeStamp } from './proof/time-stamp.js'
export { codeSystems } from '../adapters/fhir/code-systems.js'
export { type TickCounts, tick } from './tick.js'
export { type Clock, type Instant, type LocalDate, systemClock } from './time.js'
export { processInbox } from './webhook/process.js'
