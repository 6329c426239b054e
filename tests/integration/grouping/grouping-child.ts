import { setTimeout as sleep } from 'node:timers/promises'
import { runGrouping } from '@cockpit/jobs/grouping/run-grouping'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { HMAC_KEY, NOW, TABLES, tableOf } from '../ingest/sample-lake'
import { letterGrouper } from './letter-grouper'

/** A run of the grouping in a process of its own, to be killed: `grouping-child.ts <lake> <month>`. One JSON line a step. */
const [lake, month] = process.argv.slice(2) as [string, string]
const say = (line: object) => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
const inner = letterGrouper()
await runGrouping({
  lake,
  month,
  all: false,
  tables: TABLES,
  hmacKey: HMAC_KEY,
  together: 40,
  grouper: {
    version: inner.version,
    async group(pages) {
      say({ step: 'grouping' })
      await sleep(20)
      return inner.group(pages)
    },
  },
  importResults: async (path, fileName) => {
    say({ step: 'importing' })
    const request = { lake, table: tableOf('drg_result'), path, fileName, sender: 'child', demo: true }
    return importFile({ ...request, hmacKey: HMAC_KEY, now: () => NOW })
  },
  onProgress: (progress) => say({ step: 'published', ...progress }),
})
say({ step: 'ended' })
