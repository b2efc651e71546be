/** What is wrong with a configuration: collected, so that one run names it all, in both languages. */
import { errorText, type Language, RecallError } from '../errors.js'
import type { Finding } from './schema.js'

export function configurationError(file: string, findings: readonly Finding[]): RecallError {
  const inLanguage = (language: Language): string => findings.map((finding) => finding[language]).join('; ')
  return new RecallError('CONFIG_INVALID', {
    file,
    findings: inLanguage('en'),
    'findings:de': inLanguage('de'),
  })
}

/** Collects what is wrong, so that one run names it all. */
export class Findings {
  private readonly list: Finding[] = []
  constructor(private readonly file: string) {}

  add(place: string, { de, en }: Finding): void {
    this.list.push({ de: `${place}: ${de}`, en: `${place}: ${en}` })
  }

  /** The value that `read` gives, or `fallback` with a finding when it refuses. */
  at<T>(place: string, fallback: T, read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof RecallError)) throw error
      const { code, details } = error
      const inLanguage = (language: Language): string =>
        errorText(code, details, language).problem.replace(/\.$/, '')
      this.add(place, { de: inLanguage('de'), en: inLanguage('en') })
      return fallback
    }
  }

  unique(place: string, ids: readonly string[]): void {
    for (const id of new Set(ids.filter((candidate, index) => ids.indexOf(candidate) !== index))) {
      this.add(place, { de: `"${id}" steht dort zweimal`, en: `"${id}" stands there twice` })
    }
  }

  throwIfAny(): void {
    if (this.list.length > 0) throw configurationError(this.file, this.list)
  }
}
