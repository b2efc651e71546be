import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { ERRORS } from '../plugin/errors.js'
import { packageFile } from '../plugin/package-root.js'

const text = (path: string): string => readFileSync(packageFile(path), 'utf8')
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'docs/ledger-format.md',
  'docs/compliance.md',
  'adapters/csv/README.md',
  'adapters/forms/README.md',
  'examples/practice/README.md',
]

describe('The documents', () => {
  it('show the embedding code that is compiled', () => {
    const shown = /```ts\n([\s\S]*?)```/.exec(text('README.md'))?.[1]
    const compiled = text('examples/embed.ts')
      .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
      .replace('../plugin/index.js', 'anamnese-recall')
    expect(shown).to.equal(compiled)
  })

  it('link only to what is there', () => {
    for (const document of DOCUMENTS) {
      for (const [, target = ''] of text(document).matchAll(/\]\(([^)#]+)\)/g)) {
        if (/^https?:/.test(target)) continue
        expect(existsSync(packageFile(join(dirname(document), target))), `${document} → ${target}`).to.equal(
          true,
        )
      }
    }
  })

  it('promise nothing that a lawyer would have to withdraw (P-37)', () => {
    const forbidden = ['DSGVO-konform', 'Ende-zu-Ende', 'end-to-end encrypted', 'Schlüssel in Deutschland']
    const words = [...DOCUMENTS.map(text), JSON.stringify(ERRORS)].join('\n')
    for (const claim of forbidden) expect(words.includes(claim), claim).to.equal(false)
  })
})
