import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { type Area, Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { FacilityDirectory, type ListedFacility } from './facility-directory'
import { visibleTree } from './visible-tree'

const area = (code: string, level: Area['level'], parent: string | null): Area => ({
  code: code as AreaCode,
  name: { zh: code, en: code },
  level,
  parent: parent as AreaCode | null,
  centre: [120, 30],
})
const facility = (id: string, county: string): ListedFacility => ({
  id: id as FacilityId,
  name: { zh: id, en: id },
  county: county as AreaCode,
  tier: 'secondary',
  category: 'general',
  at: [120, 30],
  beds: 100,
  demo: true,
})
const territory = new Territory([
  area('330000', 'province', null),
  area('330100', 'city', '330000'),
  area('330102', 'county', '330100'),
  area('330105', 'county', '330100'),
])
const directory = new FacilityDirectory([
  facility('H01', '330102'),
  facility('H02', '330102'),
  facility('H03', '330105'),
])

test('a county grant sees its county and the names above it, not its neighbour', () => {
  const tree = visibleTree({ areas: ['330102' as AreaCode], facilities: [] }, territory, directory)
  expect(tree.areas.map(({ code, readable, facilities }) => [code, readable, facilities])).toEqual([
    ['330000', false, 2],
    ['330100', false, 2],
    ['330102', true, 2],
  ])
  expect(tree.start).toEqual({ area: '330102', facility: null })
})

test('a province grant sees everything and starts at the province', () => {
  const tree = visibleTree({ areas: ['330000' as AreaCode], facilities: [] }, territory, directory)
  expect(tree.areas).toHaveLength(4)
  expect(tree.areas.every(({ readable }) => readable)).toBe(true)
  expect(tree.start?.area).toBe('330000')
})

test('an institution starts at its own facility and reads no area', () => {
  const tree = visibleTree({ areas: [], facilities: ['H03' as FacilityId] }, territory, directory)
  expect(tree.areas.map(({ code, readable }) => [code, readable])).toEqual([
    ['330000', false],
    ['330100', false],
    ['330105', false],
  ])
  expect(tree.start).toEqual({ area: '330105', facility: 'H03' })
})

test('an empty scope sees an empty tree', () => {
  expect(visibleTree({ areas: [], facilities: [] }, territory, directory)).toEqual({ areas: [], start: null })
})
