/** What verification found, in words. Pure. */
import type { Language } from '../../errors.js'
import type { BreakReason } from './finding.js'

const WORDS: Readonly<Record<BreakReason, Readonly<Record<Language, string>>>> = {
  head_missing: { de: 'der unterschriebene Kopf fehlt', en: 'the signed head is missing' },
  head_size: {
    de: 'der Kopf nennt eine andere Zahl von Einträgen',
    en: 'the head names another number of entries',
  },
  head_frontier: {
    de: 'gespeicherte Zwischenwerte gehören nicht zum unterschriebenen Stand',
    en: 'stored subtree hashes are not those of the signed tree',
  },
  note_malformed: { de: 'der Kopf ist nicht lesbar', en: 'the head cannot be read' },
  note_origin: { de: 'der Kopf gehört zu einem anderen Buch', en: 'the head is that of another ledger' },
  note_signature: {
    de: 'die Unterschrift des Kopfes stimmt nicht',
    en: 'the signature of the head is wrong',
  },
  entry_missing: { de: 'der Eintrag fehlt', en: 'the entry is missing' },
  leaf_malformed: { de: 'der Eintrag hat nicht seine Form', en: 'the entry is not in its form' },
  leaf_moved: { de: 'der Eintrag steht an falscher Stelle', en: 'the entry stands in another place' },
  subject_differs: { de: 'der Eintrag nennt eine andere Person', en: 'the entry names another person' },
  recorded_backwards: {
    de: 'der Eintrag ist älter als der vor ihm',
    en: 'the entry is older than the one in front of it',
  },
  content_missing: { de: 'der Inhalt fehlt ohne Löschung', en: 'the content is missing without an erasure' },
  content_broken: { de: 'der Inhalt lässt sich nicht öffnen', en: 'the content does not open' },
  commitment_differs: {
    de: 'der Inhalt ist nicht der eingetragene',
    en: 'the content is not the one recorded',
  },
  content_surplus: { de: 'ein Inhalt ohne Eintrag', en: 'a content without an entry' },
  content_not_erased: { de: 'ein gelöschter Inhalt ist noch da', en: 'an erased content is still there' },
  wording_missing: {
    de: 'der Wortlaut dazu fehlt oder ist ein anderer',
    en: 'its wording is missing or another',
  },
  subject_key_missing: {
    de: 'der Schlüssel der Person fehlt ohne Löschung oder öffnet nicht',
    en: "the person's key is gone without an erasure, or does not open",
  },
  erasure_unfounded: { de: 'eine Löschung ohne Löschvermerk', en: 'an erasure without a tombstone' },
  erasure_incomplete: {
    de: 'der Löschvermerk nennt mehr, als gelöscht wurde',
    en: 'the tombstone names more than was erased',
  },
  erasure_surplus: { de: 'eine Löschung ohne Eintrag', en: 'an erasure of an entry that is not there' },
  entry_surplus: { de: 'ein Eintrag nach dem Kopf', en: 'an entry beyond the head' },
  root_differs: { de: 'das Buch ist nicht das unterschriebene', en: 'the ledger is not the signed one' },
  wording_differs: {
    de: 'ein gespeicherter Wortlaut ist nicht der eingetragene',
    en: 'a stored wording is not the recorded one',
  },
  practice_unknown: { de: 'Zeilen einer fremden Praxis', en: 'rows of a practice that is not here' },
  table_missing: {
    de: 'eine Tabelle oder Spalte des Buchs fehlt',
    en: 'a table or column of the ledger is missing',
  },
  older_checkpoint_longer: {
    de: 'der ältere Prüfpunkt hat mehr Einträge: es wurden welche entfernt',
    en: 'the older checkpoint has more entries: some were removed',
  },
  older_checkpoint_differs: {
    de: 'das Buch beginnt anders als beim älteren Prüfpunkt',
    en: 'the ledger does not begin as at the older checkpoint',
  },
  witness_differs: {
    de: 'die Zeugendatei neben der Datenbank kennt Einträge, die hier fehlen: die Datenbank ist geleert, vertauscht oder ein älterer Stand',
    en: 'the witness file beside the database knows entries that are not here: the database was emptied, exchanged or is an older copy',
  },
}

/** True for a reason of verification, as details of LEDGER_BROKEN carry it. */
export const isBreakReason = (code: unknown): code is BreakReason =>
  typeof code === 'string' && Object.hasOwn(WORDS, code)

export const breakText = (reason: BreakReason, language: Language): string => WORDS[reason][language]
