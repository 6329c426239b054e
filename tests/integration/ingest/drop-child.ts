import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { watchDropFolder } from '@cockpit/jobs/ingest/drop-folder'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { HMAC_KEY, NOW, TABLES } from './sample-lake'

/**
 * A drop folder watched by a process of its own: `drop-child.ts <data> <lake> [file that kills]`. Outcomes are JSON lines. While it
 * validates a file of that name the process ends as the kernel's killer ends it: nothing of it runs on.
 */
const [data, lake, deadly] = process.argv.slice(2) as [string, string, string?]
const say = (line: object) => appendFileSync(1, `${JSON.stringify(line)}\n`)
await watchDropFolder({
  inbox: join(data, 'inbox'),
  tables: TABLES,
  every: 40,
  signal: new AbortController().signal,
  importFile: ({ table, path, fileName, sender }) =>
    importFile({
      lake,
      table,
      path,
      fileName,
      sender,
      demo: true,
      hmacKey: HMAC_KEY,
      now: () => NOW,
      owned: true,
      onProgress: ({ state }) => {
        if (fileName === deadly && state === 'validating') process.kill(process.pid, 'SIGKILL')
      },
    }),
  onOutcome: (outcome) => {
    if ('unknown' in outcome) return
    const kind = 'outcome' in outcome ? outcome.outcome.kind : 'setAside' in outcome ? 'set aside' : 'failed'
    say({ file: outcome.file.fileName, kind })
  },
})
