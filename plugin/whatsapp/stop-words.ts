/**
 * The words by which patients say that they want no more messages, in German, English and Turkish, written as
 * `plainWords` writes them: no umlauts, no accents. A word too many here costs a message, a word too few costs trust.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''))

/** Alone, or among nothing but `AROUND`, each of these is a stop. */
export const COMMANDS = words(`
  stop stopp stoppen stoppt stoppe stops stopall stopped stopping
  abmelden abmeldung abmelde abbestellen abbestellung abbestelle abbestellt
  austragen kundigen kundigung widerruf widerrufe widerrufen widerrufung
  aufhoren aufhort aufhor unterlassen
  unsubscribe unsubscribed unsub optout quit revoke
  dur durdur durdurun durdurunuz ret istemiyorum
  стоп отписаться توقف
`)

/** Real words that a typing error in a command must not be taken for. */
export const NOT_A_SLIP = words(`
  top shop shops step steps slop spot stopf stopft stos stob stopfen
  anmelden anmeldung anmelde ummelden bestellen bestellung bestelle bestellt
  subscribe subscribed kundigen verkundigen
`)

/** Slips of `stop` that are no word of any of the languages: a sign of doubt even in a longer text. */
export const SLIPS = words('stpo sotp tsop stob stp spto syop stpp')

/** Words that change nothing about a command beside them. */
export const AROUND = words(`
  bitte bite danke dank vielen schon sofort jetzt endlich nun gleich umgehend ab mal doch einfach hiermit
  ich wir mich uns mir mein meine meinen meiner euch ihnen ihr sie man
  mochte mochten will wollen wunsche es das die der den dem diese diesen dieser dieses alle alles allen ganz komplett
  mit von vom aus zu zur und an fur auf per bei uber damit
  hallo hi hey moin guten tag abend servus grus gruse grusse liebe lieben freundliche freundlichen mfg lg vg
  sms whatsapp whatsap wa chat nachricht nachrichten erinnerung erinnerungen terminerinnerung terminerinnerungen
  mitteilung mitteilungen benachrichtigung benachrichtigungen newsletter dienst service liste verteiler abo werbung
  einwilligung zustimmung einverstandnis erlaubnis einwilligungserklarung datenschutz
  please pls plz thanks thank you thx now immediately all me i want to would like from the this these these my your it
  us and hello messages message msg msgs text texts texting reminder reminders notifications notification messaging
  sending consent list
  lutfen tesekkurler tesekkur ederim artik hemen simdi mesaj mesajlar mesajlari mesajlarini mesajlariniz bana bu ben
  beni sizden hatirlatma hatirlatmalar bildirim bildirimler bildirimleri merhaba selam
`)

const SEND_DE =
  '(?:an|zu)?(?:schreib|send|schick|text|kontaktier|erinner|benachrichtig|informier|belastig|nachricht)\\w*'
const THINGS_DE =
  '(?:nachricht|nachrichten|erinnerung|erinnerungen|terminerinnerung|terminerinnerungen|whatsapps?|whatsapp\\w*|sms|mitteilung|mitteilungen|benachrichtigung|benachrichtigungen|werbung|infos?|meldungen|texte)'
const WISH_DE =
  '(?:mochte\\w*|will|wollen|wunsche\\w*|brauche\\w*|bitte|bite|senden|schicken|schreiben|erlaube)'
const SEND_EN = '(?:messag|text|contact|writ|remind|whatsapp|send|email|spam|bother|notify|call)\\w*'
const THINGS_EN = '(?:messages?|texts?|reminders?|notifications?|whatsapps?|whatsapp messages|sms|spam|msgs?)'
const THINGS_TR = '(?:mesaj|sms|hatirlatma|bildirim|whatsapp)\\w*'
const NO_TR =
  '(?:at|yaz|gonder|yolla|iste|et|ilet)(?:m(?:a|e)(?:yin|yiniz|yin lutfen|sin|sinler|yiver)?|miyorum|miyoruz|mez misiniz)'

const gap = (most: number): string => `(?:\\w+ ){0,${most}}`

const phrases = (...sources: readonly string[]): readonly RegExp[] =>
  sources.map((source) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'u'))

