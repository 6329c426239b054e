import { AreaCode } from '@cockpit/domain/ids'
import type { Area } from '@cockpit/domain/territory/territory'
import { feature } from 'topojson-client'
import { describe, expect, it } from 'vitest'
import { packagedCities } from './demo/boundary-package'
import { demoRegion } from './demo/demo-region'
import { contains, interiorPoint, type Shape, shapeArea } from './shape'
import { type AreaTopology, areaTopology, mergeShapes } from './topology'

const region = demoRegion({ shape: 'zhejiang', seed: 1, scale: 'small', lastYear: 2026 })
const counties = region.areas
  .filter((area) => area.level === 'county')
  .map((area): Area => ({ ...area, code: AreaCode.parse(area.code), parent: AreaCode.parse(area.parent) }))
const shapes = new Map([...region.shapes].map(([code, shape]) => [AreaCode.parse(code), shape]))

const drawn = (topology: AreaTopology): Shape[] =>
  feature(topology, topology.objects.areas).features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? [geometry] : [],
  )
const sum = (parts: Shape[]) => parts.reduce((area, part) => area + shapeArea(part), 0)

describe('the shapes of a map', () => {
  it('fit their size for 90 counties and say code, names and label point of each', () => {
    const topology = areaTopology(counties, shapes)
    expect(topology.objects.areas.geometries).toHaveLength(90)
    expect(JSON.stringify(topology).length).toBeLessThan(250_000)
    expect(topology.objects.areas.geometries[0]).toMatchObject({
      id: '330102',
      properties: { code: '330102', name: '上城区', nameEn: 'Shangcheng District', centre: expect.any(Array) },
    })
  })

  it('share every border, however much they are simplified: an arc has one owner, or two that run it in opposite directions', () => {
    for (const bytes of [250_000, 60_000, 45_000]) {
      const topology = areaTopology(counties, shapes, bytes)
      const parts = drawn(topology)
      expect(parts).toHaveLength(90)
      const uses = topology.arcs.map(() => ({ forward: 0, backward: 0 }))
      for (const geometry of topology.objects.areas.geometries) {
        const arcs = 'arcs' in geometry ? (geometry.arcs.flat(3) as number[]) : []
        for (const arc of arcs) {
          const use = uses[arc < 0 ? ~arc : arc]
          if (use && arc < 0) use.backward += 1
          else if (use) use.forward += 1
        }
      }
      expect(uses.filter((use) => use.forward > 1 || use.backward > 1)).toEqual([])
      expect(uses.filter((use) => use.forward + use.backward === 2).length).toBeGreaterThan(150)
      expect(Math.abs(sum(parts) - sum([...region.shapes.values()])) / sum(parts)).toBeLessThan(0.01)
    }
  })

  it('join to their city: the counties of each city cover what the source draws as the city', () => {
    for (const city of packagedCities('33')) {
      const parts = [...region.shapes]
        .filter(([code]) => code.startsWith(city.code.slice(0, 4)))
        .map(([, shape]) => shape)
      expect(shapeArea(mergeShapes(parts)), city.name).toBeCloseTo(shapeArea(city.shape), 9)
    }
  })

  it('never lose an area: asked for less than is possible, the smallest whole map is given', () => {
    const parts = drawn(areaTopology(counties, shapes, 10))
    expect(parts).toHaveLength(90)
    expect(parts.every((part) => shapeArea(part) > 0)).toBe(true)
  })

  it('leave out an area without a shape', () => {
    const without = new Map(shapes)
    without.delete(AreaCode.parse('330102'))
    expect(areaTopology(counties, without).objects.areas.geometries).toHaveLength(89)
  })
})

describe('a label point', () => {
  it('lies inside a crescent, whose centroid does not', () => {
    const crescent: Shape = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
          [0, 9],
          [9, 9],
          [9, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    }
    expect(contains(crescent, [5, 5])).toBe(false)
    expect(contains(crescent, interiorPoint(crescent))).toBe(true)
  })

  it('lies in the middle of a square, in the largest of several islands and not in a hole', () => {
    const ring = (west: number, south: number, size: number) => [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ]
    const [x, y] = interiorPoint({ type: 'Polygon', coordinates: [ring(0, 0, 2)] })
    expect(x).toBeCloseTo(1, 9)
    expect(y).toBeCloseTo(1, 9)
    const islands: Shape = { type: 'MultiPolygon', coordinates: [[ring(50, 0, 1)], [ring(0, 0, 3)]] }
    expect(interiorPoint(islands)[0]).toBeLessThan(3)
    const holed: Shape = { type: 'Polygon', coordinates: [ring(0, 0, 10), ring(2, 2, 6)] }
    expect(contains(holed, interiorPoint(holed))).toBe(true)
  })
})
