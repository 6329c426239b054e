import { runGrouping } from '@cockpit/jobs/grouping/run-grouping'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { HMAC_KEY, NOW, TABLES, tableOf } from '../ingest/sample-lake'
import { letterGrouper } from './letter-grouper'

/**
 * A run of the grouping in a process of its own: `grouping-child.ts <lake> <month> <step> <nth>`. The nth time it comes to a step
 * (`grouping`, `importing`, `published`) it ends as the kernel's killer ends it: nothing of it runs on.
 */
const [lake, month, step, nth] = process.argv.slice(2) as [string, string, string, string]
let met = 0
const at = (here: string) => {
  if (here === step && ++met === Number(nth)) process.kill(process.pid, 'SIGKILL')
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
      at('grouping')
      return inner.group(pages)
    },
  },
  importResults: async (path, fileName) => {
    const request = { lake, table: tableOf('drg_result'), path, fileName, sender: 'child', demo: true }
    const onProgress = ({ state }: { state: string }) => {
      // Its rows are ready and not yet published.
      if (state === 'publishing') at('importing')
    }
    return importFile({ ...request, hmacKey: HMAC_KEY, now: () => NOW, onProgress })
  },
  onProgress: () => at('published'),
})
