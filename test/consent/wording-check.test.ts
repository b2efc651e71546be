import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Purpose } from '../../plugin/consent/purpose.js'
import type { Slot } from '../../plugin/consent/slot.js'
import { untrueClaims } from '../../plugin/consent/wording/untrue-claims.js'
import { missingSlots, namedPurposes, wordingRefusal } from '../../plugin/consent/wording/check.js'
import { packageFile } from '../../plugin/package-root.js'

const PRACTICE = 'Zahnarztpraxis Dr. Muster'
const LANGUAGES = ['de', 'en', 'tr', 'ar', 'ru', 'uk'] as const
type Language = (typeof LANGUAGES)[number]

const sample = (language: string): string =>
  readFileSync(packageFile(`examples/practice/wordings/wa-2026-01.${language}.txt`), 'utf8')

const missing = (
  text: string,
  language: string,
  purposes: readonly Purpose[] = ['reminder', 'recall'],
  recipients: readonly string[] = [],
): Slot[] => missingSlots(text, { language, practiceName: PRACTICE, purposes, recipients })

const withPractice = (word: RegExp): RegExp => new RegExp(`Zahnarztpraxis Dr\\. Muster|${word.source}`, 'giu')

/** What has to go from the sample's text for a slot to be gone. */
const REMOVALS: Record<Language, readonly (readonly [Slot, RegExp])[]> = {
  de: [
    ['practice', withPractice(/Praxis/)],
    ['usa', /USA/g],
    ['metadata', /Wer wann mit wem schreibt \(Metadaten\)/],
    ['voluntary', /Die Einwilligung ist freiwillig\. Ohne sie habe ich keine Nachteile/],
    ['withdrawal', /Ich kann sie jederzeit.*schriftlich\./],
    ['retention', /Die Praxis speichert.*$/m],
    ['purpose:reminder', /Terminerinnerungen mit/],
    ['purpose:recall', /und Einladungen, einen neuen Kontrolltermin zu vereinbaren/],
    ['whatsapp', /WhatsApp/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta(?!daten)/g],
  ],
  en: [
    ['practice', withPractice(/practice/)],
    ['usa', /the USA/],
    ['metadata', /who writes to whom and when \(metadata\)/],
    ['voluntary', /My consent is voluntary\. Without it I have no disadvantage/],
    ['withdrawal', /I can withdraw it.*in writing\./],
    ['retention', /The practice stores.*$/m],
    ['purpose:reminder', /appointment reminders/],
    ['purpose:recall', /and invitations to arrange a new check-up \(recall\)/],
    ['whatsapp', /WhatsApp/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta(?!data)/g],
  ],
  tr: [
    ['practice', withPractice(/muayenehane\S*/)],
    ['usa', /ABD'de de/],
    ['metadata', /Kimin kiminle ne zaman yazıştığını \(meta veriler\)/],
    ['voluntary', /Onay gönüllüdür\. Onay vermezsem bir dezavantajım olmaz/],
    ['withdrawal', /Onayımı ileriye.*yazılı olarak\./],
    ['retention', /Muayenehane yanıtımı.*$/m],
    ['purpose:reminder', /randevu hatırlatmaları/],
    ['purpose:recall', /ve yeni bir kontrol randevusu almaya davet mesajları/],
    ['whatsapp', /WhatsApp/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta/g],
  ],
  ar: [
    ['practice', withPractice(/\S*عيادة/)],
    ['usa', /الولايات المتحدة/],
    ['metadata', /من يراسل مَن ومتى \(البيانات الوصفية\)/],
    ['voluntary', /الموافقة طوعية\. إن لم أوافق فلا يلحقني أي ضرر/],
    ['withdrawal', /يمكنني سحب.*خطيًا\./],
    ['retention', /تحتفظ العيادة.*$/m],
    ['purpose:reminder', /رسائل تذكير بالمواعيد/],
    ['purpose:recall', /ودعوات لتحديد موعد جديد للفحص الدوري/],
    ['whatsapp', /WhatsApp|واتساب/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta/g],
  ],
  ru: [
    ['practice', withPractice(/практика/)],
    ['usa', /США/],
    ['metadata', /кто, с кем и когда переписывается \(метаданные\)/],
    ['voluntary', /Согласие добровольное\. Без него у меня не будет никаких невыгодных последствий/],
    ['withdrawal', /Я могу в любое время отозвать.*письменно\./],
    ['retention', /Практика хранит.*$/m],
    ['purpose:reminder', /напоминания о/],
    ['purpose:recall', /а также приглашения договориться о новом контрольном осмотре/],
    ['whatsapp', /WhatsApp/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta/g],
  ],
  uk: [
    ['practice', withPractice(/практика/)],
    ['usa', /США/],
    ['metadata', /хто, з ким і коли пише \(метадані\)/],
    ['voluntary', /Згода добровільна\. Без неї я не матиму жодних незручностей/],
    ['withdrawal', /Я можу будь-коли відкликати.*письмово\./],
    ['retention', /Практика зберігає.*$/m],
    ['purpose:reminder', /нагадування про/],
    ['purpose:recall', /а також запрошення домовитися про новий контрольний огляд/],
    ['whatsapp', /WhatsApp/g],
    ['recipient:360dialog', /360dialog/],
    ['recipient:Meta', /Meta/g],
  ],
}

/** Other ways in which a practice's lawyer may say the same. */
const OTHER_WORDS: Record<Language, string> = {
  de: `Unsere Ordination darf mich über WhatsApp kontaktieren. Sie erinnert an vereinbarte Termine und lädt zur
    Vorsorge ein. Der Versand läuft über 360 Dialog; WhatsApp gehört zu Meta, einem Konzern in den USA, der auch die
    Verbindungsdaten erhält. Mir entsteht ohne Einwilligung kein Nachteil. Zum Abmelden genügt STOP oder ein Wort am
    Empfang. Ihre Angaben werden nach drei Jahren gelöscht.`,
  en: `The surgery may contact me on Whats App to remind me of my appointments and to invite me to routine examinations.
    The messages pass through 360dialog and Meta, a company in the United States, which also sees the traffic data. I am free to refuse.
    To unsubscribe, reply STOP. My data are erased after three years.`,
  tr: `Kliniğimiz bana WhatsApp üzerinden randevularımı hatırlatabilir ve düzenli kontrole çağırabilir. Mesajlar 360dialog ve
    Meta üzerinden Amerika'ya da gider; bağlantı verileri de işlenir. Kabul etmek zorunlu değildir. İptal için DUR yazın
    ya da resepsiyona söyleyin. Verilerim üç yıl sonra silinir.`,
  ar: `يجوز للعيادة أن تذكرني بمواعيدي عبر واتس آب وأن ترسل إليّ دعوة إلى فحص جديد. تمر الرسائل عبر 360dialog وميتا
    وهي شركة في أمريكا، وتصلها البيانات الوصفية أيضًا. الأمر اختياري. للإلغاء أرسل كلمة توقف أو أخبر موظفة الاستقبال.
    تحذف البيانات بعد ثلاث سنوات.`,
  ru: `Клиника может напоминать мне о визитах через Ватсап и приглашать на профилактические осмотры. Сообщения проходят через
    360dialog и Meta, компанию из США, которая получает и данные о соединениях. Отказ остаётся без последствий.
    Чтобы отписаться, ответьте СТОП. Данные удаляются через три года.`,
  uk: `Клініка може нагадувати мені про візити через Вотсап і запрошувати на профілактичні огляди. Повідомлення проходять
    через 360dialog і Meta, компанію зі США, яка отримує і дані про з'єднання. Відмова не має жодних наслідків.
    Щоб відписатися, надішліть СТОП. Дані знищуються через три роки.`,
}

describe('A wording', () => {
  for (const language of LANGUAGES) {
    it(`is complete in the sample's own words: ${language} (P-08)`, () => {
      expect(missing(sample(language), language)).to.deep.equal([])
    })

    for (const [slot, words] of REMOVALS[language]) {
      it(`is seen to lack ${slot} when it does: ${language} (P-08)`, () => {
        const text = sample(language)
        const shortened = text.replace(words, '')
        expect(shortened, 'removed something').to.not.equal(text)
        expect(missing(shortened, language)).to.deep.equal([slot])
      })
    }

    it(`may say it in other words: ${language} (P-08)`, () => {
      expect(missing(OTHER_WORDS[language], language)).to.deep.equal([])
    })

    it(`says nothing when it says something else: ${language} (P-08)`, () => {
      const others = LANGUAGES.filter((other) => other !== language)
      expect(missing('', language)).to.have.length(11)
      for (const other of others) {
        expect(missing(OTHER_WORDS[other], language), other).to.include.members(['voluntary', 'retention'])
      }
    })
  }

  it('need name only the purposes it is used for, and one at least (P-08, P-09)', () => {
    const reminderOnly = sample('de').replace(/, und Einladungen, [^.]*\./, '.')
    expect(namedPurposes(reminderOnly, 'de')).to.deep.equal(['reminder'])
    expect(missing(reminderOnly, 'de', ['reminder'])).to.deep.equal([])
    expect(missing(reminderOnly, 'de', [])).to.deep.equal([])
    expect(missing(reminderOnly, 'de', ['reminder', 'conversation'])).to.deep.equal(['purpose:conversation'])
    expect(missing(reminderOnly.replace('Terminerinnerungen', 'Mitteilungen'), 'de', [])).to.deep.equal([
      'purpose:reminder',
      'purpose:recall',
    ])
    expect(
      namedPurposes(`${sample('de')} Wir dürfen Ihre Rückfragen im Chat beantworten.`, 'de'),
    ).to.deep.equal(['reminder', 'recall', 'conversation'])
  })

  it('names who else receives the data, as the practice configured it (P-08, P-09)', () => {
    expect(
      missing(sample('de'), 'de', ['reminder'], ['360dialog', 'Meta', 'Terminhelfer GmbH']),
    ).to.deep.equal(['recipient:Terminhelfer GmbH'])
    const named = `${sample('de')}\nAuch die Terminhelfer-GmbH erhält die Daten.`
    expect(missing(named, 'de', ['reminder'], ['Terminhelfer GmbH'])).to.deep.equal([])
  })

  it('does not name Meta by naming metadata, nor the USA by the word us (P-08)', () => {
    expect(missing('Meta veriler, meta data, Metadaten, meta daten', 'tr')).to.include('recipient:Meta')
    expect(missing('Мета обробки', 'uk')).to.include('recipient:Meta')
    expect(missing('Write to us.', 'en')).to.include('usa')
    expect(missing('Stored on servers in the U.S.A.', 'en')).to.not.include('usa')
  })

  it('in a language that nobody can check is incomplete, whatever it says (P-08)', () => {
    expect(missing(sample('de'), 'vi')).to.deep.equal([
      'metadata',
      'voluntary',
      'withdrawal',
      'retention',
      'purpose:reminder',
      'purpose:recall',
    ])
    expect(missing('Xin chào', 'vi')).to.have.length(11)
    expect(missing(sample('de'), 'de_AT')).to.deep.equal([])
  })

  const UNTRUE = {
    full_compliance: [
      '100 % DSGVO-konform',
      'Unser Versand ist zu 100% DSGVO-konform.',
      'fully GDPR-compliant',
      'KVKK uyumlu',
      'полностью соответствует GDPR',
      'повністю відповідає GDPR',
      'متوافق مع اللائحة العامة لحماية البيانات',
    ],
    end_to_end: [
      'Ende-zu-Ende-verschlüsselt',
      'Ende‑zu‑Ende',
      'end-to-end encrypted',
      'E2EE',
      'uçtan uca şifreli',
      'сквозное шифрование',
      'наскрізне шифрування',
      'مشفر من طرف إلى طرف',
    ],
    key_in_germany: [
      'Der Schlüssel liegt in Deutschland.',
      'Schlüssel in Deutschland',
      'The key stays with a German firm',
      'Anahtar Almanya’da kalır',
      'ключ хранится в Германии',
      'ключ зберігається в Німеччині',
      'المفتاح محفوظ في ألمانيا',
    ],
  }
  for (const [claim, texts] of Object.entries(UNTRUE)) {
    for (const text of texts) {
      it(`is refused for ${JSON.stringify(text)} (P-37)`, () => {
        expect(untrueClaims(text)).to.deep.equal([claim])
        const use = { language: 'de', practiceName: PRACTICE, purposes: [], recipients: [] }
        expect(wordingRefusal(`${sample('de')} ${text}`, use)).to.deep.equal({ missing: [], untrue: [claim] })
      })
    }
  }
})
