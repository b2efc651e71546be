/** Links that open a chat with the practice, with a text ready to be sent. Pure. */
import type { Practice } from '../configuration/configuration.js'
import { wordsIn } from './words.js'

/** @see WhatsApp, "How to use click to chat" */
const link = ({ whatsapp }: Practice, text: string): string =>
  `https://wa.me/${whatsapp.phone.slice(1)}?text=${encodeURIComponent(text)}`

/** Carries the code and nothing about the patient. */
export const codeLink = (practice: Practice, language: string, code: string): string =>
  link(practice, `${wordsIn(language).codeText} ${code}`)

/** The same for everybody who scans the poster. */
export const posterLink = (practice: Practice, language: string): string =>
  link(practice, wordsIn(language).posterText)
