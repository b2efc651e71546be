import { expect } from 'chai'
import { missingSlots, namedPurposes } from '../../plugin/consent/wording/check.js'
import { type MarkedWording, wordingsIn } from './wording-corpus.js'

const whole = (language: string): MarkedWording => {
  const found = wordingsIn(language).find(({ name }) => name === ORDINARY[language])
  if (found === undefined) throw new Error('the wording is gone')
  return found
}
const ORDINARY: Readonly<Record<string, string>> = {
  de: 'short-box',
  en: 'short-box',
  tr: 'leaflet',
  ar: 'short-box',
  ru: 'leaflet',
  uk: 'leaflet',
}
const missing = (wording: MarkedWording, text: string): string[] =>
  missingSlots(text, { ...wording, recipients: [] })

describe('A wording that says the opposite', () => {
  const DENIED = {
    de: [
      ['usa', 'Daten werden nicht in die USA übertragen.'],
      ['usa', 'Alle Daten bleiben in der EU, niemals USA.'],
      ['usa', 'Eine Übermittlung in die USA findet nicht statt.'],
      ['usa', 'Dass Daten in die USA gelangen, ist ausgeschlossen.'],
      ['usa', 'Gelangen Daten in die USA? Nein.'],
      ['usa', 'Daten werden nicht mehr in die USA übertragen.'],
      ['usa', 'Eine Übermittlung in die USA schließen wir aus.'],
      ['usa', 'Versandt wird ohne Übermittlung in die USA.'],
      ['metadata', 'Es fallen keine Metadaten an.'],
      ['metadata', 'Metadaten werden nicht erhoben.'],
      ['metadata', 'Diese Firmen erfahren nicht, wann wem geschrieben wird.'],
      ['metadata', 'Wer wann mit wem schreibt, erfahren diese Firmen nicht.'],
      ['voluntary', 'Die Einwilligung ist nicht freiwillig.'],
      ['voluntary', 'Freiwillig ist das nicht.'],
      ['voluntary', 'Eine Ablehnung bleibt nicht ohne Nachteile.'],
      ['voluntary', 'Freiwilligkeit:'],
      [
        'withdrawal',
        'Diese Einwilligung kann nicht widerrufen werden. Fragen nehmen wir telefonisch entgegen.',
      ],
      ['withdrawal', 'Ein Widerruf ist ausgeschlossen. Rufen Sie uns gern an.'],
      ['withdrawal', 'Ein Widerruf ist telefonisch nicht möglich.'],
      ['withdrawal', 'Ein Widerruf am Empfang ist dann nicht mehr möglich.'],
      ['retention', 'Die Daten werden nie gelöscht, auch nicht nach Ende der Behandlung.'],
      ['retention', 'Die Daten werden unbefristet gespeichert, auch nach Widerruf.'],
      ['recipient:Meta', 'Meta erhält keine Daten.'],
      ['recipient:360dialog', 'Verschickt wird nicht über 360dialog, sondern direkt.'],
      ['whatsapp', 'Wir schreiben nicht über WhatsApp.'],
    ],
    en: [
      ['usa', 'Data are not transferred to the USA.'],
      ['usa', "Data don't go to the United States."],
      ['metadata', 'No metadata is collected.'],
      ['metadata', 'They cannot see when I was messaged.'],
      ['voluntary', 'This is not voluntary.'],
      ['withdrawal', 'Consent cannot be withdrawn by phone.'],
      ['retention', 'The record is never deleted after the treatment ends.'],
      ['recipient:Meta', 'Meta receives no data.'],
    ],
    tr: [
      ['usa', "Veriler ABD'ye aktarılmaz."],
      ['metadata', 'Meta veriler toplanmaz.'],
      ['voluntary', 'Onay gönüllü değildir.'],
      ['withdrawal', 'Onay telefonla geri alınamaz.'],
      ['retention', 'Veriler üç yıl sonra silinmez.'],
    ],
    ar: [
      ['usa', 'لا تُنقل البيانات إلى الولايات المتحدة.'],
      ['metadata', 'لا تُجمع البيانات الوصفية.'],
      ['voluntary', 'الموافقة ليست طوعية.'],
      ['withdrawal', 'لا يمكن سحب الموافقة هاتفيا.'],
      ['retention', 'لا تُحذف البيانات بعد ثلاث سنوات.'],
    ],
    ru: [
      ['usa', 'Данные не передаются в США.'],
      ['metadata', 'Метаданные не собираются.'],
      ['voluntary', 'Согласие не добровольное.'],
      ['withdrawal', 'Отозвать согласие по телефону нельзя.'],
      ['retention', 'Данные не удаляются через три года.'],
    ],
    uk: [
      ['usa', 'Дані не передаються до США.'],
      ['metadata', 'Метадані не збираються.'],
      ['voluntary', 'Згода не добровільна.'],
      ['withdrawal', 'Відкликати згоду телефоном неможливо.'],
      ['retention', 'Дані не видаляються через три роки.'],
    ],
  } as const
  for (const [language, cases] of Object.entries(DENIED)) {
    for (const [slot, words] of cases) {
      it(`lacks what it denies: ${language}, ${slot}, ${JSON.stringify(words)} (P-08)`, () => {
        const wording = whole(language)
        expect(missing(wording, `${wording.without(slot)}\n${words}`)).to.deep.equal([slot])
      })
    }
  }

  const SAID = [
    ['de', 'usa', 'Eine Übermittlung in die USA ist nicht ausgeschlossen.'],
    ['de', 'usa', 'Daten gelangen in die USA; dort besteht kein gleichwertiges Datenschutzniveau.'],
    ['de', 'usa', 'In den USA besteht kein gleichwertiges Datenschutzniveau.'],
    ['de', 'usa', 'Daten werden nicht nur in der EU, sondern auch in den USA verarbeitet.'],
    ['de', 'metadata', 'Es werden keine Befunde übertragen, aber Metadaten fallen an.'],
    ['de', 'usa', 'Ich weiß, dass Befunde nicht gesendet werden, dass aber Daten in die USA gelangen.'],
    ['de', 'usa', 'Ich habe nichts dagegen, dass Daten in die USA gelangen.'],
    ['de', 'voluntary', 'Ich bin dazu nicht verpflichtet.'],
    ['de', 'voluntary', 'Ohne sie entstehen mir keine Nachteile.'],
    ['de', 'withdrawal', 'Wenn ich keine Nachrichten mehr möchte, antworte ich STOP.'],
    [
      'de',
      'withdrawal',
      'Ein Widerruf ist nicht an eine Form gebunden, ich kann jederzeit mit STOP widerrufen.',
    ],
    [
      'de',
      'withdrawal',
      'Wenn ich das nicht mehr will: STOP oder anrufen; abmelden geht jederzeit am Empfang.',
    ],
    ['en', 'withdrawal', 'When I no longer want them I withdraw by replying STOP.'],
    ['en', 'usa', 'Transfers to the USA cannot be ruled out.'],
    ['en', 'voluntary', 'I am not obliged to agree.'],
    ['tr', 'voluntary', 'Onay vermek zorunda değilsiniz.'],
    ['ar', 'voluntary', 'لستم ملزمين بالموافقة.'],
    ['ru', 'usa', 'Передача данных в США не исключена.'],
    ['uk', 'usa', 'Передача даних до США не виключена.'],
  ] as const
  for (const [language, slot, words] of SAID) {
    it(`is not seen where a "not" says it: ${language}, ${JSON.stringify(words)} (P-08)`, () => {
      const wording = whole(language)
      expect(missing(wording, `${wording.without(slot)}\n${words}`)).to.deep.equal([])
    })
  }
})

