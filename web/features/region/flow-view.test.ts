import { expect, test } from 'vitest'
import { arcEnds, flowArcs } from './flow-view'
import { regionHref, regionReader } from './region-address'

const place = (code: string, longitude: number) => ({
  code,
  name: { zh: code, en: code },
  centre: [longitude, 30] as const,
})

test('arcs go from home to care, weighed by the largest; what has no place on the map has no arc', () => {
  const flow = (from: string, to: string, count: number) => ({ from, to, count, share: 0.1 })
  expect(
    flowArcs([flow('a', 'outside', 900), flow('a', 'b', 80), flow('b', 'a', 20)], [place('a', 120), place('b', 121)]),
  ).toEqual([
    { id: 'a b', from: [120, 30], to: [121, 30], weight: 1 },
    { id: 'b a', from: [121, 30], to: [120, 30], weight: 0.25 },
  ])
  expect(flowArcs([], [])).toEqual([])
  const many = Array.from({ length: 90 }, (_, i) => flow('a', 'b', 100 - i))
  expect(flowArcs(many, [place('a', 1), place('b', 2)])).toHaveLength(40)
})

test('beyond the area only those places are drawn in which an arc ends', () => {
  const flow = (from: string, to: string, count: number) => ({ from, to, count, share: 0.1 })
  const places = [place('a', 120), place('b', 121), place('c', 122)]
  const arcs = flowArcs([flow('a', 'b', 9), flow('c', 'a', 8)], places)
  expect(arcEnds(arcs, places).map(({ code }) => code)).toEqual(['a', 'b'])
  expect(arcEnds([], places)).toEqual([])
})

test('the address of a region is read back as it was written', () => {
  const read = regionReader('330100')
  const address = read(new URLSearchParams('p=2026-Q3&cmp=mom&flow=admissions'))
  expect(address).toMatchObject({ code: '330100', compare: 'previous', flow: 'admissions' })
  const href = regionHref(address)
  expect(href).toBe('/region/330100?p=2026-Q3&cmp=mom&flow=admissions')
  expect(read(new URLSearchParams(href.split('?')[1]))).toEqual(address)
  expect(regionHref({ code: '330100' })).toBe('/region/330100')
})
