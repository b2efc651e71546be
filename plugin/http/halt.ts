/** `POST /halt`, `POST /resume`: the switch that stops all sends, and the state it leaves. */
import type { Router } from 'express'
import { halt, resume, type SendingState, type Switchable } from '../outbox/halt.js'
import { jsonBody } from './body.js'
import type { Contract } from './contract.js'
import type { PracticeOf } from './practice-of.js'

export function haltRoutes(router: Router, base: string, practiceOf: PracticeOf, contract: Contract): void {
  const turn = (path: string, press: (practice: Switchable, by: string) => Promise<SendingState>): void => {
    router.post(`${base}/${path}`, async (request, response) => {
      const practice = practiceOf(request)
      const { by } = contract.parse('SwitchRequest', await jsonBody(request))
      response.json(await press(practice, by))
    })
  }
  turn('halt', halt)
  turn('resume', resume)
}
