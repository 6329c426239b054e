import { importFile } from '@cockpit/jobs/ingest/import-file'
import { HMAC_KEY, NOW, tableOf } from './sample-lake'

/** An import in a process of its own, to be killed or starved: `import-child.ts <lake> <table> <file>`. One JSON line a state. */
const [lake, table, path] = process.argv.slice(2) as [string, string, string]
const say = (line: object) => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
say({ state: 'started' })
try {
  const outcome = await importFile({
    lake,
    table: tableOf(table),
    path,
    fileName: path.split('/').at(-1) ?? path,
    sender: 'child',
    demo: true,
    hmacKey: HMAC_KEY,
    now: () => NOW,
    onProgress: (progress) => say(progress),
  })
  say({ state: 'ended', outcome })
} catch (error) {
  say({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
