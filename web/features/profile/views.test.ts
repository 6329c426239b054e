import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { parsePeriod } from '@cockpit/domain/period/period'
import { funnel } from '@cockpit/domain/spc/funnel'
import { describe, expect, it } from 'vitest'
import { FUNNEL_KINDS, peerFunnel } from '../../server/profile/peer-funnel'
import { bandRows, stripOf } from './band-view'
import { curveOf, funnelView } from './funnel-view'
import { answer, definition, hidden, shown } from './made-answers'
import { profileHref, readProfileAddress, writeProfileAddress } from './profile-address'
import { calendarYearOf, yearOf } from './profile-frame'
import { FUNNELS } from './profile-indicators'
import { byUrgency, processView } from './xmr-view'

describe('the address of a profile', () => {
  const read = (text: string) => readProfileAddress(new URLSearchParams(text))
  it.each([
    '?',
    '?p=2026-Q3&cmp=mom',
    '?p=2026-10&g=type&mdc=MDCF',
    '?mdc=MDCF&dep=%E5%86%85%E7%A7%91',
    '?p=2026-10&fi=inpatient.mortality&fm=natural&fd=none&mix=cases&strata=ageSex',
    '?mdc=%E6%BC%94%E7%A4%BA%E5%A4%A7%E7%B1%BB+%E5%86%85%E7%A7%91',
  ])('%s is read and written back to itself', (text) => expect(writeProfileAddress(read(text))).toBe(text))
  it('leaves out of a link what is the usual', () =>
    expect(writeProfileAddress(read('?fd=additive&strata=mdc&fm=log'))).toBe('?fm=log'))
  it('names what it cannot read and keeps the rest', () =>
    expect(read('?p=never&cmp=mom&g=all')).toMatchObject({ period: null, compare: 'previous', unread: ['p', 'g'] }))
  it('carries the period and comparison one comes from', () => {
    expect(profileHref('A/1')).toBe('/facility/A%2F1')
    expect(profileHref('F1', { period: parsePeriod('2026-09'), compare: 'previous' })).toBe(
      '/facility/F1?p=2026-09&cmp=mom',
    )
  })
  it('takes the calendar year a period ends in for breakdowns, and a longer period as it is', () => {
    expect(calendarYearOf(parsePeriod('2026-03'))).toMatchObject({ from: '2026-01-01', to: '2026-12-31' })
    expect(calendarYearOf(parsePeriod('2025-11..2026-03'))).toMatchObject({ from: '2025-11-01', to: '2026-03-31' })
  })
  it('takes twelve months for what is rare, and a longer period as it is', () => {
    expect(yearOf(parsePeriod('2026-10'))).toMatchObject({ from: '2025-11-01', to: '2026-10-31' })
    expect(yearOf(parsePeriod('2025-01..2026-10'))).toMatchObject({ from: '2025-01-01' })
  })
})

describe('a value beside the middle half of its peers', () => {
  const own = answer([{ key: '', cells: { a: shown('a', 1.2), b: shown('b', 5), c: hidden('c') } }])
  const bands = [
    { indicator: 'a', peers: 7, lower: 0.9, median: 1, upper: 1.1 },
    { indicator: 'b', peers: 4 },
    { indicator: 'c', peers: 7, lower: 0.9, median: 1, upper: 1.1 },
  ]
  it('stands above, and that is worse where lower is better', () => {
    const [row] = bandRows([definition('a')], own, bands, 'sameLastYear', 'zh')
    expect(row).toMatchObject({ text: '1.20', standing: 'above', sense: 'worse', peers: 7 })
    expect(row?.band?.text).toBe('0.90 – 1.10')
    expect(bandRows([definition('a', 'higher')], own, bands, 'previous', 'zh')[0]?.sense).toBe('better')
    expect(bandRows([definition('a', 'monitor')], own, bands, 'previous', 'zh')[0]?.sense).toBe('neutral')
  })
  it('has no standing without a band, and none without a value', () => {
    const rows = bandRows([definition('b'), definition('c')], own, bands, 'sameLastYear', 'zh')
    expect(rows[0]).toMatchObject({ text: '5.00', standing: null, band: null, strip: null })
    expect(rows[1]).toMatchObject({ state: 'suppressed', text: null, standing: null, strip: null })
  })
  it('is inside on a quartile', () => {
    const at = answer([{ key: '', cells: { a: shown('a', 1.1) } }])
    expect(bandRows([definition('a')], at, bands, 'previous', 'zh')[0]?.standing).toBe('inside')
  })
  it.each([[0.2], [1], [9]])('is on the strip at %f, in order with the band', (value) => {
    const strip = stripOf(value, { lower: 0.9, median: 1, upper: 1.1 })
    for (const place of Object.values(strip)) {
      expect(place).toBeGreaterThan(0)
      expect(place).toBeLessThan(1)
    }
    expect(strip.lower).toBeLessThan(strip.upper)
    expect(strip.value < strip.lower).toBe(value < 0.9)
  })
})

