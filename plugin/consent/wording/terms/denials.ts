/**
 * How each language denies what it names: "Daten werden nicht in die USA übertragen" says nothing of the USA that a
 * patient must know. Written as the term tables are, and looked for in single clauses.
 */
import type { TermSlot } from '../../slot.js'

export interface Denials {
  /** Turn the clause that they stand in into its opposite. */
  negations: readonly string[]
  /** Deny something else than what the clause says: "nicht nur", "ohne Nachteile", "lässt sich nicht ausschließen". */
  harmless: readonly string[]
  /** Open a clause that is part of the one beside it: "erfährt nicht, wann …". */
  partOpeners: readonly string[]
  /** The answer that denies a question. */
  no: readonly string[]
  /** Deny one part only. */
  of?: Partial<Record<TermSlot, readonly string[]>>
}

const GERMAN: Denials = {
  negations: [
    'nicht|nichts|nie|niemals|nimmer|weder|niemand|keinesfalls|keineswegs|nirgends',
    'kein|keine|keinen|keinem|keiner|keines|keinerlei',
    'ausgeschlossen|unmöglich|unzulässig|unwiderruflich|untersagt|verboten|unterbleib*',
    'schließen|schließt … aus',
  ],
  harmless: [
    'nicht nur|allein|zuletzt',
    'nicht länger|später|mehr als',
    'kein*|nicht|nichts … mehr möchte*|woll*|will|mag|wünsch*|benötig*|brauch*|erhalten|bekommen',
    'woll*|möchte* … nicht|keine mehr',
    'nicht … ausgeschlossen|auszuschließen|ausschließen|verhindern|vermeiden|vermeidbar|beeinflussen|kontrollieren',
    'kein*|nicht … nachteil*|nachteilig*|einfluss|auswirkung*|pflicht*|verpflicht*|zwang|muss|bedingung*|voraussetzung*|rolle|gründe|begründung|kosten|schaden|folgen|abhängig|unterschied',
    'kein*|nicht|nie|niemals … datenschutzniveau|schutzniveau|niveau|datenschutz|schutz|angemessenheitsbeschluss|rechtsschutz|rechtsmittel',
    'nicht … entsprechend*|gleichwertig*|vergleichbar*|angemessen*|sicher',
    'müssen|musst|muss|brauchen|brauche|brauchst … nicht|nichts|keine',
    'nicht … müssen|brauchen',
    'nichts ändert|ändern|dagegen|einzuwenden',
    'ändert … nichts',
    'nicht einwillig*|zustimm*|erteil*|einverstanden|mitmach*|möchte|möchten|wollen|will|mag',
    'kein* einwilligung|zustimmung|häkchen|interesse',
    'nie wieder … vergessen|verpassen',
    'nicht vergessen|verpassen|erreich*|anders|ausdrücklich',
    'sofern|soweit|sobald|solange|wenn|falls … nicht|kein|keine|keinen|nichts',
  ],
  partOpeners: [
    'dass|daß|ob|wer|wem|wen|wann|was|wie|wohin|welche|welcher|welches',
    'zu|unter|an welcher|welchem|welche',
  ],
  no: ['nein|nie|niemals|keinesfalls|nö'],
  of: {
    voluntary: ['nicht ohne', 'unvermeidbar|unvermeidlich|unumgänglich'],
    retention: ['unbefristet*|unbegrenzt*|dauerhaft*|ewig*|endlos*', 'für immer', 'zeitlich unbeschränkt*'],
    usa: ['ohne|statt|anstatt|außerhalb|außer … USA|vereinigt*|amerika*', 'verzicht*'],
    metadata: ['ohne|statt|außer … *daten|zeitstempel', 'verzicht*'],
    'purpose:reminder': ['statt … erinner*|termin*', 'ich|sie selbst|selber|weiterhin|allein'],
    'purpose:recall': [
      'vereinbar*|mach*|kümmer*|buch*|plan*|verabred*|denk*|acht*|organisier* … selbst|selber|allein',
      'selbst|selber|allein … vereinbar*|mach*|kümmer*|buch*|plan*|verabred*|denk*|acht*|organisier*',
      'statt … kontroll*|vorsorge*|einladung*|recall*',
      'außer|ausser|ausgenommen|ohne … kontroll*|vorsorge*|einladung*|recall*|prophylaxe*',
      'kontroll*|vorsorge*|einladung*|recall*|prophylaxe* … ausgenommen',
    ],
    'purpose:conversation': ['außer|ausser|ausgenommen|ohne|statt … *frage*|chat*|anliegen'],
  },
}

