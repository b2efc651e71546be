/** How English wordings say each slot. */
import type { TermTable } from './terms.js'

const APPOINTMENT = 'appointment*|visit*|booking*'
const BOOKED = 'booked|upcoming|scheduled|forthcoming|arranged|coming'
const CHECK = 'check|checks|check*|exam*|visit|recall|hygiene'
const LEARNS =
  'tell|tells|learn|learns|see|sees|know|knows|find|finds|record|records|recorded|collect*|process*|stor*|data|information|details'
const WRITE = 'hear|contact*|write|writes|written|wrote|send|sends|sent|message*|whom'
const DELETED = 'delete|deletes|deleted|deletion|erase|erases|erased|remove|removed|destroyed|destroy'
const KEPT = 'stor*|keep*|kept|retain*|retention|held|hold'

export const ENGLISH: TermTable = {
  practice: [['*practice*', 'clinic', 'clinics', 'surgery', 'dental office|centre|center']],
  'purpose:reminder': [
    [
      'appointment* reminder*',
      `reminder* … of|about|for … ${APPOINTMENT}`,
      `remind* me|us|you|patients … of|about|for|before … ${APPOINTMENT}`,
      'appointment* … remind*',
      `${BOOKED} ${APPOINTMENT}`,
      `before|ahead … ${APPOINTMENT}`,
    ],
  ],
  'purpose:recall': [
    [
      'recall*',
      'check up*',
      'checkup*',
      // Not the preventive medicine of Art. 9.
      'preventive|preventative care|dentistry|visit*|exam*|appointment*|check*',
      'routine|regular|periodic exam*|visit*|appointment*|check*',
      'next|annual|yearly|monthly|half exam*|check*',
      'follow up*',
      'invit* … appointment*|visit*|exam*|check*',
      'invited … appointment*|visit*|exam*|check*',
      `${CHECK} … due`,
      `due … ${CHECK}`,
    ],
  ],
  'purpose:conversation': [
    [
      'answer*|reply|replies|respond* … question*|enquir*|inquir*',
      'question*|enquir*|inquir* … answer*|reply|replied',
      'conversation* with',
      'chat|chatting with',
      'correspondence',
      'correspond with',
      'two way messag*',
    ],
  ],
  usa: [
    ['USA', 'united states', 'the us', 'u s', 'eu us', 'us server*|based|compan*|transfer*|data', 'america'],
  ],
  metadata: [
    [
      'metadata',
      'meta data',
      'connection data',
      'traffic data',
      'communication* data',
      'usage data',
      'log data',
      'time stamp*',
      'timestamp*',
      'who … whom … when',
      'who … when … whom',
      'who was|is written to … when',
      'when … with|to whom',
      `${LEARNS} … when … ${WRITE}`,
      `when … ${WRITE} … ${LEARNS}`,
    ],
  ],
  voluntary: [
    [
      'voluntar*',
      'optional',
      'no|without … disadvantage*|detriment*|drawback*',
      'free|freely to refuse|decline|consent|decide|choose',
      'freely given',
      'given freely',
      'own free will|choice',
      'not obliged|required to',
      'no|any obligation',
      'not|dont|never have|need to … agree|consent|say|sign|tick|accept|take',
      'up to you|me',
      'not affect … treatment|care',
      'nothing changes',
      'no effect|influence on … treatment|care',
      'not … condition of … treatment|care',
      'say|saying no is fine|ok|okay',
    ],
  ],
  withdrawal: [
    [
      'withdraw*',
      'revok*',
      'opt out',
      'opting out',
      'unsubscrib*',
      'stop*',
      'take … back',
      'chang* … mind',
      'cancel*',
    ],
    [
      // The word, not the verb.
      'reply|replying|replies|respond*|text|texting|write|writing|send|sending|word|keyword|message|answer* … stop',
      'stop … by reply|message|text|whatsapp',
      'reception*',
      'front desk',
      'at the desk',
      'by phone|telephone|letter|post|mail|email|text|calling|writing|phoning|telling|e',
      'in writing|person',
      'call|phone|ring|tell|telephone|contact|email us|the|reception',
      'contacting|calling|telling|notifying',
      'let … know',
      'staff',
      'email*',
      'e mail*',
    ],
  ],
  retention: [
    [
      `${DELETED} … year*|month*|day*|after|once|when|longer|end`,
      `year*|month*|day*|after|once|when|longer|end … ${DELETED}`,
      `${KEPT} … year*|valid|long`,
      `year*|long … ${KEPT}`,
      `${KEPT} … until … end|ends|withdraw*|opt|stop|leave|revoke|cancel`,
      `until … withdraw*|opt|stop|leave|revoke … ${KEPT}`,
    ],
  ],
}
