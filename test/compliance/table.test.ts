import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageFile } from '../../plugin/package-root.js'

/** Every P-requirement of the list, from 1. */
const REQUIREMENTS = 61

describe('docs/compliance.md', () => {
  const rows = readFileSync(packageFile('docs/compliance.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| P-\d\d /.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

  it('has a row for every requirement, in order, and no empty cell', () => {
    expect(rows.map(([number]) => number)).to.eql(
      Array.from({ length: REQUIREMENTS }, (_, index) => `P-${String(index + 1).padStart(2, '0')}`),
    )
    for (const cells of rows) {
      expect(cells, cells[0]).to.have.length(5)
      for (const cell of cells) expect(cell, cells[0]).not.to.equal('')
    }
  })

  it('names tests that stand where it says and carry the number, or who has to do it instead', () => {
    for (const [number = '', , who = '', , proof = ''] of rows) {
      const named = [...proof.matchAll(/“([^”]+)” \(([\w/.-]+)\)/g)]
      if (named.length === 0) expect(who, number).to.match(/practice|vendor|operator/)
      expect(named.length, number).to.equal(proof.split('“').length - 1)
      for (const [, title = '', file = ''] of named) {
        expect(title, `${number}: ${title}`).to.contain(number)
        const source = readFileSync(packageFile(join('test', `${file}.test.ts`)), 'utf8')
        expect(source.includes(title), `${number}: ${title} (${file})`).to.equal(true)
      }
    }
  })
})