describe('a process chart of an answer by month', () => {
  const words = { rule: (rule: string, side: string) => `${rule} ${side}`, variation: (one: string) => one }
  const months = (values: readonly (number | null)[], last: Partial<Envelope> = {}) =>
    answer(
      values.map((value, i) => ({
        key: '',
        at: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
        cells: { a: value === null ? hidden('a') : shown('a', value, i === values.length - 1 ? last : {}) },
      })),
    )
  const wave = Array.from({ length: 15 }, (_, i) => (i % 2 ? 11 : 9))

  it('calls a leap a concern where lower is better, with its rule, and judges the target', () => {
    const view = processView(
      { ...definition('a'), target: { max: 30, source: 's', evidence: 'default' } },
      months([...wave, 40]),
      words,
    )
    expect(view).toMatchObject({ now: 'concern', enough: true, count: 16, rules: ['outside'] })
    // Its limits lie inside the target, and the newest value does not.
    expect(view.assurance).toBe('pass-missed')
    expect(view.points.at(-1)).toMatchObject({ mark: 'concern', says: ['concern', 'outside above'] })
    expect(view.latest).toEqual({ month: '2025-04', value: 40 })
  })
  it.each([
    [{ max: 30 }, 10, 'pass'],
    [{ min: 30 }, 10, 'fail'],
    [{ min: 30 }, 40, 'fail-met'],
    [{ max: 10 }, 40, 'hit-or-miss'],
  ] as const)('says of the target %o with the newest value %d: %s', (target, newest, says) => {
    const aimed = { ...definition('a'), target: { ...target, source: 's', evidence: 'default' as const } }
    expect(processView(aimed, months([...wave, newest]), words).assurance).toBe(says)
  })
  it('has neither limits nor a judgement with eleven months', () => {
    const view = processView(definition('a'), months(wave.slice(0, 11)), words)
    expect(view).toMatchObject({ enough: false, now: 'too-few', limits: null, assurance: null })
  })
  it('tells a limit no farther than a value can lie, and judges as before', () => {
    const low = months([...wave.map((value) => value - 9), 40])
    const view = processView(definition('a'), low, words)
    expect(view.chart.phases[0]?.limits?.lower).toBeLessThan(0)
    expect(view.limits?.lower).toBe(0)
    expect(view.now).toBe('concern')
  })
  it('begins with the first value, passes over gaps, and leaves a month out that is not over', () => {
    const view = processView(
      definition('a'),
      months([null, null, 10, null, ...wave, 90], { through: '2025-08-12' }),
      words,
    )
    expect(view.points[0]).toMatchObject({ month: '2024-03', value: 10 })
    expect(view.points.at(-1)).toMatchObject({ value: null, mark: 'unjudged' })
    expect(view.latest?.value).not.toBe(90)
  })
  it('shows concerns first', () =>
    expect(
      byUrgency([{ now: 'common' }, { now: 'concern' }, { now: 'no-value' }, { now: 'high' }] as const).map(
        ({ now }) => now,
      ),
    ).toEqual(['concern', 'high', 'common', 'no-value']))
})

describe('a funnel for the eye', () => {
  const units = [
    ...Array.from({ length: 12 }, (_, i) => ({ id: `F${i}`, observed: 40 + (i % 3), base: 400 })),
    { id: 'HIGH', observed: 120, base: 400 },
    { id: 'SMALL', observed: 3, base: 20 },
    { id: 'TINY', observed: 1, base: 2 },
  ]
  const found = peerFunnel('share', units, new Set(units.map(({ id }) => id)), {})
  const view = funnelView(
    found,
    'HIGH',
    (id) => `name ${id}`,
    () => ['x'],
  )

  it('lists who lies outside first, draws the own facility and greys small samples', () => {
    expect(view.rows[0]).toMatchObject({ own: true, mark: 'warning', name: 'name HIGH' })
    expect(view).toMatchObject({ outside: 1, judged: 13, small: 2 })
    const drawn = new Map(view.points.map((point) => [point.key, point]))
    expect(drawn.get('SMALL')?.mark).toBe('unjudged')
    // Fewer than one event is expected of it: it is not even drawn.
    expect(drawn.has('TINY')).toBe(false)
  })
  it('draws the limits the points were judged by', () => {
    const shape = found.shape ?? funnel(units, { kind: 'share' }).shape
    const curve = curveOf(shape, 400 / 1.1)
    expect(curve.at(-1)?.base).toBeCloseTo(400, 9)
    const own = found.units.find(({ id }) => id === 'HIGH')?.limits
    expect(curve.at(-1)?.warning.upper).toBeCloseTo(own?.warning.upper ?? 0, 12)
  })
  it('offers exactly the funnels the server makes, each of its kind', () => expect(FUNNELS).toEqual(FUNNEL_KINDS))
})
