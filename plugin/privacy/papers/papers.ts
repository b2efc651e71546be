/** The papers of the practice, made from the live configuration (P-42): Art. 30, 32 and 35 GDPR. */
import { print } from '../../document/print.js'
import type { Language } from '../../errors.js'
import type { LocalDate, Instant } from '../../time.js'
import type { SignOffPoint } from '../../gates/sign-off-points.js'
import type { DocumentFacts } from './facts.js'
import { impactFacts } from './impact.js'
import { listOfMeasures } from './measures.js'
import { recordOfProcessing } from './record.js'
import { toMarkdown, toPrintable, type Letterhead, type PrivacyDocument } from './section.js'

export interface PrivacyDocuments {
  schema: 1
  practice: string
  createdAt: Instant
  signOff: { by: string | null; on: LocalDate | null; missing: readonly SignOffPoint[] }
  documents: readonly PrivacyDocument[]
}

/** Pure. */
export function privacyDocuments(facts: DocumentFacts, language: Language): PrivacyDocuments {
  const { practice, createdAt, unconfirmed } = facts
  return {
    schema: 1,
    practice: practice.name,
    createdAt,
    signOff: { by: practice.signOff?.by ?? null, on: practice.signOff?.on ?? null, missing: unconfirmed },
    documents: [
      recordOfProcessing(facts, language),
      listOfMeasures(facts, language),
      impactFacts(facts, language),
    ],
  }
}

/** Each paper as Markdown and PDF, and all of them as JSON; names carry the language. */
export async function documentFiles(
  facts: DocumentFacts,
  language: Language,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { practice, createdAt } = facts
  const head: Letterhead = { practice: practice.name, createdAt, zone: practice.timeZone }
  const made = privacyDocuments(facts, language)
  const files: { name: string; bytes: Uint8Array }[] = [
    { name: `documents.${language}.json`, bytes: Buffer.from(`${JSON.stringify(made, null, 2)}\n`, 'utf8') },
  ]
  for (const document of made.documents) {
    files.push(
      { name: `${document.name}.${language}.md`, bytes: Buffer.from(toMarkdown(document, head), 'utf8') },
      { name: `${document.name}.${language}.pdf`, bytes: await print(toPrintable(document, head)) },
    )
  }
  return files
}
