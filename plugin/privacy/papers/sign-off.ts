/** What the practice has confirmed and what is missing (P-38, P-39), as it stands in each of its papers. Pure. */
import { dayText } from '../../document/moment.js'
import type { Language } from '../../errors.js'
import { SIGN_OFF_POINTS, SIGN_OFF_TEXTS } from '../../gates/sign-off-points.js'
import type { DocumentFacts } from './facts.js'
import type { Section } from './section.js'

export function signOffSection({ practice, unconfirmed }: DocumentFacts, language: Language): Section {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const { signOff } = practice
  const state =
    signOff === null
      ? say('Niemand hat bisher etwas bestätigt.', 'Nobody has confirmed anything yet.')
      : say(
          `Bestätigt von ${signOff.by} am ${dayText(signOff.on, 'de')}.`,
          `Confirmed by ${signOff.by} on ${dayText(signOff.on, 'en')}.`,
        )
  const consequence =
    unconfirmed.length === 0
      ? say('Alle Punkte sind bestätigt.', 'All points are confirmed.')
      : say(
          `Nicht bestätigt: ${unconfirmed.length} von ${SIGN_OFF_POINTS.length} Punkten; bis alle bestätigt sind, wird nichts gesendet.`,
          `Not confirmed: ${unconfirmed.length} of ${SIGN_OFF_POINTS.length} points; nothing is sent until all are confirmed.`,
        )
  return {
    heading: say('Freigabe durch die Praxis', 'Sign-off by the practice'),
    paragraphs: [`${state} ${consequence}`],
    table: {
      head: [say('Punkt', 'Point'), say('Stand', 'State')],
      rows: SIGN_OFF_POINTS.map((point) => [
        SIGN_OFF_TEXTS[point][language],
        unconfirmed.includes(point) ? say('FEHLT', 'MISSING') : say('bestätigt', 'confirmed'),
      ]),
      widths: [80, 20],
    },
  }
}
