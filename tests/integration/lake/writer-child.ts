import { setTimeout as sleep } from 'node:timers/promises'
import { collectGarbage } from '@cockpit/jobs/lake/collect-garbage'
import { compactLake } from '@cockpit/jobs/lake/compact'
import { eraseBatch } from '@cockpit/jobs/lake/erase'
import { retain } from '@cockpit/jobs/lake/retain'
import { Retention } from '@cockpit/jobs/lake/retention'
import { mergeJournal } from '@cockpit/semantic-layer/lake/merge-journal'
import { BEDS, correction, put } from './bed-lake'

/**
 * Work on a lake in a process of its own, to run beside others or to be killed:
 * `writer-child.ts <lake> import <seed> <files>` | `tend` | `compact` | `erase <batch>` | `retain`. One line `done` at the end.
 */
const [lake, verb, first, second] = process.argv.slice(2) as [string, string, string?, string?]
const LIMITS = { rows: 100_000, bytes: 1 << 30, files: 2, atOnce: 100 }

if (verb === 'import') {
  for (let n = 0; n < Number(second); n++) {
    const seed = Number(first) + n
    await put(lake, { fileName: `correction-${seed}.csv`, rows: correction(seed) })
  }
} else if (verb === 'tend') {
  // Until it is told to end.
  process.stdout.write('ready\n')
  for (;;) {
    await compactLake(lake, [BEDS], { limits: LIMITS })
    await mergeJournal(lake)
    await collectGarbage(lake, { grace: 1_000 })
    await sleep(50)
  }
} else if (verb === 'compact') await compactLake(lake, [BEDS], { limits: LIMITS })
else if (verb === 'erase')
  await eraseBatch({ lake, tables: [BEDS], batch: first ?? '', reason: 'r', by: 'b', now: () => new Date(), pause: 50 })
else if (verb === 'retain')
  await retain({
    lake,
    tables: [BEDS],
    retention: Retention.parse({ tables: { bed_day: 1 } }),
    now: () => new Date('2026-11-21T00:00:00Z'),
    pause: 50,
  })
process.stdout.write('done\n')
