/** The sample practice as a whole: configuration, host files, sandbox over real HTTP, plugin behind a real server. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { layOutSamplePractice } from '../../examples/sample-practice.js'
import { loadConfiguration } from '../../plugin/configuration/load.js'
import type { RunningPractice } from '../../plugin/installation.js'
import { type Log, silentLog } from '../../plugin/log.js'
import { createPlugin, type Plugin } from '../../plugin/plugin.js'
import { templatesAsApproved } from '../../plugin/sandbox/approved.js'
import { type Sandbox, startSandbox } from '../../plugin/sandbox/sandbox.js'

export interface OpenSample {
  directory: string
  configFile: string
  environment: Record<string, string>
  sandbox: Sandbox
  plugin: Plugin
  practice: RunningPractice
  /** Address of the server, with the path under which the plugin is mounted. */
  url: string
  close(): Promise<void>
}

/**
 * @param databaseUrl address of an empty database
 * @param mount path under which a foreign application carries the plugin
 */
export async function openSample(
  databaseUrl: string,
  { mount = '', log = silentLog }: { mount?: string; log?: Log } = {},
): Promise<OpenSample> {
  const directory = mkdtempSync(join(tmpdir(), 'recall-sample-'))
  const { configFile } = await layOutSamplePractice(directory, new Date(), 'Europe/Berlin')
  const [configured] = loadConfiguration(configFile).practices
  if (configured === undefined) throw new Error('The sample has no practice.')
  const app = express()
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${mount}`
  const environment = {
    RECALL_DATABASE_URL: databaseUrl,
    RECALL_MASTER_KEY: randomBytes(32).toString('base64'),
    RECALL_API_KEY: 'the-host',
    D360_API_KEY: 'the-channel',
    D360_WEBHOOK_SECRET: 'the-provider',
  }
  const sandbox = await startSandbox({
    clock: 'real',
    timing: { sentMillis: 20, deliveredMillis: 60, readMillis: 600_000 },
    channels: [
      {
        apiKey: environment.D360_API_KEY,
        phoneNumberId: configured.whatsapp.phoneNumberId,
        displayPhone: configured.whatsapp.phone,
        wabaId: '1',
        templates: templatesAsApproved(configured.templates),
        webhook: {
          url: `${url}/webhooks/360dialog/${configured.id}`,
          headers: { Authorization: `Bearer ${environment.D360_WEBHOOK_SECRET}` },
        },
      },
    ],
  })
  const withSandbox = { ...environment, D360_BASE_URL: sandbox.url }
  const plugin = await createPlugin(configFile, { environment: withSandbox, log })
  app.use(mount === '' ? '/' : mount, plugin.router)
  const practice = plugin.installation.practices.get(configured.id)
  if (practice === undefined) throw new Error('The practice did not open.')
  return {
    directory,
    configFile,
    environment: withSandbox,
    sandbox,
    plugin,
    practice,
    url,
    async close() {
      await sandbox.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await plugin.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Looks again until it is so; fails after ten seconds. */
export async function eventually(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${what}`)
    await new Promise((wait) => setTimeout(wait, 20))
  }
}

/** The one witness file of the sample practice. */
export function readWitness(sample: OpenSample): Buffer {
  const folder = sample.plugin.configuration.witness
  const [file, ...others] = readdirSync(folder)
  if (file === undefined || others.length > 0) throw new Error('one witness file was expected')
  return readFileSync(join(folder, file))
}
