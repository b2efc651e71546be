/** Which controls a script or calculation of the form writes by itself. Scripts are looked at, never run. */
import { PDFArray, PDFDict, PDFStream, type PDFObject } from 'pdf-lib'
import type { Field } from './fields.js'
import { arrayEntry, dictEntry, elements, entry, resolve, streamBytes } from './objects.js'
import type { Page } from './pages.js'
import { writesControl } from './script-writes.js'
import { textOf } from './text.js'

export interface Scripts {
  writes(field: Field): boolean
}

export function readScripts(
  catalog: PDFDict,
  form: PDFDict | undefined,
  pages: readonly Page[],
  fields: readonly Field[],
): Scripts {
  const order = new Set(
    form === undefined
      ? []
      : elements(arrayEntry(form, 'CO')).map((element) => resolve(form.context, element)),
  )
  const documentScripts = [...openingScripts(catalog), ...pages.flatMap(({ dict }) => scriptsOf(dict))]
  const ofFields = fields.flatMap((field) => {
    const scripts = nodesOf(field).flatMap(scriptsOf)
    return scripts.length === 0 ? [] : [{ field, scripts }]
  })
  return {
    writes(field) {
      return (
        nodesOf(field).some((node) => order.has(node) || hasCalculation(node)) ||
        documentScripts.some((script) => writesControl(script, field.name)) ||
        // What a box does to itself when it is clicked is the click of whoever fills in.
        ofFields.some(
          (other) =>
            other.field !== field && other.scripts.some((script) => writesControl(script, field.name)),
        )
      )
    },
  }
}

const nodesOf = ({ path, widgets }: Field): PDFDict[] => [
  ...new Set([...path.slice(0, 1), ...widgets.map(({ dict }) => dict)]),
]

function hasCalculation(node: PDFDict): boolean {
  const actions = dictEntry(node, 'AA')
  return actions !== undefined && entry(actions, 'C') !== undefined
}

/** JavaScript of /A and /AA: what happens when a page opens, a field is left, a button is pressed. */
function scriptsOf(node: PDFDict): string[] {
  const additional = dictEntry(node, 'AA')
  const triggered = additional === undefined ? [] : additional.values()
  return [entry(node, 'A'), ...triggered.map((action) => resolve(node.context, action))].flatMap(textsOf)
}

/** JavaScript that runs by itself: /OpenAction, the /JavaScript name tree, and what happens on saving or printing. */
function openingScripts(catalog: PDFDict): string[] {
  const names = dictEntry(catalog, 'Names')
  const tree = names === undefined ? undefined : dictEntry(names, 'JavaScript')
  const actions: (PDFObject | undefined)[] = [entry(catalog, 'OpenAction')]
  if (tree !== undefined) collectLeaves(tree, actions, new Set())
  return [...actions.flatMap(textsOf), ...scriptsOf(catalog)]
}

const LONGEST_CHAIN = 16

/** The script of an action and of those that follow it. */
function textsOf(action: PDFObject | undefined): string[] {
  const texts: string[] = []
  const waiting = [action]
  for (let steps = 0; waiting.length > 0 && steps < LONGEST_CHAIN; steps += 1) {
    const next = waiting.shift()
    if (!(next instanceof PDFDict)) continue
    const script = entry(next, 'JS')
    const text =
      script instanceof PDFStream ? Buffer.from(streamBytes(script) ?? []).toString('latin1') : textOf(script)
    if (text !== null) texts.push(text)
    const following = entry(next, 'Next')
    if (following instanceof PDFArray)
      waiting.push(...following.asArray().map((element) => resolve(next.context, element)))
    else waiting.push(following)
  }
  return texts
}

function collectLeaves(node: PDFDict, into: (PDFObject | undefined)[], seen: Set<PDFDict>): void {
  if (seen.has(node) || seen.size > 200) return
  seen.add(node)
  const names = entry(node, 'Names')
  if (names instanceof PDFArray)
    into.push(...names.asArray().map((element) => resolve(node.context, element)))
  for (const kid of elements(arrayEntry(node, 'Kids'))) {
    const dict = resolve(node.context, kid)
    if (dict instanceof PDFDict) collectLeaves(dict, into, seen)
  }
}
