import { addDays, CalendarDate } from '@cockpit/domain/period/calendar'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { onTimeSql, type Receipt, receivedAtSql } from './receipt'

const table: WarehouseTable = {
  name: 'visit_day',
  title: { zh: '门诊', en: 'Visits' },
  grain: 'facility x day',
  key: ['facility_id', 'day'],
  checks: [],
  owedBy: ['general'],
  owedEvery: 'day',
  dueDays: 7,
  facilityColumn: 'facility_id',
  dateColumn: 'day',
  columns: [],
}
const late = Array.from({ length: 40 }, (_, n) => ({
  facility: `F${n * 3}`,
  days: 4 + (n % 7),
  since: `2026-0${1 + (n % 9)}-15`,
}))
const receipt: Receipt = { usualDays: 1, late, notAfter: new Date('2026-10-05T20:00:00.000Z') }
/** 20:00 UTC is the next day in Shanghai. */
const LAST = CalendarDate.parse('2026-10-06')

test('who is late sends so many days after the day from a day on, everyone else at the usual time, and nobody in the future', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const { at, onTime } = {
    at: receivedAtSql(table, receipt, 'd.facility_id', 'd.day'),
    onTime: onTimeSql(table, receipt, 'd.facility_id', 'd.day'),
  }
  const rows = (
    await connection.runAndReadAll(`SELECT facility_id, day::VARCHAR, (${at})::VARCHAR, ${onTime} FROM (
      SELECT 'F' || f AS facility_id, DATE '2026-01-01' + d::INTEGER AS day FROM range(121) a(f), range(0, 278, 9) b(d)) d`)
  ).getRowsJson() as [string, string, string, boolean][]
  connection.closeSync()
  instance.closeSync()
  const expected = rows.map(([facility, text]) => {
    const day = CalendarDate.parse(text)
    const rule = late.find((one) => one.facility === facility && text >= one.since)
    const sent = addDays(day, rule?.days ?? 1)
    const received = sent > LAST ? LAST : sent
    return [facility, text, `${received} 02:00:00`, received <= addDays(day, 7)]
  })
  expect(rows).toEqual(expected)
  expect(new Set(rows.map(([, , , onTime]) => onTime))).toEqual(new Set([true, false]))
})

test('the question put to each row does not grow with the number of those who are late', () => {
  const asked = (count: number) =>
    receivedAtSql(table, { ...receipt, late: late.slice(0, count) }, 'd.facility_id', 'd.day').split('d.facility_id')
      .length
  expect(asked(40)).toBe(asked(1))
})
