import { AreaCode } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { SetTarget } from '@cockpit/domain/indicator/target'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { expect, test } from 'vitest'
import { type Cell, dress } from './envelopes'

const definition = { id: 'a.b', version: '1', kind: 'sum' } as IndicatorDefinition
const shown = (value: number): Cell => ({ state: 'shown', value })

test('a comparison with another span of the same figure', () => {
  const { compare } = dress(definition, shown(120), { sameLastYear: { other: shown(100) } })
  expect(compare).toEqual({ sameLastYear: { value: 100, difference: 20, change: 0.2 } })
})

test('the year to date is compared on both sides, and says its own', () => {
  const { compare, value } = dress(definition, shown(12), { yearToDate: { own: shown(90), other: shown(120) } })
  expect(value).toBe(12)
  expect(compare).toEqual({ yearToDate: { own: 90, value: 120, difference: -30, change: -0.25 } })
})

test('a small month leaves its year to date, and nothing that is measured by the month itself', () => {
  const envelope = dress(
    definition,
    { state: 'suppressed' },
    {
      yearToDate: { own: shown(50), other: shown(40) },
      rolling12: { own: shown(60), other: { state: 'suppressed' } },
      rolling2: { own: { state: 'suppressed' }, other: shown(7) },
      sameLastYear: { other: shown(30) },
    },
  )
  expect(envelope).not.toHaveProperty('value')
  expect(envelope.compare).toEqual({
    yearToDate: { own: 50, value: 40, difference: 10, change: 0.25 },
    rolling12: 'suppressed',
    rolling2: 'suppressed',
  })
})

test('a figure of a part of its period says to which day', () => {
  expect(dress(definition, shown(1), {}, null, '2026-10-18')).toMatchObject({ through: '2026-10-18' })
  expect(dress(definition, shown(1), {})).not.toHaveProperty('through')
})

test('a target set for the place decides where the value stands, and the definition’s own stays beside it', () => {
  const own = { max: 30, source: 'paper', evidence: 'policy' } as const
  const set: SetTarget = {
    ...{ indicator: 'a.b', area: AreaCode.parse('330100'), tier: 'all', since: CalendarDate.parse('2026-01-01') },
    ...{ max: 20, source: 'city', evidence: 'default' },
  }
  const held = {
    max: 20,
    source: 'city',
    evidence: 'default',
    set: { area: '330100', since: '2026-01-01', tier: 'all' },
  }
  const targeted = { ...definition, target: own }
  expect(dress(targeted, shown(25), {}, null, undefined, set)).toMatchObject({
    ...{ target: held, ownTarget: own, standing: 'above' },
  })
  expect(dress(targeted, shown(25), {})).toMatchObject({ target: own, standing: 'met' })
  expect(dress(targeted, shown(25), {})).not.toHaveProperty('ownTarget')
  const without = dress(definition, { state: 'no-data' }, {}, null, undefined, set)
  expect(without).toEqual({ indicator: 'a.b', definitionVersion: '1', state: 'no-data', target: held })
})
