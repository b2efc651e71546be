/** What a wording must say so that a consent under it is an informed one (P-08). */
import type { Purpose } from './purpose.js'

/** The slots that are said in the words of a language, apart from the purposes. */
export const SPOKEN_SLOTS = ['practice', 'usa', 'metadata', 'voluntary', 'withdrawal', 'retention'] as const
export type SpokenSlot = (typeof SPOKEN_SLOTS)[number]

export const purposeSlot = <P extends Purpose>(purpose: P): `purpose:${P}` => `purpose:${purpose}`
export type PurposeSlot = ReturnType<typeof purposeSlot<Purpose>>

/** Slots that stand in the table of a language. */
export type TermSlot = SpokenSlot | PurposeSlot

/** `recipient:360dialog`, `recipient:Meta`, and who else is configured. */
export type Slot = TermSlot | 'whatsapp' | `recipient:${string}`
