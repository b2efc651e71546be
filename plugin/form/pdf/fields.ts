/**
 * The fields of a document, walked on the low-level objects: /AcroForm /Fields down to the widgets, and the
 * widgets of the pages up to their fields. pdf-lib's own form model is not used: its `isChecked()` compares
 * the value with the first widget only and takes a "no" for a "yes".
 */
import { PDFArray, PDFDict, type PDFObject } from 'pdf-lib'
import { arrayEntry, elements, entry, idOf, nameEntry, resolve } from './objects.js'
import { textOf } from './text.js'

export interface Field {
  /** The field's own dictionary, then its ancestors, nearest first. */
  path: PDFDict[]
  name: string
  listed: boolean
  widgets: { id: string; dict: PDFDict }[]
}

const DEEPEST_TREE = 64
const MOST_NODES = 20_000

export function walkFields(form: PDFDict | undefined): { fields: Field[]; nodes: Map<PDFDict, Field> } {
  const fields: Field[] = []
  const nodes = new Map<PDFDict, Field>()
  const seen = new Set<PDFDict>()
  if (form === undefined) return { fields, nodes }

  const visit = (object: PDFObject, ancestors: PDFDict[]): void => {
    const node = resolve(form.context, object)
    if (!(node instanceof PDFDict) || seen.has(node)) return
    if (ancestors.length >= DEEPEST_TREE || seen.size >= MOST_NODES) return
    seen.add(node)
    const path = [node, ...ancestors]
    const field: Field = { path, name: fullName(path), listed: true, widgets: [] }
    const kids = arrayEntry(node, 'Kids')
    if (kids === undefined) {
      field.widgets.push({ id: idOf(object), dict: node })
      nodes.set(node, field)
      fields.push(field)
      return
    }
    for (const kid of kids.asArray()) {
      const dict = resolve(form.context, kid)
      if (!(dict instanceof PDFDict)) continue
      if (isField(dict)) {
        visit(kid, path)
      } else if (!seen.has(dict)) {
        seen.add(dict)
        field.widgets.push({ id: idOf(kid), dict })
        nodes.set(dict, field)
      }
    }
    // A node without widgets of its own is a field only if it has no named children either.
    if (field.widgets.length > 0 || kids.size() === 0) {
      nodes.set(node, field)
      fields.push(field)
    }
  }
  for (const root of elements(arrayEntry(form, 'Fields'))) {
    // Some writers list the widgets of a group instead of the group itself.
    const dict = resolve(form.context, root)
    const top = dict instanceof PDFDict ? ancestry(dict).at(-1) : undefined
    visit(top === undefined || top === dict ? root : top, [])
  }
  return { fields, nodes }
}

/** A kid is a field of its own if it carries a partial name or further kids; else it is a widget. */
function isField(dict: PDFDict): boolean {
  const name = textOf(entry(dict, 'T'))
  if (name !== null && name !== '') return true
  return entry(dict, 'Kids') instanceof PDFArray || (name === '' && nameEntry(dict, 'FT') !== undefined)
}

/** Adds widgets that a page lists but the field tree does not; viewers show them all the same. */
export function adoptWidget(
  widget: { id: string; dict: PDFDict },
  fields: Field[],
  nodes: Map<PDFDict, Field>,
): Field | undefined {
  const known = nodes.get(widget.dict)
  if (known !== undefined) {
    // A merged field with an empty list of kids is its own widget.
    if (known.path[0] === widget.dict && known.widgets.length === 0) known.widgets.push(widget)
    return known
  }
  const path = ancestry(widget.dict)
  const owner = isField(widget.dict)
    ? undefined
    : path
        .slice(1)
        .map((node) => nodes.get(node))
        .find(Boolean)
  if (owner !== undefined) {
    owner.widgets.push(widget)
    nodes.set(widget.dict, owner)
    return owner
  }
  const own = isField(widget.dict) || path.length === 1 ? path : path.slice(1)
  const field: Field = { path: own, name: fullName(own), listed: false, widgets: [widget] }
  fields.push(field)
  nodes.set(widget.dict, field)
  if (own[0] !== undefined) nodes.set(own[0], field)
  return field
}

/** A dictionary and its /Parent chain, nearest first. */
function ancestry(dict: PDFDict): PDFDict[] {
  const path: PDFDict[] = []
  let node: PDFObject | undefined = dict
  while (node instanceof PDFDict && !path.includes(node) && path.length < DEEPEST_TREE) {
    path.push(node)
    node = entry(node, 'Parent')
  }
  return path
}

function fullName(path: PDFDict[]): string {
  return path
    .map((node) => textOf(entry(node, 'T')) ?? '')
    .reverse()
    .filter((part) => part !== '')
    .join('.')
}

/** The first of the field and its ancestors that has this key (FT, V, DV, Ff, Opt are inherited). */
export function inherited(path: PDFDict[], key: string): PDFObject | undefined {
  for (const node of path) {
    const found = entry(node, key)
    if (found !== undefined) return found
  }
  return undefined
}
