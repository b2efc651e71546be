/**
 * Whether a script of a form ticks a named control: scripts are looked at, never run. Unticking harms nobody, and two
 * boxes that exclude each other do it; what a variable may stand for counts as the control that the script names.
 */

/** Assignments and `checkThisBox`, with what they are done to. */
const WRITES =
  /(?:getField\(\s*(?:"([^"]*)"|'([^']*)'|[^)]*)\s*\)|([\w$]+)|\])\s*\.\s*(?:value\s*=(?!=)\s*([^;\n}]*)|checkThisBox\s*\(([^)]*)\))/gu
const ALIASES =
  /([\w$]+)\s*=\s*(?:[\w$]+\s*\.\s*)?getField\(\s*(?:"([^"]*)"|'([^']*)')\s*\)\s*(?=[;,\n\r}]|$)/gu
const OFF = /^\s*(?:"(?:Off)?"|'(?:Off)?')\s*$/u
const UNTICK = /,\s*(?:false|0)\s*$/u

export function writesControl(script: string, name: string): boolean {
  if (name === '' || !(script.includes(`"${name}"`) || script.includes(`'${name}'`))) return false
  const aliases = new Map<string, Set<string>>()
  for (const [, variable = '', double, single] of script.matchAll(ALIASES)) {
    const names = aliases.get(variable) ?? new Set()
    aliases.set(variable, names.add(double ?? single ?? ''))
  }
  return Array.from(script.matchAll(WRITES)).some(([, double, single, variable, value, box]) => {
    if (value !== undefined ? OFF.test(value) : UNTICK.test(box ?? '')) return false
    const literal = double ?? single
    if (literal !== undefined) return literal === name
    // `event` is the control whose script it is.
    if (variable === 'event') return false
    return variable === undefined || (aliases.get(variable)?.has(name) ?? true)
  })
}
