/** What people write, by language, and how it must be read. All invented. */
import type { StopClass } from '../../plugin/whatsapp/stop.js'
import { lines } from './text-lines.js'

export const TEXTS: Record<StopClass, string[]> = {
  stop: [
    ...lines(`
      STOP
      STOPP
      Stop!
      „stop bitte"
      Stop bitte!!!
      Bitte STOPP.
      *STOP*
      stop 🛑
      Stoooopp!!!
      S T O P
      S.T.O.P.
      ＳＴＯＰ
      st0p
      STOP STOP STOP
      STOP WhatsApp
      Guten Tag, bitte stoppen. Danke
      Guten Morgen, bitte Stop
      stop it
      STOP ALL
      Please stop
      ABMELDEN
      Bitte abmelden
      Ich möchte mich abmelden
      abbestellen
      Ich möchte die Erinnerungen abbestellen
      Abbestellung
      Kündigung
      keine Nachrichten mehr
      Bitte keine Nachrichten mehr!
      Keine weiteren Nachrichten bitte
      keine whatsapp mehr bitte
      Bitte keine Terminerinnerungen mehr
      keine Termin-Erinnerungen mehr
      Ich will keine Nachrichten
      Ich möchte keine SMS von Ihnen
      Bitte keine Werbung per WhatsApp
      Keine Nachrichten mehr. Stop
      bitte nicht mehr schreiben
      bitte nciht mehr schreiben
      bitte niht mehr schreiben
      bitte keien Nachrichten mehr
      bitte keine Nachichten mehr
      Bitte nicht mehr schreiben! STOP
      Schreiben Sie mir bitte nicht mehr
      Schreiben Sie mir bitte keine Erinnerungen mehr
      Ich möchte nicht mehr erinnert werden
      Bitte schicken Sie mir nichts mehr
      nichts mehr schicken
      bitte nicht kontaktieren
      hört auf
      hoert auf
      hort auf
      HÖRT AUF!
      Hören Sie bitte auf!
      hört damit auf
      Hör auf mir zu schreiben
      lasst mich in Ruhe
      Lassen Sie mich bitte in Ruhe!
      ich widerrufe
      Ich widerrufe hiermit meine Einwilligung
      Widerruf
      WIDERRUF der Einwilligung
      Ich ziehe meine Zustimmung zurück
      Bitte löschen Sie meine Nummer
      Meine Nummer bitte löschen
      Bitte aus dem Verteiler nehmen
      Streichen Sie mich von der Liste
      Bitte Nachrichten stoppen
      UNSUBSCRIBE
      opt out
      Opt-Out
      OPTOUT
      remove me
      please remove me from the list
      stop sending
      Stop sending me messages
      Please stop messaging me
      don't text me
      Don’t message me anymore
      do not contact me
      No more messages please
      no more appointment reminders
      leave me alone
      I withdraw my consent
      DUR
      dur lütfen
      durdur
      DURDURUN
      mesaj atmayın
      MESAJ ATMAYIN
      Mesaj göndermeyin
      mesaj gondermeyin lutfen
      Bana artık mesaj göndermeyin
      Bana yazmayın lütfen
      mesaj yazmayın
      Mesaj istemiyorum
      SMS istemiyorum
      WhatsApp mesajı almak istemiyorum
      istemiyorum
      İSTEMİYORUM
      ISTEMIYORUM
      abonelikten çık
      Aboneliği iptal et
      listeden çıkarın
      rahatsız etmeyin
      mesajları durdurun
      ret
      СТОП
      توقف
      STPO
      STOOP
      SOTP
      TSOP
      stob
      stip
      sstop
      Wiederruf
      abmeldne
      abbestelln
      unsubcribe
      unsubscibe
    `),
    'Stop\nbitte',
    '  stop\t',
    'St\u200bop',
    'Sto\u00adp',
    'S\u2060T\u200dO\ufeffP',
    '𝐒𝐓𝐎𝐏',
    'sto\u0301p',
  ],
  doubt: lines(`
    stop, ich komme später
    nicht mehr nötig, danke
    Termin stoppen
    hör auf mit dem Termin
    stoppen Sie die Blutung
    stop and go
    Stop-and-go auf der A100, ich bin spät
    iptal
    iptal et
    Randevumu iptal etmek istiyorum
    randevu istemiyorum
    nicht stoppen, gerne weiter schreiben
    Bitte nicht aufhören mir Nachrichten zu schicken
    Don't stop sending reminders
    please do not unsubscribe me
    durdurmayın
    Warum schreibt ihr mir nicht mehr?
    Ich bekomme keine Nachrichten mehr
    Ich habe keine Erinnerung bekommen
    Wann hört es auf zu bluten?
    Ich möchte mein Kind morgen abmelden
    Bitte den Termin abmelden
    Das nervt
    Spam!
    Falsche Nummer
    wrong number
    kein Interesse
    Nein
    Nein danke
    Halt
    Ende
    Genug!
    cancel
    🛑
    🚫 🚫
    🔕
    Wer hat meine Daten? Ich gehe zum Anwalt
  `),
  none: [
    '',
    '   ',
    ...lines(`
      Ich komme
      bis morgen
      Bushaltestelle
      Haltestelle Zoo
      Top!
      Top, danke
      Ja
      OK
      Tamam
      👍
      Danke, bis Montag
      Der Stopfen ist verloren
      Der Zahn wurde gestopft
      Ich bin etwas spät
      Es tut nicht mehr weh
      Mein Zahn blutet
      Kann ich um 10 Uhr kommen?
      Morgen passt mir nicht
      Morgen kann ich nicht, ich möchte verschieben
      Ich muss den Termin leider absagen
      Bitte um Rückruf
      Wo kann ich parken?
      Wir kommen zu zweit
      Bitte schreiben Sie mir eine Rechnung
      Dr. Müller bitte anrufen
      Anmelden
      Ich möchte mich anmelden
      Shop
      Spot on
      first steps
      Das geht durch
      Yes I will come
      See you tomorrow
      Please cancel my appointment
      Geliyorum
      Teşekkürler, görüşürüz
      Randevuya geleceğim
      Subscribe
    `),
  ],
}

