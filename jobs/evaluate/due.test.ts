import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { describe, expect, test } from 'vitest'
import { changedTables, monthBefore, monthsDue, windowOf } from './due'

function lake(...parts: readonly [file: string, from: string, to: string, table?: string][]): Manifest {
  return {
    ...EMPTY_MANIFEST,
    version: parts.length,
    partitions: parts.map(([file, from, to, table = 'visit_day']) => ({
      table,
      file,
      batch: file,
      rows: 1,
      bytes: 1,
      sha256: '',
      from,
      to,
    })),
  }
}
const due = (now: Manifest, before: Manifest | null, grain: 'day' | 'month' = 'day') =>
  monthsDue(now, before, ['visit_day'], grain)

describe('which months the rules judge', () => {
  test('files that were merged are new, their rows are not: nothing is judged for them', () => {
    const before = { ...lake(['a', '2026-10-01', '2026-10-15'], ['b', '2026-10-16', '2026-10-31']), version: 5 }
    const merged = lake(['ab', '2026-10-01', '2026-10-31'])
    const at = (version: number) => ({
      ...merged,
      version: 6,
      partitions: merged.partitions.map((part) => ({ ...part, version })),
    })
    expect(due(at(5), before)).toEqual([])
    expect(due(at(6), before)).toEqual(['2026-10'])
  })
  test('the first evaluation of a filled lake judges the newest whole month alone', () => {
    expect(due(lake(['a', '2024-10-01', '2026-10-31']), null)).toEqual(['2026-10'])
  })
  test('a month with data up to its last day but one is under way; the month before is the newest', () => {
    expect(due(lake(['a', '2026-01-01', '2026-10-30']), null)).toEqual(['2026-09'])
  })
  test('a row of a whole month counts whole, though it is dated by its first day', () => {
    expect(due(lake(['a', '2026-01-01', '2026-10-01']), null, 'month')).toEqual(['2026-10'])
  })
  test('two files published since the last look are both judged', () => {
    const before = lake(['a', '2026-08-01', '2026-08-31'])
    const now = lake(
      ['a', '2026-08-01', '2026-08-31'],
      ['b', '2026-09-01', '2026-09-30'],
      ['c', '2026-10-01', '2026-10-31'],
    )
    expect(due(now, before)).toEqual(['2026-09', '2026-10'])
  })
  test('a corrected file is news within three months and history before that', () => {
    const start = ['a', '2026-01-01', '2026-10-31'] as const
    expect(due(lake([...start], ['b', '2026-08-01', '2026-08-31']), lake([...start]))).toEqual(['2026-08'])
    expect(due(lake([...start], ['b', '2026-07-01', '2026-07-31']), lake([...start]))).toEqual([])
  })
  test('nothing new, nothing due; tables of other rules do not count', () => {
    const now = lake(['a', '2026-10-01', '2026-10-31'], ['b', '2026-10-01', '2026-10-31', 'discharge'])
    expect(due(now, lake(['a', '2026-10-01', '2026-10-31']))).toEqual([])
    expect(due(EMPTY_MANIFEST, null)).toEqual([])
  })
})

test('a table is changed when its version is above the one last seen, not when it equals it', () => {
  const manifest = {
    ...EMPTY_MANIFEST,
    tables: { old: { version: 4, publishedAt: '' }, fresh: { version: 5, publishedAt: '' } },
  }
  expect([...changedTables(manifest, 4)]).toEqual(['fresh'])
})

test('months are counted back over the turn of the year', () => {
  expect(monthBefore('2026-01', 1)).toBe('2025-12')
})

test('a rule reads the judged month and what it compares it with', () => {
  expect(windowOf({ kind: 'threshold', op: '>', value: 1, months: 3 })).toBe(3)
  expect(windowOf({ kind: 'surge', factor: 2, baseline: 6, floor: 10 })).toBe(7)
  expect(windowOf({ kind: 'not-reported', months: 2 })).toBe(14)
})