describe('A purpose that a wording excludes', () => {
  const EXCLUDED = [
    ['de', 'recall', 'Einladungen zur Vorsorge oder Kontrolle bekomme ich nicht, nur Post.'],
    ['de', 'recall', 'Erinnert wird an vereinbarte Termine (aber nicht an fällige Kontrolluntersuchungen).'],
    ['de', 'recall', 'Einladungen zur Kontrolle (Recall) erhalten Sie nicht.'],
    ['de', 'recall', 'Termine zur Kontrolluntersuchung vereinbare ich selbst.'],
    ['de', 'recall', 'Erinnert wird an Termine, ausgenommen Einladungen zur Vorsorge.'],
    ['de', 'recall', 'Einladungen zur Kontrolle verschicken wir nicht mehr.'],
    ['de', 'conversation', 'Fragen werden per WhatsApp nicht beantwortet.'],
    ['de', 'reminder', 'Terminerinnerungen verschicken wir nicht.'],
    ['en', 'recall', 'It does not invite me to check-ups.'],
    ['en', 'recall', 'I book my check-ups myself.'],
    ['en', 'conversation', 'Questions are not answered here.'],
    ['tr', 'recall', 'Kontrol muayenesine davet edilmez.'],
    ['tr', 'conversation', 'Sorularınız burada yanıtlanmaz.'],
    ['ar', 'recall', 'لا تُرسل دعوات إلى الفحص الدوري.'],
    ['ar', 'conversation', 'لا يمكن الرد على الأسئلة هنا.'],
    ['ru', 'recall', 'На профилактические осмотры она не приглашает.'],
    ['ru', 'conversation', 'На вопросы здесь не отвечают.'],
    ['uk', 'recall', 'На профілактичні огляди вона не запрошує.'],
    ['uk', 'conversation', 'На запитання тут не відповідають.'],
  ] as const
  for (const [language, purpose, words] of EXCLUDED) {
    it(`is not named by it: ${language}, ${purpose}, ${JSON.stringify(words)} (P-01)`, () => {
      expect(namedPurposes(words, language)).to.not.include(purpose)
    })
  }
})

