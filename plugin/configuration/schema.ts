/** Checks a configuration against the published schema and says in plain words where it is wrong. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { components } from '../../openapi/types/configuration.js'
import { packageFile } from '../package-root.js'

type Raw = components['schemas']['Configuration']

let compiled: ValidateFunction<Raw> | undefined

/** The schema as plain JSON Schema 2020-12, for editors and vendors. */
export function configurationSchema(): Record<string, unknown> {
  const document = parse(readFileSync(packageFile('openapi/configuration.yaml'), 'utf8')) as {
    components: { schemas: Record<string, unknown> }
  }
  const text = JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/Configuration',
    $defs: JSON.parse(text) as Record<string, unknown>,
  }
}

function validator(): ValidateFunction<Raw> {
  if (compiled !== undefined) return compiled
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  })
  addFormats.default(ajv)
  compiled = ajv.compile<Raw>(configurationSchema())
  return compiled
}

export type SchemaCheck = { kind: 'valid'; configuration: Raw } | { kind: 'findings'; findings: string[] }

/** Fills in the schema's defaults; the given value is not changed. */
export function schemaFindings(raw: unknown): SchemaCheck {
  const validate = validator()
  const candidate: unknown = structuredClone(raw)
  if (validate(candidate)) return { kind: 'valid', configuration: candidate }
  return { kind: 'findings', findings: describe(validate.errors ?? []) }
}

/** `/practices/0/rules/1/at` becomes `practices[0].rules[1].at`. */
function placeOf(pointer: string): string {
  const place = pointer
    .split('/')
    .slice(1)
    .reduce(
      (path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
      '',
    )
  return place === '' ? 'top level' : place
}

function describe(errors: readonly ErrorObject[]): string[] {
  // Of a oneOf that failed, the branches' own complaints say more than "must match exactly one".
  const telling = errors.filter((error) => !['oneOf', 'anyOf', 'not', 'if'].includes(error.keyword))
  const lines = (telling.length > 0 ? telling : errors).map(
    (error) => `${placeOf(error.instancePath)} ${sentence(error)}`,
  )
  return [...new Set(lines)].slice(0, 10)
}

function sentence(error: ErrorObject): string {
  const parameters = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'additionalProperties':
      return `has an unknown key "${String(parameters['additionalProperty'])}"`
    case 'required':
      return `lacks "${String(parameters['missingProperty'])}"`
    case 'enum':
      return `must be one of ${(parameters['allowedValues'] as unknown[]).join(', ')}`
    case 'const':
      return `must be ${JSON.stringify(parameters['allowedValue'])}`
    case 'pattern':
      return `has the wrong form (expected ${String(parameters['pattern'])})`
    case 'oneOf':
    case 'not':
      return 'mixes keys that exclude each other, or lacks the ones that belong together'
    default:
      return error.message ?? 'is wrong'
  }
}
