/** The contract as a page: Redoc from our own server, nothing loaded from anywhere else. */
import { createRequire } from 'node:module'

export const redocScript = (): string =>
  createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js')

/** @param base path under which the router is mounted */
export function docsPage(base: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>anamnese-recall API</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="margin:0">
<redoc spec-url="${base}/openapi.json" disable-search="true" hide-download-button="true"></redoc>
<script src="${base}/docs/redoc.js"></script>
</body>
</html>
`
}

/** Redoc styles its own elements and draws with inline SVG. */
export const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src blob:; frame-ancestors 'none'"
