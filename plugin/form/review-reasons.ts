/** The words in which the reception reads why a form is put before a person. */
import type { Language } from '../errors.js'
import type { ReviewReason } from './consent-decision.js'

export const REVIEW_REASON_TEXTS = {
  no_mapping: {
    de: 'Dieses Formular ist nicht eingerichtet; die Software weiß nicht, welches Kästchen die Einwilligung ist.',
    en: 'This form is not set up; the software does not know which box is the consent.',
  },
  control_missing: {
    de: 'Das Kästchen für die Einwilligung fehlt in diesem Formular.',
    en: 'The consent box is missing in this form.',
  },
  control_not_tickable: {
    de: 'Das eingerichtete Feld ist kein Kästchen und keine Auswahl.',
    en: 'The configured field is neither a box nor a choice.',
  },
  control_duplicated: {
    de: 'Mehrere Felder tragen denselben Namen; es ist unklar, welches gemeint ist.',
    en: 'Several fields carry the same name; it is unclear which one is meant.',
  },
  prefilled: {
    de: 'Das Kästchen war schon im leeren Formular angekreuzt. Eine Vorauswahl ist keine Einwilligung.',
    en: 'The box was ticked in the blank form already. A default is no consent.',
  },
  both_ticked: { de: 'Ja und Nein sind beide angekreuzt.', en: 'Yes and no are both ticked.' },
  value_appearance_disagree: {
    de: 'Was die Datei speichert und was auf dem Bildschirm zu sehen ist, stimmt nicht überein.',
    en: 'What the file stores and what the screen shows differ.',
  },
  readers_disagree: {
    de: 'Zwei unabhängige Leseprogramme kommen zu verschiedenen Ergebnissen.',
    en: 'Two independent readers come to different results.',
  },
  hidden_control: {
    de: 'Das Kästchen ist angekreuzt, aber auf Bildschirm und Papier nicht zu sehen.',
    en: 'The box is ticked but cannot be seen on screen or paper.',
  },
  appearance_missing: {
    de: 'Das Kreuz ist gespeichert, aber nicht gezeichnet; ob der Patient es sah, hängt vom Programm ab.',
    en: 'The tick is stored but not drawn; whether the patient saw it depends on the program.',
  },
  unknown_value: {
    de: 'Das Feld enthält einen Wert, der weder als Ja noch als Nein eingerichtet ist.',
    en: 'The field holds a value that is configured neither as yes nor as no.',
  },
  changed_after_signature: {
    de: 'Das Kästchen oder seine Umgebung wurde nach der Unterschrift geändert.',
    en: 'The box or its surroundings were changed after the signature.',
  },
  changed_after_filling: {
    de: 'Das Kästchen wurde geändert, nachdem das Formular schon ausgefüllt war.',
    en: 'The box was changed after the form had been filled in.',
  },
  flattened: {
    de: 'Die Datei hat keine ausfüllbaren Felder (Scan, Ausdruck oder reduziertes PDF). Bitte selbst ansehen.',
    en: 'The file has no fillable fields (a scan, a print or a flattened PDF). Please look at it yourself.',
  },
  xfa: {
    de: 'Das Formular ist ein XFA-Formular, dessen Anzeige nicht in den PDF-Feldern steht. Bitte selbst ansehen.',
    en: 'This is an XFA form; what it shows is not in the PDF fields. Please look at it yourself.',
  },
  template_differs: {
    de: 'Das Formular weicht an der Einwilligung von der leeren Vorlage ab, vielleicht eine andere Fassung.',
    en: 'At the consent the form differs from the blank template; perhaps it is another version.',
  },
  wording_differs: {
    de: 'Das Formular druckt auf der Seite der Einwilligung nicht den Text der leeren Vorlage.',
    en: 'On the page of the consent the form does not print the text of the blank template.',
  },
  wording_covered: {
    de: 'Der Text der Einwilligung ist verdeckt, durchgestrichen oder nicht zu sehen. Bitte selbst ansehen.',
    en: 'The text of the consent is covered, crossed out or cannot be seen. Please look at it yourself.',
  },
  calculated: {
    de: 'Ein Skript des Formulars setzt das Kästchen, nicht der Patient.',
    en: 'A script of the form sets the box, not the patient.',
  },
  drawn_over: {
    de: 'Über dem Kästchen liegt eine Zeichnung, ein Stempel oder Text. Bitte selbst ansehen.',
    en: 'A drawing, stamp or text lies across the box. Please look at it yourself.',
  },
  template_unreadable: {
    de: 'Die leere Vorlage ist nicht lesbar; eine Vorauswahl lässt sich nicht ausschließen.',
    en: 'The blank template cannot be read; a default cannot be ruled out.',
  },
  date_unreadable: {
    de: 'Das Datum auf dem Formular ist nicht lesbar.',
    en: 'The date on the form cannot be read.',
  },
  given_in_future: {
    de: 'Das Datum auf dem Formular liegt in der Zukunft.',
    en: 'The date on the form lies in the future.',
  },
  unreadable: {
    de: 'Die Datei konnte auch nach mehreren Versuchen nicht übernommen werden: Sie ist beschädigt, mit Passwort geschützt, zu groß oder zu aufwendig, oder ein gespeicherter Datensatz, den sie betrifft, ist beschädigt; das Protokoll nennt den Grund. Auf ihr kann ein Nein stehen. Bitte das Original ansehen.',
    en: 'The file could not be taken in, even after several tries: it is damaged, protected by a password, too large or too laborious, or a stored record that it concerns is damaged; the log names the reason. It may say no. Please look at the original.',
  },
} as const satisfies Record<ReviewReason, Record<Language, string>>

export const reviewReasonText = (reason: ReviewReason, language: Language): string =>
  REVIEW_REASON_TEXTS[reason][language]
