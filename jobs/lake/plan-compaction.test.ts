import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { describe, expect, test } from 'vitest'
import { type CompactionLimits, planCompaction } from './plan-compaction'

const LIMITS: CompactionLimits = { rows: 1_000, bytes: 1_000_000, files: 3, atOnce: 10 }

let made = 0
const part = (
  rows: number,
  from: string | null = '2026-10-01',
  to = from,
  more: Partial<Partition> = {},
): Partition => ({
  table: 't',
  file: `f${++made}`,
  batch: 'b',
  rows,
  bytes: rows,
  sha256: '',
  from,
  to,
  ...more,
})
const plan = (...partitions: Partition[]) => planCompaction({ partitions }, new Set(['t']), LIMITS)
const sizes = (...partitions: Partition[]) => plan(...partitions).map(({ sources }) => sources.map(({ rows }) => rows))

describe('which partitions are merged', () => {
  test('three small ones of a month, not two', () => {
    expect(sizes(part(10), part(20), part(30))).toEqual([[10, 20, 30]])
    expect(plan(part(10), part(20))).toEqual([])
  })
  test('each month by itself', () => {
    const october = [part(1), part(2), part(3)]
    const september = [part(4, '2026-09-01'), part(5, '2026-09-30'), part(6, '2026-09-02')]
    expect(
      plan(...october, ...september)
        .map(({ month }) => month)
        .sort(),
    ).toEqual(['2026-09', '2026-10'])
    expect(plan(part(1), part(2), part(3, '2026-09-30'))).toEqual([])
  })
  test('a larger one joins only while it is no more than four times all smaller ones together', () => {
    expect(sizes(part(10), part(10), part(10), part(120))).toEqual([[10, 10, 10, 120]])
    expect(sizes(part(10), part(10), part(10), part(121))).toEqual([[10, 10, 10]])
  })
  test('one that is half full, by rows or by bytes, is left alone', () => {
    expect(sizes(part(499), part(499), part(499))).toHaveLength(1)
    expect(sizes(part(500), part(500), part(500))).toEqual([])
    const heavy = () => part(10, '2026-10-01', '2026-10-01', { bytes: 500_000 })
    expect(sizes(heavy(), heavy(), heavy())).toEqual([])
  })
  test('not more than the given number at once', () => {
    expect(plan(...Array.from({ length: 30 }, () => part(1)))[0]?.sources).toHaveLength(10)
  })
  test('dimensions, which have no days, and tables nobody declares', () => {
    expect(plan(part(1, null), part(2, null), part(3, null))[0]).toMatchObject({ month: null, byMonth: false })
    expect(planCompaction({ partitions: [part(1), part(2), part(3)] }, new Set(['other']), LIMITS)).toEqual([])
  })
})

describe('which partitions are cut up', () => {
  test('one over several months from a hundred thousand rows', () => {
    expect(plan(part(100_000, '2026-09-01', '2026-10-31'))).toMatchObject([
      { byMonth: true, sources: [{ rows: 100_000 }] },
    ])
    expect(plan(part(99_999, '2026-09-01', '2026-10-31', { bytes: 1 }))).toHaveLength(1)
  })
  test('one of a month that is more than twice full, which a dimension is not', () => {
    expect(plan(part(2_001))).toHaveLength(1)
    expect(plan(part(2_000))).toEqual([])
    expect(plan(part(2_001, null))).toEqual([])
  })
})
