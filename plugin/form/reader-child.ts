/**
 * The process that reads untrusted files. It has no secrets, no output and no network; the pool kills it when
 * a file makes it slow or large. It ends when its parent does, even in the middle of an endless loop.
 */
import { Worker } from 'node:worker_threads'
import { readPdf } from './pdf/read-pdf.js'

export interface ReaderRequest {
  id: number
  bytes: Uint8Array
  withNearbyText: boolean
}

// The readers comment on odd files with their contents, which are a patient's.
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
  console[method] = () => undefined

/** A thread of its own, because a busy main thread never learns that the parent is gone. */
const ORPHAN_GUARD = `
  const parent = process.ppid
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 500)
`
const guard = new Worker(ORPHAN_GUARD, { eval: true, execArgv: [], env: {}, stdout: true, stderr: true })
guard.unref()

process.on('disconnect', () => process.exit(0))
process.on('message', (request: ReaderRequest) => {
  readPdf(request.bytes, request.withNearbyText).then(
    (outcome) =>
      process.send?.({
        kind: 'done',
        id: request.id,
        outcome,
        mebibytes: process.memoryUsage.rss() / 2 ** 20,
      }),
    () => process.exit(1),
  )
})

/** Reads a file once so that both readers are loaded before the first clock starts. */
const WARM_UP = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>endobj
4 0 obj<</Type/Annot/Subtype/Widget/FT/Btn/T(a)/Rect[0 0 9 9]>>endobj
trailer<</Root 1 0 R/Size 5>>
startxref
1
%%EOF`

void readPdf(Buffer.from(WARM_UP), true).then(() => process.send?.({ kind: 'ready' }))