const ENGLISH: Denials = {
  negations: [
    'not|no|never|none|neither|nor|cannot|nobody|nothing|nowhere',
    't|dont|doesnt|wont|isnt|arent|cant|didnt',
    'impossible|excluded|irrevocable|forbidden|prohibited',
  ],
  harmless: [
    'not|no only|just|merely|least|limited|matter',
    'not|no longer|later|more|earlier than',
    'no longer want|wish|need',
    'not|never|cannot|t … exclude|excluded|prevent|avoid|avoided|control|influence|affect|miss|forget',
    'no|not|without|any|never … disadvantage*|detriment*|drawback*|obligation|obliged|required|condition|effect|influence|reason|reasons|charge|cost|costs|compulsory|mandatory|difference|consequence*|penalty|pressure|depend*',
    'no|not|without … adequate|equivalent|adequacy|protection|comparable|safe',
    'not|dont|never have|need to',
    'do|does not have|need|want|wish|agree|consent|mind',
    'don|doesn t have|need|want|wish|agree|consent|mind',
    'not|cannot|t … ruled|rule out',
    'no interest|objection|objections',
    'saying|say|says no',
    'nothing changes|change',
    'changes|change|changing nothing',
    'without my|your|it|consent|this|that',
    'if|unless|where|when|once|as … not|no|nothing|t',
  ],
  partOpeners: ['that|whether|who|whom|when|what|which|how'],
  no: ['no|never|not'],
  of: {
    voluntary: ['involuntary', 'not without'],
    retention: ['indefinitely|forever|permanently|perpetually', 'for ever', 'without limit*|time|end'],
    usa: ['without|outside|instead … USA|united|america', 'without … transfer*'],
    metadata: ['without … metadata|data'],
    'purpose:recall': [
      'arrange|book|make|schedule|organise … myself|yourself|ourselves',
      'except|excluding|other than … check*|recall*|invit*',
      'instead of … check*|recall*|invit*',
    ],
    'purpose:reminder': ['except|excluding|instead of … remind*|appointment*'],
    'purpose:conversation': ['except|excluding … question*|chat*'],
  },
}

const TURKISH: Denials = {
  negations: [
    'değil|değildir|değilim|değilsiniz|yok|yoktur|asla|hiçbir*|hiç',
    '*maz|*mez|*mazlar|*mezler|*amam|*emem|*mayız|*meyiz|*mazsınız|*mezsiniz',
    '*mıyor*|*miyor*|*muyor*|*müyor*|*mayacak*|*meyecek*|*mamak*|*memek*',
    'mümkün değil|değildir',
    'imkansız|imkansızdır|yasak|yasaktır',
  ],
  harmless: [
    'tamam',
    'sadece|yalnızca … değil',
    'zorunlu|zorunda|mecbur|şart|bağlı|ilgili değil*',
    'dezavantaj*|zarar*|sonuç*|sonuc*|etki* … *maz|*mez|yok|yoktur|değil|değildir',
    'etkilemez|etkilenmez|değişmez|bitmez|istemiyor*|engelleyemez|engelleyemeyiz|dışlanamaz|kaçırmazsınız',
    'hiçbir … değişmez|etkilemez|etkilenmez|olmaz|yok|yoktur',
    'gerek|gerekçe|neden yok|yoktur|olmaz',
    'hariç tutulamaz',
    'istemez*|vermez*|vermemek|vermeme*|kabul etmez*|etmeme*',
  ],
  partOpeners: [],
  no: ['hayır|asla|yok'],
  of: {
    voluntary: ['gönüllü|isteğe bağlı değil|değildir', 'zorunludur|mecburidir|şarttır'],
    withdrawal: ['alınamaz|çekilemez|alamaz*|vazgeçemez*|edilemez'],
    retention: ['süresiz*', 'sonsuza'],
    'purpose:recall': ['hariç|dışında', 'kendim|kendiniz'],
    'purpose:reminder': ['hariç'],
    'purpose:conversation': ['hariç'],
  },
}

