import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../distribution/normal'
import { calendarDate } from '../period/calendar'
import { COUNT_CUSUM, countCusum } from './cusum'
import { ears, earsSettings } from './ears'
import { farrington, farrington1996 } from './farrington'
import type { CountSeries } from './series'

const published = resolve(import.meta.dirname, '../../../shared/data/surveillance')
const absent = !existsSync(published)
/** Printed beside what is skipped. */
const skipped: { meta: object } = { meta: { reason: `${published} is absent` } }

/** Salmonella agona, weekly, 1990 to 1995; the oracle counts 52 weeks a year. */
function agona(): CountSeries {
  const counts = rowsOf('salmonella_agona_weekly_1990_1995.csv').map((row) => row[1] ?? Number.NaN)
  return { from: calendarDate(1990, 1, 1), step: 'week', counts, stepsPerYear: 52 }
}

/** Week counted from 1, limit, alarm. */
function expected(name: string): { week: number; limit: number; alarm: boolean }[] {
  const rows = rowsOf(`expected/${name}`)
  if (rows.length === 0) throw new Error(`${name} has no rows.`)
  return rows.map(([week = Number.NaN, , limit = Number.NaN, alarm]) => ({ week, limit, alarm: alarm === 1 }))
}

function rowsOf(name: string): number[][] {
  return readFileSync(resolve(published, name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').map(Number))
}

describe.skipIf(absent)('limits of R surveillance 1.20.3 on salmonella agona', skipped, () => {
  test.each(['C1', 'C2'] as const)('EARS %s, every week to 1e-9', (method) => {
    // The package takes the normal quantile of 0.999 and no floor.
    const settings = { ...earsSettings(method), threshold: normalQuantile(0.999), floor: 0 }
    const verdicts = ears(agona(), settings)
    for (const { week, limit, alarm } of expected(`ears_${method}_agona.csv`)) {
      const verdict = verdicts[week - 1]
      if (verdict?.kind !== 'judged') throw new Error(`Week ${week} was not judged.`)
      expect(verdict.limit).toBeCloseTo(limit, 9)
      expect(verdict.alarm, `week ${week}`).toBe(alarm)
    }
  })

  test.each([
    ['farrington1996_agona_282_312.csv', {}],
    ['farrington1996_b3_notrend_agona_282_312.csv', { years: 3, trend: false }],
  ])('Farrington 1996, %s, every week to 1e-9', (name, change) => {
    const verdicts = farrington(agona(), { ...farrington1996('week'), ...change }, { from: 281, to: 311 })
    const rows = expected(name)
    expect(rows).toHaveLength(verdicts.length)
    for (const [place, { week, limit, alarm }] of rows.entries()) {
      const verdict = verdicts[place]
      if (verdict?.kind !== 'judged') throw new Error(`Week ${week} was not judged.`)
      expect(verdict.limit, `week ${week}`).toBeCloseTo(limit, 9)
      expect(verdict.alarm, `week ${week}`).toBe(alarm)
    }
  })

  test('CUSUM of counts after Rossi, every week to 1e-9', () => {
    const series = agona()
    const expectedCount = series.counts.slice(0, 208).reduce<number>((sum, count) => sum + (count ?? 0), 0) / 208
    // The package sums on after an alarm, and its limit is never below 0.
    const settings = { ...COUNT_CUSUM, reference: 1.04, decision: 2.26, restart: false, expected: expectedCount }
    const verdicts = countCusum({ ...series, counts: series.counts.slice(208) }, settings)
    const rows = expected('cusum_rossi_agona_209_312.csv')
    expect(rows).toHaveLength(verdicts.length)
    for (const [place, { week, limit, alarm }] of rows.entries()) {
      const verdict = verdicts[place]
      if (verdict?.kind !== 'judged') throw new Error(`Week ${week} was not judged.`)
      expect(verdict.limit ?? 0, `week ${week}`).toBeCloseTo(limit, 9)
      expect(verdict.alarm, `week ${week}`).toBe(alarm)
    }
  })
})
