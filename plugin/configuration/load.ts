/** Reads a configuration file: JSON, schema, then the values as types of the domain. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import cron from 'node-cron'
import type { components } from '../../openapi/types/configuration.js'
import { RecallError } from '../errors.js'
import { toPracticeId } from '../ids.js'
import { toE164, type E164 } from '../phone.js'
import { toIsoDuration, toLocalDate, toTimeZone, type IsoDuration, type TimeZone } from '../time.js'
import type { Configuration, HostConfiguration, Practice, TemplateDefinition } from './configuration.js'
import { PERIOD_NAMES, type RetentionPeriods } from '../privacy/retention/periods.js'
import { assertRegionKnown } from '../reminder/public-holidays.js'
import { configurationError, Findings } from './findings.js'
import { readConfiguredFile } from './configured-file.js'
import { readForm } from './read-form.js'
import { DEFAULT_WINDOW, readRule, readWindow } from './read-rule.js'
import { readWording, recipientsOf } from './read-wording.js'
import { schemaFindings } from './schema.js'

type Raw = components['schemas']

/**
 * @param file path of the configuration file
 * @throws RecallError CONFIG_NOT_FOUND, CONFIG_NOT_JSON, CONFIG_INVALID, CONFIG_FILE_MISSING
 */
export function loadConfiguration(file: string): Configuration {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new RecallError('CONFIG_NOT_FOUND', { file }, { cause: error })
  }
  return toConfiguration(parseJson(text.replace(/^\uFEFF/, ''), file), dirname(resolve(file)), file)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const before = text.slice(0, breakingPoint(text)).split('\n')
    throw new RecallError(
      'CONFIG_NOT_JSON',
      { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      { cause: error },
    )
  }
}

const complaint = (text: string): string => {
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

/**
 * Where JSON stops being JSON. V8 says so itself, except of an unexpected token: there it is the end of the shortest
 * beginning of the text that earns the same complaint.
 */
function breakingPoint(text: string): number {
  const stated = /position (\d+)/.exec(complaint(text))?.[1]
  if (stated !== undefined) return Number(stated)
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (complaint(text.slice(0, middle)).startsWith('Unexpected token')) high = middle
    else low = middle + 1
  }
  return Math.max(0, low - 1)
}

/**
 * @param raw the parsed file, or an object given by an embedding host
 * @param directory what relative paths start from
 */
export function toConfiguration(raw: unknown, directory: string, file = '(object)'): Configuration {
  const checked = schemaFindings(raw)
  if (checked.kind === 'findings') throw configurationError(file, checked.findings)
  const findings = new Findings(file)
  const configuration = readConfiguration(checked.configuration, directory, findings)
  findings.throwIfAny()
  return configuration
}

function readConfiguration(raw: Raw['Configuration'], directory: string, findings: Findings): Configuration {
  findings.unique(
    'practices',
    raw.practices.map((practice) => practice.id),
  )
  return {
    directory,
    database: databaseUrl(raw.database ?? 'sqlite:data/recall.sqlite', directory),
    witness: resolve(directory, raw.witness),
    server: {
      host: raw.server?.host ?? '127.0.0.1',
      port: raw.server?.port ?? 4360,
      publicUrl: raw.server?.publicUrl ?? null,
    },
    practices: raw.practices.map((practice, index) =>
      readPractice(practice, `practices[${index}]`, directory, findings),
    ),
  }
}

/** A `sqlite:` path is relative to the configuration file, or absolute. */
export function databaseUrl(url: string, directory: string): string {
  if (!url.startsWith('sqlite:')) return url
  const path = url.slice('sqlite:'.length)
  return path === ':memory:' ? url : `sqlite:${resolve(directory, path)}`
}

