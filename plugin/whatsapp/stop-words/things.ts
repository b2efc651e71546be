/** What patients want no more of, in all languages together: they mix them. */

const GERMAN =
  '(text|sprach|werbe|whatsapp|erinnerungs)?nachricht(en|n|e|li)?|nochricht(en|n)?|(termin)?erinnerung(en)?|(termin)?erinnerunge|whatsapps?|whatsapp*|sms|mitteilung(en)?|benachrichtigung(en)?|werbung|werbungen|infos?|meldung(en)?|texte|mails?|emails?|newsletter|spam|(kontroll|termin|vorsorge)?einladung(en)?|recalls?'
const ENGLISH =
  'messages?|texts?|reminders?|notifications?|msgs?|msges|txts?|updates|alerts|invitations?|invites?'
const TURKISH = 'mesaj|mesaj*|mesajlar|msj|hatirlatma*|bildirim*|davet*'
const RUSSIAN =
  'сообщени*|сообщения|сообщений|уведомлени*|уведомления|уведомлений|напоминани*|напоминания|напоминаний|рассылк*|рассылка|рассылки|рассылку|рассылок|смс|смски|ватсап*|вотсап*|спам*|приглашени*|приглашения|приглашений'
const UKRAINIAN =
  'повідомлен*|повідомлення|повідомлень|нагадуван*|нагадування|нагадувань|сповіщен*|сповіщення|розсил*|розсилка|розсилку|розсилки|запрошен*|запрошення|запрошень'
const ARABIC =
  '(ال)?(رسائل|رسالة|رسالات|إشعار|إشعارات|تذكير|تذكيرات|واتساب|واتس|مسجات|مسج|دعوة|دعوات)(ي|ك|كم|نا)?'
const ARABIC_IN_LATIN = 'rasael|rasayel|resael|masaj*'

export const THINGS = `(${[GERMAN, ENGLISH, TURKISH, RUSSIAN, UKRAINIAN, ARABIC, ARABIC_IN_LATIN].join('|')})`

/** The same in a regular expression. */
export const ANY_THING = THINGS.replaceAll('(', '(?:').replaceAll('*', '\\S*')
