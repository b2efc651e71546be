/** How English wordings say each slot. */
import type { TermTable } from './terms.js'

export const ENGLISH: TermTable = {
  practice: [['*practice*', 'clinic', 'clinics', 'surgery', 'dental office|centre|center']],
  'purpose:reminder': [
    [
      'appointment* reminder*',
      'reminder* of|for|about … appointment*|visit*',
      'remind* me|us|you|patients of|about|for … appointment*|visit*',
      'appointment* … remind*',
    ],
  ],
  'purpose:recall': [
    [
      'recall*',
      'check up*',
      'checkup*',
      'preventive*',
      'routine exam*|visit*|appointment*',
      'follow up*',
      'invit* … appointment*|visit*|exam*',
      'invited … appointment*|visit*|exam*',
    ],
  ],
  'purpose:conversation': [
    [
      'answer*|reply|replies|respond* … question*|enquir*|inquir*',
      'question*|enquir*|inquir* … answer*|reply|replied',
      'conversation*',
      'chat*',
      'correspond*',
    ],
  ],
  usa: [['USA', 'united states', 'the us', 'us server*|based|compan*|transfer*', 'third countr*', 'america']],
  metadata: [
    [
      'metadata',
      'meta data',
      'connection data',
      'traffic data',
      'communication data',
      'who … whom … when',
      'who … when … whom',
      'when … with whom',
    ],
  ],
  voluntary: [
    [
      'voluntar*',
      'no|without … disadvantage*|detriment*|drawback*',
      'free|freely to refuse|decline|consent|decide',
      'freely given',
      'not obliged|required to',
    ],
  ],
  withdrawal: [
    ['withdraw*', 'revok*', 'opt out', 'unsubscrib*', 'stop', 'take … back'],
    [
      'stop',
      'reception*',
      'front desk',
      'at the desk',
      'by phone|telephone|letter|post|mail|email|text',
      'in writing|person',
      'email*',
      'e mail*',
    ],
  ],
  retention: [
    [
      'delet*',
      'eras*',
      'retain*',
      'retention',
      'stor*|keep*|kept … year*|valid|long',
      'stor*|keep*|kept … until … end|withdraw*',
    ],
  ],
}
