import { expect, test } from 'vitest'
import { EMPTY_MANIFEST, type Manifest } from '../lake/manifest'
import { LOOP_TASK } from '../packs/loop/tables'
import { tableStateView } from './table-state-view'

const manifest: Manifest = {
  ...EMPTY_MANIFEST,
  // 1 December, half past one in the morning in China.
  tables: { loop_task: { version: 4, publishedAt: '2026-11-30T17:30:00.000Z' } },
  partitions: [
    {
      ...{ table: 'loop_task', file: 'a.parquet', batch: null, rows: 2, bytes: 1, sha256: '' },
      ...{ from: '2026-10-02', to: '2026-10-28' },
    },
  ],
}
const { current: _, ...sent } = LOOP_TASK

test.each([
  ['what the product writes as things happen is complete up to its publication', LOOP_TASK, "DATE '2026-12-01'"],
  ['what is sent, up to its newest row', sent, "DATE '2026-10-28'"],
  ['what holds until its next row has no end', { ...LOOP_TASK, holds: true }, 'NULL::DATE'],
])('%s', (_, table, until) => {
  expect(tableStateView(manifest, [table])).toContain(`DATE '2026-10-02', ${until}, '2026-11-30T17:30:00.000Z')`)
})

test('an empty table ends nowhere, whenever it was published', () => {
  const empty = { ...manifest, partitions: [] }
  expect(tableStateView(empty, [LOOP_TASK])).toContain("NULL::DATE, NULL::DATE, '2026-11-30T17:30:00.000Z')")
})
