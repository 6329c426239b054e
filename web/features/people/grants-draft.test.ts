import { Grant } from '@cockpit/domain/access/grant'
import { expect, test } from 'vitest'
import { changeBetween, type GrantRow, grantsOfRows, rowsOf } from './grants-draft'

const area = (role: string, code = '330000', sensitivity = 'facility') =>
  Grant.parse({ role, territory: { kind: 'area', code }, sensitivity })
const two = Grant.parse({
  role: 'institution',
  territory: { kind: 'facilities', ids: ['F1', 'F2'] },
  sensitivity: 'case',
})
const row = (change: Partial<GrantRow> = {}): GrantRow => ({
  ...{ key: 0, role: 'planner', kind: 'area', sensitivity: 'aggregate', places: [{ id: '330000', name: '' }] },
  ...change,
})

test('grants become rows with the names of their places, and the same grants again', () => {
  const grants = [area('leader'), two]
  const rows = rowsOf(grants, (kind, id) => `${kind} ${id}`)
  expect(rows.map(({ places }) => places.map(({ name }) => name))).toEqual([
    ['area 330000'],
    ['facilities F1', 'facilities F2'],
  ])
  expect(grantsOfRows(rows)).toEqual({ ok: true, grants })
  expect(grantsOfRows([])).toEqual({ ok: true, grants: [] })
})

test.each([
  ['place-missing', [row({ places: [] })]],
  ['place-missing', [row({ kind: 'facilities', places: [] })]],
  ['unsound', [row({ places: [{ id: 'F1', name: '' }] })]],
  ['twice', [row(), row({ key: 1 })]],
  ['separate-administrators', [row({ role: 'systemAdmin' }), row({ role: 'auditAdmin' })]],
  ['machine-role', [row({ role: 'display' })]],
] as const)('%s', (fault, rows) => {
  expect(grantsOfRows(rows)).toEqual({ ok: false, fault })
})

test('what changes is told as what is given and what is taken', () => {
  const held = [area('leader'), two]
  expect(changeBetween(held, held)).toEqual({ added: [], taken: [] })
  expect(changeBetween(held, [two])).toEqual({ added: [], taken: [area('leader')] })
  expect(changeBetween(held, [two, area('leader', '330000', 'case')])).toEqual({
    added: [area('leader', '330000', 'case')],
    taken: [area('leader')],
  })
})