export const TEXTS_BY_LANGUAGE: Readonly<Record<string, Readonly<Record<StopClass, readonly string[]>>>> = {
  'German, spoken and polite': {
    stop: lines(`
      Stopp Ausrufezeichen
      bitte keine nachrichten mehr punkt
      Bitte schreiben Sie mir nicht mehr Danke
      Sehr geehrte Damen und Herren, bitte senden Sie mir keine Nachrichten mehr. Mit freundlichen Grüßen
      Könnt ihr mir bitte keine Erinnerungen mehr schicken
      Ich wünsche keine weiteren Nachrichten
      ich möchte bitte nicht mehr angeschrieben werden
      Nie wieder schreiben
      bitte nich mehr schreiben stop
      Bitte stellen Sie die Nachrichten ein, stop
      Hiermit widerrufe ich meine Einwilligung zu WhatsApp
    `),
    doubt: lines(`
      Wie kann ich mich abmelden?
      Kann man das abbestellen?
      Muss ich stoppen schreiben?
      Ich will das nicht mehr
    `),
    none: lines(`
      Vielen Dank für die Erinnerung!
      Ja, ich komme gern.
      Ich bin in der Nachrichtenagentur bis 12
      Kann ich eine halbe Stunde später kommen?
      Muss ich nüchtern sein?
      Alles klar, bis morgen um zehn
    `),
  },
  Russian: {
    stop: lines(`
      СТОП
      Стоп!
      стоп, пожалуйста
      Пожалуйста, стоп
      С Т О П
      СТООООП
      стоп спасибо
      Отписаться
      ОТПИСАТЬСЯ
      отписка
      Отпишите меня
      Отпишите меня, пожалуйста, от рассылки
      Хочу отписаться от рассылки
      Прошу отписать меня от уведомлений
      отписатся
      Не пишите мне
      Не пишите мне больше
      Больше не пишите мне, пожалуйста
      Пожалуйста, больше не пишите
      не пиши
      Не надо мне писать
      Не нужно мне больше писать
      Прошу мне больше не писать
      Не присылайте мне сообщения
      Не присылайте больше ничего
      больше не присылайте напоминания
      Не отправляйте мне напоминания
      Не шлите мне сообщений
      не шлите смс
      Не беспокойте меня
      Я не хочу получать сообщения
      Не хочу больше получать уведомления
      Мне не нужны ваши напоминания
      Сообщения мне не нужны
      Перестаньте мне писать
      Прекратите присылать сообщения
      Прекратите рассылку
      Прекратите!
      Остановите рассылку
      Отключите уведомления
      Удалите мой номер
      Удалите меня из рассылки
      Мой номер удалите, пожалуйста
      Уберите меня из списка, удалите контакт
      Отзываю согласие
      Я отзываю своё согласие
      Отказываюсь от рассылки
      Оставьте меня в покое
      Хватит мне писать
      CTOП
      СTОП
      ЅТОР
      SТОР
      Ѕtop
      отпиcaться
      otpisatsya
      Otpisat menya
      ne pishite mne
      ne pishite bolshe
      ne nado mne pisat
      otpishite menya
      Не пишите мне точка
    `),
    doubt: lines(`
      Стоп, я приду позже
      Почему вы мне больше не пишете стоп?
      Как отписаться?
      Не пишите мне, когда я на приёме
      Хватит
      Нет
      Нет, спасибо
      Не интересно
      Не надо
      Не тот номер
      Вы ошиблись номером
      Это спам
      Надоели
      Отмена
      Отменить
      Я на вас пожалуюсь, это мои персональные данные
      Не останавливайте рассылку, пожалуйста
      не отписывайте меня
      Не звоните, лучше пишите
      Остановите кровь
      stop otpiska potom
    `),
    none: lines(`
      Спасибо!
      Да, приду
      Хорошо, буду
      ОК
      Приду в 10:00
      Можно перенести на завтра?
      Я опоздаю на 10 минут
      Нужно ли приходить натощак?
      Подскажите адрес
      Где парковка?
      Зуб больше не болит
      Нужно удалить зуб?
      Не могу говорить, пишите
      Больше не болит, пишите если что
      Не хочу пропустить напоминание
      Я согласен, приду
      Остановка трамвая рядом?
      Запишите меня, пожалуйста
      Хочу записаться на приём
      стол
      сто
      До встречи
      Перезвоните мне, пожалуйста
      Добрый день, у меня вопрос
    `),
  },
  Ukrainian: {
    stop: lines(`
      СТОП
      Стоп, будь ласка
      стоп дякую
      Відписатися
      ВІДПИСАТИСЬ
      відписка
      Відпишіть мене
      Відпишіть мене, будь ласка, від розсилки
      Хочу відписатися від розсилки
      відписатися з розсилки
      відписатисяя
      Не пишіть мені
      Не пишіть мені більше
      Більше не пишіть, будь ласка
      Будь ласка, не пишіть мені
      Не треба мені писати
      Прошу мені більше не писати
      Не надсилайте мені повідомлення
      Більше не надсилайте нагадувань
      Не присилайте мені нічого
      не шліть смс
      Не турбуйте мене
      Не хочу отримувати повідомлення
      Я більше не хочу отримувати нагадування
      Мені не потрібні ваші нагадування
      Повідомлення мені не потрібні
      Перестаньте мені писати
      Припиніть розсилку
      Припиніть!
      Зупиніть розсилку
      Вимкніть сповіщення
      Видаліть мій номер
      Видаліть мене з розсилки
      Відкликаю згоду
      Я відкликаю свою згоду
      Відмовляюся від розсилки
      Залиште мене у спокої
      Дайте мені спокій
      Досить мені писати
      ne pyshit meni
      vidpysatysia
      ne nadsylaite meni
    `),
    doubt: lines(`
      Стоп, я прийду пізніше
      Як відписатися?
      Чому ви мені більше не пишете, стоп
      Досить
      Годі
      Ні
      Ні, дякую
      Не цікаво
      Не треба
      Не той номер
      Ви помилилися номером
      Це спам
      Скасувати
      не зупиняйте розсилку, відписка не потрібна
      Я поскаржуся, це скарга
      Не дзвоніть, краще пишіть
    `),
    none: lines(`
      Дякую!
      Так, прийду
      Добре, буду
      Згоден, прийду
      Можна перенести на завтра?
      Я запізнюся на 10 хвилин
      Де зупинка автобуса?
      Чи треба приходити натщесерце?
      Зуб більше не болить
      Запишіть мене, будь ласка
      Хочу підписатися
      До зустрічі
      Доброго дня, маю питання
      20 листопада підходить
      Не можу говорити, пишіть
      Не хочу пропустити нагадування
    `),
  },
  Arabic: {
    stop: lines(`
      توقف
      توقّف
      تـوقـف
      توقفوا
      توقفوا من فضلكم
      من فضلك توقف
      أوقف
      اوقف
      أوقفوا الرسائل
      اوقفو الرسايل
      إيقاف
      ايقاف الرسائل
      وقف الرسائل
      وقفوا
      ستوب
      إيقاف الاشتراك
      إلغاء الاشتراك
      الغاء الإشتراك
      أريد إلغاء الاشتراك
      لا ترسل
      لا ترسل لي رسائل
      لا ترسلوا لي رسائل
      لَا تُرْسِلُوا لِي رَسَائِلَ
      لا ترسلوا لي المزيد من الرسائل
      لا تراسلني
      لا تراسلوني بعد اليوم
      من فضلكم لا تراسلوني
      لا تبعثوا لي شيئا
      لا تكتبوا لي
      لا تزعجوني
      لا أريد رسائل
      لا اريد استلام رسائل
      لا أرغب في تلقي الإشعارات
      ما بدي رسائل
      مش عايز رسائل
      ما تبعتوا رسائل
      الرجاء عدم إرسال رسائل
      كفاية رسائل
      احذف رقمي
      احذفوا رقمي من فضلكم
      امسح الرقم
      أسحب موافقتي
      أريد سحب الموافقة
      اتركوني وشأني
      la tursil
      La tirsilu rasael
      la tersel msgs
      la tuktub
      ma tirsil
      tawaqaf
    `),
    doubt: lines(`
      كفاية
      كفى
      خلاص
      بس
      لا
      لا شكرا
      إلغاء
      الغاء
      إلغاء الموعد
      توقف عن إلغاء الموعد
      كيف ألغي الاشتراك؟
      لماذا لا ترسلون لي رسائل؟
      لا تتوقف عن إرسال الرسائل
      لا توقفوا التذكير
      لست مهتما
      غير مهتم
      الرقم خطأ
      رقم غلط
      هذا مزعج
      لا أريد تفويت رسائلكم
      لا تتصلوا بي
      kifaya
      kefaya
      khalas
    `),
    none: lines(`
      شكرا
      شكرًا جزيلا
      نعم سأحضر
      تمام
      إن شاء الله
      هل يمكن تغيير الموعد؟
      سأتأخر عشر دقائق
      أين العيادة؟
      متى الموعد؟
      عندي سؤال
      لم يعد يؤلمني
      سآتي الساعة ١٠
      موعدي الساعة ١٠
      السلام عليكم
    `),
  },
  'English and Turkish, further': {
    stop: lines(`
      Stop exclamation mark
      please dont text me anymore
      Do not send me any more messages
      I don't want any more reminders
      Take me off your list please
      Lütfen bana bir daha mesaj göndermeyin
      Artık yazmayın
      Numaramı silin
      Onayımı geri alıyorum
      Onayımı geri çekiyorum
    `),
    doubt: lines(`
      How do I unsubscribe?
      Abonelikten nasıl çıkarım
      Please do not call me, text me instead
      Yeter
      Hayır
    `),
    none: lines(`
      Thanks for the reminder!
      Can I come at eleven?
      Teşekkür ederim, geleceğim
      Saat kaçta?
      Yarın uygun değil
    `),
  },
}
