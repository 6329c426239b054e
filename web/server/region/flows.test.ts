import { AreaCode } from '@cockpit/domain/ids'
import { OUTSIDE } from '@cockpit/domain/territory/care-flow'
import { Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { flowsOf, placeOfCare } from './flows'

const treated = (counts: Record<string, number | null>) =>
  Object.entries(counts).map(([county, count]) => ({ county, count }))

test('flows leave the own place, gather into its kind, and are listed from five on', () => {
  const found = flowsOf(
    [
      { code: 'A', treated: treated({ A1: 80, A2: 10, B1: 3, B2: 4, C1: 4, x: 9 }) },
      { code: 'B', treated: treated({ B1: 50, A1: 30, C1: null, x: 0 }) },
    ],
    // A1 stands for A, and what is no place of ours is outside.
    (county) => (county === 'x' ? OUTSIDE : (county[0] ?? '')),
  )
  expect(found.flows.map(({ from, to, count, share }) => [from, to, count, share])).toEqual([
    ['B', 'A', 30, 30 / 80],
    ['A', OUTSIDE, 9, 9 / 110],
    ['A', 'B', 7, 7 / 110],
  ])
  expect(found.small).toBe(1)
  expect(found.homes).toEqual([
    { from: 'A', total: 110, home: 90 },
    { from: 'B', total: 80, home: 50 },
  ])
})

test('a county of care stands for the origin, for its neighbour, for its city, or for outside', () => {
  const area = (code: string, level: 'province' | 'city' | 'county', parent: string | null) => ({
    code: AreaCode.parse(code),
    name: { zh: code, en: code },
    level,
    parent: parent === null ? null : AreaCode.parse(parent),
    centre: [120, 30] as const,
  })
  const territory = new Territory([
    area('330000', 'province', null),
    area('330100', 'city', '330000'),
    area('330102', 'county', '330100'),
    area('330105', 'county', '330100'),
    area('330200', 'city', '330000'),
    area('330203', 'county', '330200'),
    area('339001', 'county', '330000'),
  ])
  const seen = (county: string, origin: string) => placeOfCare(territory, county, origin)
  expect(['330102', '330203', '339001', '310000'].map((county) => seen(county, '330100'))).toEqual([
    '330100',
    '330200',
    '339001',
    OUTSIDE,
  ])
  expect(['330102', '330105', '330203', '339001', 'x'].map((county) => seen(county, '330102'))).toEqual([
    '330102',
    '330105',
    '330200',
    '339001',
    OUTSIDE,
  ])
})
