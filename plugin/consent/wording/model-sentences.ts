/** A sentence for each slot that a wording may lack (P-08), in the languages that can be checked. Pure. */
import { ALWAYS_RECIPIENTS } from './check.js'
import type { Slot, TermSlot } from '../slot.js'

type Sentences = Readonly<Record<TermSlot | 'whatsapp' | (typeof ALWAYS_RECIPIENTS)[number], string>> & {
  /** `{name}` is who receives the data, too. */
  recipient: string
}

const MODELS: Readonly<Record<string, Sentences>> = {
  de: {
    practice: 'Es schreibt mir die Praxis (Name, Anschrift).',
    'purpose:reminder': 'Sie erinnert mich an vereinbarte Termine.',
    'purpose:recall': 'Sie lädt mich zu fälligen Kontrolluntersuchungen ein.',
    'purpose:conversation': 'Sie beantwortet meine organisatorischen Fragen.',
    whatsapp: 'Die Nachrichten kommen über WhatsApp.',
    '360dialog': 'Empfänger der Daten ist der Versanddienst 360dialog.',
    Meta: 'Empfänger der Daten ist auch Meta und kann die Nachrichten lesbar machen.',
    usa: 'Die Daten werden auch in den USA verarbeitet.',
    metadata: 'Wer wann mit wem schreibt (Metadaten), wird dabei gespeichert.',
    voluntary: 'Die Einwilligung ist freiwillig; ohne sie habe ich keine Nachteile.',
    withdrawal: 'Ich kann sie jederzeit widerrufen: mit der Antwort STOP, am Empfang oder telefonisch.',
    retention: 'Meine Antwort wird gespeichert, solange sie gilt, und danach drei Jahre als Nachweis.',
    recipient: 'Empfänger der Daten ist auch {name}.',
  },
  en: {
    practice: 'The practice (name, address) writes to me.',
    'purpose:reminder': 'It sends me reminders of my appointments.',
    'purpose:recall': 'It invites me to check-ups that are due.',
    'purpose:conversation': 'It answers my questions on appointments.',
    whatsapp: 'The messages come by WhatsApp.',
    '360dialog': 'My data are received by the sending service 360dialog.',
    Meta: 'My data are also received by Meta, who can make the messages readable.',
    usa: 'The data are processed in the USA, too.',
    metadata: 'Who writes to whom and when (metadata) is stored.',
    voluntary: 'My consent is voluntary; without it I have no disadvantage.',
    withdrawal: 'I can withdraw it at any time: by replying STOP, at the reception or by phone.',
    retention: 'My answer is stored as long as it is valid, and for three years after that as proof.',
    recipient: 'My data are also received by {name}.',
  },
  tr: {
    practice: 'Bana muayenehane (ad, adres) yazar.',
    'purpose:reminder': 'Randevularımı hatırlatır.',
    'purpose:recall': 'Zamanı gelen kontrol muayenelerine davet eder.',
    'purpose:conversation': 'Randevularla ilgili sorularımı yanıtlar.',
    whatsapp: 'Mesajlar WhatsApp üzerinden gelir.',
    '360dialog': 'Verilerimi gönderim hizmeti 360dialog alır.',
    Meta: 'Verilerimi Meta da alır ve mesajları okunur hale getirebilir.',
    usa: "Veriler ABD'de de işlenir.",
    metadata: 'Kimin kiminle ne zaman yazıştığı (meta veriler) kaydedilir.',
    voluntary: 'Onay gönüllüdür; onay vermezsem bir dezavantajım olmaz.',
    withdrawal: 'Onayımı her zaman geri alabilirim: STOP yazarak, danışmada veya telefonla.',
    retention: 'Yanıtım geçerli olduğu sürece ve ardından kanıt olarak üç yıl saklanır.',
    recipient: 'Verilerimi {name} de alır.',
  },
  ar: {
    practice: 'تراسلني العيادة (الاسم والعنوان).',
    'purpose:reminder': 'ترسل إليّ رسائل تذكير بالمواعيد.',
    'purpose:recall': 'ترسل إليّ دعوة إلى الفحص الدوري.',
    'purpose:conversation': 'يمكنها الرد على أسئلتي.',
    whatsapp: 'تصل الرسائل عبر واتساب (WhatsApp).',
    '360dialog': 'تتلقى بياناتي خدمة الإرسال 360dialog.',
    Meta: 'تتلقى بياناتي أيضًا شركة Meta ويمكنها قراءة الرسائل.',
    usa: 'تُعالج البيانات أيضًا في الولايات المتحدة.',
    metadata: 'يُحفظ من يراسل مَن ومتى (البيانات الوصفية).',
    voluntary: 'الموافقة طوعية، وإن لم أوافق فلا يلحقني أي ضرر.',
    withdrawal: 'يمكنني سحبها في أي وقت: بالرد STOP أو لدى الاستقبال أو هاتفيًا.',
    retention: 'تُحفظ إجابتي ما دامت سارية وبعدها ثلاث سنوات كدليل.',
    recipient: 'تتلقى بياناتي أيضًا {name}.',
  },
  ru: {
    practice: 'Мне пишет практика (название, адрес).',
    'purpose:reminder': 'Она напоминает мне о приёмах.',
    'purpose:recall': 'Она приглашает меня на контрольный осмотр.',
    'purpose:conversation': 'Она отвечает на мои вопросы.',
    whatsapp: 'Сообщения приходят через WhatsApp.',
    '360dialog': 'Данные получает служба отправки 360dialog.',
    Meta: 'Данные получает также компания Meta, которая может читать сообщения.',
    usa: 'Данные обрабатываются также в США.',
    metadata: 'При этом сохраняется, кто, с кем и когда переписывается (метаданные).',
    voluntary: 'Согласие добровольное; без него у меня не будет никаких невыгодных последствий.',
    withdrawal: 'Я могу в любое время отозвать его: ответом STOP, в регистратуре или по телефону.',
    retention: 'Мой ответ хранится, пока он действует, и затем три года как доказательство.',
    recipient: 'Данные получает также {name}.',
  },
  uk: {
    practice: 'Мені пише практика (назва, адреса).',
    'purpose:reminder': 'Вона надсилає нагадування про прийом.',
    'purpose:recall': 'Вона запрошує мене на контрольний огляд.',
    'purpose:conversation': 'Вона відповідає на мої запитання.',
    whatsapp: 'Повідомлення надходять через WhatsApp.',
    '360dialog': 'Дані отримує служба надсилання 360dialog.',
    Meta: 'Дані отримує також компанія Meta, яка може читати повідомлення.',
    usa: 'Дані обробляються також у США.',
    metadata: 'При цьому зберігається, хто, з ким і коли пише (метадані).',
    voluntary: 'Згода добровільна; без неї я не матиму жодних незручностей.',
    withdrawal: 'Я можу будь-коли відкликати її: відповіддю STOP, на рецепції або телефоном.',
    retention: 'Моя відповідь зберігається, доки вона чинна, і потім три роки як доказ.',
    recipient: 'Дані отримує також {name}.',
  },
}

/** @returns `null` in a language that cannot be checked */
export function modelSentence(slot: Slot, wordingLanguage: string): string | null {
  const sentences = MODELS[wordingLanguage.slice(0, 2)]
  if (sentences === undefined) return null
  if (!slot.startsWith('recipient:')) return sentences[slot as TermSlot | 'whatsapp']
  const name = slot.slice('recipient:'.length)
  return isAlwaysRecipient(name) ? sentences[name] : sentences.recipient.replace('{name}', name)
}

const isAlwaysRecipient = (name: string): name is (typeof ALWAYS_RECIPIENTS)[number] =>
  ALWAYS_RECIPIENTS.some((one) => one === name)
