/** The keys of a `csv` host in the configuration. */
import { resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { RecallError } from '../../plugin/errors.js'
import type { AppointmentStatus, HostContext } from '../host.js'
import { APPOINTMENT_COLUMNS, statusKey, statusNamed } from './appointments.js'
import { ENCODINGS, type CsvEncoding } from './decode.js'
import type { ColumnMapping } from './header.js'
import { PATIENT_COLUMNS, PATIENT_COLUMNS_WITH_BOTH_NAMES } from './patients.js'
import { RECALL_COLUMNS } from './recalls.js'

export interface CsvOptions {
  /** Absolute. */
  directory: string
  columns: ColumnMapping
  status: ReadonlyMap<string, AppointmentStatus>
  maxDisappearing: number | undefined
  delimiter: string | null
  encoding: CsvEncoding | null
}

interface RawOptions {
  directory: string
  columns?: Record<string, string | number>
  status?: Record<string, string>
  maxDisappearing?: number
  delimiter?: string
  encoding?: CsvEncoding
}

const COLUMN_NAMES = [
  ...new Set(
    [...PATIENT_COLUMNS, ...PATIENT_COLUMNS_WITH_BOTH_NAMES, ...APPOINTMENT_COLUMNS, ...RECALL_COLUMNS].map(
      (column) => column.name,
    ),
  ),
]

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const isRawOptions = ajv.compile<RawOptions>({
  type: 'object',
  required: ['directory'],
  additionalProperties: false,
  properties: {
    directory: { type: 'string', minLength: 1 },
    columns: {
      type: 'object',
      propertyNames: { enum: COLUMN_NAMES },
      additionalProperties: { type: ['string', 'integer'], minLength: 1, minimum: 1 },
    },
    status: { type: 'object', additionalProperties: { type: 'string' } },
    maxDisappearing: { type: 'number', minimum: 0, maximum: 1 },
    delimiter: { type: 'string', minLength: 1, maxLength: 1 },
    encoding: { enum: ENCODINGS },
  },
})

/** @throws RecallError CONFIG_INVALID */
export function csvOptions(context: HostContext): CsvOptions {
  const raw: unknown = context.options
  if (!isRawOptions(raw)) {
    const findings = (isRawOptions.errors ?? []).map((error) =>
      `${error.instancePath.slice(1).replaceAll('/', '.')} ${error.message ?? ''}`.trim(),
    )
    throw invalid(context, findings)
  }
  const status = new Map<string, AppointmentStatus>()
  for (const [word, meaning] of Object.entries(raw.status ?? {})) {
    const named = statusNamed(meaning)
    if (named === null || meaning === '')
      throw invalid(context, [`status.${word} must be booked, confirmed, cancelled, completed or no_show`])
    status.set(statusKey(word), named)
  }
  return {
    directory: resolve(context.directory, raw.directory),
    columns: raw.columns ?? {},
    status,
    maxDisappearing: raw.maxDisappearing,
    delimiter: raw.delimiter ?? null,
    encoding: raw.encoding ?? null,
  }
}

const invalid = (context: HostContext, findings: readonly string[]): RecallError =>
  new RecallError('CONFIG_INVALID', { file: `hosts.${context.id}`, findings: findings.join('; ') })
