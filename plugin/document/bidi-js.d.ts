/** The package is CommonJS and describes itself as an ES module: what Node hands out as its default is the factory. */
declare module 'bidi-js' {
  interface Bidi {
    getEmbeddingLevels(
      text: string,
      baseDirection?: 'ltr' | 'rtl' | 'auto',
    ): { levels: Uint8Array; paragraphs: { start: number; end: number; level: number }[] }
    /** `null` for a character that has no mirror image. */
    getMirroredCharacter(character: string): string | null
  }
  export default function bidiFactory(): Bidi
}
