/** German, dialects too. */
import { END, gap, type StopWords } from './table.js'
import { ANY_THING, THINGS } from './things.js'

const SEND =
  '(((an|zu)?(ge)?(schreib|schrieb|schriib|schreiw|send|schick|schigg|text|kontaktier|erinner|benachrichtig|informier|belastig|nachricht)*)|senden|sendet|sende|gesendet|zugesendet|zusenden|jeschreibe|getextet|texten)'
const ASK =
  '(schreib|schreibt|schreibts|schreiben|schriebe|schribt|schribed|schick|schickt|schickts|schicken|send|sendet|senden|sendt|kontaktiert|kontaktieren|erinnert|erinnern|textet|texten)'
const WISH =
  '(mochte*|moechte*|will|wollen|wui|wunsche*|brauche*|brauch|bitte|bite|senden|schicken|schreiben|erlaube)'

const NOT = '(nicht|nich|nichts|nix|nie|niemals|net|ned|nit|nid|nischt|nicks)'
const MORE = '(mehr|mea|meh|mer)'
/** `nicht mehr` in one word, too. */
const NO_MORE = `(${NOT} ${MORE}|nie wieder|nimmer|nimma|nimmermehr|nume|numme|numm)`
const NO = '(keine?[nrm]?|keinerlei|koane?|koa|kei|keene?|kene|kane)'
const ME = '(mich|mir|uns|mi|ma|mer|mia|us|mio)'

const CONSENT =
  '(einwilligung|einwilligungen|zustimmung|einverstandnis|erlaubnis|genehmigung|einwilligungserklarung|einverstandniserklarung)'
const NUMBER = '(nummer|handynummer|telefonnummer|mobilnummer|rufnummer|kontakt|kontaktdaten|daten)'
const ENDING = '(stop*|aufhor*|abmeld*|abbestell*|losch*|kundig*|widerruf*)'

const SOME = '(?:\\S+ )'
const LISTS =
  '(?:liste|warteliste|patientenliste|terminliste|terminwarteliste|(?:prioritat|prioritaet)s?e?n?liste|verteiler|newsletter)'
const OTHER_WAY =
  '(?:anrufe?n?|briefe?n?|post|mails?|emails?|e mails?|sms|telefon|fax|telefonisch|alten? nummer)'
const RATHER_HERE =
  '(?:lieber|sondern|besser|nur|nur noch) (?:(?:bitte|per|uber|ueber|auf|als|eine|nur|noch|mit) )*'
const HERE = '(?:whatsapps?|hier|hierher|hieruber|hierueber)'

