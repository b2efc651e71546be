/** English. */
import type { ChatWords } from '../words.js'

export const en: ChatWords = {
  buttons: {
    reminder: 'Yes: reminders',
    recall: 'Yes: invitations',
    conversation: 'Yes: questions',
    no: 'No',
    choose: 'Choose an answer',
  },
  purposes: {
    reminder: 'appointment reminders',
    recall: 'check-up invitations',
    conversation: 'questions about an appointment',
  },
  question: ({ name }) =>
    `May ${name} write to you on WhatsApp under the conditions above? Each button counts only for what it says. A no has no disadvantage for you.`,
  confirmation: ({ name }) =>
    `${name} has noted at the reception that you would like WhatsApp messages. Please confirm this yourself; only then does it count. Each button counts only for what it says. A no has no disadvantage for you.`,
  further: 'Would you like the following, too?',
  granted: (purposes) =>
    `Thank you, your yes has been recorded: ${purposes}. You can withdraw it at any time; simply reply STOP.`,
  grantedElsewhere: (purposes) =>
    `Thank you, your yes has been recorded: ${purposes}. The practice still has another number for you; the reception will clarify that, and we do not write to you before. You can withdraw at any time with STOP.`,
  grantedHidden: (purposes) =>
    `Thank you, your yes has been recorded: ${purposes}. Your WhatsApp account does not show us your number; the reception will clarify that, and we do not write to you before. You can withdraw at any time with STOP.`,
  refused: 'Thank you, your no has been recorded. We do not write to you about this on WhatsApp.',
  repeated: 'Your answer has already been recorded. There is nothing more to do.',
  over: 'This question is no longer open, and nothing was recorded. If you would like messages, please ask for a new code at the reception.',
  otherAccount:
    'This question was put to another WhatsApp account, and nothing was recorded. Please ask for a code of your own at the reception.',
  useButtons: 'Please answer with one of the buttons below our question, so that your answer is clear.',
  codeUnknown:
    'We do not know this code, and nothing was recorded. Please ask for a new one at the reception.',
  codeExpired: 'This code has expired, and nothing was recorded. Please ask for a new one at the reception.',
  codeUsed:
    'This code has been used already, and nothing new was recorded. Please ask for a new one at the reception if you need it.',
  stopped: ({ name }) => `Recorded. ${name} will not write to you on WhatsApp any more.`,
  poster: ({ name, phone }) =>
    `Thank you for your message to ${name}. Please tell the reception: there we connect this chat with you, and then we ask you here what you would like. Please do not write about your health here, but call: ${phone}.`,
  notice: ({ name, phone }) =>
    `${name} only sends messages about appointments here. For questions and everything about your health please call: ${phone}.`,
  codeText: 'My code for WhatsApp messages from the practice:',
  posterText: 'I would like reminders on WhatsApp.',
  sheet: {
    title: 'Appointments on WhatsApp?',
    steps: [
      '1. Scan the code with the camera of your telephone and send the prepared message.',
      '2. Tell the reception.',
      '3. Read in the chat what it is about, and answer yes or no.',
    ],
    voluntary: 'Voluntary, no disadvantage if you say no, ends at any time with STOP.',
    code: 'QR code: opens a chat with the practice in WhatsApp; the message in it is prepared.',
    addressMissing: '[address: to be filled in by the practice]',
  },
}
