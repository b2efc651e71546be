/** The package is CommonJS and describes itself as an ES module: what Node hands out as its default is the function. */
declare module 'canonicalize' {
  /** JSON in the canonical form of RFC 8785; `undefined` for what JSON cannot say. */
  export default function canonicalize(input: unknown): string | undefined
}
