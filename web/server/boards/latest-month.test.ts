import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import type { PublishedPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { describe, expect, test } from 'vitest'
import { latestMonth } from './latest-month'

const table = (name: string, owed: boolean): PublishedPacks['tables'][number] => ({
  name,
  pack: 'p',
  title: { zh: name, en: name },
  grain: '',
  key: [],
  owedBy: owed ? ['general'] : [],
  columns: [],
  checks: [],
})
const part = (name: string, to: string | null): Partition => ({
  table: name,
  file: 'x',
  batch: 'x',
  rows: 1,
  bytes: 1,
  sha256: '',
  from: null,
  to,
})
const now = new Date('2026-11-21T00:00:00Z')
const tables = [table('discharge', true), table('visits', true), table('population', false)]
const latest = (...partitions: Partition[]) => latestMonth({ partitions }, tables, now)

describe('the month a screen opens with', () => {
  test('is the last whole month of the table that is furthest behind', () => {
    expect(latest(part('discharge', '2026-09-30'), part('discharge', '2026-10-31'), part('visits', '2026-09-30'))).toBe(
      '2026-09',
    )
  })
  test('is the month before when the last one is not whole', () => {
    expect(latest(part('discharge', '2026-10-30'), part('visits', '2026-10-31'))).toBe('2026-09')
  })
  test('counts a month dated by its first day as whole, and does not wait for yearly returns', () => {
    const monthly = { ...table('income', true), dateColumn: 'month_start' }
    const yearly = { ...table('grades', true), dateColumn: 'year_start', owedEvery: 'year' as const }
    const partitions = [part('discharge', '2026-10-31'), part('income', '2026-10-01'), part('grades', '2025-01-01')]
    expect(latestMonth({ partitions }, [...tables, monthly, yearly], now)).toBe('2026-10')
    expect(latestMonth({ partitions: [part('income', '2026-09-01')] }, [monthly], now)).toBe('2026-09')
  })
  test('does not look at tables that nobody owes', () => {
    expect(latest(part('discharge', '2026-10-31'), part('population', '2020-12-31'))).toBe('2026-10')
  })
  test('is the month before this one without data', () => {
    expect(latest()).toBe('2026-10')
  })
})
