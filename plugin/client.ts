/** A typed client of the HTTP API, generated from the contract. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../openapi/types/recall.js'

export type RecallClient = Client<paths>

/**
 * @param baseUrl where the router is mounted, e.g. `http://127.0.0.1:4360`
 * @param apiKey RECALL_API_KEY
 */
export function recallClient(
  baseUrl: string,
  apiKey: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): RecallClient {
  return createClient<paths>({ baseUrl, fetch, headers: { Authorization: `Bearer ${apiKey}` } })
}

export type { components, paths } from '../openapi/types/recall.js'
