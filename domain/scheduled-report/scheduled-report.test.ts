import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AreaCode, FacilityId } from '../ids'
import { addDays, CalendarDate, shanghaiDate } from '../period/calendar'
import { formatPeriod, parsePeriod } from '../period/period'
import { ScheduledReport } from './definition'
import { PERIOD_RULES, periodOn } from './period-rule'
import { pageAt, reportPage } from './report-page'
import { duesAfter, nextDue, Schedule } from './schedule'

const local = (text: string) => new Date(`${text}:00+08:00`)
const said = (due: Date) => new Date(due.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
const monthly = (day: number) => Schedule.parse({ every: 'month', day, at: '08:00' })

describe('the next due date', () => {
  it.each([
    ['the same day, later', { every: 'day', at: '08:00' }, '2026-11-22T07:59', '2026-11-22T08:00'],
    ['not twice at the same instant', { every: 'day', at: '08:00' }, '2026-11-22T08:00', '2026-11-23T08:00'],
    ['over the end of a year', { every: 'day', at: '08:00' }, '2026-12-31T09:00', '2027-01-01T08:00'],
    [
      'just after midnight here, still yesterday in UTC',
      { every: 'day', at: '00:05' },
      '2026-11-22T00:04',
      '2026-11-22T00:05',
    ],
    ['Monday, asked on a Sunday', { every: 'week', weekday: 1, at: '08:00' }, '2026-11-22T12:00', '2026-11-23T08:00'],
    ['Sunday, asked on a Monday', { every: 'week', weekday: 7, at: '08:00' }, '2026-11-23T12:00', '2026-11-29T08:00'],
    [
      'a week over the end of a year',
      { every: 'week', weekday: 5, at: '08:00' },
      '2026-12-31T12:00',
      '2027-01-01T08:00',
    ],
    [
      'the 31st of a month of 30 days',
      { every: 'month', day: 31, at: '08:00' },
      '2026-11-22T12:00',
      '2026-11-30T08:00',
    ],
    [
      'the 31st after a month of 30 days',
      { every: 'month', day: 31, at: '08:00' },
      '2026-11-30T08:00',
      '2026-12-31T08:00',
    ],
    ['29 February of a leap year', { every: 'month', day: 29, at: '08:00' }, '2028-02-01T00:00', '2028-02-29T08:00'],
    [
      'no 29 February in another year',
      { every: 'month', day: 29, at: '08:00' },
      '2027-02-01T00:00',
      '2027-02-28T08:00',
    ],
    ['a month over the end of a year', { every: 'month', day: 3, at: '08:00' }, '2026-12-03T08:00', '2027-01-03T08:00'],
    ['a quarter', { every: 'quarter', day: 15, at: '08:00' }, '2026-11-22T12:00', '2027-01-15T08:00'],
    ['the quarter one is in', { every: 'quarter', day: 15, at: '08:00' }, '2026-10-02T12:00', '2026-10-15T08:00'],
  ])('%s', (_, schedule, after, due) => {
    expect(said(nextDue(Schedule.parse(schedule), local(after)))).toBe(due)
  })

  it('is the first of a naive walk over every minute-exact day, for any schedule and instant', () => {
    const at = fc.constantFrom('00:00', '08:00', '23:59')
    const schedules = fc.oneof(
      fc.record({ every: fc.constant('day' as const), at }),
      fc.record({ every: fc.constant('week' as const), weekday: fc.integer({ min: 1, max: 7 }), at }),
      fc.record({ every: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), at }),
      fc.record({ every: fc.constant('quarter' as const), day: fc.integer({ min: 1, max: 31 }), at }),
    )
    const instants = fc.date({ min: local('2023-12-01T00:00'), max: local('2029-03-01T00:00'), noInvalidDate: true })
    fc.assert(
      fc.property(schedules, instants, (schedule, after) => {
        let day = shanghaiDate(after)
        for (;;) {
          const due = new Date(`${day}T${schedule.at}:00+08:00`)
          if (due > after && fits(schedule, day)) {
            expect(nextDue(schedule, after)).toEqual(due)
            return
          }
          day = addDays(day, 1)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('after a pause every due date comes once, in order, and the rest with the next pass', () => {
    const dues = duesAfter(monthly(31), local('2026-10-31T08:00'), local('2027-03-31T08:00'), 100).map(said)
    expect(dues).toEqual(
      ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'].map((day) => `${day}T08:00`),
    )
    expect(duesAfter(monthly(31), local('2026-10-31T08:00'), local('2027-03-31T08:00'), 2)).toHaveLength(2)
    expect(duesAfter(monthly(31), local('2026-10-31T08:00'), local('2026-11-30T07:59'), 9)).toEqual([])
  })
})

/** Said another way than the code: by looking at one day alone. */
function fits(schedule: Schedule, day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  if (schedule.every === 'day') return true
  if (schedule.every === 'week') return (date.getUTCDay() || 7) === schedule.weekday
  if (schedule.every === 'quarter' && date.getUTCMonth() % 3 !== 0) return false
  const last = new Date(date.getTime() + 86_400_000).getUTCDate() === 1
  return date.getUTCDate() === schedule.day || (last && date.getUTCDate() < schedule.day)
}

describe('the period of a rule', () => {
  it.each([
    ['lastDay', '2027-01-01', '2026-12-31'],
    ['lastDay', '2028-03-01', '2028-02-29'],
    ['lastWeek', '2026-11-22', '2026-W46'],
    ['lastWeek', '2026-11-23', '2026-W47'],
    ['lastWeek', '2027-01-04', '2026-W53'],
    ['lastMonth', '2027-01-31', '2026-12'],
    ['lastMonth', '2026-03-31', '2026-02'],
    ['lastQuarter', '2026-10-01', '2026-Q3'],
    ['lastQuarter', '2026-03-31', '2025-Q4'],
    ['lastHalf', '2026-06-30', '2025-H2'],
    ['lastHalf', '2026-07-01', '2026-H1'],
    ['lastYear', '2026-12-31', '2025'],
    ['yearToLastMonth', '2026-11-22', '2026-01..2026-10'],
    ['yearToLastMonth', '2026-01-15', '2025-01..2025-12'],
    ['yearToLastMonth', '2028-03-05', '2028-01..2028-02'],
    ['last12Months', '2026-03-05', '2025-03..2026-02'],
  ] as const)('%s on %s is %s', (rule, day, period) => {
    expect(formatPeriod(periodOn(rule, CalendarDate.parse(day)))).toBe(period)
  })

  it('is over before the day it falls due', () => {
    const days = fc.integer({ min: 0, max: 3000 }).map((n) => addDays(CalendarDate.parse('2020-01-01'), n))
    fc.assert(fc.property(fc.constantFrom(...PERIOD_RULES), days, (rule, day) => periodOn(rule, day).to < day))
  })
})

describe('a page as a report', () => {
  const period = parsePeriod('2026-10')
  const county = { area: AreaCode.parse('330106'), facility: null }
  const hospital = { area: AreaCode.parse('330106'), facility: FacilityId.parse('H1') }

  it.each([
    [
      '/?t=330000&p=2025-01&i=beds.occupancy',
      '/?t=330106&p=2026-10&i=beds.occupancy',
      '/?t=330106&p=2026-10&i=beds.occupancy&f=H1',
    ],
    ['/region/330000?flow=admissions', '/region/330106?flow=admissions&p=2026-10', null],
    ['/facility/H9', null, '/facility/H1?p=2026-10'],
    ['/ranking?i=a.b&period=2025', '/ranking?i=a.b&period=2026-10&area=330106', null],
    [
      '/explain?i=a.b',
      '/explain?i=a.b&from=2026-09&to=2026-10&area=330106',
      '/explain?i=a.b&from=2026-09&to=2026-10&area=330106&f=H1',
    ],
    ['/compare?of=areas&x=330106', null, null],
  ])('%s is about the recipient’s own place and the rule’s period', (path, forCounty, forHospital) => {
    expect([pageAt(path, period, county), pageAt(path, period, hospital)]).toEqual([forCounty, forHospital])
  })

  it('keeps its own place where that is wanted', () => {
    expect(pageAt('/?t=330000', period, null)).toBe('/?t=330000&p=2026-10')
    expect(pageAt('/compare?of=areas&x=330106', period, null)).toBe('/compare?of=areas&x=330106&p=2026-10')
  })

  it.each([
    '/cases?t=330000',
    '/admin',
    '/audit',
    '/tasks',
    '/compare?of=periods&x=2025,2026',
    '//evil/',
    'x',
    '/\\evil/',
    '/api/export/page',
  ])('%s is none', (path) => {
    expect([reportPage(path), pageAt(path, period, null)]).toEqual([null, null])
  })
})

describe('a definition', () => {
  const table = {
    kind: 'table',
    format: 'xlsx',
    indicators: ['outpatient.visits'],
    place: { kind: 'own' },
    by: null,
    compare: true,
  }
  const sound = {
    title: '月报',
    content: table,
    period: 'lastMonth',
    schedule: { every: 'month', day: 3, at: '08:00' },
    recipients: [{ kind: 'role', role: 'supervisor', area: '330000' }],
    channels: ['inbox', 'email'],
    attach: true,
  }
  const troubles = (change: object) =>
    ScheduledReport.safeParse({ ...sound, ...change }).error?.issues.map(({ path, message }) => [
      path.join('.'),
      message,
    ])

  it('that is sound is taken', () => expect(troubles({})).toBeUndefined())

  it.each([
    [{ title: '  ' }, 'title'],
    [{ recipients: [] }, 'recipients'],
    [{ recipients: [sound.recipients[0], sound.recipients[0]] }, 'recipients'],
    [{ recipients: [{ kind: 'role', role: 'institution', area: '330000' }] }, 'recipients.0'],
    [{ channels: [] }, 'channels'],
    [{ channels: ['inbox'] }, 'attach'],
    [{ content: { ...table, by: 'facility' } }, 'attach'],
    [{ content: { ...table, by: 'children' } }, 'attach'],
    [{ content: { ...table, place: { kind: 'fixed', area: '330106', facility: 'H1' } } }, 'attach'],
    [{ content: { ...table, indicators: [] } }, 'content.indicators'],
    [{ content: { kind: 'page', path: '/cases', place: 'address' }, attach: false }, 'content.path'],
    [{ content: { kind: 'page', path: '/compare', place: 'own' }, attach: false }, 'content.place'],
    [{ content: { kind: 'page', path: '/', place: 'own' } }, 'attach'],
    [{ schedule: { every: 'month', day: 32, at: '08:00' } }, 'schedule.day'],
    [{ schedule: { every: 'week', weekday: 0, at: '08:00' } }, 'schedule.weekday'],
    [{ schedule: { every: 'day', at: '24:00' } }, 'schedule.at'],
    [{ schedule: { every: 'month', at: '08:00' } }, 'schedule.day'],
    [{ period: 'always' }, 'period'],
  ])('is refused at the field that is wrong: %j', (change, field) => {
    expect(troubles(change)?.map(([path]) => path)).toContain(field)
  })
})
