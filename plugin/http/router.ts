/** The HTTP surface: each operation of the contract, as an express Router that mounts under any path. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import helmet from 'helmet'
import { RecallError } from '../errors.js'
import { toPracticeId, type PracticeId } from '../ids.js'
import type { Installation, RunningPractice } from '../installation.js'
import { errorFields, type Log } from '../log.js'
import { tellWitness } from '../privacy/witness/bear-witness.js'
import { assertMigrated } from '../storage/migrate.js'
import { databaseTrouble } from '../storage/database-errors.js'
import { bearerMatches } from './bearer.js'
import { rawBody } from './body.js'
import { consentRoutes } from './consents.js'
import { loadContract } from './contract.js'
import { DOCS_POLICY, docsPage, redocScript } from './docs.js'
import { formRoutes } from './forms.js'
import { haltRoutes } from './halt.js'
import { hostRoutes } from './host-records.js'
import { ledgerRoutes } from './ledger.js'
import type { Metrics } from './metrics.js'
import type { PracticeOf } from './practice-of.js'
import { privacyRoutes } from './privacy.js'
import { problemOf } from './problem.js'
import { countRefusals } from './refusals.js'
import { receiptRoutes } from './receipt.js'
import { qrRoutes } from './qr-codes.js'
import { reminderRoutes } from './reminders.js'
import { reviewRoutes } from './reviews.js'
import { renewalRoutes } from './renewals.js'

export interface HttpSurface {
  installation: Installation
  metrics: Metrics
  log: Log
  hostApiKey: string | null
  webhookSecret: string | null
  /** Twenty wrong secrets within five minutes. */
  onRefusals(count: number): void
  /** Stores a webhook body; resolves once it is committed. */
  receive(practice: RunningPractice, body: Buffer): Promise<void>
}

/** 360dialog's payloads reach 3 MB. */
const WEBHOOK_LIMIT = 3_000_000

export function createRouter(surface: HttpSurface): Router {
  const { installation, metrics } = surface
  const contract = loadContract()
  const router = express.Router()
  const refused = countRefusals((count) => {
    surface.onRefusals(count)
  })
  const practiceOf: PracticeOf = (request) => findPractice(installation, request.params['practice'])

  router.post('/webhooks/360dialog/:practice', async (request, response) => {
    if (!bearerMatches(request.headers.authorization, surface.webhookSecret))
      throw new RecallError('UNAUTHORIZED')
    const practice = practiceOf(request)
    await surface.receive(practice, await rawBody(request, WEBHOOK_LIMIT))
    metrics.webhookReceived(practice.configuration.id)
    response.status(200).end()
  })

  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
    }),
  )
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    await assertMigrated(installation.database)
    response.json({ status: 'ok' })
  })
  router.get('/openapi.json', (_request, response) => {
    response.json(contract.document)
  })
  router.get('/docs', (request, response) => {
    response.setHeader('Content-Security-Policy', DOCS_POLICY)
    response.type('html').send(docsPage(request.baseUrl))
  })
  router.get('/docs/redoc.js', (_request, response) => {
    response.sendFile(redocScript())
  })

  const host = (request: Request, _response: Response, next: NextFunction): void => {
    if (!bearerMatches(request.headers.authorization, surface.hostApiKey))
      throw new RecallError('UNAUTHORIZED')
    next()
  }
  router.get('/metrics', host, async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.expose())
  })
  router.use('/api', host)
  const api = '/api/v1/practices/:practice'
  router.use(api, (request, response, next) => {
    const practice = practiceOf(request)
    // What a request took away does not wait for the next turn to be known outside the database.
    if (request.method !== 'GET') response.once('finish', () => void tellWitness(practice, surface.log))
    next()
  })
  formRoutes(router, api, practiceOf)
  hostRoutes(router, api, practiceOf, contract)
  consentRoutes(router, api, practiceOf, contract)
  qrRoutes(router, api, practiceOf, contract)
  privacyRoutes(router, api, practiceOf, contract)
  reminderRoutes(router, api, practiceOf)
  reviewRoutes(router, api, practiceOf, contract)
  renewalRoutes(router, api, practiceOf)
  ledgerRoutes(router, api, practiceOf)
  receiptRoutes(router, api, practiceOf)
  haltRoutes(router, api, practiceOf, contract)

  router.use(() => {
    throw new RecallError('ROUTE_UNKNOWN')
  })
  router.use((raw: unknown, request: Request, response: Response, next: NextFunction) => {
    const error = databaseTrouble(raw)
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof RecallError && error.code === 'UNAUTHORIZED') refused(performance.now())
    const problem = problemOf(error, request.acceptsLanguages('de', 'en') === 'de' ? 'de' : 'en')
    if (problem.status >= 500) {
      surface.log.error('request_failed', {
        method: request.method,
        status: problem.status,
        ...errorFields(error),
      })
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  })
  return router
}

function findPractice(installation: Installation, id: unknown): RunningPractice {
  const known = [...installation.practices.keys()].join(', ')
  if (typeof id !== 'string') throw new RecallError('PRACTICE_UNKNOWN', { practice: '', known })
  const practice = installation.practices.get(practiceIdOf(id, known))
  if (practice === undefined) throw new RecallError('PRACTICE_UNKNOWN', { practice: id.slice(0, 40), known })
  return practice
}

function practiceIdOf(text: string, known: string): PracticeId {
  try {
    return toPracticeId(text)
  } catch (error) {
    throw new RecallError('PRACTICE_UNKNOWN', { practice: text.slice(0, 40), known }, { cause: error })
  }
}
