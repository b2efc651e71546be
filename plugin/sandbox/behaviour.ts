/**
 * What is known only from third parties (S) or not verified at all (NV), as switches with a stated default.
 * A later check against the real service changes one line here.
 */
export interface Behaviour {
  /** `message_status` in the answer to a template message. */
  messageStatus: 'accepted' | 'absent'
  /** A free-form message outside the 24 h window. */
  outsideWindow: 'failed_status' | 'refuse'
  /** Whether a person's reaction opens the window. */
  reactionOpensWindow: boolean
  /** The old `conversation` object in statuses. */
  conversation: boolean
  /** `contacts` beside statuses other than `failed`. */
  statusContacts: boolean
  /** Newline, tab or more than four spaces in a template parameter. */
  parameterWhitespace: 'refuse' | 'accept'
  /** HTTP status of 132001. */
  templateMissingHttp: number
  /** HTTP status of 131056. */
  pairLimitHttp: number
  /** Issuing a new key removes the number's webhook. */
  rotationClearsWebhook: boolean
  /** What stands before the hex digits of `x-360dialog-signature`. */
  signaturePrefix: '' | 'sha256='
  /** `paging.cursors.after` on the last page of templates; where present, the next page is empty. */
  lastPageCursor: 'present' | 'absent'
}

type Switches = { [Name in keyof Behaviour]: { default: Behaviour[Name]; mark: 'NV' | 'S' } }

export const BEHAVIOUR: Switches = {
  messageStatus: { default: 'accepted', mark: 'NV' },
  outsideWindow: { default: 'failed_status', mark: 'NV' },
  reactionOpensWindow: { default: false, mark: 'NV' },
  conversation: { default: false, mark: 'NV' },
  statusContacts: { default: true, mark: 'NV' },
  parameterWhitespace: { default: 'refuse', mark: 'NV' },
  templateMissingHttp: { default: 400, mark: 'S' },
  pairLimitHttp: { default: 429, mark: 'S' },
  rotationClearsWebhook: { default: true, mark: 'S' },
  signaturePrefix: { default: '', mark: 'S' },
  lastPageCursor: { default: 'present', mark: 'NV' },
}

export function behaviourWith(changes: Partial<Behaviour> = {}): Behaviour {
  return {
    messageStatus: BEHAVIOUR.messageStatus.default,
    outsideWindow: BEHAVIOUR.outsideWindow.default,
    reactionOpensWindow: BEHAVIOUR.reactionOpensWindow.default,
    conversation: BEHAVIOUR.conversation.default,
    statusContacts: BEHAVIOUR.statusContacts.default,
    parameterWhitespace: BEHAVIOUR.parameterWhitespace.default,
    templateMissingHttp: BEHAVIOUR.templateMissingHttp.default,
    pairLimitHttp: BEHAVIOUR.pairLimitHttp.default,
    rotationClearsWebhook: BEHAVIOUR.rotationClearsWebhook.default,
    signaturePrefix: BEHAVIOUR.signaturePrefix.default,
    lastPageCursor: BEHAVIOUR.lastPageCursor.default,
    ...changes,
  }
}
