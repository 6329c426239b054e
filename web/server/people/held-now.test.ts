import { Grant } from '@cockpit/domain/access/grant'
import { expect, test } from 'vitest'
import { sameGrants } from './held-now'

const grant = (role: string, code = '330000') =>
  Grant.parse({ role, territory: { kind: 'area', code }, sensitivity: 'facility' })

test('lists of grants are the same in any order, and not when one is more, less or elsewhere', () => {
  const held = [grant('leader'), grant('planner', '330100')]
  expect(sameGrants(held, [...held].reverse())).toBe(true)
  expect(sameGrants([], [])).toBe(true)
  expect(sameGrants(held, held.slice(1))).toBe(false)
  expect(sameGrants(held.slice(1), held)).toBe(false)
  expect(sameGrants(held, [grant('leader'), grant('planner', '330200')])).toBe(false)
})
