/** `POST /halt`, `POST /resume`: the switch that stops all sends, and the state it leaves. */
import type { Router } from 'express'
import { halt, resume, type SendingState, type Switchable } from '../outbox/halt.js'
import { parseJson, rawBody } from './body.js'
import type { Contract } from './contract.js'
import { HOST_SOFTWARE } from './host-software.js'
import type { PracticeOf } from './practice-of.js'

const LIMIT = 10_000

export function haltRoutes(router: Router, base: string, practiceOf: PracticeOf, contract: Contract): void {
  const turn = (path: string, press: (practice: Switchable, by: string) => Promise<SendingState>): void => {
    router.post(`${base}/${path}`, async (request, response) => {
      const practice = practiceOf(request)
      const body = await rawBody(request, LIMIT)
      // In an emergency nobody should have to look up what the body must be.
      const { by = HOST_SOFTWARE } = body.length === 0 ? {} : contract.parse('SwitchRequest', parseJson(body))
      response.json(await press(practice, by))
    })
  }
  turn('halt', halt)
  turn('resume', resume)
}
