/** Checks a configuration against the published schema and says in plain words where it is wrong. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { components } from '../../openapi/types/configuration.js'
import type { Language } from '../errors.js'
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

/** What is wrong at one place, in both languages. */
export type Finding = Readonly<Record<Language, string>>

export type SchemaCheck = { kind: 'valid'; configuration: Raw } | { kind: 'findings'; findings: Finding[] }

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
  return place === '' ? '/' : place
}

function describe(errors: readonly ErrorObject[]): Finding[] {
  // Of a oneOf that failed, the branches' own complaints say more than "must match exactly one".
  const telling = errors.filter((error) => !['oneOf', 'anyOf', 'not', 'if'].includes(error.keyword))
  const findings = new Map<string, Finding>()
  for (const error of telling.length > 0 ? telling : errors) {
    const place = placeOf(error.instancePath)
    const { de, en } = sentence(error)
    findings.set(`${place} ${en}`, { de: `${place} ${de}`, en: `${place} ${en}` })
  }
  return [...findings.values()].slice(0, 10)
}

function sentence(error: ErrorObject): Finding {
  const parameters = error.params as Record<string, unknown>
  const list = (name: string): string => (parameters[name] as unknown[]).join(', ')
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(parameters['additionalProperty'])
      return { de: `hat einen unbekannten Schlüssel "${key}"`, en: `has an unknown key "${key}"` }
    }
    case 'required': {
      const key = String(parameters['missingProperty'])
      return { de: `fehlt "${key}"`, en: `lacks "${key}"` }
    }
    case 'enum':
      return {
        de: `muss eines davon sein: ${list('allowedValues')}`,
        en: `must be one of ${list('allowedValues')}`,
      }
    case 'const': {
      const value = JSON.stringify(parameters['allowedValue'])
      return { de: `muss ${value} sein`, en: `must be ${value}` }
    }
    case 'type': {
      const type = String(parameters['type'])
      return { de: `muss vom Typ ${type} sein`, en: `must be of type ${type}` }
    }
    case 'pattern': {
      const pattern = String(parameters['pattern'])
      return {
        de: `hat die falsche Form (erwartet ${pattern})`,
        en: `has the wrong form (expected ${pattern})`,
      }
    }
    case 'oneOf':
    case 'not':
      return {
        de: 'mischt Schlüssel, die einander ausschließen, oder es fehlen zusammengehörige',
        en: 'mixes keys that exclude each other, or lacks the ones that belong together',
      }
    default:
      return { de: `ist falsch (${error.keyword})`, en: error.message ?? 'is wrong' }
  }
}
