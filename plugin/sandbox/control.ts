/** The control plane under `/__sandbox/`: the calls of `Sandbox` over HTTP, judged by `openapi/sandbox.yaml`. */
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { type Answer, json } from './answer.js'
import { type Contract, type Control, findingOf } from './contract.js'
import type { HttpCall } from './http-server.js'
import type { Sandbox } from './sandbox.js'

export const CONTROL_PREFIX = '/__sandbox'

const DONE = json(204, null)
const refused = (problem: string): Answer => json(400, { code: 'REQUEST_INVALID', problem })

export function createControl(contract: Contract, sandbox: Sandbox): (call: HttpCall) => Promise<Answer> {
  const isTemplate = contract.provider('Template')

  async function order<Name extends keyof Control>(
    name: Name,
    body: unknown,
    carryOut: (order: Control[Name]) => Promise<Answer> | Answer,
  ): Promise<Answer> {
    const validate: ValidateFunction<Control[Name]> = contract.control(name)
    if (validate(body)) return carryOut(body)
    const { place, text } = findingOf(validate.errors?.[0])
    return refused(`${place} ${text}`.trim())
  }

  const does = (action: () => void): Answer => {
    action()
    return DONE
  }

  return async ({ method, path, query, body }) => {
    const reveal = { reveal: query['reveal'] === 'true' || query['reveal'] === '1' }
    switch (`${method} ${path.slice(CONTROL_PREFIX.length).replace(/\/$/, '')}`) {
      case 'GET ':
        return json(200, sandbox.state())
      case 'POST /reset':
        return does(() => sandbox.reset())
      case 'GET /clock':
        return json(200, sandbox.clock())
      case 'POST /clock':
        return order('ClockOrder', body, async ({ advanceMillis }) => {
          await sandbox.advance(advanceMillis)
          return json(200, sandbox.clock())
        })
      case 'POST /faults':
        return order('Fault', body, (fault) => does(() => sandbox.setFault(fault)))
      case 'DELETE /faults':
        return does(() => sandbox.clearFaults())
      case 'PUT /chaos':
        return order('Chaos', body, (chaos) => does(() => sandbox.setChaos(chaos)))
      case 'POST /inbound':
        return order('InboundOrder', body, async (inbound) =>
          json(200, { wamid: await sandbox.inbound(inbound) }),
        )
      case 'POST /notices':
        return order('Notice', body, async (notice) => {
          await sandbox.notify(notice)
          return DONE
        })
      case 'PUT /templates':
        return order('TemplateOrder', body, ({ phoneNumberId, template }) => {
          if (!isTemplate(template)) return refused(findingOf(isTemplate.errors?.[0]).text)
          return does(() => sandbox.putTemplate(phoneNumberId, template))
        })
      case 'PUT /health':
        return order('HealthOrder', body, (health) =>
          does(() => sandbox.setHealth(health.phoneNumberId, health.canSendMessage)),
        )
      case 'POST /keys':
        return order('ChannelName', body, ({ phoneNumberId }) =>
          json(200, { apiKey: sandbox.rotateKey(phoneNumberId) }),
        )
      case 'GET /messages':
        return json(200, sandbox.messages(reveal))
      case 'GET /requests':
        return json(200, sandbox.requests(reveal))
      case 'GET /deliveries':
        return json(200, sandbox.deliveries(reveal))
      default:
        return json(404, { code: 'ROUTE_UNKNOWN', problem: 'There is nothing at this address.' })
    }
  }
}
