/**
 * The process that reads untrusted files. It has no secrets, no output and no network; the pool kills it when
 * a file makes it slow or large. It ends when its parent does, even in the middle of an endless loop.
 */
import { Worker } from 'node:worker_threads'
import { lookAt } from './pdf/looking.js'
import { pictureOf } from './pdf/picture.js'
import { readPdf } from './pdf/read-pdf.js'
import type { ReaderAnswer, ReaderReply, ReaderRequest, ReaderTask } from './reader-task.js'

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
process.on('message', ({ id, bytes, task }: ReaderRequest) => {
  perform(bytes, task).then(
    (answer) => reply({ kind: 'done', id, answer, mebibytes: process.memoryUsage.rss() / 2 ** 20 }),
    () => process.exit(1),
  )
})

const reply = (message: ReaderReply): void => {
  process.send?.(message)
}

async function perform(bytes: Uint8Array, task: ReaderTask): Promise<ReaderAnswer> {
  switch (task.kind) {
    case 'read':
      return { kind: 'reading', outcome: await readPdf(bytes, task.withNearbyText, task.printedFor) }
    case 'picture':
      return { kind: 'picture', png: await pictureOf(bytes, task.place) }
    case 'look':
      return { kind: 'sights', sights: await lookAt(bytes, task.pages) }
  }
}

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

void readPdf(Buffer.from(WARM_UP), true, ['a']).then(() => reply({ kind: 'ready' }))
