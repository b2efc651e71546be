/** What real people write to a practice, by manner: dialect, dictation, law, anger, family, several languages. All invented. */
import type { StopClass } from '../../plugin/whatsapp/stop.js'
import { lines } from './text-lines.js'

export const TEXTS_BY_MANNER: Readonly<Record<string, Readonly<Record<StopClass, readonly string[]>>>> = {
  'German dialects': {
    stop: lines(`
      schreibts ma nimma
      schreibts ma ned
      schreibts ma bitte nix mehr
      Schreibts mir ned mehr bitte
      loss mi in Ruah
      lossts mi in Ruah
      Lossts mi bittschön in Ruah
      i wü nix mehr kriang
      I mog koane Nachrichten mehr
      koa Nachricht mehr bitte
      koane Erinnerungen mehr
      bitte net mehr schreiwe
      net mehr schreiben bitte
      Bitte nix mehr schicken
      bassd scho, nix mehr schicken
      schick ma nix mehr
      kei Nachrichte meh bitte
      bitte nümme schriebe
      schribed mir bitte nüme
      lönd mich in Ruh
      keene Nachrichten mehr
      hört uff mir zu schreiben
      Hört uff mit dem Jeschreibe
      laat mi in Roh
      nich mehr anschreiben ja
      nix whatsapp mehr, keine whatsapp mehr
      schickts uns nix mehr
      schreib mir nit mehr
    `),
    doubt: lines(`
      hör uff
      hörts auf
      hört uff jetzt
      i mog des nimma
      des nervt fei
      a Ruah is
      Schluss mit dem Schmarrn
      kei Interesse
    `),
    none: lines(`
      i kimm scho
      basst, i kumm am Montag
      Grüß Gott, i bin um zehne do
      i hob ned gwusst, dass i um achte do sei muass
      merci vilmal, bis denn
      Jo, is recht, pfiat eich
      Des geht si ned aus, i ruaf an
      Moin, jo, bin dor
      net schlimm, i wart
      I bin nimma so jung, brauch i an Rollstuhl
    `),
  },
  'Youth and abbreviations': {
    stop: lines(`
      pls stop
      stop pls
      plz stop texting me
      kb auf msgs
      kb mehr auf eure nachrichten
      kein bock auf eure nachrichten
      Kein Bock mehr auf die Erinnerungen
      keine lust auf eure whatsapps
      stahp
      dont msg me
      stop txting me
      dnt text me anymore
      no more msgs pls
      no more txts
      stop spamming me
      stop spam
      bitte kein spam mehr
      keine msgs mehr pls
      leave me tf alone
      quit texting me
      unsub
      unsubscribe me
      unsubscribe me pls
      opt me out
      pls remove me
      take me off this list
      take me off your list
      löscht meine nummer
      lösch meine nr, bzw löscht meine Nummer bitte
      hört auf mich zu spammen, keine nachrichten mehr
      Lasst mich in Ruhe mann
      stopppppp
      ssttoopp
    `),
    doubt: lines(`
      schreibt mir nd mehr, stop
      kb
      kein bock
      null bock
      nerv nicht
      ihr nervt
      es nervt einfach nur noch
      spam??
      ihr werdet blockiert
      ich blockier euch gleich
      block
      nope
      nö
      nee
      lass stecken
      haltet die fresse, haltet mal die Klappe, ihr nervt
      verpisst euch
      fickt euch
      fuck off
      go away
      wtf who is this
      who gave you my number
      blocked
      enough already
      never again
      omg shut up
      I will report you
      im not your patient
      not interested
    `),
    none: lines(`
      kk
      k
      jo bin da
      np
      thx
      lol ok
      safe
      geht klar
      yo komme bisschen später
      omw
      ok bro
      digga ich bin im stau
      bin gleich da
      cu
      wo seid ihr nochmal
      habs gesehen
      hdl
      np see u tmrw
    `),
  },
  'Dictated, without punctuation': {
    stop: lines(`
      guten tag ich möchte keine nachrichten mehr von ihnen bekommen vielen dank
      hallo hier ist müller bitte schreiben sie mir nicht mehr auf whatsapp
      ich wollte nur sagen dass ich keine erinnerungen mehr möchte danke
      bitte nehmen sie mich aus dem verteiler raus danke tschüss
      könnten sie bitte aufhören mir nachrichten zu schicken
      bitte löschen sie meine handynummer aus ihrem system
      ja hallo ich wünsche keine weiteren nachrichten mehr
      bitte nicht mehr per whatsapp schreiben
      stopp bitte punkt
      bitte keine erinnerungen mehr schicken komma danke
      please stop sending me messages thank you bye
      i do not want to receive any more messages from you
      hi this is tom please take me off the list thanks
      bana artık mesaj göndermeyin teşekkürler
      здравствуйте больше не присылайте мне сообщения спасибо
      добрий день більше не надсилайте мені повідомлення дякую
      السلام عليكم لا ترسلوا لي رسائل شكرا
    `),
    doubt: lines(`
      äh ja also ich glaube das ist nicht mehr nötig
      ich möchte das eigentlich alles nicht mehr
      das mit den nachrichten brauche ich eigentlich nicht mehr
      wie geht das mit dem abmelden
      können sie das mit dem whatsapp abstellen oder muss ich stopp schreiben
      ich hab gesagt keine nachrichten
    `),
    none: lines(`
      ja hallo hier ist müller ich komme morgen um zehn danke
      guten tag ich wollte fragen ob ich eine stunde früher kommen kann
      ich stehe im stau und bin in zehn minuten da
      können sie mich bitte zurückrufen danke
      ja das passt mir gut vielen dank auf wiederhören
      mein sohn hat seine spange verloren was sollen wir tun
      ok thanks see you on monday bye
      тогда до понедельника спасибо
    `),
  },
  'Signs only': {
    stop: [],
    doubt: lines(`
      🛑
      ✋
      🚫📩
      🙅
      🙅‍♀️
      🙅🏽‍♂️🙅🏽‍♂️
      ⛔️
      🔕🔕
      🔇
      📵
      ❌
      ❌❌❌
      ✖️
      🤐
      🛑✋
      🚫💬
      ⏹️
    `),
    none: lines(`
      👍
      👍🏽
      🙏
      ❤️
      😊🦷
      ✅
      👌
      🤗
      😬
      🦷
      🎉
      !
      ...
      ?
    `),
  },
  'Long and polite': {
    stop: [
      'Sehr geehrtes Praxisteam,\n\nvielen Dank für die gute Behandlung in den letzten Jahren. Ich möchte Sie bitten, mir künftig keine Erinnerungen mehr zu senden.\n\nMit freundlichen Grüßen\nErika Muster',
      'Sehr geehrte Frau Dr. Muster, ich bin mit Ihrer Arbeit sehr zufrieden. Bitte schreiben Sie mir aber nicht mehr über WhatsApp, ein Brief ist mir lieber. Herzliche Grüße',
      'Guten Tag,\nbitte streichen Sie mich aus Ihrer Liste.\nDanke',
      'Liebes Team,\nich wäre Ihnen dankbar, wenn Sie mir keine WhatsApp-Nachrichten mehr schicken würden.\nViele Grüße\nMax',
      'Hallo zusammen,\nSTOP\nDanke',
      'Dear team,\nthank you for everything. Please do not send me any more reminders.\nKind regards\nJohn',
      'Dear Sir or Madam, I would kindly ask you to remove my number from your list. Best wishes, Jane',
      'Sayın yetkili,\nlütfen bana artık mesaj göndermeyin.\nSaygılarımla',
      'Уважаемая клиника,\nпожалуйста, больше не присылайте мне сообщения.\nС уважением, Анна',
      'Шановна клініко,\nбудь ласка, більше не надсилайте мені повідомлення.\nЗ повагою, Олена',
      'السلام عليكم\nأرجو منكم إيقاف الرسائل\nمع الشكر',
      'Guten Abend, ich hoffe, es geht Ihnen gut! Dürfte ich Sie bitten, mir keine Nachrichten mehr zu schicken? Herzlichen Dank im Voraus!',
      'Keine\nNachrichten\nmehr\n!!!',
      'bitte\nstop',
    ],
    doubt: [
      'Sehr geehrte Damen und Herren, ich habe mich entschieden, die Praxis zu wechseln. Eine Erinnerung ist daher nicht mehr nötig. Mit freundlichen Grüßen',
      'Guten Tag, ich weiß nicht, woher Sie meine Daten haben. Datenschutz scheint Ihnen fremd zu sein. Grüße',
      'Liebes Team, den Termin am Montag brauche ich nicht, und bitte auch keine weiteren Nachrichten dazu. Danke',
      'Dear team, I have moved to another city and I am no longer your patient. Kind regards',
      'Hallo, ich komme am Dienstag. Die Erinnerungen sind mir aber zu viel, bitte nicht mehr schreiben.',
    ],
    none: [
      'Sehr geehrtes Praxisteam,\n\nvielen Dank für die Erinnerung. Ich komme am Montag um zehn Uhr.\n\nMit freundlichen Grüßen\nErika Muster',
      'Guten Tag,\nich möchte gern einen Termin für die Kontrolle vereinbaren, am liebsten vormittags.\nViele Grüße',
      'Dear team,\nthank you for the reminder. I will be there at ten.\nKind regards\nJohn',
      'Sayın yetkili,\nrandevuma geleceğim.\nSaygılarımla',
      'Здравствуйте!\nСпасибо за напоминание, я приду в понедельник.\nАнна',
      'Доброго дня!\nДякую за нагадування, буду о десятій.\nОлена',
      'السلام عليكم\nشكرا على التذكير\nسأحضر يوم الاثنين',
    ],
  },
  'The language of law': {
    stop: lines(`
      hiermit widerrufe ich meine Einwilligung nach Art. 7 DSGVO
      Hiermit widerrufe ich meine Einwilligung gemäß Art. 7 Abs. 3 DSGVO mit sofortiger Wirkung.
      Widerspruch
      WIDERSPRUCH!
      ich widerspreche
      Ich widerspreche hiermit
      Ich widerspreche der Nutzung meiner Daten
      Ich widerspreche der Verarbeitung meiner personenbezogenen Daten gemäß Art. 21 DSGVO
      Hiermit widerspreche ich der Zusendung von Nachrichten
      Ich entziehe Ihnen meine Einwilligung
      Ich entziehe Ihnen hiermit die Erlaubnis, mir zu schreiben
      Meine Einwilligung ziehe ich zurück
      Meine Zustimmung ist hiermit widerrufen
      Ich nehme meine Einwilligung zurück
      Ich untersage Ihnen jede weitere Kontaktaufnahme
      Ich verbiete Ihnen, mir Nachrichten zu senden
      Unterlassen Sie die Zusendung weiterer Nachrichten
      Unterlassen Sie es, mich zu kontaktieren
      Ich bitte Sie, von weiteren Nachrichten abzusehen
      Bitte löschen Sie meine Daten gemäß Art. 17 DSGVO
      Löschung meiner Daten: bitte löschen Sie meine Daten
      opt out
      OPT-OUT
      I hereby withdraw my consent under Art. 7 GDPR
      I revoke my consent
      I revoke my permission to contact me
      I opt out
      Opt me out please
      unsubscribe
      Please unsubscribe
      remove me
      KVKK kapsamında rızamı geri çekiyorum
      Açık rızamı geri alıyorum
      İznimi iptal ediyorum
      Rızam yok, şikayet edeceğim
      Отзываю своё согласие на обработку персональных данных
      Я возражаю против обработки моих данных
      Запрещаю присылать мне сообщения
      Відкликаю свою згоду на обробку персональних даних
      Я забороняю надсилати мені повідомлення
      أسحب موافقتي على استخدام بياناتي
      أتراجع عن موافقتي
    `),
    doubt: lines(`
      Widerspruch gegen die Rechnung
      Ich widerspreche dem Kostenvoranschlag
      Auskunft nach Art. 15 DSGVO bitte
      Haben Sie überhaupt meine Einwilligung?
      Ich habe nie zugestimmt
      Woher haben Sie meine Nummer?
      Das ist ein Verstoß gegen die DSGVO
      Ich schalte meinen Anwalt ein
      Wie widerrufe ich?
      Kann ich meine Einwilligung später widerrufen?
      Who gave you permission? GDPR!
      This is harassment
      Do I have to write STOP?
      Это нарушение закона о персональных данных
      سأقدم شكوى
    `),
    none: lines(`
      Brauche ich eine Vollmacht?
      Muss ich etwas unterschreiben?
      Ich bringe den unterschriebenen Bogen mit
      Nach welchem Gesetz zahlt die Kasse?
    `),
  },
  'Somebody else': {
    stop: lines(`
      Liebe Frau Dr. Muster, bitte keine Nachrichten mehr
      Herr Muster möchte keine Nachrichten mehr
      Wir möchten keine Nachrichten mehr bekommen. Familie Muster
    `),
    doubt: lines(`
      bitte meinem Vater nicht mehr schreiben
      Bitte schreiben Sie meiner Mutter nicht mehr
      Mein Mann möchte keine Erinnerungen mehr
      meine Frau will keine nachrichten mehr
      Meine Tochter möchte sich abmelden
      Bitte nehmen Sie meinen Sohn aus dem Verteiler
      Meine Oma braucht keine Erinnerung mehr
      er ist verstorben
      Herr Muster ist leider verstorben
      Mein Vater ist gestorben
      meine mutter ist letzte woche gestorben
      Sie ist im Mai verstorben, bitte keine Nachrichten mehr
      falsche Nummer
      Sie haben die falsche Nummer
      Da sind Sie falsch verbunden
      Ich bin nicht die richtige Person
      Ich kenne Sie nicht
      Ich bin nicht mehr Patient bei Ihnen
      Ich habe den Zahnarzt gewechselt
      Diese Nummer gehört mir nicht
      Die Nachricht ist nicht für mich bestimmt
      please don't text my mother anymore
      My father passed away
      My husband has died
      She is deceased
      You have the wrong number
      This is not my number, wrong person
      Please stop texting my son
      Anneme mesaj atmayın
      Babam vefat etti
      Yanlış numara
      Моему отцу больше не пишите
      Мой муж умер
      Не пишите маме
      Вы не туда попали, не тот номер
      Мій батько помер
      Моїй мамі більше не пишіть
      Не той номер
      لا ترسلوا رسائل لوالدي
      والدي توفي
      الرقم غلط
    `),
    none: lines(`
      Mein Vater kommt mit
      Meine Mutter bringt den Kleinen um vier
      Kann mein Mann mich abholen?
      My husband will drive me
      Annem de gelecek
      Муж меня привезёт
      Мама прийде зі мною
      والدي سيأتي معي
      Mein Sohn hat Fieber, wir müssen verschieben
      Der Zahn ist tot, hat der Arzt gesagt
    `),
  },
  'Languages mixed': {
    stop: lines(`
      please keine messages mehr
      bitte keine messages mehr
      bitte stop messages
      no more Nachrichten bitte
      bitte stop mesaj
      Lütfen stop
      Bitte mesaj atmayın
      bitte не пишите mir
      Пожалуйста stop
      stop пожалуйста
      stop будь ласка
      stop من فضلك
      Keine SMS mehr, thanks
      please stop die Nachrichten
      Ich will no more texts
      Artık keine Nachrichten mehr
      keine смс mehr
      bitte unsubscribe
      Hallo, please remove me, danke
    `),
    doubt: lines(`
      nein mersi, no thanks
      bitte nicht mesaj
      nicht interested
      Termin ok aber please stop
      Danke ama yeter
    `),
    none: lines(`
      Ok danke, see you
      Merhaba, ich komme um zehn
      Danke дякую, буду
      Hello, Termin passt
      inşallah, bis morgen
      Спасибо, bis Montag
      Merci, à bientôt
      Grazie, ci vediamo
      Hvala, vidimo se
      Dziękuję, będę
      Obrigado, até amanhã
      Gracias, hasta mañana
      Multumesc, pe maine
      Faleminderit, vij neser
    `),
  },
  'All capitals': {
    stop: lines(`
      KEINE NACHRICHTEN MEHR!!!
      BITTE NICHT MEHR SCHREIBEN
      ICH WILL KEINE ERINNERUNGEN MEHR
      LASST MICH ENDLICH IN RUHE
      HÖREN SIE AUF MIR ZU SCHREIBEN
      LÖSCHEN SIE MEINE NUMMER SOFORT
      STOP TEXTING ME
      NO MORE MESSAGES
      BANA YAZMAYIN
      НЕ ПИШИТЕ МНЕ
      НЕ ПИШІТЬ МЕНІ
      ICH WIDERSPRECHE
      HIERMIT WIDERRUFE ICH MEINE EINWILLIGUNG
    `),
    doubt: lines(`
      DAS NERVT
      FALSCHE NUMMER
      HALT
      LÖSCHEN
      ICH RUFE MEINEN ANWALT AN
    `),
    none: lines(`
      ICH KOMME
      ICH KOMME ETWAS SPÄTER
      DANKE FÜR DIE ERINNERUNG
      BITTE UM RÜCKRUF
      OK
      I WILL BE THERE
    `),
  },
  'Instructions quoted': {
    stop: [],
    doubt: lines(`
      Sie schrieben, man solle STOP senden
      Da steht, ich soll STOP schreiben?
      Was passiert, wenn ich STOP sende?
      "Antworten Sie mit STOP, um keine Nachrichten mehr zu erhalten" – was heißt das?
      Ich habe doch schon STOP geschrieben
      Ich habe gestern schon gesagt, bitte keine Nachrichten mehr
      I already said STOP
      You wrote that I can reply STOP
      Reply STOP to unsubscribe?
      Zum Abmelden STOP antworten
      Вы писали, что можно ответить СТОП
      STOP yazmam mı gerekiyor
      Wer STOP schreibt, bekommt nichts mehr?
    `),
    none: lines(`
      Sie schrieben, ich soll nüchtern kommen
      Da steht zehn Uhr, stimmt das?
      Ich habe gestern schon geantwortet
      In Ihrer Nachricht steht Montag, gemeint ist Dienstag?
      "Wir erinnern an Ihren Termin am 3.12." – ja, ich komme
      You wrote ten, is it ten?
    `),
  },
  'Typing errors and lost gaps': {
    stop: lines(`
      bitte nciht mehr schreiben
      bitte nichtmehr schreiben
      bittenichtmehrschreiben
      nich tmehr schreiben
      nichtm ehr schreiben
      keinenachrichten mehr
      keine nachrichtenmehr
      keinen achrichten mehr
      keinenachrichtenmehr
      keien nahcrichten mehr
      kiene Nachrichten mehr bitte
      keine Nachrcihten mehr
      keine Nachrichtne mehr
      keine Nach richten mehr
      keine Nachrivhten mehr
      keine Erinnerugnen mehr
      keine Erinerungen mehr
      keine weitern Nachrichten
      ich möchte nicht mehr erinnetr werden
      schreiben Sie mir nciht mehr
      shreiben Sie mir nicht mehr
      Bitte schicken Sie mir nihcts mehr
      Ich wiederufe meine Einwiligung
      ich wiederrufe meine Einwilligung
      Hiermit widerufe ich meine Einwilligung
      Ich wiederspreche
      wiederspruch
      lasst mich in Rhue
      Lassen Sie mcih in Ruhe
      Löschen Sie meine Numemr
      ab melden
      bitte ab bestellen
      Abmeldugn
      bitte stop pen
      stopbitte
      bittestop
      donttext me
      dont txet me
      stop sendign messages
      stopsending me messages
      nomore messages
      no mroe messages
      no more mesages
      unsubscirbe
      mesaj atmayn
      mesajatmayın
      mesaj gondermeyn
      непишите мне
      не пишыте мне
      не пишитте мне больше
      больше не присылайтте сообщения
      не присылайте сообшения больше
      прекртите рассылку
      отпишитте меня
      непишіть мені
      не пишить мені
      не надсилайте повідомленя
      припинить розсилку
      لاترسلوا رسائل
      لا ترسلو رسائل
      اوقفو الرسائل
      لا اريد رسايل
    `),
    doubt: lines(`
      eine Nachrichten mehr
      bitte nihct mher schrieben
      mesja atmayın
      hötr auf
      не пишете мне больше
    `),
    none: lines(`
      Ich kome
      bis mrogen
      dnake
      vieeln Dank
      Teminw ar super
      Ich bni um zehn da
      Spätr ist besser
      Kann ich eine halbe Stnude früher?
      see yuo
      teşekürler
      спасбо
      дякю
    `),
  },
  'Lists, other ways, other hours, and nothing to be missed': {
    stop: [],
    doubt: lines(`
      Keine SMS mehr, bitte WhatsApp
      Bitte keine Nachrichten vor 8 Uhr
      Bitte keine Nachricht nach 20 Uhr
      Schreiben Sie mir bitte nicht so früh
      Bitte die Nummer meines Ex-Mannes löschen
      Nur Erinnerungen bitte, keine Werbung
    `),
    none: lines(`
      Bitte nehmen Sie mich auf die Warteliste
      Bitte nehmen Sie mich auf die Prioritätenliste
      Nehmen Sie mich bitte auf die Liste
      Tragen Sie mich in die Liste ein
      Tragen Sie mich bitte in den Verteiler ein
      Nehmen Sie mich wieder in den Verteiler auf
      Bitte streichen Sie mich von der Warteliste
      Bitte nicht mehr anrufen, lieber WhatsApp schicken
      Bitte keine Briefe mehr, WhatsApp reicht mir
      Schreiben Sie mir nicht per Mail, sondern bitte hier
      Keine Mails mehr bitte, WhatsApp ist besser
      No more calls please, WhatsApp only
      No more letters please, messages are fine
      Не присылайте письма, пишите сюда
      Больше не надо звонить, лучше сообщение
      لا ترسلوا بالبريد، ارسلوا هنا
      Ich möchte keine Nachricht verpassen
      Ich will keine Erinnerung verpassen
      Bitte keine Nachricht vergessen!
      Hatırlatmayı kaçırmak istemiyorum
      Bitte hören Sie nicht auf mir zu schreiben
      Bitte vergesst nicht, mir zu schreiben
      Bitte löschen Sie meine Nummer nicht
      Ich lösche meine alte Nummer, bitte nutzen Sie diese hier
      Meine alte Nummer können Sie löschen, neu ist 0151
      Ich werde Ihnen nichts mehr schicken können heute
      Sie müssen mir nicht mehr schreiben wo das ist
      Lassen Sie mich das in Ruhe überlegen
      Ich rauche nicht mehr
      Habe aus Versehen die Nachricht gelöscht, wann war der Termin?
      Ich habe Ihre Nummer versehentlich gelöscht
      Können wir Schluss machen mit der Spange?
      Kurzer Zwischenstopp
      Не забудьте прислать напоминание
      No message came yesterday
    `),
  },
  'Invitations, and other ways to have enough': {
    stop: lines(`
      Bitte keine Einladungen mehr
      Keine Einladungen mehr schicken
      Ich will keine Einladungen zur Kontrolle mehr
      Bitte keine Kontrolleinladungen mehr
      Bitte keine Recalls mehr
      Einladungen ausschalten
      Einladungen abbestellen
      I do not want invitations anymore
      stop the invitations
      Не хочу приглашений
      Больше никаких приглашений
      Не хочу запрошень
      Жодних запрошень більше
      davet istemiyorum
      لا أريد دعوات
      Lassen Sie mich mit diesen Nachrichten in Ruhe
      Ich will in Ruhe gelassen werden
      Ich verzichte auf weitere Erinnerungen
      Verschonen Sie mich mit Nachrichten
      Bitte sehen Sie davon ab, mir zu schreiben
      Ersparen Sie mir diese Nachrichten
      Ihre Nachrichten sind unerwünscht
      Weitere Nachrichten unerwünscht
      Bitte keinen Kontakt mehr
      Ich wünsche keine weitere Kontaktaufnahme
      Deaktivieren
      Deaktivieren Sie die Erinnerungen
      Schalten Sie die Erinnerung aus
      Diese Erinnerungen bitte abdrehen
      Bildirimleri kapat
      Mesajları kapatın
      Отключить
      Turn these off
      Discontinue
      Ich stimme nicht mehr zu
      Meine Einverständniserklärung ist hiermit hinfällig
      لا أوافق بعد الآن
      Не согласна больше
      Ich möchte nicht länger angeschrieben werden
      nie wieder whatsapp
      Enough with the messages
      Дайте спокій
      بطلوا تبعتوا
      Ich möchte ausgetragen werden
      أزيلوني من القائمة
      Sil beni
      Lose my number
      Забудьте мой номер
      I don't want these
      Schtop
      st op
      Ich kündige diesen Service
      Please cease all messages
    `),
    doubt: lines(`
      Nummer sperren
      Stellen Sie das bitte ein
      Ich stimme dem nicht zu
      Vazgeçtim
      أنا غير موافق
      Я не згодна
      Nie mehr
      Bitte ab sofort nichts mehr
      Ich hab die Nase voll von euren Nachrichten
      Mir reichts mit den Nachrichten
      Ich habe genug von den Nachrichten
      خلص
      Ich steige aus
      Bitte austreten
      Danke, aber ich will das nicht
      Will ich nicht
      ich wil das nich mehr
      Basta
      Arrêtez
      Ich bin nicht Erika
      Ich bin nicht Erika Muster
      Hier gibt es keine Erika
      Das bin ich nicht
      Sie verwechseln mich
      I am not Erika
      Ben Erika değilim
      Я не Эрика
      Я не Еріка
      أنا لست إريكا
      Oma lebt nicht mehr
      Bin jetzt bei einem anderen Zahnarzt
      Setzen Sie mich bitte auf die Sperrliste
    `),
    none: lines(`
      Danke für die Einladung!
      Kann ich die Einladung auch ausdrucken?
      Ich bin nicht da
      Ich bin nicht sicher
      Ich bin nicht zu Hause
      Я не приду
      Я не смогу
      Я не прийду
      I am not sure
      I'm not coming
      Ben evde değilim
      لست متأكدة
      Ich kann leider nicht mehr schreiben, Akku leer
      Setzen Sie mich bitte auf die Warteliste
    `),
  },
}
