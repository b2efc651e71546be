/** What patients answer who want to hear more: confirmations, questions, cancellations, thanks, names. All invented. */
import { lines } from './text-lines.js'

export const ORDINARY_REPLIES: Readonly<Record<string, readonly string[]>> = {
  German: lines(`
    Ja
    Ja, gerne
    Ja, ich komme
    Jawohl
    Klar
    Passt
    Passt super, danke
    Alles klar
    Alles klar, bis dann
    Bis morgen
    Danke, bis morgen
    Danke für die Erinnerung!
    Vielen lieben Dank
    Super, danke schön
    Ok, danke
    Okay
    Ich bestätige den Termin
    Termin bestätigt
    Ich komme gern
    Ich komme pünktlich
    Ich komme gern, können Sie mir noch schreiben wann?
    Wir kommen zu dritt
    Ich bin um zehn Uhr da
    Ich stehe schon vor der Tür
    Bin im Stau, komme zehn Minuten später
    Ich verspäte mich um eine Viertelstunde
    Bahn fällt aus, ich bin spät dran
    Entschuldigung, ich bin zu spät
    kann nicht mehr am Montag, bitte neuen Termin
    Montag kann ich doch nicht
    Ich kann morgen leider nicht kommen
    Ich bin krank und muss absagen
    Bitte den Termin absagen
    Ich muss leider absagen, mein Kind ist krank
    Können wir den Termin verschieben?
    Haben Sie auch nachmittags etwas frei?
    Geht auch nächste Woche?
    Lieber Dienstag
    Dienstag passt besser
    Am Donnerstag habe ich Zeit
    Bitte einen neuen Termin
    Ich brauche einen neuen Termin
    Ich möchte gern einen früheren Termin
    Wann haben Sie wieder auf?
    Wann ist der Termin genau?
    Um wie viel Uhr war das?
    Wo ist die Praxis?
    Wo kann ich parken?
    Gibt es einen Aufzug?
    Wie lange dauert das?
    Muss ich nüchtern sein?
    Darf ich vorher essen?
    Was kostet das?
    Zahlt das die Kasse?
    Soll ich die Karte mitbringen?
    Muss ich meine Versichertenkarte mitbringen?
    Brauche ich eine Überweisung?
    Kann ich mit Karte zahlen?
    Ich habe Schmerzen
    Mein Zahn tut weh
    Es tut nicht mehr weh
    Die Füllung ist herausgefallen
    Die Krone wackelt
    Meine Spange ist kaputt
    Es blutet nicht mehr
    Die Schwellung ist weg
    Ich nehme Blutverdünner
    Ich bin schwanger, ist das ein Problem?
    Ich bin allergisch gegen Penicillin
    Ich habe Angst vor der Spritze
    Bitte rufen Sie mich an
    Rufen Sie bitte zurück
    Ich rufe später an
    Bin gerade nicht erreichbar
    Meine neue Adresse lautet Musterweg 3
    Ich bin umgezogen
    Erika Muster
    Max Mustermann
    Hier ist Familie Beispiel
    Herr Schreiber kommt um neun
    Frau Groß kommt mit
    Ich heiße Keiner
    Gruß Stefan Nix
    Neumann
    Dr. Weber bitte
    Ist Frau Licht heute da?
    Meine Nichte kommt mit
    Kommt mein Bruder mit dran?
    Mein Mann bringt mich
    Meine Tochter ist auch dabei
    Ich bringe meinen Sohn mit
    Sehr nett, danke
    Sehr gut
    Kein Problem
    Das ist kein Problem
    Gar kein Problem, bis Freitag
    Keine Ursache
    Keine Frage, ich komme
    Keine Schmerzen mehr, alles gut
    Ich habe keine Fragen
    Ich habe keine Beschwerden mehr
    Nicht schlimm
    Ich weiß es noch nicht
    Das weiß ich nicht
    Das habe ich nicht verstanden
    Noch nicht sicher
    Vielleicht
    Mal sehen
    Eher nicht am Mittwoch
    Nicht am Freitag bitte
    Heute nicht, morgen gern
    Ich kann nicht so lange warten
    Ich habe nichts gegessen
    Ich bin nicht mehr krank
    Ich wohne nicht mehr in der Musterstraße
    Ich bin nicht mehr bei der alten Kasse
    Bitte eine Nachricht, wenn etwas frei wird
    Schicken Sie mir bitte eine Nachricht
    Bitte schreiben Sie mir die Adresse
    Schreiben Sie mir bitte, wann ich kommen soll
    Schreiben Sie mir gern per WhatsApp
    Bitte erinnern Sie mich noch einmal
    Können Sie mich am Tag vorher erinnern?
    Bitte senden Sie mir die Rechnung
    Bitte schicken Sie mir das Rezept
    Können Sie mir mehr dazu schreiben?
    Ich hätte gern mehr Zeit
    Bitte mehr Termine am Abend
    Haben Sie meine Nachricht bekommen?
    Ihre Nachricht ist angekommen
    Danke für Ihre Nachricht
    Danke für die Nachricht, ich komme
    Ich melde mich
    Ich melde mich nächste Woche
    Ich melde mich, wenn ich mehr weiß
    Ich bin ab Montag wieder da
    Ich bin im Urlaub bis zum 15.
    Schönes Wochenende
    Frohe Weihnachten
    Gute Nacht
    Guten Morgen, ich komme
    Guten Abend, passt Montag?
    Liebe Grüße
    Mit freundlichen Grüßen, Muster
    Die Haltestelle ist gesperrt
    Ich komme mit dem Bus
    Top
    Top, danke
    Super Praxis!
    Sie sind die Besten
    Ich bin Privatpatient
    Ist das ein Roboter?
    Wer schreibt mir da?
    Welche Praxis ist das?
    Schreibe ich hier mit einem Menschen?
    Ich lese das erst jetzt
    Ich habe es vergessen, tut mir leid
    Sorry, hab verschlafen
    Kann meine Mutter statt mir kommen?
    Soll ich die Schiene mitbringen?
    Die Betäubung lässt nach
    Ich warte im Auto
    Bitte keine Spritze
    Lieber ohne Spritze
    Ich möchte keine Füllung aus Metall
    Bitte nicht den Termin um acht, lieber später
    Ja, machen wir so
    Einverstanden
    Ich bin einverstanden
    Genau
    Stimmt
    Richtig
    Gerne wieder
  `),
  English: lines(`
    Yes
    Yes please
    Yes, I will be there
    Sure
    Sure, see you then
    OK thanks
    Thank you so much
    Thanks for the message
    Thanks for reminding me
    See you on Monday
    See you soon
    Confirmed
    I confirm
    Perfect
    Great, thanks
    I am on my way
    I am running late
    Ten minutes late, sorry
    I can't make it on Friday
    I need to reschedule
    Can we move it to Thursday?
    Could I come an hour earlier?
    Do you have anything in the afternoon?
    Is there parking?
    Where are you located?
    How long will it take?
    How much is it?
    Do I need my insurance card?
    May I eat before?
    Can I bring my son?
    My tooth hurts
    It does not hurt any more
    No pain any more
    No problem
    No worries
    Not yet
    Not sure yet
    Not on Monday please
    Please send me the address
    Please text me the time
    Please write me when you know more
    Please remind me the day before
    Could you send me a message tomorrow?
    I would like more information
    Any news?
    Call me back please
    I will call you later
    Sorry, I forgot
    Sorry, wrong day
    I lost my filling
    My crown came off
    My braces broke
    I am pregnant, is that ok?
    My husband will come with me
    This is John Sample
    Jane
    Merry Christmas
    Have a nice day
    Who is my dentist?
    I take blood thinners
    Got it
    Will do
    Sounds good
    Good morning, see you at ten
  `),
  Turkish: lines(`
    Evet
    Evet, geliyorum
    Evet geleceğim
    Tamam
    Tamamdır
    Teşekkürler
    Çok teşekkür ederim
    Sağ olun
    Görüşürüz
    Yarın görüşürüz
    Geliyorum
    Yoldayım
    On dakika gecikeceğim
    Biraz geç kalacağım
    Yarın gelemem
    Pazartesi uygun
    Salı daha iyi
    Başka bir gün olur mu?
    Saat kaçta?
    Adres nedir?
    Park yeri var mı?
    Ne kadar sürer?
    Ücreti ne kadar?
    Dişim ağrıyor
    Artık ağrımıyor
    Dolgum düştü
    Bana yazın lütfen
    Bana adresi yazar mısınız?
    Bana mesaj atın
    Mesajınız geldi
    Mesajınız için teşekkürler
    Hatırlattığınız için teşekkürler
    Beni arayın lütfen
    Sonra ararım
    Merhaba
    İyi günler
    Kolay gelsin
    Sorun değil
    Olur
    Uygun
    Eşim de gelecek
    Oğlumu getireceğim
    Kartımı getireyim mi?
    Hamileyim
    Unuttum, özür dilerim
    Ayşe Örnek
  `),
  Russian: lines(`
    Да
    Да, приду
    Да, конечно
    Хорошо
    Хорошо, спасибо
    Спасибо
    Большое спасибо
    Спасибо за сообщение
    Буду
    Буду вовремя
    Приду в понедельник
    До завтра
    До свидания
    Подтверждаю
    Я уже еду
    Опаздываю на десять минут
    Завтра не смогу
    Не смогу прийти, извините
    Можно на другой день?
    Можно пораньше?
    Лучше во вторник
    Вторник подходит
    Где вы находитесь?
    Какой адрес?
    Есть ли парковка?
    Сколько это стоит?
    Сколько времени займёт?
    Нужна ли карта?
    Можно есть перед приёмом?
    Зуб болит
    Уже не болит
    Больше не болит
    Выпала пломба
    Коронка шатается
    Напишите мне адрес
    Пишите мне сюда
    Напишите, когда прийти
    Пришлите счёт
    Пришлите мне сообщение завтра
    Напомните мне, пожалуйста
    Позвоните мне
    Я перезвоню
    Извините, забыла
    Муж меня подождёт
    Приду с сыном
    Я беременна
    Добрый день
    Здравствуйте, это Анна
    Без проблем
    Ничего страшного
    Не знаю ещё
    Пока не знаю
    На месте
    Всё понятно
    Хорошего дня
  `),
  Ukrainian: lines(`
    Так
    Так, прийду
    Так, звичайно
    Добре
    Добре, дякую
    Дякую
    Щиро дякую
    Дякую за повідомлення
    Буду
    Буду вчасно
    Прийду в понеділок
    До завтра
    До побачення
    Підтверджую
    Я вже їду
    Запізнюся на десять хвилин
    Завтра не зможу
    Не зможу прийти, вибачте
    Можна на інший день?
    Можна раніше?
    Краще у вівторок
    Де ви знаходитесь?
    Яка адреса?
    Чи є парковка?
    Скільки це коштує?
    Скільки часу займе?
    Чи потрібна картка?
    Зуб болить
    Вже не болить
    Випала пломба
    Напишіть мені адресу
    Пишіть мені сюди
    Надішліть рахунок
    Надішліть мені повідомлення завтра
    Нагадайте мені, будь ласка
    Подзвоніть мені
    Я передзвоню
    Вибачте, забула
    Прийду з сином
    Я вагітна
    Доброго дня, це Олена
    Без проблем
    Нічого страшного
    Ще не знаю
    Все зрозуміло
    Гарного дня
  `),
  Arabic: lines(`
    نعم
    نعم سأحضر
    حسنا
    تمام
    تمام شكرا
    شكرا لكم
    شكرا على الرسالة
    إن شاء الله
    إلى اللقاء
    أنا في الطريق
    سأتأخر قليلا
    لا أستطيع الحضور غدا
    هل يمكن يوم آخر؟
    هل يمكن قبل ذلك؟
    الثلاثاء أفضل
    أين أنتم؟
    ما العنوان؟
    كم السعر؟
    كم من الوقت؟
    أسناني تؤلمني
    لم يعد يؤلم
    سقطت الحشوة
    اكتبوا لي العنوان
    أرسلوا لي رسالة غدا
    أرسل لي الفاتورة
    ذكروني من فضلكم
    اتصلوا بي
    سأتصل لاحقا
    آسف نسيت
    زوجي سيأتي معي
    أنا حامل
    لا مشكلة
    لا بأس
    لا أعرف بعد
    صباح الخير
    مساء الخير
    مرحبا أنا سارة
    جيد
    ممتاز
    مع السلامة
  `),
  'Other languages': lines(`
    Merci beaucoup, à demain
    Oui, je viens
    Grazie mille
    Sì, vengo
    Va bene, a lunedì
    Gracias, allí estaré
    Sí, confirmo
    Hasta luego
    Dziękuję, do jutra
    Tak, będę
    Dobrze
    Nie ma problemu
    Hvala, dolazim
    Da, dolazim sutra
    Mulțumesc, vin mâine
    Bine
    Obrigada, até já
    Bedankt, tot morgen
    Ja, ik kom
    Köszönöm, megyek
    Ευχαριστώ, θα έρθω
    Tak, jeg kommer
    Tack, vi ses
    Po, faleminderit
    Spas, ez têm
    متشکرم، می‌آیم
    Děkuji, přijdu
    Благодаря, ще дойда
    谢谢
    ありがとうございます
  `),
  'those who want the reminders': lines(`
    Ich möchte Erinnerungen per WhatsApp bekommen
    Bitte schicken Sie mir weiterhin Erinnerungen
    Ja bitte erinnern Sie mich per WhatsApp
    Schreiben Sie mir gern wieder
    Erinnern Sie mich bitte nochmal kurz vorher
    Ich möchte die Nachrichten wieder bekommen
    Können Sie mir die Adresse per WhatsApp schicken?
    Bitte erinnern Sie mich einen Tag vorher
    Ja, gerne per WhatsApp schreiben
    Ich will mehr Infos zum Termin
    Ist das WhatsApp der Praxis?
    Danke für die Nachricht, bis Montag
    Ich hätte gern Erinnerungen für meinen Sohn
    Bitte auch meine Frau erinnern
    Ich bin einverstanden mit WhatsApp
    Ich stimme zu
    Einverstanden
    I would like to get reminders by WhatsApp
    Please keep sending me reminders
    Please send me a message the day before
    Yes please text me
    Can you text me the address?
    I agree to WhatsApp messages
    Thanks for the reminder
    Please remind my husband too
    Could you message me when the doctor is back?
    WhatsApp ile hatırlatma istiyorum
    Lütfen bana mesaj gönderin
    Hatırlatma için teşekkürler
    Bana hatırlatma gönderin lütfen
    Evet, WhatsApp'tan yazabilirsiniz
    Mesaj almak isterim
    Kabul ediyorum
    Randevumu hatırlatır mısınız
    Хочу получать напоминания в WhatsApp
    Пожалуйста, напоминайте мне
    Спасибо за напоминание
    Пришлите, пожалуйста, адрес
    Да, пишите в ватсап
    Согласен
    Напишите мне, когда будет врач
    Хочу отримувати нагадування у WhatsApp
    Будь ласка, нагадуйте мені
    Дякую за нагадування
    Так, пишіть у вайбер
    Надішліть адресу, будь ласка
    Згодна
    Напишіть мені, будь ласка
    أريد أن أتلقى التذكيرات عبر واتساب
    نعم من فضلك ذكروني
    شكرا على التذكير
    أرسلوا لي العنوان من فضلك
    أوافق
    نعم أوافق على رسائل واتساب
    من فضلك أرسل لي رسالة قبل الموعد
    Hatırlatmayı aldım, teşekkürler
  `),
}