describe('A wording of another practice', () => {
  const OTHERS = [
    ['de', 'Zahnarztpraxis Dr. Lindner', 'Die Zahnarztpraxis Schmidt & Partner in Hamburg schreibt mir.'],
    [
      'de',
      'Zahnarztpraxis Dr. Lindner',
      'Ich erlaube der Praxis Dr. Schmidt, mir zu schreiben. Die Praxis erinnert.',
    ],
    ['de', 'Zahnarztpraxis Dr. Lindner', 'Es schreibt die Zahnarztpraxis Schmidt.'],
    ['en', 'Riverside Dental', 'The Northgate Dental Clinic may write to me. The practice reminds me.'],
    ['tr', 'Praxis Dr. Yılmaz', 'Bana Dr. Demir muayenehanesi yazar.'],
    ['ar', 'عيادة النخبة لطب الأسنان', 'تراسلني عيادة الدكتور منصور.'],
    ['ru', 'Клиника Улыбка', 'Мне пишет клиника Дента.'],
    ['uk', 'Клініка Усмішка', 'Мені пише клініка Дента.'],
  ] as const
  for (const [language, practiceName, words] of OTHERS) {
    it(`lacks the practice: ${language}, ${JSON.stringify(words)} (P-08)`, () => {
      expect(missingSlots(words, { language, practiceName, purposes: [], recipients: [] })).to.include(
        'practice',
      )
    })
  }

  const OWN = [
    ['de', 'Zahnarztpraxis Dr. Lindner', 'Unsere Praxis schreibt mir.'],
    ['de', 'Zahnarztpraxis Dr. Lindner', 'Die Praxis Lindner schreibt mir.'],
    ['de', 'Zahnarztpraxis Dr. Lindner', 'Ich möchte von der Praxis Nachrichten per WhatsApp.'],
    [
      'de',
      'Zahnarztpraxis Dr. Lindner',
      'Die Praxis Dr. Lindner (früher Zahnarztpraxis Schmidt) schreibt mir.',
    ],
    ['en', 'Riverside Dental', 'Our Practice may write to me.'],
    ['tr', 'Praxis Dr. Yılmaz', 'Bana muayenehane yazar.'],
    ['ar', 'عيادة النخبة لطب الأسنان', 'تراسلني العيادة.'],
    ['ru', 'Zahnarztpraxis Dr. Lindner', 'Мне пишет стоматология доктора Линднера.'],
    ['uk', 'Клініка Усмішка', 'Мені пише клініка.'],
  ] as const
  for (const [language, practiceName, words] of OWN) {
    it(`is none without another's name: ${language}, ${JSON.stringify(words)} (P-08)`, () => {
      expect(missingSlots(words, { language, practiceName, purposes: [], recipients: [] })).to.not.include(
        'practice',
      )
    })
  }
})
