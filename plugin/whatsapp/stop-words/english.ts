/** English. */
import { END, gap, type StopWords } from './table.js'
import { THINGS } from './things.js'

const SEND =
  '((messag|text|contact|writ|remind|whatsapp|send|email|spam|bother|notify|disturb|harass|msg|txt)*|send|sending|msg|txt|msging|txting|text|texting|write|writing|message|messaging|reach|reaching)'

export const ENGLISH: StopWords = {
  commands:
    'stop stopall stopped stopping unsubscribe unsubscribed unsub optout quit revoke stahp discontinue',
  notASlip: 'step steps slop spot subscribe subscribed stoop quiz quite suit evoke',
  everyday: `
    keep
    for on that by with or at as new was we if free but our one other they site may what use there see only so his help am
    been were its date back had name just over year day into two next most buy make them such then well each book need
    many full life way days must those within long even much case same place art change white form main title every visit
    low left note table series air tv yes hot cost test story sell key east side red give put run reports head cell least
    log tell fun short past done fast unit far heart loan wide taken sort half oil bit near oh mean seen port dog held mind
    tour rather fine hour gas six pre sat bid move nice ok sample sent band went mode phones fund allow wed male win numbers
    bed hill glass pass cut hall horse lists extra patients takes testing teaching wrote wine wall rest met vet tea ten
    tooth teeth root never ever he she be being are my me in it to do go now not here hear care more moore store before bore
    core tore sore score late later last list lost west best better letter tomorrow today great right wrong taxi texas tests
    nest trains trust train time times some come came home can cant could would should will wont
  `,
  around: `
    please pls plz thanks thank you thx now immediately all me i want to would like from the this these my your it
    us and hello messages message msg msgs text texts texting reminder reminders notifications notification messaging invitation invitations
    sending consent list exclamation mark
  `,
  phrases: [
    // no more messages; don't text me; stop sending; remove me; opt out
    `no (more|further) ${gap(2)}${THINGS}`,
    `(dont|do not|dn t|dnt|never|not) (ever )?(want (to receive |to get |to have )?(any |more |any more |anymore |your )?${THINGS}|${SEND} ${gap(2)}(me|us|anymore|any more|again|messages?|texts?|reminders?))`,
    `(dont|do not|never) (want|wish) to (be )?(contacted|messaged|texted|hear from you|receive)`,
    `(dont|do not|never) (want|wish) to ${gap(2)}(receive|get) ${gap(3)}${THINGS}`,
    `(stop|quit|stahp) ${gap(2)}(${SEND}|${THINGS}|contacting)`,
    `(remove|delete|erase) (me|us|my (phone |mobile )?(number|data|contact|details|info))`,
    `take (me|us|my (phone |mobile )?(number|data|contact|details|info)) (off|from|out)`,
    'opt(ing|ed)? (me )?out',
    '(unsubscribe|optout)',
    '(leave|let) (me|us) (the hell |tf |the fuck )?(alone|in peace|be)',
    `(withdraw|revoke|withdrawing|revoking|withdrawn|revoked|rescind) ${gap(3)}(consent|permission|agreement)`,
    `(please|kindly|plz|pls|bitte) no ${gap(1)}${THINGS}`,
    `(cancel|end) ${gap(1)}(these |this |your |all |the |my )?${gap(1)}(messages|texts|reminders|notifications|subscription|whatsapps?)`,
    `(turn|switch) off ${gap(2)}${THINGS}`,
    `(turn|switch) (these|them|those) ${gap(1)}off`,
    // "cease" is one letter away from "please".
    `cease (all|any|these|your|further) ${gap(1)}${THINGS}|(cease|discontinue) (texting|messaging|contacting)`,
    `discontinue ${gap(2)}(${SEND}|${THINGS})`,
    `(enough|done) (with|of) ${gap(2)}${THINGS}`,
    '(lose|forget|delete) my number',
    `(dont|do not) want (these|them|those) (anymore )?${END}`,
  ],
  harmless: [
    'no more (?:calls|phone calls|letters|emails|mails|post) (?:please )?(?:(?:messages?|texts?|whatsapps?) (?:only|instead|(?:is|are) (?:fine|better|ok|okay|enough))|(?:only|just) (?:whatsapp|messages|texts))',
    '(?:i am|im) (?:\\S+ )?not (?:sure|coming|going|here|there|home|at \\S+|in \\S+|able|available|free|ready|well|sick|ill|late|feeling \\S+|so \\S+|too \\S+|very \\S+|really \\S+|able \\S+|quite \\S+)',
    'no (?:message|messages|reminder|reminders|text|texts) (?:came|arrived|has come|yet|today|yesterday)',
  ],
  against: [
    '(you|i|i ever|you ever) (lose|forget|delete) my number',
    'no more (calls|letters|emails|mails) (_ ){0,1}(messages|texts|whatsapp)',
    'appointments?',
    'why|when|how',
    'received|got|didnt|did not|dont (receive|get)|do not (receive|get)|not (receiving|getting)',
    'continue|continu|keep',
    '(not|dont|never|no) (want to |ever |please )?(stop*|unsubscribe|opt out|optout|remove|quit|revoke)',
    'invoice|bill|prescription',
    'my (father|fathers|mother|mothers|son|sons|daughter|daughters|husband|husbands|wife|wifes|dad|mum|mom|child|kid|kids|children|brother|sister|partner|grandma|grandpa|grandmother|grandfather|parents)',
    'deceased|passed away|died|dead',
    'i (can|should|have to|must)|do i|if i|reply|you (wrote|said)|what happens',
  ],
  doubtful: [
    'unsub*|unsubscribe|unsubscribed|subscription|cancel subscription|quit|optout|opt out|opting|no longer|not interested|discontinu*|discontinue|no thanks|remove|gdpr|privacy|consent|annoying|harassment|harassing|scam|withdraw|revoke',
    `(dont|do not|dnt|never) ${gap(2)}${SEND}`,
    `(dont|do not|dnt|never) want ${gap(2)}${THINGS}`,
    `no ${gap(1)}${THINGS}`,
    `(stop|quit|cease) ${gap(3)}(texting|messaging)`,
    `cease ${gap(2)}(${SEND}|${THINGS}|contacting)|cease and desist`,
    '(wrong|incorrect) (number|person|guy|patient)|not my number|who is this|who gave you',
    '(dont|do not|never|stop) call*',
    'deceased|passed away|(has|he|she|father|mother|husband|wife|patient) died',
    'fuck (off|you)|piss off|get lost|shut up|go away|leave me',
    '(do not|dont) disturb|report you|reported|blocked|blocking you|block you',
    'no more|never again|enough already|thats enough|changed dentist|not your patient|no longer a patient',
    `without ${THINGS}`,
    `(dont|do not) want (this|it|that|any) (anymore )?${END}|(turn|switch) (it|this|that) off`,
    // I am not Erika
    `(i am|im) not (_ )?_ ${END}`,
    '(you have|youve) (got )?the wrong|mixed me up|mistaken me',
  ],
  doubtfulAlone: 'end exit cancel no nope never enough block blocked',
}
