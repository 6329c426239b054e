import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { faultOf } from '@cockpit/domain/rules/fits-indicator'
import { judge } from '@cockpit/domain/rules/judge'
import { type Facility, Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { stepsBetween } from './ask-steps'
import { findingOf, withoutFigures } from './finding-of'
import { judgeSubjects } from './judge-subjects'

const facility = (id: string, tier: Facility['tier'] = 'secondary'): Facility => ({
  id: FacilityId.parse(id),
  name: { zh: '演示医院', en: 'Demo' },
  county: AreaCode.parse('990101'),
  tier,
  category: 'general',
  at: [0, 0],
})
const facilities = new Map([facility('H1')].map((one) => [one.id, one]))
const place = { zh: '演示县', en: 'Demo County' }
const province = AreaCode.parse('990000')
const territory = new Territory([
  { code: province, name: place, level: 'province', parent: null, centre: [0, 0] },
  { code: AreaCode.parse('990101'), name: place, level: 'county', parent: province, centre: [0, 0] },
])
const rule = (when: object, more: object = {}): RuleDefinition =>
  RuleDefinition.parse({
    id: 'share-high',
    title: { zh: '药占比', en: 'Drug share' },
    indicator: 'income.drugShare',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when,
    advice: { zh: '', en: '' },
    version: '1',
    ...more,
  })
const cell = (state: Envelope['state'], value?: number, more: Partial<Envelope> = {}): Envelope => ({
  indicator: 'income.drugShare',
  state,
  ...(value === undefined ? {} : { value }),
  definitionVersion: '1',
  ...more,
})
const subject = (months: Record<string, Envelope>, key = 'H1') => {
  const at = (step: string) => months[step.slice(0, 7)]
  return { key, name: '演示医院', each: null, cell: at, line: (ats: readonly string[]) => ats.map(at), envelope: at }
}
const month = (text: string) => CalendarDate.parse(`${text}-01`)
const steps = stepsBetween(month('2025-09'), month('2026-10'), 'month')
const above = rule({ kind: 'threshold', op: '>', value: 0.3, steps: 2 })
const silent = rule({ kind: 'not-reported', steps: 1 })
const judgedAt = (one: RuleDefinition, months: Record<string, Envelope>, at = '2026-10', key = 'H1') =>
  judgeSubjects(one, [subject(months, key)], steps, [month(at)], facilities)[0]
const findingAt = (one: RuleDefinition, months: Record<string, Envelope>, at = '2026-10', key = 'H1') => {
  const judged = judgedAt(one, months, at, key)
  return judged?.verdict.state === 'fires' ? findingOf(one, judged, facilities, undefined, territory) : null
}

test('a finding names its rule, subject and month, stands in the county of the facility and keeps the envelope', () => {
  const months = { '2026-09': cell('shown', 0.31), '2026-10': cell('shown', 0.32) }
  expect(findingAt(above, months)).toMatchObject({
    dedupeKey: 'share-high|H1|2026-10',
    areaCode: '990101',
    facilityId: 'H1',
    period: '2026-10',
    kind: 'threshold',
    title: { zh: '药占比：演示医院', en: 'Drug share: Demo' },
    detail: {
      value: 0.32,
      limit: 0.3,
      months: 2,
      reason: { zh: '0.32，高于限值 0.3，已连续 2 个月', en: '0.32, above the limit 0.3, 2 months running' },
      envelope: { state: 'shown', value: 0.32 },
    },
  })
})

test('equal to the limit in one of the months is no finding, and a suppressed month breaks a run', () => {
  const now = { '2026-10': cell('shown', 0.32) }
  expect(findingAt(above, { '2026-09': cell('shown', 0.3), ...now })).toBeNull()
  expect(findingAt(above, { '2026-09': cell('suppressed'), ...now })).toBeNull()
})

test('a month without a report after one with is a silence; a suppressed count was reported and is none', () => {
  const before = { '2026-09': cell('shown', 0.1) }
  const quiet = findingAt(silent, { ...before, '2026-10': cell('not-reported') })
  expect(quiet?.detail).toMatchObject({ value: null, envelope: { state: 'not-reported' } })
  expect(findingAt(silent, { ...before, '2026-10': cell('suppressed') })).toBeNull()
  expect(findingAt(silent, { '2026-10': cell('not-reported') })).toBeNull()
})

test('a rule reads its own window, however much was asked for with it', () => {
  const old = { '2025-09': cell('shown', 0.1) }
  // Thirteen months are read: September of last year lies just outside.
  expect(findingAt(silent, { ...old, '2026-10': cell('not-reported') })).toBeNull()
  expect(judgedAt(silent, old)?.input.series).toMatchObject({ from: '2025-10-01' })
})

test('a county stands for itself; a facility nobody knows raises nothing', () => {
  const months = { '2026-09': cell('shown', 1), '2026-10': cell('shown', 1) }
  const county = { ...above, by: 'county' as const }
  expect(findingAt(county, months, '2026-10', '990101')).toMatchObject({
    areaCode: '990101',
    facilityId: null,
    title: { zh: '药占比：演示县', en: 'Drug share: Demo County' },
  })
  expect(findingAt(above, months, '2026-10', 'H9')).toBeNull()
})

test('what was recorded of a verdict gives the same verdict, peers included', () => {
  const tier = (n: number) => (n < 8 ? 'tertiary' : 'secondary')
  const many = Array.from({ length: 12 }, (_, n) => facility(`H${n}`, tier(n)))
  const known = new Map(many.map((one) => [one.id, one]))
  const of = (n: number) => {
    const numerator = n === 0 ? 90 : 20 + n
    return cell('shown', numerator / 400, { numerator, denominator: 400 })
  }
  const subjects = many.map((one, n) => subject({ '2026-10': of(n) }, one.id))
  const funnel = rule({ kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' })
  const judged = judgeSubjects(funnel, subjects, steps, [month('2026-10')], known)
  expect(judged.filter(({ verdict }) => verdict.state === 'fires').map((one) => one.subject.key)).toEqual(['H0'])
  for (const { verdict, input } of judged) {
    const stored = JSON.parse(JSON.stringify({ funnel, input }))
    expect(judge(RuleDefinition.parse(stored.funnel), stored.input)).toEqual(verdict)
  }
})

test('an alert about a withheld count keeps no figure that tells it', () => {
  const months = { '2026-09': cell('shown', 0.31), '2026-10': cell('shown', 0.32) }
  const finding = findingAt(above, months)
  if (!finding) throw new Error('there is a finding')
  const bare = withoutFigures(finding, { state: 'suppressed' })
  expect(bare.detail).not.toHaveProperty('reason')
  expect(JSON.stringify(bare)).not.toContain('0.3')
})

test('a rule finer than its indicator, or about facilities where there are none, is not asked', () => {
  const daily = { ...above, grain: 'day' as const }
  expect(faultOf(daily, [{ grain: 'day', scope: 'facility' }])).toBeNull()
  expect(faultOf(daily, [{ grain: 'month', scope: 'facility' }])).toContain('by month only')
  expect(faultOf(above, [{ grain: 'day', scope: 'area' }])).toContain('has none')
  expect(faultOf(above, [undefined])).toContain('income.drugShare')
})