const ARABIC: Denials = {
  negations: [
    'لا|ولا|فلا|لن|ولن|فلن|لم|ولم|فلم|ليس|وليس|ليست|وليست|ليسوا|أبدا|مطلقا|دون|بدون|إطلاقا',
    'غير *ممكن*|*مسموح*|*قابل*|*طوعي*|*اختياري*|*متاح*|*وارد*',
    '*مستحيل*|*ممنوع*|*يستحيل',
  ],
  harmless: [
    'لا|ولا|فلا|لن|ولن|فلن|لم|دون|بدون|أي … ضرر|أضرار|سلبي*|أثر|سبب|أسباب|مقابل|رسوم|عواقب|تبعات',
    'لا|ولا|لن|ولن يؤثر|تؤثر|يتغير|تتغير|يقتصر|تقتصر|يجب|يلزم|يلزمني|يشترط|تشترط|مانع|يمكننا|أمانع',
    'لا|ولا يمكن استبعاد*|منع*',
    'لم|لا أوافق|توافق|توافقوا|نوافق|أرغب|ترغب|أريد|تريد',
    'غير|ليس|ليست|لست|لستم *ملزم*|*مجبر*|*مضطر*|إلزامي*|إجباري*|شرط*|فقط',
    'لا أريد|أرغب|ترغب|تريد … بعد الآن',
    'إن|إذا|عندما|حين … لا|لم',
  ],
  partOpeners: ['أن|من|متى|لمن|ومتى'],
  no: ['لا|كلا|أبدا'],
  of: {
    retention: ['*للأبد|*دائم|*دائما|مفتوحة'],
    'purpose:recall': ['*باستثناء|ماعدا|عدا|*بنفسي|*بنفسك'],
    'purpose:reminder': ['*باستثناء|ماعدا|عدا'],
    'purpose:conversation': ['*باستثناء|ماعدا|عدا'],
  },
}

const RUSSIAN: Denials = {
  negations: [
    'не|нет|ни|никогда|никому|никак*|нельзя|ничто|ничего',
    'невозмож*|исключен*|исключён*|исключается|запрещен*|недоступ*|недобровольн*|неотзыв*|безотзыв*',
  ],
  harmless: [
    'не только|позднее|позже|более|менее|против|исключен*|исключён*|исключается|исключить|исключать|обязан*|обязательн*|влия*|соглаш*|хочу|хотите|нужно|требуется|является|забыть|забудете|завис*|даю|дам|согласен|согласна',
    'нельзя исключ*|предотврат*',
    'не … предотврат*|исключить',
    'предотвратить … не',
    'ни|никак*|не|без … последстви*|невыгод*|недостатк*|неудобств*|причин*|влияния|ущерба|вреда',
    'ничего … измен*|меня*',
    'ничего не измен*|меня*',
    'не измен*|меня*',
    'больше не хочу|хотите|хочет|нужно|являюсь',
    'если|когда|пока … не',
    'не … уровень|уровня|защит*|адекватн*',
  ],
  partOpeners: ['что|чтобы|кто|кому|кем|когда|как', 'с кем', 'на какой'],
  no: ['нет|никогда'],
  of: {
    voluntary: ['не добровольн*', 'соглас* обязательн*', 'не по желанию'],
    retention: ['бессрочн*|вечно|постоянно', 'без ограничени*', 'неограничен*'],
    'purpose:recall': ['кроме|исключая|вместо', 'сам|сама|самостоятельно'],
    'purpose:reminder': ['кроме|вместо … напомин*|приём*|прием*|визит*'],
    'purpose:conversation': ['кроме|вместо … вопрос*|переписк*'],
  },
}

const UKRAINIAN: Denials = {
  negations: [
    'не|ні|ніколи|нікому|немає|нема|жодн*|ніщо|нічого',
    'неможлив*|виключен*|виключається|заборонен*|недоступн*|недобровільн*|невідклик*|безвідклич*',
  ],
  harmless: [
    'не лише|тільки|пізніше|менше|проти|виключен*|виключається|виключити|зобов*|обов*|вплива*|погодж*|хочу|хочете|потрібно|вимагається|забудете|залеж*|даю|дам|згоден|згодна',
    'не можна виключ*|запобіг*',
    'не … запобіг*|виключити',
    'запобігти … не',
    'ні|жодн*|не|без … наслідк*|недолік*|незручност*|невигід*|причин*|впливу|шкоди',
    'нічого не змін*',
    'не змін*',
    'якщо|коли|доки|поки … не',
    'не … рівень|рівня|захист*|адекватн*',
  ],
  partOpeners: ['що|щоб|хто|кому|ким|коли|як', 'з ким', 'на який'],
  no: ['ні|ніколи'],
  of: {
    voluntary: ['не добровільн*', 'згода обов язкова', 'не за бажанням'],
    retention: ['безстроков*|вічно|постійно', 'без обмежен*', 'необмежен*'],
    'purpose:recall': ['крім|окрім|замість', 'сам|сама|самостійно'],
    'purpose:reminder': ['крім|окрім|замість … нагад*|прийом*|візит*'],
    'purpose:conversation': ['крім|окрім|замість … питан*|запит*|листув*'],
  },
}

export const DENIALS: ReadonlyMap<string, Denials> = new Map([
  ['de', GERMAN],
  ['en', ENGLISH],
  ['tr', TURKISH],
  ['ar', ARABIC],
  ['ru', RUSSIAN],
  ['uk', UKRAINIAN],
])