function readPractice(raw: Raw['Practice'], place: string, directory: string, findings: Findings): Practice {
  const zone = findings.at<TimeZone>(`${place}.timeZone`, toTimeZone('UTC'), () => toTimeZone(raw.timeZone))
  if (!cron.validate(raw.schedule))
    findings.add(`${place}.schedule`, {
      de: `"${raw.schedule}" ist kein Cron-Ausdruck`,
      en: `"${raw.schedule}" is not a cron expression`,
    })
  findings.at(`${place}.region`, undefined, () => assertRegionKnown(raw.region))
  const wordings = raw.wordings.map((wording) => readWording(wording, raw, directory))
  findings.unique(
    `${place}.wordings`,
    wordings.map((wording) => `${wording.id}.${wording.language}`),
  )
  for (const [index, { id, replacedBy }] of wordings.entries()) {
    if (replacedBy === undefined) continue
    if (replacedBy === id || !wordings.some((wording) => wording.id === replacedBy))
      findings.add(`${place}.wordings[${index}].replacedBy`, {
        de: `"${replacedBy}" ist kein anderer Wortlaut unter "wordings"`,
        en: `"${replacedBy}" is no other wording among "wordings"`,
      })
  }
  const window = readWindow(raw.window, DEFAULT_WINDOW, `${place}.window`, findings)
  const rules = raw.rules.map((rule, index) =>
    readRule(rule, raw, window, `${place}.rules[${index}]`, findings),
  )
  findings.unique(
    `${place}.rules`,
    rules.map((rule) => rule.id),
  )
  const templates = raw.templates.map((template, index) =>
    readTemplate(template, `${place}.templates[${index}]`, findings),
  )
  findings.unique(
    `${place}.templates`,
    templates.map((template) => `${template.name}.${template.language}`),
  )
  const forms = raw.forms.map((form, index) =>
    readForm(form, wordings, `${place}.forms[${index}]`, directory, findings),
  )
  findings.unique(
    `${place}.forms`,
    forms.map((form) => form.id),
  )
  const hosts = raw.hosts.map((host) => readHost(host))
  findings.unique(
    `${place}.hosts`,
    hosts.map((host) => host.id),
  )
  return {
    id: toPracticeId(raw.id),
    name: raw.name,
    controller: raw.controller ?? raw.name,
    phone: phoneNumber(raw.phone),
    address: readAddress(raw.address),
    dataProtectionOfficer: raw.dataProtectionOfficer ?? null,
    timeZone: zone,
    region: raw.region,
    language: raw.language,
    whatsapp: {
      phone: phoneNumber(raw.whatsapp.phone),
      phoneNumberId: raw.whatsapp.phoneNumberId,
      portfolioLimit: raw.whatsapp.portfolioLimit,
      throughput: raw.whatsapp.throughput,
      unknownGrace: toIsoDuration(raw.whatsapp.unknownGrace ?? 'PT15M'),
      recipients: recipientsOf(raw),
      storageRegion: raw.whatsapp.storageRegion ?? null,
    },
    signOff: readSignOff(raw.signOff, `${place}.signOff`, findings),
    hosts,
    forms,
    wordings,
    rules,
    window,
    templates,
    timeStamping: readTimeStamping(raw.timeStamping, directory),
    schedule: raw.schedule,
    ...(raw.retention !== undefined && { retention: readRetention(raw.retention) }),
  }
}

const readAddress = (raw: Raw['Practice']['address']): Practice['address'] =>
  raw === undefined ? null : { ...raw, addition: raw.addition ?? null }

function readSignOff(
  raw: Raw['Practice']['signOff'],
  place: string,
  findings: Findings,
): Practice['signOff'] {
  if (raw === undefined) return null
  const on = findings.at(`${place}.on`, toLocalDate('1970-01-01'), () => toLocalDate(raw.on))
  return { by: raw.by, on, confirmed: raw.confirmed }
}

/** The schema has checked the form of every number already. */
function phoneNumber(text: string): E164 {
  const number = toE164(text)
  if (number === null)
    throw new RecallError('CONFIG_INVALID', { file: 'configuration', findings: 'phone number' })
  return number
}

/** The schema has checked the form of each. */
function readRetention({
  proofYears,
  tombstoneYears,
  ...periods
}: NonNullable<Raw['Practice']['retention']>): Partial<RetentionPeriods> {
  const read: Partial<Record<keyof typeof periods, IsoDuration>> = {}
  for (const name of PERIOD_NAMES) {
    const period = periods[name]
    if (period !== undefined) read[name] = toIsoDuration(period)
  }
  return {
    ...read,
    ...(proofYears !== undefined && { proofYears }),
    ...(tombstoneYears !== undefined && { tombstoneYears }),
  }
}

function readTimeStamping(raw: Raw['TimeStamping'] | undefined, directory: string): Practice['timeStamping'] {
  if (raw === undefined) return null
  const { url, certificate } = raw
  const roots =
    certificate === undefined
      ? null
      : readConfiguredFile(resolve(directory, certificate), 'the certificate of the time-stamping authority')
  return { url, roots: roots?.toString('utf8') ?? null }
}

function readTemplate(raw: Raw['Template'], place: string, findings: Findings): TemplateDefinition {
  const numbers = [...raw.body.matchAll(/\{\{(\d+)\}\}/g)].map((match) => Number(match[1]))
  const expected = raw.slots.map((_, index) => index + 1)
  if (
    numbers.length !== expected.length ||
    [...numbers].sort((a, b) => a - b).some((n, index) => n !== expected[index])
  ) {
    findings.add(place, {
      de: `der Text muss jedes von {{1}} bis {{${raw.slots.length}}} einmal verwenden, eines je Feld`,
      en: `the body must use each of {{1}} to {{${raw.slots.length}}} once, one for each slot`,
    })
  }
  return {
    name: raw.name,
    language: raw.language,
    category: raw.category,
    body: raw.body,
    slots: raw.slots,
    buttons: raw.buttons,
  }
}

function readHost(raw: Raw['Host']): HostConfiguration {
  const { adapter, id, ...options } = raw
  return { id: id ?? adapter, adapter, options }
}
