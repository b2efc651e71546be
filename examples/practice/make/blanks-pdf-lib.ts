/** The blank forms that pdf-lib makes: the anamnesis of 2026 (one box) and the short update (a box for each purpose). */
import { readFileSync } from 'node:fs'
import { packageFile } from '../../../plugin/package-root.js'
import { Sheet, type Box } from './sheet.js'

const wording = (): string =>
  readFileSync(packageFile('examples/practice/wordings/wa-2026-01.de.txt'), 'utf8')

const ILLNESSES: readonly (readonly [string, string])[] = [
  ['Herz', 'Herz-Kreislauf-Erkrankung'],
  ['Bluthochdruck', 'Bluthochdruck'],
  ['Blutgerinnung', 'Störung der Blutgerinnung'],
  ['Diabetes', 'Diabetes'],
  ['Asthma', 'Asthma oder Lungenerkrankung'],
  ['Osteoporose', 'Osteoporose'],
  ['Hepatitis', 'Hepatitis oder andere Infektion'],
  ['Schwangerschaft', 'Schwangerschaft'],
]

export async function anamnese2026(): Promise<Uint8Array> {
  const sheet = await Sheet.begin('Anamnesebogen 2026')
  sheet.heading('Anamnesebogen', 14)
  sheet.paragraph('Willkommen in unserer Praxis. Bitte füllen Sie diesen Bogen vollständig aus.')
  sheet.heading('Persönliche Angaben')
  sheet.fields([
    { name: 'Name', label: 'Name', share: 0.38 },
    { name: 'Vorname', label: 'Vorname', share: 0.37 },
    { name: 'PatNr', label: 'Patientennummer', share: 0.25 },
  ])
  sheet.fields([
    { name: 'Geburtsdatum', label: 'Geburtsdatum', share: 0.25 },
    { name: 'Mobil', label: 'Mobilnummer', share: 0.35 },
    { name: 'Beruf', label: 'Beruf (freiwillig)', share: 0.4 },
  ])
  sheet.fields([
    { name: 'Strasse', label: 'Straße und Hausnummer', share: 0.5 },
    { name: 'Ort', label: 'PLZ und Ort', share: 0.5 },
  ])
  sheet.fields([
    { name: 'Krankenkasse', label: 'Krankenkasse oder private Versicherung', share: 0.5 },
    { name: 'Versicherte_Person', label: 'Versicherte Person, wenn nicht Sie selbst', share: 0.5 },
  ])
  sheet.heading('Was führt Sie zu uns?')
  sheet.boxes(
    [
      { name: 'Anlass_Kontrolle', onState: 'Ja', label: 'Kontrolle' },
      { name: 'Anlass_Schmerzen', onState: 'Ja', label: 'Schmerzen' },
      { name: 'Anlass_Beratung', onState: 'Ja', label: 'Beratung' },
    ],
    3,
  )
  sheet.heading('Ihre Gesundheit: Zutreffendes bitte ankreuzen')
  sheet.boxes(
    ILLNESSES.map(([name, label]): Box => ({ name: `Anamnese_${name}`, onState: 'Ja', label })),
    2,
  )
  sheet.fields([{ name: 'Medikamente', label: 'Welche Medikamente nehmen Sie regelmäßig ein?', share: 1 }])
  sheet.fields([{ name: 'Allergien', label: 'Allergien oder Unverträglichkeiten', share: 1 }])
  sheet.fields([
    { name: 'Letzte_Roentgenaufnahme', label: 'Letzte Röntgenaufnahme der Zähne (Jahr)', share: 0.4 },
    { name: 'Hausarzt', label: 'Hausärztin oder Hausarzt', share: 0.6 },
  ])
  sheet.boxes([{ name: 'Raucher', onState: 'Ja', label: 'Ich rauche.' }], 1)
  sheet.paragraph(
    'Bitte sagen Sie Termine, die Sie nicht wahrnehmen können, mindestens 24 Stunden vorher ab. Änderungen Ihres Gesundheitszustands teilen Sie uns bitte beim nächsten Besuch mit.',
  )
  sheet.turn()
  sheet.heading('Nachrichten der Praxis über WhatsApp (freiwillig)')
  sheet.paragraph(wording())
  sheet.boxes(
    [
      {
        name: 'Einwilligung_WhatsApp',
        onState: 'Ja',
        label:
          'Ja, ich willige ein, Terminerinnerungen und Einladungen zur Kontrolle über WhatsApp zu erhalten.',
      },
    ],
    1,
    10,
  )
  sheet.paragraph('Wenn Sie nichts ankreuzen, erhalten Sie keine Nachrichten über WhatsApp.')
  sheet.heading('Datenschutz')
  sheet.paragraph(
    'Wir verarbeiten Ihre Angaben, um Sie zu behandeln und die Behandlung abzurechnen (Art. 9 Abs. 2 Buchst. h DSGVO). Einzelheiten stehen in unserer Datenschutzinformation, die am Empfang ausliegt.',
  )
  sheet.heading('Ihre Unterschrift')
  sheet.paragraph('Ich habe die Fragen nach bestem Wissen beantwortet.')
  sheet.signature('Datum')
  return sheet.save()
}

export async function aktualisierung2026(): Promise<Uint8Array> {
  const sheet = await Sheet.begin('Aktualisierungsbogen 2026')
  sheet.heading('Aktualisierung Ihrer Angaben', 14)
  sheet.paragraph(
    'Sie waren länger nicht bei uns? Bitte ergänzen Sie, was sich seit Ihrem letzten Besuch geändert hat.',
  )
  sheet.heading('Persönliche Angaben')
  sheet.fields([
    { name: 'Bogen[0].Person[0].Nachname[0]', label: 'Name', share: 0.38 },
    { name: 'Bogen[0].Person[0].Vorname[0]', label: 'Vorname', share: 0.37 },
    { name: 'Bogen[0].Person[0].Nummer[0]', label: 'Patientennummer', share: 0.25 },
  ])
  sheet.fields([
    { name: 'Bogen[0].Person[0].Geburtstag[0]', label: 'Geburtsdatum', share: 0.25 },
    { name: 'Bogen[0].Person[0].Mobiltelefon[0]', label: 'Mobilnummer', share: 0.35 },
  ])
  sheet.heading('Was hat sich geändert?')
  sheet.boxes(
    [
      { name: 'Bogen[0].Gesundheit[0].Erkrankung[0]', onState: '1', label: 'Neue Erkrankung' },
      { name: 'Bogen[0].Gesundheit[0].Medikament[0]', onState: '1', label: 'Neue Medikamente' },
      { name: 'Bogen[0].Gesundheit[0].Allergie[0]', onState: '1', label: 'Neue Allergie' },
    ],
    3,
  )
  sheet.fields([{ name: 'Bogen[0].Gesundheit[0].Text[0]', label: 'Bitte erläutern', share: 1 }])
  sheet.heading('Nachrichten der Praxis über WhatsApp (freiwillig)')
  sheet.paragraph(wording(), 8.5)
  sheet.boxes(
    [
      {
        name: 'Bogen[0].WhatsApp[0].Terminerinnerung[0]',
        onState: '1',
        label: 'Ja, Terminerinnerungen über WhatsApp',
      },
      {
        name: 'Bogen[0].WhatsApp[0].Kontrolleinladung[0]',
        onState: '1',
        label: 'Ja, Einladungen zur Kontrolle über WhatsApp',
      },
    ],
    1,
    10,
  )
  sheet.paragraph('Sie können beides, eines oder nichts ankreuzen.')
  sheet.signature('Bogen[0].Datum[0]')
  return sheet.save()
}
