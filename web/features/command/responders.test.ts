import { expect, it } from 'vitest'
import type { Responder } from './model'
import { orderResponders } from './responders'

const one = (id: string, tier: Responder['tier'], countyCode: string): Responder => ({
  id,
  name: `Hospital ${id}`,
  county: `County ${countyCode}`,
  tier,
  countyCode,
})
const ALL = [
  one('a', 'tertiary', '330102'),
  one('b', 'primary', '330105'),
  one('c', 'secondary', '330105'),
  one('d', 'primary', '330102'),
]

it('the alert’s own institution stands first, then its county, then the rest, larger first', () =>
  expect(orderResponders(ALL, { facilityId: 'd', areaCode: '330105' }).map(({ id }) => id)).toEqual([
    'd',
    'c',
    'b',
    'a',
  ]))
it('narrows by a part of the name or the county, whatever the case', () => {
  expect(orderResponders(ALL, { facilityId: null, areaCode: '' }, 'HOSPITAL C').map(({ id }) => id)).toEqual(['c'])
  expect(orderResponders(ALL, { facilityId: null, areaCode: '' }, '330102').map(({ id }) => id)).toEqual(['a', 'd'])
})
