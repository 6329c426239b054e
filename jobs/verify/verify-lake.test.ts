import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import { expect, test } from 'vitest'
import { batchFaults } from './check-batches'

const batch = (more: Partial<Batch>): Batch => ({
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
  ...more,
})

test('a batch whose remaining rows are published minus superseded is sound', () => {
  expect(batchFaults(batch({}), 5)).toEqual([])
})

test('expired and erased rows are accounted for as well', () => {
  const erased = { at: '', by: '', reason: '', rows: 4 }
  expect(batchFaults(batch({ rowsExpired: 1, erased }), 0)).toEqual([])
  expect(batchFaults(batch({ rowsExpired: 1, erased }), 1)).toHaveLength(1)
})

test('one row more or less than is left of a batch is found', () => {
  expect(batchFaults(batch({}), 6)[0]?.problem).toBe('5 rows should be left of it, 6 are')
  expect(batchFaults(batch({}), 4)).toHaveLength(1)
})

test('a row neither published nor rejected is found', () => {
  expect(batchFaults(batch({ rowsRead: 11 }), 5)[0]?.problem).toContain('11 rows read')
})
