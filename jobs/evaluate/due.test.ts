import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { describe, expect, test } from 'vitest'
import { changedTables, stepsDue, stepsHeld } from './due'

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
  stepsDue(now, before, ['visit_day'], grain, 'month').map((first) => first.slice(0, 7))

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

describe('days and weeks', () => {
  const to = (day: string) => lake(['a', '2026-01-01', day])
  test('a week is whole on its Sunday', () => {
    const newest = (day: string) => stepsDue(to(day), null, ['visit_day'], 'day', 'week')
    expect(newest('2026-11-15')).toEqual(['2026-11-09'])
    expect(newest('2026-11-14')).toEqual(['2026-11-02'])
  })
  test('every day that came is judged, two weeks back', () => {
    const before = to('2026-11-10')
    const now = lake(['a', '2026-01-01', '2026-11-10'], ['b', '2026-11-11', '2026-11-13'])
    expect(stepsDue(now, before, ['visit_day'], 'day', 'day')).toEqual(['2026-11-11', '2026-11-12', '2026-11-13'])
  })
})

test('a backtest runs over the whole steps that have data, the newest ones where they are too many', () => {
  const held = (most: number) => stepsHeld(lake(['a', '2026-01-15', '2026-04-10']), ['visit_day'], 'day', 'month', most)
  expect(held(99)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01'])
  expect(held(2)).toEqual(['2026-02-01', '2026-03-01'])
  expect(stepsHeld(EMPTY_MANIFEST, ['visit_day'], 'day', 'month', 9)).toEqual([])
})
