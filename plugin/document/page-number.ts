/** The page number in the languages of our documents. */

const PAGE_OF: Record<string, (page: number, pages: number) => string> = {
  de: (page, pages) => `Seite ${page} von ${pages}`,
  en: (page, pages) => `Page ${page} of ${pages}`,
  tr: (page, pages) => `Sayfa ${page} / ${pages}`,
  ar: (page, pages) => `صفحة ${page} من ${pages}`,
  ru: (page, pages) => `Страница ${page} из ${pages}`,
  uk: (page, pages) => `Сторінка ${page} з ${pages}`,
}

/** In a language without an entry the numbers stand alone. */
export function pageNumberText(language: string, page: number, pages: number): string {
  const known = PAGE_OF[language.split('-')[0] ?? '']
  return known ? known(page, pages) : `${page} / ${pages}`
}
