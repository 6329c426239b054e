import { expect, test } from 'vitest'
import type { Column, WarehouseTable } from './contract'
import { checkViews, derivedViews } from './derived-views'
import { tables as inpatient } from './inpatient/tables'
import { tables as territory } from './territory/tables'

const title = { zh: '', en: '' }
const column = (name: string, type: Column['type'] = 'text'): Column => ({
  name,
  type,
  headers: [],
  title,
  required: false,
})
const table = (name: string, change: Partial<WarehouseTable> = {}): WarehouseTable => ({
  name,
  title,
  grain: '',
  key: ['id', 'since_day'],
  columns: [column('id'), column('since_day', 'date'), column('other')],
  checks: [],
  owedBy: [],
  history: { entity: ['id'], from: 'since_day' },
  ...change,
})

test('the views of the territory and of front pages are those the cubes and the lake name', () => {
  expect([...territory, ...inpatient].flatMap(derivedViews)).toEqual([
    'area_at',
    'area_now',
    'facility_at',
    'facility_now',
    'case_diagnosis',
    'case_operation',
    'drg_reference_at',
    'discharge_grouped',
  ])
  expect(() => checkViews([...territory, ...inpatient])).not.toThrow()
})

test.each<[string, readonly WarehouseTable[], RegExp]>([
  ['a view named like a table', [table('p'), table('p_at', { history: undefined })], /view p_at/],
  ['a key without the day', [table('p', { key: ['id'] })], /its key must be id, since_day/],
  [
    'a key with more than the entity and the day',
    [table('p', { key: ['id', 'since_day', 'other'] })],
    /its key must be/,
  ],
  ['a day that is no date', [table('p', { columns: [column('id'), column('since_day')] })], /must be a date/],
  [
    'a successor of an entity of two columns',
    [
      table('p', {
        key: ['id', 'other', 'since_day'],
        history: { entity: ['id', 'other'], from: 'since_day', successor: 'other' },
      }),
    ],
    /one column too/,
  ],
])('%s is refused', (_, tables, message) => {
  expect(() => checkViews(tables)).toThrow(message)
})
