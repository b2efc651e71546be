/** What the practice answers to somebody who asked to be erased (Art. 12(3)). It names nobody. Pure. */
import { DateTime } from 'luxon'
import type { Language } from '../../errors.js'
import type { LocalDate } from '../../time.js'
import { controllerFacts, type ControllerPractice } from '../controller.js'
import type { ErasureResult } from './erasure.js'

type Told = Pick<ErasureResult, 'kind' | 'proofKeptUntil'> & { on: LocalDate; practice: ControllerPractice }

export function erasureLetter(told: Told): { de: string; en: string } {
  return { de: german(told), en: english(told) }
}

const germanDay = (day: LocalDate): string => DateTime.fromISO(day).setLocale('de').toFormat('d. MMMM yyyy')
const englishDay = (day: LocalDate): string => DateTime.fromISO(day).setLocale('en').toFormat('d MMMM yyyy')

function german({ kind, on, practice, proofKeptUntil }: Told): string {
  const done =
    kind === 'already_erased'
      ? `Sie haben uns gebeten, Ihre Daten aus dem Erinnerungsdienst der ${practice.name} zu löschen. Das ist bereits am ${germanDay(on)} geschehen.`
      : `Sie haben uns gebeten, Ihre Daten aus dem Erinnerungsdienst der ${practice.name} zu löschen. Wir haben sie am ${germanDay(on)} gelöscht: Name, Telefonnummer, Termine, gesendete und empfangene Nachrichten und die Angaben aus Ihren Formularen. Ab sofort senden wir Ihnen darüber nichts mehr.`
  const proof =
    proofKeptUntil === null
      ? 'Auch den Nachweis Ihrer Einwilligung haben wir vernichtet. Geblieben ist ein Vermerk ohne Namen und Nummer, dass gelöscht wurde.'
      : `Den Nachweis, dass und wann Sie eingewilligt oder widerrufen haben, bewahren wir verschlüsselt und gesperrt bis zum ${germanDay(proofKeptUntil)} auf, weil wir ihn gegenüber Behörden und Gerichten schulden (Art. 17 Abs. 3 Buchst. b und e DSGVO). Danach wird auch er vernichtet. Genutzt wird er zu nichts anderem.`
  return [
    done,
    proof,
    'Ihre Patientenakte ist davon nicht berührt: Sie muss nach § 630f Abs. 3 BGB zehn Jahre aufbewahrt werden. In Sicherungskopien können verschlüsselte Daten bis zu 90 Tage weiter bestehen; würde eine zurückgespielt, würde die Löschung wiederholt, bevor etwas gesendet wird.',
    'Sie können sich bei jeder Datenschutz-Aufsichtsbehörde beschweren, auch bei der für uns zuständigen, die unten steht.',
    signature(practice, 'de'),
  ].join('\n\n')
}

function english({ kind, on, practice, proofKeptUntil }: Told): string {
  const done =
    kind === 'already_erased'
      ? `You asked us to erase your data from the reminder service of ${practice.name}. This was already done on ${englishDay(on)}.`
      : `You asked us to erase your data from the reminder service of ${practice.name}. We erased them on ${englishDay(on)}: name, telephone number, appointments, messages sent and received, and what your forms said. From now on we send you nothing through it.`
  const proof =
    proofKeptUntil === null
      ? 'We have destroyed the proof of your consent as well. What is left is a note, without name or number, that something was erased.'
      : `We keep the proof that and when you consented or withdrew, encrypted and restricted, until ${englishDay(proofKeptUntil)}, because authorities and courts may ask us for it (Art. 17(3)(b) and (e) GDPR). After that it is destroyed too. It is used for nothing else.`
  return [
    done,
    proof,
    'Your patient file is not affected: the law requires it to be kept for ten years (section 630f(3) BGB). Encrypted data may last in backups for up to 90 days; if one were restored, the erasure would be repeated before anything is sent.',
    'You have the right to complain to any data-protection authority, and so to the one that is competent for us, named below.',
    signature(practice, 'en'),
  ].join('\n\n')
}

const signature = (practice: ControllerPractice, language: Language): string =>
  controllerFacts(practice, language)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
