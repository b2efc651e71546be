/** Which controls a script or calculation of the form writes by itself. Scripts are looked at, never run. */
import { PDFArray, PDFDict, PDFStream, type PDFObject } from 'pdf-lib'
import type { Field } from './fields.js'
import { arrayEntry, dictEntry, elements, entry, resolve, streamBytes } from './objects.js'
import { textOf } from './text.js'

export interface Scripts {
  writes(field: Field): boolean
}

export function readScripts(catalog: PDFDict, form: PDFDict | undefined): Scripts {
  const order = new Set(
    form === undefined
      ? []
      : elements(arrayEntry(form, 'CO')).map((element) => resolve(form.context, element)),
  )
  const documentScripts = scriptsOf(catalog).join('\n')
  return {
    writes(field) {
      const nodes = [...field.path.slice(0, 1), ...field.widgets.map(({ dict }) => dict)]
      return (
        nodes.some((node) => order.has(node) || hasCalculation(node)) ||
        setsByName(documentScripts, field.name)
      )
    },
  }
}

function hasCalculation(node: PDFDict): boolean {
  const actions = dictEntry(node, 'AA')
  return actions !== undefined && entry(actions, 'C') !== undefined
}

/** A script run on opening that ticks the named box or assigns its value. */
function setsByName(script: string, name: string): boolean {
  if (name === '' || !script.includes(name)) return false
  const quoted = `getField\\(\\s*["']${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']\\s*\\)`
  return new RegExp(`${quoted}\\s*\\.\\s*(?:checkThisBox|value\\s*=[^=])`, 'u').test(script)
}

/** JavaScript that runs when the document opens: /OpenAction and the /JavaScript name tree. */
function scriptsOf(catalog: PDFDict): string[] {
  const names = dictEntry(catalog, 'Names')
  const tree = names === undefined ? undefined : dictEntry(names, 'JavaScript')
  const actions: (PDFObject | undefined)[] = [entry(catalog, 'OpenAction')]
  if (tree !== undefined) collectLeaves(tree, actions, new Set())
  return actions.flatMap((action) => {
    if (!(action instanceof PDFDict)) return []
    const script = entry(action, 'JS')
    const text =
      script instanceof PDFStream ? Buffer.from(streamBytes(script) ?? []).toString('latin1') : textOf(script)
    return text === null ? [] : [text]
  })
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
