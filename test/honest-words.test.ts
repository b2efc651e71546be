import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { expect } from 'chai'
import { untrueClaims } from '../plugin/consent/wording/untrue-claims.js'
import { textOfPdf } from './examples/text-of-pdf.js'
import { packageFile } from '../plugin/package-root.js'

const ROOT = packageFile('.')
/** What is not ours, not shown to anybody, or generated from what is looked at here. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'test', 'bench', 'coverage', 'package-lock.json'])
/** The list of what is looked for. */
const THE_LIST = join('plugin', 'consent', 'wording', 'untrue-claims.ts')
const TEXTS = new Set(['.ts', '.js', '.json', '.yaml', '.md', '.txt', '.html', '.css', '.csv', '.tex', '.py'])
/** Sentences that say it is not so. */
const DENIALS = ['does not make WhatsApp end-to-end private']

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name) || path === THE_LIST) return []
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

const claimsIn = (text: string): string[] => {
  const inOneLine = text.replace(/\s+/gu, ' ')
  return untrueClaims(DENIALS.reduce((rest, denial) => rest.replaceAll(denial, ''), inOneLine))
}

describe('Documents, screens, wordings, templates and error texts', () => {
  const files = filesBelow('.')

  it('promise no full compliance, no encryption from end to end, no key in Germany (P-37)', () => {
    const texts = files.filter((file) => TEXTS.has(extname(file)))
    expect(texts).to.include.members([
      'README.md',
      join('plugin', 'errors.ts'),
      join('openapi', 'recall.yaml'),
      join('examples', 'practice', 'recall.config.json'),
      join('examples', 'practice', 'wordings', 'wa-2026-01.ar.txt'),
    ])
    const found = texts.flatMap((file) =>
      claimsIn(readFileSync(join(ROOT, file), 'utf8')).map((claim) => `${file}: ${claim}`),
    )
    expect(found).to.deep.equal([])
  })

  it('nor do the forms that patients fill in (P-37)', async function () {
    this.timeout(240_000)
    const blanks = files.filter((file) => file.includes(join('forms', 'blank')) && extname(file) === '.pdf')
    expect(blanks).to.have.length(6)
    for (const file of blanks)
      expect(claimsIn(await textOfPdf(readFileSync(join(ROOT, file)))), file).to.deep.equal([])
  })

  it('would be caught, also across the end of a line (P-37)', () => {
    expect(claimsIn('Unser Versand ist 100 %\nDSGVO-konform.')).to.deep.equal(['full_compliance'])
    expect(claimsIn('mit Ende-zu-Ende-\nVerschlüsselung')).to.deep.equal(['end_to_end'])
    expect(claimsIn('WhatsApp is end-to-end encrypted.')).to.deep.equal(['end_to_end'])
    expect(claimsIn('Der Schlüssel\nbleibt in Deutschland.')).to.deep.equal(['key_in_germany'])
  })
})
