/** Deutsch. */
import type { ChatWords } from '../words.js'

export const de: ChatWords = {
  buttons: {
    reminder: 'Ja: Erinnerungen',
    recall: 'Ja: Einladungen',
    conversation: 'Ja: Rückfragen',
    no: 'Nein',
    choose: 'Antwort wählen',
  },
  purposes: {
    reminder: 'Terminerinnerungen',
    recall: 'Einladungen zur Kontrolle',
    conversation: 'Rückfragen zum Termin',
  },
  question: ({ name }) =>
    `Darf ${name} Ihnen unter den oben genannten Bedingungen über WhatsApp schreiben? Jede Schaltfläche gilt nur für das, was darauf steht. Ein Nein hat für Sie keinen Nachteil.`,
  confirmation: ({ name }) =>
    `${name} hat am Empfang eingetragen, dass Sie WhatsApp-Nachrichten möchten. Bitte bestätigen Sie das selbst; erst dann gilt es. Jede Schaltfläche gilt nur für das, was darauf steht. Ein Nein hat für Sie keinen Nachteil.`,
  further: 'Möchten Sie auch das Folgende?',
  granted: (purposes) =>
    `Danke, Ihr Ja ist eingetragen: ${purposes}. Sie können es jederzeit widerrufen; antworten Sie dazu einfach STOP.`,
  grantedElsewhere: (purposes) =>
    `Danke, Ihr Ja ist eingetragen: ${purposes}. In der Praxis steht noch eine andere Nummer; sie wird am Empfang geklärt, vorher schreiben wir Ihnen nicht. Widerrufen können Sie jederzeit mit STOP.`,
  grantedHidden: (purposes) =>
    `Danke, Ihr Ja ist eingetragen: ${purposes}. Ihr WhatsApp-Konto zeigt uns Ihre Nummer nicht; das wird am Empfang geklärt, vorher schreiben wir Ihnen nicht. Widerrufen können Sie jederzeit mit STOP.`,
  refused: 'Danke, Ihr Nein ist eingetragen. Wir schreiben Ihnen dazu nicht über WhatsApp.',
  repeated: 'Ihre Antwort ist schon eingetragen. Sie müssen nichts weiter tun.',
  over: 'Diese Frage ist nicht mehr offen, es wurde nichts eingetragen. Wenn Sie Nachrichten möchten, lassen Sie sich am Empfang bitte einen neuen Code zeigen.',
  otherAccount:
    'Diese Frage wurde einem anderen WhatsApp-Konto gestellt, es wurde nichts eingetragen. Bitte lassen Sie sich am Empfang einen eigenen Code zeigen.',
  useButtons:
    'Bitte antworten Sie mit einer der Schaltflächen unter unserer Frage, damit Ihre Antwort eindeutig ist.',
  codeUnknown:
    'Diesen Code kennen wir nicht, es wurde nichts eingetragen. Bitte lassen Sie sich am Empfang einen neuen zeigen.',
  codeExpired:
    'Dieser Code ist abgelaufen, es wurde nichts eingetragen. Bitte lassen Sie sich am Empfang einen neuen zeigen.',
  codeUsed:
    'Dieser Code wurde schon verwendet, es wurde nichts Neues eingetragen. Bitte lassen Sie sich am Empfang einen neuen zeigen, wenn Sie einen brauchen.',
  stopped: ({ name }) => `Ist eingetragen. ${name} schreibt Ihnen nicht mehr über WhatsApp.`,
  poster: ({ name, phone }) =>
    `Danke für Ihre Nachricht an ${name}. Bitte sagen Sie am Empfang kurz Bescheid: Dort ordnen wir diesen Chat Ihnen zu, danach fragen wir Sie hier, was Sie möchten. Gesundheitliches bitte nicht hier schreiben, sondern anrufen: ${phone}.`,
  notice: ({ name, phone }) =>
    `${name} verschickt hier nur Nachrichten zu Terminen. Fragen und alles, was Ihre Gesundheit betrifft, bitte telefonisch: ${phone}.`,
  codeText: 'Mein Code für WhatsApp-Nachrichten der Praxis:',
  posterText: 'Ich möchte Erinnerungen per WhatsApp bekommen.',
  sheet: {
    title: 'Termine per WhatsApp?',
    steps: [
      '1. Code mit der Kamera Ihres Telefons scannen und die vorbereitete Nachricht absenden.',
      '2. Am Empfang kurz Bescheid sagen.',
      '3. Im Chat lesen, worum es geht, und mit Ja oder Nein antworten.',
    ],
    voluntary: 'Freiwillig, ohne Nachteil bei einem Nein, jederzeit mit STOP zu beenden.',
    code: 'QR-Code: öffnet in WhatsApp einen Chat mit der Praxis; die Nachricht darin ist vorbereitet.',
    addressMissing: '[Anschrift: von der Praxis zu ergänzen]',
  },
}
