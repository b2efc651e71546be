/** The printed words of a consent block beside the wording itself, in the languages of the sample wordings. */
import type { Purpose } from '../../consent/purpose.js'

export interface BlockWords {
  heading: string
  /** What the patient agrees to, one sentence a purpose (P-01). */
  purposes: Readonly<Record<Purpose, string>>
  yes: string
  no: string
  /** What happens if nothing is ticked (P-06). */
  nothingTicked: string
  date: string
  familyName: string
  givenName: string
  birthDate: string
  mobilePhone: string
}

const WORDS: Readonly<Record<string, BlockWords>> = {
  de: {
    heading: 'Einwilligung in Nachrichten über WhatsApp',
    purposes: {
      reminder: 'Ich willige ein, über WhatsApp an vereinbarte Termine erinnert zu werden.',
      recall: 'Ich willige ein, über WhatsApp Einladungen zu einem neuen Kontrolltermin zu erhalten.',
      conversation: 'Ich willige ein, mit der Praxis über WhatsApp Nachrichten auszutauschen.',
    },
    yes: 'Ja',
    no: 'Nein',
    nothingTicked: 'Wenn Sie nichts ankreuzen, erhalten Sie keine Nachrichten über WhatsApp.',
    date: 'Datum',
    familyName: 'Nachname',
    givenName: 'Vorname',
    birthDate: 'Geburtsdatum',
    mobilePhone: 'Mobilnummer',
  },
  en: {
    heading: 'Consent to messages through WhatsApp',
    purposes: {
      reminder: 'I agree to be reminded of agreed appointments through WhatsApp.',
      recall: 'I agree to receive invitations to a new check-up through WhatsApp.',
      conversation: 'I agree to exchange messages with the practice through WhatsApp.',
    },
    yes: 'Yes',
    no: 'No',
    nothingTicked: 'If you tick nothing, you will receive no messages through WhatsApp.',
    date: 'Date',
    familyName: 'Family name',
    givenName: 'Given name',
    birthDate: 'Date of birth',
    mobilePhone: 'Mobile number',
  },
  tr: {
    heading: 'WhatsApp mesajlarına onay',
    purposes: {
      reminder: 'Kararlaştırılmış randevularımın WhatsApp üzerinden hatırlatılmasına izin veriyorum.',
      recall: 'WhatsApp üzerinden yeni bir kontrol randevusuna davet edilmeme izin veriyorum.',
      conversation: 'Muayenehane ile WhatsApp üzerinden yazışmaya izin veriyorum.',
    },
    yes: 'Evet',
    no: 'Hayır',
    nothingTicked: 'Hiçbir kutuyu işaretlemezseniz WhatsApp üzerinden mesaj almazsınız.',
    date: 'Tarih',
    familyName: 'Soyadı',
    givenName: 'Adı',
    birthDate: 'Doğum tarihi',
    mobilePhone: 'Cep telefonu',
  },
  ar: {
    heading: 'الموافقة على الرسائل عبر واتساب',
    purposes: {
      reminder: 'أوافق على تذكيري عبر واتساب بالمواعيد المتفق عليها.',
      recall: 'أوافق على تلقي دعوات عبر واتساب إلى موعد فحص جديد.',
      conversation: 'أوافق على تبادل الرسائل مع العيادة عبر واتساب.',
    },
    yes: 'نعم',
    no: 'لا',
    nothingTicked: 'إذا لم تضع علامة في أي مربع فلن تصلك أي رسائل عبر واتساب.',
    date: 'التاريخ',
    familyName: 'اسم العائلة',
    givenName: 'الاسم الأول',
    birthDate: 'تاريخ الميلاد',
    mobilePhone: 'رقم الهاتف المحمول',
  },
  ru: {
    heading: 'Согласие на сообщения в WhatsApp',
    purposes: {
      reminder: 'Я согласен (согласна) получать в WhatsApp напоминания о назначенных приёмах.',
      recall: 'Я согласен (согласна) получать в WhatsApp приглашения на новый контрольный приём.',
      conversation: 'Я согласен (согласна) обмениваться сообщениями с клиникой в WhatsApp.',
    },
    yes: 'Да',
    no: 'Нет',
    nothingTicked: 'Если вы ничего не отметите, вы не будете получать сообщений в WhatsApp.',
    date: 'Дата',
    familyName: 'Фамилия',
    givenName: 'Имя',
    birthDate: 'Дата рождения',
    mobilePhone: 'Мобильный телефон',
  },
  uk: {
    heading: 'Згода на повідомлення у WhatsApp',
    purposes: {
      reminder: 'Я погоджуюся отримувати у WhatsApp нагадування про призначені прийоми.',
      recall: 'Я погоджуюся отримувати у WhatsApp запрошення на новий контрольний прийом.',
      conversation: 'Я погоджуюся обмінюватися повідомленнями з клінікою у WhatsApp.',
    },
    yes: 'Так',
    no: 'Ні',
    nothingTicked: 'Якщо ви нічого не позначите, ви не отримуватимете повідомлень у WhatsApp.',
    date: 'Дата',
    familyName: 'Прізвище',
    givenName: 'Ім’я',
    birthDate: 'Дата народження',
    mobilePhone: 'Мобільний телефон',
  },
}

export const BLOCK_LANGUAGES: readonly string[] = Object.keys(WORDS)

/** @param language BCP 47 or `de_AT`; `null` for a language without words */
export const blockWords = (language: string): BlockWords | null =>
  WORDS[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? null
