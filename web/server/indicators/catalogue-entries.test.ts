import { Grant } from '@cockpit/domain/access/grant'
import { expect, test } from 'vitest'
import { mayReadCatalogue } from './catalogue-entries'

const grant = (role: string, territory: object) => Grant.parse({ role, territory, sensitivity: 'aggregate' })
const county = { kind: 'area', code: '330103' }

test('whoever may read any indicator anywhere may read the catalogue, nobody else', () => {
  expect(mayReadCatalogue([])).toBe(false)
  expect(mayReadCatalogue([grant('auditAdmin', county)])).toBe(false)
  expect(mayReadCatalogue([grant('supervisor', county)])).toBe(true)
  expect(mayReadCatalogue([grant('auditAdmin', county), grant('planner', county)])).toBe(true)
})