export const GERMAN: StopWords = {
  commands: `
    stop stopp stoppen stoppt stoppe stops
    abmelden abmeldung abmelde abbestellen abbestellung abbestelle abbestellt
    austragen kündigen kündigung widerruf widerrufe widerrufen widerrufung
    widerspruch widerspreche widersprechen
    aufhören aufhört aufhör unterlassen
    deaktivieren deaktiviert deaktivierung schtop schtopp
  `,
  notASlip: `
    aktivieren aktiviert aktivierung schopp schop schopf schtoff
    top shop shops slop stopf stopft gestopft gestopfte stos stopfen sto stock
    anmelden anmeldung anmelde ummelden bestellen bestellung bestelle bestellt kundigen verkündigen
    widersprüche widersprüchlich
  `,
  everyday: `
    a i u e o melde melden meldet meldung sie mich uns ihr ihnen mir ich was dass er so sind war ja bin wie noch sich einen ihn auch hast sein da aber um als bist im gut nach oh oder muss immer
    vor ihm einem tun denn einer sehr geht des wo los gibt soll am leben dein na tut okay bis weg gerade nacht ins hin
    deinen dort ok richtig sieht haus sollen rein herr sag eines hatten mach drei sei geh seid seinen recht deiner deinem
    allein gab kennen uhr sehe art ihren fall weit name tür sieh seiner toll hand lang spät gekommen etwa kleine geschichte
    seinem seite braucht fast ort fragen spaß je gesicht ah zimmer hoch tage wollten wort eins nett kleinen holen oft eure
    neun alt alleine alten gibts sondern hund habs früh meines luft weh kleiner allem licht gebracht buch fand pass froh
    leicht tagen mist lebt dies machte kennt hart lasse wem ziehen langer stelle still höre wen fallen werd raum eher aufs
    falls tat neue wert halte nimmt stolz bitten rum ruf rufe wünschte kalt aller passt ansehen klein schritt fort nahm denk
    damen blick ans band lauf tee beine eine meine deine seine feine reine meins deins seins kein ein einige nur der dir du
    durch für kann kannst können könnt weiß welche welcher welchen jede jeder jeden nichte nichten gesichtet bericht nachts
    nächste nächsten dicht sicht schlicht pflicht vielleicht auto adresse rechnung rezept regen wegen legen gegen liegen
    kommt komm komme kommst machen macht lachen sachen sucht suche suchen rufen warten warte karte karten heute gestern
    abends mittags montag dienstag zahn zähne zähnen arzt mittel messe messen krone schiene kosten kostet lassen last lust
    fest beste besten westen rest sonst sohn mutter mittwoch schnitt schmerz schmerzen schreien schieben verschieben
    geschoben bleiben erinnere verlieren sendung rauche rauchen raucht zwischenstopp
  `,
  around: `
    bitte bite bittschön danke dank vielen schon sofort jetzt endlich nun gleich umgehend ab mal doch einfach hiermit
    ich wir mich uns mir mein meine meinen meiner euch ihnen ihr sie man
    möchte möchten will wollen wünsche es das die der den dem diese diesen dieser dieses alle alles allen ganz komplett
    mit von vom aus zu zur und an für auf per bei über damit
    hallo hi hey moin zusammen team praxis praxisteam liebes herr frau dr doktor damen herren sehr geehrte geehrter geehrtes
    guten tag abend servus gruß grüße liebe lieben freundliche freundlichen mfg lg vg
    sms whatsapp whatsap wa chat nachricht nachrichten erinnerung erinnerungen terminerinnerung terminerinnerungen
    mitteilung mitteilungen benachrichtigung benachrichtigungen newsletter dienst service liste verteiler abo werbung
    einladung einladungen kontrolleinladung kontrolleinladungen recall recalls
    einwilligung zustimmung einverständnis erlaubnis einwilligungserklärung datenschutz
    punkt komma ausrufezeichen
  `,
  phrases: [
    // keine Nachrichten mehr; keine weiteren Erinnerungen; nicht mehr schreiben; schreiben Sie mir nicht mehr
    `${NO} ${gap(3)}${THINGS} ${gap(2)}${MORE}`,
    `${NO} (weitere[nr]?|mehr|zukunftige[nr]?|kunftige[nr]?) ${gap(2)}${THINGS}`,
    `${WISH} ${gap(3)}${NO} ${gap(3)}${THINGS}`,
    `${NO} ${gap(2)}${THINGS} ${gap(2)}${WISH}`,
    `${NO_MORE} ${gap(3)}(${SEND}|melden|anschreiben)`,
    `${ASK} ${gap(4)}(nicht|nichts|nix|nie|net|ned|nit|keine|keinen|koa|koane) ${gap(2)}${MORE}`,
    `${ASK} ${gap(3)}(nimmer|nimma|nume|numme|numm|nie wieder)`,
    `${ASK} (sie )?${ME} (bitte )?(nicht|nichts|nie|nix|net|ned|nit|nid)`,
    `bitte ${gap(2)}(nicht|nich|nichts|net|ned|nix) ${gap(2)}(an)?(schreiben|schicken|senden|kontaktieren|erinnern|texten)`,
    // i wü nix mehr kriang; ich will nichts mehr von euch bekommen
    `(will|mochte|mog|mag|wu|wui|wunsche) ${gap(2)}(nichts|nix) ${MORE} ${gap(3)}(kriegen|kriang|bekommen|erhalten|horen|lesen)`,
    `(will|mochte|wunsche) ${gap(3)}${NO} ${gap(3)}${THINGS}`,
    `(nichts|nix|nicht) ${MORE} von (euch|ihnen|dir) ${gap(1)}(horen|lesen|bekommen|erhalten|kriegen)`,
    `(stell|stellt|stellen) ${gap(4)}${THINGS} ${gap(2)}ein`,
    `aufhoren ${gap(4)}(${SEND}|${THINGS})`,
    `(hor|hort|horst|horen) ${gap(2)}(uff|auf) ${gap(3)}(${SEND}|${THINGS})`,
    `(lass|lasst|lassen|lassts|last|las|loss|losst|lossts|laat|lot|lond|land) ${gap(2)}${ME} ${gap(2)}in (ruh|ruhe|ruah|rua|roh|frieden)`,
    // kb auf msgs; kein Bock mehr auf eure Nachrichten
    `(kb|kein bock|keinen bock|null bock|keine lust) ${gap(1)}auf ${gap(2)}${THINGS}`,
    `(widerruf|widerrufe|widerrufen|wiederrufe|wiederruf|ziehe|nehme|entziehe|kundige|storniere) ${gap(5)}(${CONSENT}|whatsapp)`,
    `${CONSENT} ${gap(5)}(widerruf*|wiederruf*|zuruck*|entziehe|entzogen|erlischt|erloschen|aufheben|beenden)`,
    `(widerspreche|widersprech*|widerspruch) ${gap(4)}(${THINGS}|kontaktaufnahmen?|kontaktierung|nutzung|verarbeitung|verwendung|speicherung|datenverarbeitung|einwilligung|zusendung|ubermittlung|zustellung|dsgvo|whatsapp)`,
    `(untersage|verbiete|verbitte) ${gap(4)}(${SEND}|${THINGS}|kontaktaufnahmen?|nutzung|verarbeitung|zusendung)`,
    `(unterlassen|unterlasst|unterlass) ${gap(4)}(${SEND}|${THINGS}|kontaktaufnahmen?|zusendung)`,
    `von ${gap(2)}(${THINGS}|zusendung) ${gap(3)}(absehen|abzusehen)`,
    `(losch*|loesch*|loeschen|loschen|losche|loscht|streich*|entfern*) ${gap(3)}(${NUMBER}|mich|verteiler|liste)`,
    `(${NUMBER}|mich) ${gap(4)}(losch*|loesch*|loschen|loeschen|streich*|entfern*)`,
    `aus (dem|eurem|ihrem|der|eurer|ihrer) (verteiler|liste) ${gap(1)}(nehm|streich|losch|entfern|austrag)*`,
    `(nehmt|nehmen|streicht|streichen|tragt|tragen|nimm) ${gap(2)}mich ${gap(3)}(verteiler|liste|aus|raus)`,
    `(abmeld*|abbestell*|abbestel*) ${gap(3)}(${THINGS}|verteiler)`,
    `(${THINGS}|verteiler|dienst) ${gap(3)}(abmeld*|abbestell*|abstellen|abschalten|ausschalten|abstelle|stoppen|stoppt|stoppe|beenden|einstellen|unterlassen|abzustellen|einzustellen)`,
    `(stop|stopp|stoppen|stoppt|beenden|beendet|unterlassen) ${gap(3)}${THINGS}`,
    `schluss mit ${gap(3)}(${THINGS}|schreib*)`,
    `(loscht|losche|loschen) ${ME} ${gap(2)}(raus|bitte)?`,
    // lassen Sie mich mit diesen Nachrichten in Ruhe; verschonen Sie mich; ich verzichte auf; sehen Sie davon ab
    `(lass|lasst|lassen|lassts) ${gap(2)}${ME} ${gap(1)}mit ${gap(2)}${THINGS} ${gap(1)}in (ruh|ruhe|frieden)`,
    '(ruhe|frieden) gelassen (werden)?',
    `(verschon*|verschont|verschonen) ${gap(2)}${ME} ${gap(3)}${THINGS}`,
    `(erspar*|erspart|ersparen) ${gap(2)}${ME} ${gap(3)}${THINGS}`,
    `(verzicht*|verzichte|verzichten) ${gap(1)}auf ${gap(3)}${THINGS}`,
    `davon ${gap(1)}(ab|absehen|abzusehen) ${gap(3)}${SEND}`,
    `${THINGS} ${gap(3)}(unerwunscht|unerwuenscht)`,
    `(unerwunschte|unerwuenschte)[nr]? ${THINGS}`,
    // bitte keinen Kontakt mehr; keine weitere Kontaktaufnahme
    `(bitte|will|mochte|wunsche) ${gap(2)}${NO} ${gap(1)}(kontakt|kontakte|kontaktaufnahme|kontaktaufnahmen) ${MORE}`,
    `${NO} weitere[nr]? ${gap(1)}(kontakt|kontakte|kontaktaufnahme|kontaktaufnahmen)`,
    `(schalten|schaltet|schalt|schalte|stellen|stellt|stell|drehen|dreht|dreh) ${gap(3)}${THINGS} ${gap(1)}(aus|ab)`,
    `${THINGS} ${gap(2)}(abdrehen|deaktivieren|deaktiviert|abschaffen)`,
    `stimme ${gap(3)}(nicht|nich) mehr ${gap(1)}zu`,
    `${CONSENT} ${gap(3)}(hinfallig|hinfaellig|nichtig|ungultig|ungueltig)`,
    `(nicht|nich) (langer|laenger) ${gap(2)}(angeschrieben|kontaktiert|erinnert|benachrichtigt|belastigt|belaestigt|informiert)`,
    `(nie|niemals) (wieder|mehr) ${gap(1)}${THINGS}`,
    '(ausgetragen|abgemeldet) werden',
    `(kundige|kundigen|storniere) ${gap(2)}(service|dienst|abo|abonnement|newsletter)`,
  ],
  harmless: [
    // nehmen Sie mich auf die Warteliste; tragen Sie mich in den Verteiler ein; streichen Sie mich von der Warteliste
    `(?:nehmen|nehmt|nimm|setzen|setzt|setz|tragen|tragt|trag|schreiben|schreibt) ${SOME}{0,3}(?:mich|uns) ${SOME}{0,2}(?:auf|in) (?:die|den|eure|ihre|ihren|euren) ${LISTS}(?: (?:auf|ein))?`,
    `(?:streich|nehm|losch|loesch|entfern)\\S* ${SOME}{0,3}(?:mich|uns) ${SOME}{0,1}(?:von|aus) (?:der|eurer|ihrer) warteliste`,
    // nicht mehr anrufen, lieber WhatsApp; keine Briefe mehr, WhatsApp reicht; nicht per Mail, sondern hier
    `(?:nicht|kein|keine|keinen) (?:mehr )?(?:(?:per|via|mit|uber|ueber|auf|an) )?(?:(?:die|der|meine|meiner) )?${OTHER_WAY}(?: (?:mehr|bitte|schreiben|schicken|senden))* ${RATHER_HERE}${HERE}(?: (?:schreiben|schicken|senden))?`,
    `kein(?:e|en)? ${OTHER_WAY} (?:mehr )?(?:bitte )?(?:${SOME}{0,1}whatsapp) (?:reicht|genugt|genuegt|ist (?:besser|ok|okay|lieber|mir lieber)|ware (?:besser|mir lieber|schon))`,
    // ich will keine Nachricht verpassen; nicht vergessen, mir zu schreiben; hören Sie bitte nicht auf zu schreiben
    `keine? ${SOME}{0,2}${ANY_THING} (?:mehr )?(?:verpassen|versaumen|versaeumen|ubersehen|uebersehen)`,
    `keine? ${SOME}{0,2}${ANY_THING} vergessen(?! (?:sie|ihr|wir|mich|uns))`,
    '(?:vergesst|vergiss|vergessen) (?:sie |ihr |bitte |mich |uns ){0,2}nicht(?! (?:mehr|weiter))',
    'nicht (?:zu )?vergessen(?! (?:sie|ihr|wir) (?:mich|uns|meine|unsere))',
    '(?<!warum |wieso |wenn |wenn sie )bitte (?:hort|hor|horen|hoeren|hoert|hoer) (?:sie |ihr |bitte |bloss ){0,2}nicht auf (?:damit )?(?:mir |uns |mich )?(?:weiter )?(?:zu (?:schreiben|schicken|senden|erinnern))?',
    // löschen Sie meine Nummer nicht: an end, as "nicht mehr schreiben" may follow
    `(?:losch|loesch)\\S* (?:sie |ihr |bitte ){0,2}(?:mich|mein \\S+|meine \\S+|meinen \\S+) (?:bitte )?(?:auf keinen fall|nicht)(?: danke| bitte)?$`,
    // ich lösche meine alte Nummer, nutzen Sie diese; meine alte Nummer können Sie löschen, neu ist 0151
    'ich (?:losche|loesche) (?:jetzt |heute |bald )?(?:meine|die) alte (?:handy|telefon)?nummer',
    `alte (?:handy|telefon)?nummer ${SOME}{0,2}(?:losch|loesch)\\S* ${SOME}{0,2}(?:neu|neue) (?:ist|lautet|nummer|handynummer)`,
    // ich werde heute nichts mehr schicken können; Sie müssen mir nicht mehr schreiben, wo das ist
    'ich (?:werde|kann) (?:ihnen |euch |dir |leider |heute |jetzt |grad |gerade ){0,3}(?:nichts|nix|nicht) mehr (?:schicken|schreiben|senden|antworten)(?: konnen| koennen)?',
    '(?:mussen|muessen|musst|muesst|brauchen|braucht) (?:mir |uns )(?:das |es |jetzt )?nicht mehr (?:zu )?(?:schreiben|schicken|sagen) (?:wo|wohin|wie (?:ich|man))',
    'lassen? (?:sie |ihr )?(?:mich|uns) (?:das |es |mir das )?(?:noch |erst |mal |erstmal )*in ruhe (?:noch )?(?:mal )?(?:uberlegen|ueberlegen|nachdenken|anschauen|ansehen|durchlesen|lesen|prufen|pruefen|besprechen|entscheiden)(?! (?:sie|ihr|wir))',
    'ich bin (?:leider |noch |heute |gerade |grad )?nicht (?:da|dabei|daheim|zuhause|(?:zu|nach) hause|hier|dort|sicher|krank|gesund|fit|bereit|fertig|erreichbar|mobil|schwanger|nuchtern|nuechtern|versichert|verfugbar|zufrieden|allein|verhindert|weit weg|ganz \\S+|so \\S+|sehr \\S+|zu \\S+|in \\S+|im \\S+|am \\S+|auf \\S+|unterwegs|mehr (?:krank|da|zuhause|hier|so \\S+|in \\S+))',
    'schluss (?:machen )?mit (?:der|meiner|dieser) (?:spange|zahnspange|schiene|behandlung)',
  ],
  against: [
    // A wish for other hours, another way, or only some of it; and what is mistyped of the harmless.
    '(vor|nach|ab|bis|zwischen) (_ ){0,1}uhr',
    'nicht (mehr )?(ganz )?so (fruh|frueh|spat|spaet|oft|haufig|haeufig|viel|viele)',
    `(keine|keinen|nicht) ${gap(2)}(nachts|sonntags|(am )?wochenende|sonntag|samstag)`,
    'nur (noch )?(erinnerungen|terminerinnerungen|termine)',
    `(keine|keinen|nicht) (mehr )?(sms|mails?|emails?|briefe|anrufe|anrufen|post|per _) ((mehr|bitte|lieber|besser|nur|noch|sondern|schreiben|schicken) ){0,4}(whatsapp|hier|sondern)`,
    `(keine|kein) ${gap(2)}${THINGS} ${gap(1)}(verpass*|vergess*|versaum*|ubersehen)`,
    'vergess* (_ ){0,2}nicht|vergesst nicht|nicht vergessen',
    '(hort|hor|horen) (_ ){0,2}nicht auf',
    `(auf|in) (die|den|ihre|eure|ihren|euren) (liste|warteliste|prioritatenliste|prioritaetenliste|patientenliste|verteiler)|warteliste`,
    `alten? (handy|telefon)?nummer`,
    '(sie|ihr) (mussen|musst|brauchen|braucht) (_ ){0,2}nicht mehr schreiben wo|ich werde (_ ){0,2}(nichts|nicht) mehr',
    `(losch*|loesch*) ${gap(3)}nicht ${END}`,
    'in ruhe (uberlegen|nachdenken|anschauen|ansehen|lesen|durchlesen|prufen|besprechen|entscheiden)',
    'termine?s?|terminen|zahnarzttermin*|kontrolltermin*',
    'komme|kommen|verschieb*|verleg*|kann|konnte|spater|leider',
    'warum|wieso|weshalb|wann',
    'bekomme|bekam|bekommt|erhalte|erhielt|habe|hab|haben',
    'gern|gerne|weiterhin|weiter',
    `(nicht|nich|nie|niemals) ${gap(1)}${ENDING}`,
    `(kein|keine|keinen) ${ENDING}`,
    'rezept*|rechnung*|rontgen*|mahnung*|kostenvoranschlag*|heilplan|kostenplan|gutachten',
    // Somebody else: a person must see who is meant.
    'mein(e|em|er|en|es|s)? (ex )?(vater|vaters|mutter|sohn|sohns|sohnes|tochter|mann|mannes|frau|oma|opa|mama|papa|bruder|schwester|kind|kindes|kinder|eltern|partner|partnerin|schwiegermutter|schwiegervater|enkel|enkelin|mutti|vati|exmann|exfrau|betreuter|betreute|betreuten)',
    'verstorben|gestorben|verschieden|tot|verstarb|beerdigung',
    // Our own instruction, quoted or asked about.
    '(man|ich) (soll|solle|sollte|muss)|(soll|muss|sollte) (ich|man)|was passiert|was heisst|sie schrieben|sie haben geschrieben|da steht|wer stop*',
  ],
  doubtful: [
    'stop|stop[abcdeghijklmnopqrstuvwxyz]*|gestopp?t|autostop|abstoppen',
    'abmeld*|abbestell*|abbestel*|abzubestellen|abzumelden|austragen|widerruf*|wiederruf*|kundig*|gekundigt',
    'widersprech*|widerspreche|widerspruch*|entziehe|entzogen|untersag*|verbiete|verbitte',
    'aufhor*|aufzuhoren|unterlass*|beenden|beendet',
    '(hor|hort|horst|horen|hoer|hoert|hoeren|hoerst) ((sie|ihr|es|das|doch|bitte|endlich|mal|jetzt|sofort|damit) ){0,3}(auf|uff)',
    `(nicht|nichts|kein|keine|keinen) ${gap(2)}(notig|gewunscht|gebraucht|erforderlich|erwunscht|interessiert|interesse|bedarf|nutzen|benutzen|verwenden|erlaubt|einverstanden|zugestimmt)`,
    '(nicht|nichts|nix) (mehr )?(brauche|will|mochte|wollen)',
    `(brauche|will|mochte|wollen|wunsche) ${gap(3)}(nicht|nichts|nix|keine|keinen|kein) ${gap(2)}mehr`,
    `(nicht|nichts|nix) ${MORE} ${gap(2)}(horen|bekommen|erhalten|kriegen)`,
    `${NO} ${gap(3)}${THINGS}`,
    `${NO} ${gap(1)}(kontakt|kontaktaufnahme|kontaktaufnahmen) ${MORE}`,
    // A slip of "keine": the article does not fit.
    '[mds]?eine ((weitere[nr]?) )?(nachrichten|erinnerungen|mitteilungen|benachrichtigungen|terminerinnerungen|einladungen|kontrolleinladungen)',
    `${THINGS} ${gap(4)}(nicht|nerv*|nein)`,
    `(nicht|nichts|nie|net|ned|nix) ${gap(2)}(anschreib*|schreib*|schicken|senden|kontaktier*|zuschicken)`,
    'nervt|nervig|nervst|(ihr|sie|das) nerven|nerv (nicht|net|ned)|nervensage|belastig*|spam|spammen|blockier*|blockiert|dsgvo|datenschutz|datenschutzbeauftragt*|abmahn*|anwalt|rechtsanwalt|einwilligung*|losch*|loschung|anzeige|aufdringlich',
    '(geloscht|geloescht) (werden|haben)',
    '(falsche|falscher) (nummer|person|empfanger|adresse)|verwahlt|falsch verbunden',
    `(nicht|ned|net) (die|der|den) (richtige|richtiger|richtigen|person)|nicht fur mich bestimmt|gehort ${ME} nicht|kenne (sie|euch) nicht`,
    '(nicht|nimmer) mehr (patient|patientin|ihr patient|ihre patientin)|kein patient|keine patientin|(zahnarzt|praxis) gewechselt|(nummer|handynummer) (nicht mehr aktuell|gehort|ist neu vergeben)',
    'verstorben|gestorben|verschieden|verstarb|beerdigung',
    '(kein|keinen|null) bock|kb auf|fresse halten|halts? (_ )?(maul|klappe|fresse)|halten sie den mund|verpisst?|verpiss dich|fickt? (euch|dich)|haut ab|hau ab|zieht leine|lass stecken|schnauze voll|schnauze',
    '(woher|wer) (haben|hat|habt) (_ ){0,2}(meine|mei) (nummer|daten|handynummer)',
    `a (ruah|ruh|rua) (is|jetzt|jetz)|(mog|mag|will|mochte|brauch|brauche) ${gap(2)}(nimma|nimmer|nume|numme)|nie (zugestimmt|eingewilligt|erlaubt|angemeldet)|(nicht|not) ${gap(1)}${THINGS}|(nicht|kein) interested`,
    `(schreib|schick|kontaktier|erinner)* ${ME} ${NOT}`,
    `(lass|lasst|lassen|loss|losst|lossts|laat) ${gap(3)}(ruhe|ruah|roh|frieden)`,
    `(raus|austreten|aussteigen|rausgehen) ${gap(2)}(verteiler|liste|dienst)|(aus|von) ${gap(1)}(verteiler|liste)`,
    `(schluss|genug) (_ ){0,1}mit|reicht ${gap(1)}(jetzt|langsam|endlich)|jetzt reicht`,
    `(lieber|nur|besser) ${gap(2)}(per|mit) (mail|email|post|brief|telefon)|(ohne|nicht) (per |uber |mit )?whatsapp`,
    `(ohne|frei von) ${THINGS}`,
    `${NUMBER} ${gap(2)}(sperren|sperrt)|sperr* ${gap(2)}${NUMBER}|sperrliste|blacklist|robinsonliste|schwarze liste`,
    '(stell|stellt|stellen) (sie |ihr )?(das|es|dies) (_ ){0,2}ein',
    `stimme ${gap(2)}(nicht|nich) ${gap(1)}zu`,
    '(ab|von) (sofort|jetzt|heute) (bitte )?(nichts|nix|keine|keinen|nicht) mehr',
    `die (nase|schnauze|faxen) (_ )?voll|(reichts|langts|reicht es) ${gap(1)}mit|genug von ${gap(2)}${THINGS}`,
    '(steige|steig) (_ )?aus',
    // ich will das nicht; will ich nicht
    `(will|wil|mochte|mag) (ich )?((das|es|dies|sowas) )?((alles|so|wirklich) )?(nicht|nich|net) ${END}`,
    `(will|wil|mochte|mag) (das|es|dies|sowas) ${gap(1)}(nicht|nich|net) mehr`,
    // ich bin nicht Erika; hier gibt es keine Erika; das bin ich nicht; Sie verwechseln mich
    `ich bin nicht (die |der |herr |frau )?_ (_ )?${END}`,
    'ich bin nicht (herr|frau|gemeint)',
    'hier (gibt|wohnt|lebt) (es )?(keine|keinen|kein|niemand)',
    `(das|der|die) bin ich (_ )?nicht|bin (ich )?(das|der|die) (_ )?nicht ${END}`,
    `verwechsel* ${gap(1)}(mich|uns)|verwechselt|verwechslung`,
    'lebt (_ )?nicht mehr',
    `(bei|zu) ${gap(1)}(anderen|anderer|anderem|neuen|neuer) (zahnarzt|zahnarztin|zahnaerztin|praxis|zahnarztpraxis)`,
  ],
  doubtfulAlone: `
    halt ende abbrechen beenden schluss genug reicht löschen off aus nein raus weg nie hör auf hört hören beende
    abbruch storno austreten aussteigen basta arretez arrete kb nö ne nee ruhe pssst block blocken blockieren austritt entziehe
  `,
}
