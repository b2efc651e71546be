/** German. */
import { gap, type StopWords } from './table.js'

const SEND_DE =
  '(?:an|zu)?(?:ge)?(?:schreib|schrieb|send|schick|text|kontaktier|erinner|benachrichtig|informier|belastig|nachricht)\\w*'
const THINGS_DE =
  '(?:nachricht|nachrichten|erinnerung|erinnerungen|terminerinnerung|terminerinnerungen|whatsapps?|whatsapp\\w*|sms|mitteilung|mitteilungen|benachrichtigung|benachrichtigungen|werbung|infos?|meldungen|texte)'
const WISH_DE =
  '(?:mochte\\w*|will|wollen|wunsche\\w*|brauche\\w*|bitte|bite|senden|schicken|schreiben|erlaube)'

const ENDING = '(?:stop\\w*|aufhor\\w*|abmeld\\w*|abbestell\\w*|losch\\w*|kundig\\w*|widerruf\\w*)'

export const GERMAN: StopWords = {
  commands: `
    stop stopp stoppen stoppt stoppe stops
    abmelden abmeldung abmelde abbestellen abbestellung abbestelle abbestellt
    austragen kündigen kündigung widerruf widerrufe widerrufen widerrufung
    aufhören aufhört aufhör unterlassen
  `,
  notASlip: `
    top shop shops slop stopf stopft stos stob stopfen
    anmelden anmeldung anmelde ummelden bestellen bestellung bestelle bestellt kundigen verkündigen
  `,
  slips: 'stpo sotp tsop stob stp spto syop stpp',
  around: `
    bitte bite danke dank vielen schon sofort jetzt endlich nun gleich umgehend ab mal doch einfach hiermit
    ich wir mich uns mir mein meine meinen meiner euch ihnen ihr sie man
    möchte möchten will wollen wünsche es das die der den dem diese diesen dieser dieses alle alles allen ganz komplett
    mit von vom aus zu zur und an für auf per bei über damit
    hallo hi hey moin guten tag abend servus gruß grüße liebe lieben freundliche freundlichen mfg lg vg
    sms whatsapp whatsap wa chat nachricht nachrichten erinnerung erinnerungen terminerinnerung terminerinnerungen
    mitteilung mitteilungen benachrichtigung benachrichtigungen newsletter dienst service liste verteiler abo werbung
    einwilligung zustimmung einverständnis erlaubnis einwilligungserklärung datenschutz
    punkt komma ausrufezeichen
  `,
  phrases: [
    // keine Nachrichten mehr; keine weiteren Erinnerungen; nicht mehr schreiben; schreiben Sie mir nicht mehr
    `keine?[nr]? ${gap(3)}${THINGS_DE} ${gap(2)}mehr`,
    `keine?[nr]? (?:weitere[nr]?|mehr) ${gap(2)}${THINGS_DE}`,
    `${WISH_DE} ${gap(3)}keine?[nr]? ${gap(3)}${THINGS_DE}`,
    `keine?[nr]? ${gap(2)}${THINGS_DE} ${gap(2)}${WISH_DE}`,
    // nicht mehr schreiben; nichts mehr schicken; schreiben Sie mir nicht mehr; bitte nicht schreiben
    `nich(?:ts?)? mehr ${gap(3)}(?:${SEND_DE}|melden)`,
    `nie (?:mehr|wieder) ${gap(3)}${SEND_DE}`,
    `(?:schreib|schreibt|schreiben|schick|schickt|schicken|send|sendet|senden|sendt|kontaktiert|kontaktieren|erinnert|erinnern) ${gap(4)}(?:nicht|nichts|nie|keine|keinen) ${gap(2)}mehr`,
    `(?:schreib|schreibt|schreiben|schick|schickt|schicken|sendet|senden|kontaktieren) (?:sie )?(?:mir|uns|mich) (?:bitte )?(?:nicht|nichts|nie)`,
    `bitte ${gap(2)}(?:nicht|nich|nichts) ${gap(2)}(?:an)?(?:schreiben|schicken|senden|kontaktieren|erinnern|texten)`,
    `(?:stell|stellt|stellen) ${gap(4)}${THINGS_DE} ${gap(2)}ein`,
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
  ],
  against: [
    'termine?s?|terminen|zahnarzttermin\\w*|kontrolltermin\\w*',
    'komme|kommen|verschieb\\w*|verleg\\w*|kann|konnte|spater|leider',
    'warum|wieso|weshalb|wann',
    'bekomme|bekam|bekommt|erhalte|erhielt|habe|hab|haben',
    'gern|gerne|weiterhin|weiter',
    `(?:nicht|nich|nie|niemals) ${gap(1)}${ENDING}`,
    `(?:kein|keine|keinen) ${ENDING}`,
    'rezept\\w*|rechnung\\w*|rontgen\\w*',
  ],
  doubtful: [
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
    '(?:falsche|falscher) (?:nummer|person)|verwahlt|falsch verbunden',
  ],
  doubtfulAlone: `
    halt ende abbrechen beenden schluss genug reicht löschen off aus nein raus weg nie hör auf hört hören beende
    abbruch storno
  `,
}
