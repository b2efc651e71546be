/** Why the system refuses a file, in words. */
import type { ErrorDetails } from '../errors.js'

const WORDS: Readonly<Record<string, { de: string; en: string }>> = {
  EACCES: { de: 'keine Zugriffsrechte', en: 'no access rights' },
  EPERM: { de: 'nicht erlaubt', en: 'not permitted' },
  EROFS: { de: 'nur lesbarer Datenträger', en: 'read-only medium' },
  ENOENT: { de: 'nicht vorhanden', en: 'not there' },
  ENOTDIR: { de: 'kein Ordner', en: 'not a folder' },
  EISDIR: { de: 'ein Ordner', en: 'a folder' },
  ENOSPC: { de: 'kein Platz mehr', en: 'no space left' },
  EDQUOT: { de: 'kein Platz mehr', en: 'no space left' },
  ELOOP: { de: 'Verknüpfung im Kreis', en: 'links in a circle' },
  ENAMETOOLONG: { de: 'Name zu lang', en: 'name too long' },
  EBUSY: { de: 'in Gebrauch', en: 'in use' },
  EIO: { de: 'Datenträgerfehler', en: 'medium fault' },
  NOT_A_FILE: { de: 'keine Datei', en: 'not a file' },
}

/** The details `file` and `reason` of FILE_UNREADABLE and FILE_UNWRITABLE. */
export function fileTrouble(file: string, reason: string): ErrorDetails {
  const words = WORDS[reason]
  return words === undefined
    ? { file, reason }
    : { file, reason, 'reason:de': `${words.de}, ${reason}`, 'reason:en': `${words.en}, ${reason}` }
}