/** A stop wherever it stands, unless something of `AGAINST` is in the same text. */
export const PHRASES = phrases(
  // keine Nachrichten mehr; keine weiteren Erinnerungen; bitte keine WhatsApp; ich möchte keine SMS
  `keine?[nr]? ${gap(3)}${THINGS_DE} ${gap(2)}mehr`,
  `keine?[nr]? (?:weitere[nr]?|mehr) ${gap(2)}${THINGS_DE}`,
  `${WISH_DE} ${gap(3)}keine?[nr]? ${gap(3)}${THINGS_DE}`,
  `keine?[nr]? ${gap(2)}${THINGS_DE} ${gap(2)}${WISH_DE}`,
  // nicht mehr schreiben; nichts mehr schicken; schreiben Sie mir nicht mehr; bitte nicht schreiben
  `nichts? mehr ${gap(3)}(?:${SEND_DE}|melden)`,
  `nie (?:mehr|wieder) ${gap(3)}${SEND_DE}`,
  `(?:schreib|schreibt|schreiben|schick|schickt|schicken|send|sendet|senden|sendt|kontaktiert|kontaktieren|erinnert|erinnern) ${gap(4)}(?:nicht|nichts|nie|keine|keinen) ${gap(2)}mehr`,
  `(?:schreib|schreibt|schreiben|schick|schickt|schicken|sendet|senden|kontaktieren) (?:sie )?(?:mir|uns|mich) (?:bitte )?(?:nicht|nichts|nie)`,
  `bitte ${gap(2)}(?:nicht|nichts) ${gap(2)}(?:an)?(?:schreiben|schicken|senden|kontaktieren|erinnern|texten)`,
  `aufhoren ${gap(4)}(?:${SEND_DE}|${THINGS_DE})`,
  `(?:lass|lasst|lassen|last|las) ${gap(2)}(?:mich|uns|mir) ${gap(2)}in (?:ruh|ruhe|frieden)`,
  `(?:widerruf|widerrufe|widerrufen|wiederrufe|wiederruf|ziehe|nehme) ${gap(4)}(?:einwilligung|zustimmung|einverstandnis|erlaubnis|einwilligungserklarung|whatsapp)`,
  `(?:einwilligung|zustimmung|einverstandnis|erlaubnis) ${gap(4)}(?:widerruf\\w*|zuruck\\w*|entziehe)`,
  `(?:losch\\w*|streich\\w*|entfern\\w*) ${gap(3)}(?:nummer|handynummer|telefonnummer|kontakt|daten|mich|verteiler|liste)`,
  `(?:nummer|handynummer|telefonnummer|kontakt|daten|mich) ${gap(4)}(?:losch\\w*|streich\\w*|entfern\\w*)`,
  `aus (?:dem|eurem|ihrem|der) (?:verteiler|liste) ${gap(1)}(?:nehm|streich|losch|entfern|austrag)\\w*`,
  `(?:nehmt|nehmen|streicht|streichen|tragt|tragen) ${gap(2)}mich ${gap(3)}(?:verteiler|liste|aus)`,
  `(?:abmeld\\w*|abbestell\\w*|abbestel\\w*) ${gap(3)}(?:${THINGS_DE}|newsletter|verteiler)`,
  `(?:${THINGS_DE}|newsletter|verteiler) ${gap(3)}(?:abmeld\\w*|abbestell\\w*|stoppen|stoppt|stoppe|beenden|einstellen|unterlassen)`,
  `(?:stop|stopp|stoppen|stoppt|beenden|beendet|unterlassen) ${gap(3)}(?:${THINGS_DE})`,
  // no more messages; don't text me; stop sending; remove me; opt out
  `no (?:more|further) ${gap(2)}${THINGS_EN}`,
  `(?:dont|do not|dn t|never|not) (?:ever )?(?:want (?:any |more |any more )?${THINGS_EN}|${SEND_EN} ${gap(2)}(?:me|us|anymore|any more|again|messages?|texts?|reminders?))`,
  `(?:stop|quit|cease) ${gap(2)}(?:${SEND_EN}|${THINGS_EN}|contacting)`,
  `(?:remove|delete|take) (?:me|us|my (?:phone )?(?:number|data|contact)) ?(?:off|from|out)?`,
  `opt(?:ing|ed)? (?:me )?out`,
  `(?:unsubscribe|optout)`,
  `(?:leave|let) (?:me|us) (?:alone|in peace)`,
  `(?:withdraw|revoke|withdrawing|revoking) ${gap(3)}(?:consent|permission|agreement)`,
  // mesaj atmayın; mesaj istemiyorum; bana yazmayın; abonelikten çık; listeden çıkar; rahatsız etmeyin
  `${THINGS_TR} ${gap(3)}${NO_TR}`,
  `${THINGS_TR} ${gap(3)}(?:almak|gelsin) iste(?:miyorum|miyoruz)`,
  `${THINGS_TR} ${gap(2)}(?:gelmesin|kesin|kesiniz|durdur|durdurun|durdurunuz)`,
  `(?:bana|bize|artik) ${gap(2)}(?:yazma|yazmayin|yazmayiniz|atmayin|atma|gondermeyin|gonderme)`,
  `rahatsiz (?:etme|etmeyin|etmeyiniz)`,
  `aboneli\\w* ${gap(2)}(?:cik\\w*|iptal\\w*|bitir\\w*|ayril\\w*|sonlandir\\w*|istemiyorum)`,
  `(?:liste|listeden|listenizden) ${gap(2)}(?:cikar\\w*|cik|cikmak|sil\\w*)`,
  `(?:beni|numarami) ${gap(2)}(?:cikarin\\w*|cikar|sil|silin\\w*|engelle\\w*)`,
  `(?:iznimi|onayimi|rizami) ${gap(3)}(?:geri|iptal)\\w*`,
)

