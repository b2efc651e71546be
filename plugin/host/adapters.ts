/** The adapters that a configuration can name: those of the package and those of the embedding program. */
import { csvHost } from '../../adapters/csv/host.js'
import { formsHost } from '../../adapters/forms/host.js'
import type { HostAdapterFactory } from '../../adapters/host.js'
import { RecallError } from '../errors.js'

const BUILT_IN: Readonly<Record<string, HostAdapterFactory>> = { csv: csvHost, forms: formsHost }

/**
 * @param custom adapters of the embedding program; one of the same name takes the place of a built-in one
 * @throws RecallError ADAPTER_UNKNOWN
 */
export function adapterFor(
  name: string,
  custom: Readonly<Record<string, HostAdapterFactory>> = {},
): HostAdapterFactory {
  const known = { ...BUILT_IN, ...custom }
  const factory = Object.hasOwn(known, name) ? known[name] : undefined
  if (factory === undefined)
    throw new RecallError('ADAPTER_UNKNOWN', { adapter: name, known: Object.keys(known).sort().join(', ') })
  return factory
}
