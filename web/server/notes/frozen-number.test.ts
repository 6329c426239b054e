import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { expect, test } from 'vitest'
import { FrozenNumber, frozenNumber } from './frozen-number'

const question = IndicatorQuery.parse({
  indicators: ['inpatient.mortality'],
  territory: '330102',
  facility: 'F0001',
  period: '2026-10',
})
const answer = (cells: Answer['rows'][number]['cells']): Answer => ({
  rows: [{ key: '', cells }],
  period: { from: '2026-10-01', to: '2026-10-31' },
  dataThrough: null,
  asOf: '2026-11-01T00:00:00.000Z',
  coverage: null,
  dataVersion: 'discharge@7',
  demo: true,
})
const now = new Date('2026-11-22T02:00:00Z')

test('the number is kept with its place, period, parts, versions and the moment', () => {
  const cell = {
    indicator: 'inpatient.mortality',
    state: 'shown',
    value: 0.012,
    numerator: 6,
    denominator: 500,
    definitionVersion: '2026.1',
  } as const
  expect(frozenNumber(question, answer({ 'inpatient.mortality': cell }), now)).toEqual({
    indicator: 'inpatient.mortality',
    territory: '330102',
    facility: 'F0001',
    period: { from: '2026-10-01', to: '2026-10-31' },
    state: 'shown',
    value: 0.012,
    numerator: 6,
    denominator: 500,
    through: null,
    definitionVersion: '2026.1',
    dataVersion: 'discharge@7',
    asOf: '2026-11-01T00:00:00.000Z',
    demo: true,
    frozenAt: '2026-11-22T02:00:00.000Z',
  })
})

test('a number that is withheld is frozen as withheld, without a value', () => {
  const cell = { indicator: 'inpatient.mortality', state: 'suppressed', definitionVersion: '2026.1' } as const
  expect(frozenNumber(question, answer({ 'inpatient.mortality': cell }), now)).toMatchObject({
    state: 'suppressed',
    value: null,
  })
  expect(FrozenNumber.parse(frozenNumber(question, answer({}), now)).dataVersion).toBe('discharge@7')
  expect(frozenNumber(question, answer({}), now)).toMatchObject({ state: 'no-data', value: null })
})