const ENDING =
  '(?:stop\\w*|aufhor\\w*|abmeld\\w*|abbestell\\w*|losch\\w*|kundig\\w*|widerruf\\w*|unsubscribe|opt out|optout|remove|quit|revoke)'

/** What turns a stop into a question for a person: an appointment, a complaint, a "not", a "go on". */
export const AGAINST = phrases(
  'termine?s?|terminen|zahnarzttermin\\w*|kontrolltermin\\w*|appointments?|randevu\\w*',
  'komme|kommen|verschieb\\w*|verleg\\w*|kann|konnte|spater|leider',
  'warum|wieso|weshalb|wann|why|when|neden|niye|nicin',
  'bekomme|bekam|bekommt|erhalte|erhielt|habe|hab|haben|receive|received|get|got|didnt|did not|almiyorum|gelmiyor\\w*|gelmedi',
  'gern|gerne|weiterhin|weiter|continue|continu|keep|devam',
  `(?:nicht|nich|nie|niemals) ${gap(1)}${ENDING}`,
  `(?:kein|keine|keinen|not|dont|never|no) (?:want to |ever |please )?${ENDING}`,
  'rezept\\w*|rechnung\\w*|invoice|rontgen\\w*|fatura',
)

/** What is never a stop by itself, and never passed over either. */
export const DOUBTFUL = phrases(
  'stop(?!f)\\p{L}*|gestopp?t|autostop',
  'abmeld\\w*|abbestell\\w*|abbestel\\w*|abzubestellen|abzumelden|austragen|widerruf\\w*|wiederruf\\w*|kundig\\w*|gekundigt',
  'aufhor\\w*|aufzuhoren|unterlass\\w*|beenden|beendet',
  `(?:nicht|nichts|kein|keine|keinen) ${gap(2)}(?:notig|gewunscht|gebraucht|erforderlich|erwunscht|interessiert|interesse|bedarf|nutzen|benutzen|verwenden|erlaubt|einverstanden)`,
  `(?:nicht|nichts) (?:mehr )?(?:brauche|will|mochte|wollen)`,
  `(?:brauche|will|mochte|wollen|wunsche) ${gap(3)}(?:nicht|nichts|keine|keinen|kein) ${gap(2)}mehr`,
  `keine?[nr]? ${gap(3)}${THINGS_DE}`,
  `${THINGS_DE} ${gap(4)}(?:nicht|nerv\\w*|nein)`,
  `(?:nicht|nichts|nie) ${gap(2)}(?:anschreib\\w*|schreib\\w*|schicken|senden|kontaktier\\w*)`,
  'nervt|nervig|nervst|belastig\\w*|spam|spammen|blockier\\w*|dsgvo|datenschutz|abmahn\\w*|anwalt|einwilligung|losch\\w*|loschung',
  'unsub\\w*|subscription|cancel subscription|quit|optout|opt out|no longer|not interested|no thanks|remove|gdpr|privacy|consent|annoying',
  `(?:dont|do not|never) ${gap(2)}${SEND_EN}`,
  `(?:wrong|falsche|falscher|yanlis) (?:number|nummer|person|numara\\w*)|verwahlt|falsch verbunden`,
  'iptal\\w*|istemi\\w*|istemez|dur|durdur\\w*|gerek yok|yeter|aboneli\\w*|sikayet\\w*|birak\\w*|rahatsiz\\w*',
  `${THINGS_TR} ${gap(2)}\\w+m[ae]y\\w+`,
)

/** Doubtful only when they are, with `AROUND`, all there is. */
export const DOUBTFUL_ALONE = words(`
  halt ende end exit cancel abbrechen beenden schluss schlus genug reicht loschen off aus nein no hayir kes red raus
  weg nie never hor auf hort horen beende abbruch storno raus yeter birak birakin
`)

/** Signs of "no more": doubt, whatever the words beside them. */
export const STOP_SIGNS = /[🛑⛔🚫✋🖐🔕📵🤚]/u
