import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { expect, test } from 'vitest'
import { batchFaults } from './verify-lake'

function lake(batch: Partial<Manifest['batches'][number]>, rows: number): Manifest {
  return {
    ...EMPTY_MANIFEST,
    partitions: [{ table: 't', file: 'f', batch: 'b', rows, bytes: 1, sha256: '', from: null, to: null }],
    batches: [
      {
        id: 'b',
        table: 't',
        fileName: 'f.csv',
        sha256: '',
        bytes: 1,
        rowsRead: 10,
        rowsPublished: 8,
        rowsRejected: 2,
        rowsReplaced: 0,
        rowsSuperseded: 3,
        rejectFile: null,
        sender: 's',
        demo: false,
        publishedAt: '',
        ...batch,
      },
    ],
  }
}

test('a batch whose remaining rows are published minus superseded is sound', () => {
  expect(batchFaults(lake({}, 5))).toEqual([])
})

test('one row more or less than is left of a batch is found', () => {
  expect(batchFaults(lake({}, 6))[0]?.problem).toBe('5 rows should be left of it, 6 are')
  expect(batchFaults(lake({}, 4))).toHaveLength(1)
})

test('a row neither published nor rejected is found', () => {
  expect(batchFaults(lake({ rowsRead: 11 }, 5))[0]?.problem).toContain('11 rows read')
})
