/** Finds files that ship beside the code (contracts, sample practice), wherever the code runs from: source or `dist/`. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory)
  return directory
}

const ROOT = findRoot()

/** Absolute path of a file of this package, e.g. `packageFile('openapi/recall.yaml')`. */
export const packageFile = (relativePath: string): string => join(ROOT, relativePath)
