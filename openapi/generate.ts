/** Generates the TypeScript types from the contracts, and the configuration's JSON Schema for editors: `npm run types`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { configurationSchema } from '../plugin/configuration/schema.js'
import { packageFile } from '../plugin/package-root.js'

export const CONTRACTS = ['configuration', 'dialog360', 'recall', 'sandbox'] as const

const HEADER = (name: string): string =>
  `// Generated from openapi/${name}.yaml by \`npm run types\`. Do not edit.\n\n`

/** The text of every generated file, by its path in the package. */
export async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const name of CONTRACTS) {
    const ast = await openapiTypescript(pathToFileURL(packageFile(`openapi/${name}.yaml`)))
    files.set(`openapi/types/${name}.ts`, HEADER(name) + astToString(ast))
  }
  files.set('openapi/configuration.schema.json', `${JSON.stringify(configurationSchema(), null, 2)}\n`)
  return files
}

/** The generated files whose text in the package is another one. */
export async function outdated(): Promise<string[]> {
  const files = [...(await generated())]
  return files
    .filter(([path, text]) => readFileSync(packageFile(path), 'utf8') !== text)
    .map(([path]) => path)
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generated()) writeFileSync(packageFile(path), text)
}
