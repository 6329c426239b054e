import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { CalendarDate, calendarDate } from '../period/calendar'
import { backtest, type KnownEvent } from './backtest'
import { withinBudget } from './false-alarm-budget'
import { type FarringtonSettings, farrington, farrington1996, farringtonFlexible } from './farrington'
import type { CountSeries } from './series'
import { sweep } from './sweep'

const published = resolve(import.meta.dirname, '../../../shared/data/notifiable/notifiable_monthly_CN_ZJ_CQ.csv')
const absent = !existsSync(published)
/** Printed beside what is skipped. */
const skipped: { meta: object } = { meta: { reason: `${published} is absent` } }

const AREAS = ['全国', '浙江', '重庆']
const MONTHS = 204
/** Cases by month, 2004 to 2020; a month without a row is not reported. */
let table: Map<string, (number | null)[]>
function series(disease: string, area = '全国'): CountSeries {
  const counts = table.get(`${disease} ${area}`)
  if (!counts) throw new Error(`${disease} of ${area} is not in the table.`)
  return { from: calendarDate(2004, 1, 1), step: 'month', counts }
}
const event = (name: string, from: string, to: string): KnownEvent => ({
  name,
  from: CalendarDate.parse(from),
  to: CalendarDate.parse(to),
})
const HOLD = { holdOff: 1, early: 62 }
const flexible = (settings: FarringtonSettings) => (given: CountSeries) => farrington(given, settings)

describe.skipIf(absent)('notifiable diseases by month, 2004 to 2020', skipped, () => {
  beforeAll(() => {
    table = new Map()
    for (const row of readFileSync(published, 'utf8').trim().split('\n').slice(1)) {
      const [disease, , , area, month = '', cases = ''] = row.split(',')
      const counts = table.get(`${disease} ${area}`) ?? new Array<number | null>(MONTHS).fill(null)
      table.set(`${disease} ${area}`, counts)
      const at = (Number(month.slice(0, 4)) - 2004) * 12 + Number(month.slice(5)) - 1
      counts[at] = cases === '' || Number.isNaN(Number(cases)) ? null : Number(cases)
    }
    expect(table.get('流行性感冒 全国')).toHaveLength(MONTHS)
  })

  test.each([
    ['流行性感冒', '全国', event('pandemic', '2009-09-01', '2009-12-31')],
    ['流行性感冒', '浙江', event('winter 2017/18', '2018-01-01', '2018-02-28')],
    ['流行性感冒', '重庆', event('winter 2019/20', '2019-12-01', '2020-01-31')],
    ['登革热', '全国', event('Guangdong', '2014-09-01', '2014-11-30')],
    ['风疹', '全国', event('resurgence', '2019-03-01', '2019-07-31')],
    ['猩红热', '全国', event('year of many', '2011-05-01', '2011-06-30')],
  ])('%s, %s: the known event is found by the end of its first month', (disease, area, known) => {
    const found = backtest(series(disease, area), flexible(farringtonFlexible('month')), [known], HOLD)
    expect(found.events[0]).toMatchObject({ outcome: 'found' })
    expect(found.events[0]?.delay).toBeLessThan(31)
    expect(found.falsePerMonth).toBeLessThan(0.15)
    // Five years of history and a month of window come first.
    expect(found.notJudged['history-short']).toBe(61)
  })

  test('the effect of the tail on influenza: fewer alerts, no later the pandemic', () => {
    const known = [event('pandemic', '2009-09-01', '2009-12-31'), event('winter 2019/20', '2019-12-01', '2020-01-31')]
    const rows = sweep(farringtonFlexible('month'), { tail: [0.05, 0.0005], limit: ['two-thirds'] }, (settings) =>
      backtest(series('流行性感冒'), flexible(settings), known, HOLD),
    )
    const [base, loose, strict, twoThirds] = rows
    expect(rows).toHaveLength(4)
    expect(loose?.falsePerMonth).toBeGreaterThan(base?.falsePerMonth ?? 9)
    expect(strict?.falsePerMonth).toBeLessThan(base?.falsePerMonth ?? 0)
    for (const row of [base, loose, strict, twoThirds]) expect(row?.sensitivity).toBe(1)
  })

  test('alarms of ten diseases in three areas are held to one false one in two months', () => {
    const diseases = [
      '流行性感冒',
      '手足口病',
      '其它感染性腹泻病',
      '麻疹',
      '风疹',
      '猩红热',
      '百日咳',
      '乙肝',
      '梅毒',
      '流行性腮腺炎',
    ]
    const settings = { ...farrington1996('month'), tail: 0.025 }
    const all = diseases.flatMap((subject) =>
      AREAS.map((area) => ({ area, subject, verdicts: farrington(series(subject, area), settings) })),
    )
    const { months, kept } = withinBudget(all, { rate: 0.1, perMonth: 0.5, tail: settings.tail })
    const alarms = months.reduce((sum, month) => sum + month.alarms, 0)
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(alarms)
    for (const month of months) {
      expect(month.tests).toBeLessThanOrEqual(30)
      expect((month.cut ?? 0) * month.tests).toBeLessThanOrEqual(0.5 + 1e-9)
    }
    const names = new Set(kept.map((one) => `${one.subject} ${one.area} ${one.date}`))
    expect(names.has('流行性感冒 全国 2009-09-01')).toBe(true)
    expect(names.has('风疹 重庆 2019-05-01')).toBe(true)
    // Schools closed and masks on: the spring of 2020 has next to no alarm left, where that of 2019 had many.
    const spring = (year: number) =>
      kept.filter((one) => one.date >= `${year}-03-01` && one.date < `${year}-07-01`).length
    expect(spring(2020)).toBeLessThan(spring(2019) / 5)
  })
})
