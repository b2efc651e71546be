/** The contract `openapi/recall.yaml` at run time: its document, and ajv checks of what goes in and out. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { components } from '../../openapi/types/recall.js'
import { RecallError } from '../errors.js'
import { packageFile } from '../package-root.js'

export type Schemas = components['schemas']
type SchemaName = keyof Schemas

export interface Contract {
  document: Record<string, unknown>
  /** @throws RecallError REQUEST_INVALID; findings name places and rules, never values */
  parse<Name extends SchemaName>(name: Name, value: unknown): Schemas[Name]
  /** Where a value departs from its schema; empty when it does not. */
  findings(name: SchemaName, value: unknown): string[]
}

export function loadContract(): Contract {
  const document = parse(readFileSync(packageFile('openapi/recall.yaml'), 'utf8')) as Record<string, unknown>
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  })
  addFormats.default(ajv)
  ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components'])
  ajv.addSchema({ $id: 'recall', ...document })
  const validators = new Map<SchemaName, ValidateFunction>()
  const validatorOf = (name: SchemaName): ValidateFunction => {
    const known = validators.get(name) ?? ajv.compile({ $ref: `recall#/components/schemas/${name}` })
    validators.set(name, known)
    return known
  }
  const findings = (name: SchemaName, value: unknown): string[] => {
    const validate = validatorOf(name)
    return validate(value) ? [] : (validate.errors ?? []).slice(0, 8).map(describe)
  }
  return {
    document,
    findings,
    parse: <Name extends SchemaName>(name: Name, value: unknown) => {
      const found = findings(name, value)
      if (found.length > 0) throw new RecallError('REQUEST_INVALID', { findings: found.join('; ') })
      return value as Schemas[Name]
    },
  }
}

/** Places and rules only: values, and keys that the contract does not know, may be somebody's words. */
function describe(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'body' : error.instancePath
  const parameters = error.params as Record<string, unknown>
  const allowed = error.keyword === 'enum' ? `: ${(parameters['allowedValues'] as unknown[]).join(', ')}` : ''
  return `${place} ${error.message ?? error.keyword}${allowed}`
}
