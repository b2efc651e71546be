/**
 * The two descriptions in `openapi/` as validators: `dialog360.yaml` judges what callers send, `sandbox.yaml`
 * what tests order on the control plane.
 */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import type { components as ControlComponents } from '../../openapi/types/sandbox.js'
import type { components } from '../../openapi/types/dialog360.js'
import { packageFile } from '../package-root.js'

export type Provider = components['schemas']
export type Control = ControlComponents['schemas']

type Tree = Record<string, unknown>

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a value out of nested objects; `undefined` where the way ends. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), value)
}

function follow(document: Tree, schema: unknown): unknown {
  const reference = at(schema, '$ref')
  return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : schema
}

/**
 * Marks every union whose members differ in `type` or `kind`, so that a finding names the field that is wrong
 * instead of every member that does not fit. Kept out of the YAML because there it would rename the types.
 */
function markUnions(document: Tree, node: unknown = document): void {
  if (Array.isArray(node)) {
    for (const item of node) markUnions(document, item)
    return
  }
  if (!isTree(node)) return
  for (const child of Object.values(node)) markUnions(document, child)
  if (!Array.isArray(node['oneOf'])) return
  const members = node['oneOf'].map((member) => follow(document, member))
  for (const tag of ['type', 'kind']) {
    const tells = members.every((member) => {
      const property = at(member, 'properties', tag)
      return at(property, 'const') !== undefined || at(property, 'enum') !== undefined
    })
    if (!tells) continue
    Object.assign(node, { type: 'object', required: [tag], discriminator: { propertyName: tag } })
    return
  }
}

function loadDocument(file: string): Tree {
  const document: unknown = parse(readFileSync(packageFile(file), 'utf8'))
  if (!isTree(document)) throw new TypeError(`${file} is not an OpenAPI document`)
  markUnions(document)
  return document
}

/** One place where a request or order is wrong. */
export interface Finding {
  keyword: string
  /** JSON pointer, e.g. `/template/name`. */
  place: string
  text: string
}

export function findingOf(error: ErrorObject | undefined): Finding {
  if (!error) return { keyword: 'type', place: '', text: 'is not what was expected' }
  const params: Tree = error.params
  const member = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty']
  const place = typeof member === 'string' ? `${error.instancePath}/${member}` : error.instancePath
  return { keyword: error.keyword, place, text: error.message ?? error.keyword }
}

export interface Contract {
  provider<Name extends keyof Provider>(name: Name): ValidateFunction<Provider[Name]>
  control<Name extends keyof Control>(name: Name): ValidateFunction<Control[Name]>
  /** Judges the query of a GET of the provider; numbers arrive as text and are read as numbers. */
  query(path: string): ValidateFunction<Record<string, string | number>>
}

let loaded: Contract | undefined

/** Both descriptions, compiled when first used and kept. */
export function loadContract(): Contract {
  if (loaded) return loaded
  const provider = loadDocument('openapi/dialog360.yaml')
  const ajv = formats.default(new Ajv2020({ strict: false, discriminator: true }))
  ajv.addSchema(provider, 'dialog360')
  ajv.addSchema(loadDocument('openapi/sandbox.yaml'), 'sandbox')
  const coercing = new Ajv2020({ strict: false, coerceTypes: true })
  const compile = <T>(reference: string): ValidateFunction<T> => {
    const known = ajv.getSchema<T>(reference)
    return known ?? ajv.compile<T>({ $ref: reference })
  }
  loaded = {
    provider: <Name extends keyof Provider>(name: Name) =>
      compile<Provider[Name]>(`dialog360#/components/schemas/${name}`),
    control: <Name extends keyof Control>(name: Name) =>
      compile<Control[Name]>(`sandbox#/components/schemas/${name}`),
    query: (path) => {
      const parameters = at(provider, 'paths', path, 'get', 'parameters')
      const properties: Tree = {}
      for (const parameter of Array.isArray(parameters) ? parameters : []) {
        const name = at(parameter, 'name')
        if (typeof name === 'string') properties[name] = at(parameter, 'schema')
      }
      return coercing.compile<Record<string, string | number>>({ type: 'object', properties })
    },
  }
  return loaded
}
