/** Whether a body of `POST /messages` keeps the contract, and with which code it is refused. */
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { at, type Contract, findingOf, type Provider } from './contract.js'

export type Message = Exclude<Provider['MessageRequest'], Provider['ReadReceipt']>

export type MessageVerdict =
  | { kind: 'message'; message: Message }
  | { kind: 'read_receipt'; receipt: Provider['ReadReceipt'] }
  | { kind: 'refused'; code: number; details: string }

/** Missing 131008, unknown or too long 100, otherwise wrong 131009. */
const CODE_OF_KEYWORD: ReadonlyMap<string, number> = new Map([
  ['required', 131008],
  ['additionalProperties', 100],
  ['unevaluatedProperties', 100],
  ['maxLength', 100],
])

export function messageCheck(contract: Contract): (body: unknown) => MessageVerdict {
  const receipt = contract.provider('ReadReceipt')
  const kinds: ReadonlyMap<unknown, ValidateFunction<Message>> = new Map<unknown, ValidateFunction<Message>>([
    ['template', contract.provider('TemplateMessage')],
    ['text', contract.provider('TextMessage')],
    ['interactive', contract.provider('InteractiveMessage')],
    ['reaction', contract.provider('ReactionMessage')],
  ])

  const refuse = (validate: ValidateFunction): MessageVerdict => {
    const finding = findingOf(validate.errors?.[0])
    const code = CODE_OF_KEYWORD.get(finding.keyword) ?? 131009
    return { kind: 'refused', code, details: `${finding.place} ${finding.text}`.trim() }
  }

  return (body) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return { kind: 'refused', code: 100, details: 'The body is not a JSON object' }
    }
    const type = at(body, 'type')
    if (type === undefined && at(body, 'status') !== undefined) {
      return receipt(body) ? { kind: 'read_receipt', receipt: body } : refuse(receipt)
    }
    if (type === undefined) return { kind: 'refused', code: 131008, details: '/type is missing' }
    const validate = kinds.get(type)
    if (!validate) return { kind: 'refused', code: 131051, details: 'This type is not supported' }
    if (!validate(body)) return refuse(validate)
    if (body.to === undefined && body.recipient === undefined) {
      return { kind: 'refused', code: 131008, details: '/to is missing' }
    }
    return { kind: 'message', message: body }
  }
}
