/** English. */
import { gap, type StopWords } from './table.js'

const SEND_EN = '(?:messag|text|contact|writ|remind|whatsapp|send|email|spam|bother|notify)\\w*'
const THINGS_EN = '(?:messages?|texts?|reminders?|notifications?|whatsapps?|whatsapp messages|sms|spam|msgs?)'

export const ENGLISH: StopWords = {
  commands: 'stop stopall stopped stopping unsubscribe unsubscribed unsub optout quit revoke',
  notASlip: 'step steps slop spot subscribe subscribed',
  slips: '',
  around: `
    please pls plz thanks thank you thx now immediately all me i want to would like from the this these my your it
    us and hello messages message msg msgs text texts texting reminder reminders notifications notification messaging
    sending consent list exclamation mark
  `,
  phrases: [
    // no more messages; don't text me; stop sending; remove me; opt out
    `no (?:more|further) ${gap(2)}${THINGS_EN}`,
    `(?:dont|do not|dn t|never|not) (?:ever )?(?:want (?:any |more |any more )?${THINGS_EN}|${SEND_EN} ${gap(2)}(?:me|us|anymore|any more|again|messages?|texts?|reminders?))`,
    `(?:stop|quit|cease) ${gap(2)}(?:${SEND_EN}|${THINGS_EN}|contacting)`,
    `(?:remove|delete|take) (?:me|us|my (?:phone )?(?:number|data|contact)) ?(?:off|from|out)?`,
    `opt(?:ing|ed)? (?:me )?out`,
    `(?:unsubscribe|optout)`,
    `(?:leave|let) (?:me|us) (?:alone|in peace)`,
    `(?:withdraw|revoke|withdrawing|revoking) ${gap(3)}(?:consent|permission|agreement)`,
  ],
  against: [
    'appointments?',
    'why|when|how',
    'receive|received|get|got|didnt|did not',
    'continue|continu|keep',
    `(?:not|dont|never|no) (?:want to |ever |please )?(?:stop\\w*|unsubscribe|opt out|optout|remove|quit|revoke)`,
    'invoice',
  ],
  doubtful: [
    'unsub\\w*|subscription|cancel subscription|quit|optout|opt out|no longer|not interested|no thanks|remove|gdpr|privacy|consent|annoying',
    `(?:dont|do not|never) ${gap(2)}${SEND_EN}`,
    'wrong (?:number|person)',
    '(?:dont|do not|never|stop) call\\w*',
  ],
  doubtfulAlone: 'end exit cancel no never',
}
