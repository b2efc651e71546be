/** WhatsApp's ids carry the other person's telephone number in base64, so that columns hold a keyed digest (P-52). */
import { toWamidDigest, type Wamid, type WamidDigest } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'

export const wamidDigest = (keys: PracticeKeys, wamid: Wamid): WamidDigest =>
  toWamidDigest(keys.index('wamid', wamid))
