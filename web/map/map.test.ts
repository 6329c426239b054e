import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choroplethFallbackOption, plainGeoJson } from '../charts/choropleth-fallback'
import { DARK } from '../charts/theme'
import { ColourError, rgba } from './colour'
import type { MapShape, TerritoryMapProps } from './contract'
import { chooseEngine } from './engine'
import { boundsOf, boundsWith } from './geometry'
import { hatchLines } from './hatch'
import { declutter, labelsOf, neighbourLabels } from './labels'
import { alertMarks, facilityMarks } from './layers/symbols'
import { nextAfterLoss } from './recovery'
import { sceneOf } from './scene'
import { withUnitOnce } from './unit-once'

const square = (x: number, y: number, size: number) =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ] as [number, number][]

const shape = (code: string, over: Partial<MapShape> = {}): MapShape => ({
  code,
  name: `县${code}`,
  geometry: { type: 'Polygon', coordinates: [square(Number(code), 0, 1)] },
  value: 1,
  state: 'shown',
  ...over,
})

const props: TerritoryMapProps = {
  shapes: [shape('1'), shape('2', { value: null, state: 'not-reported' })],
  scale: { edges: [0, 2], colours: ['#336699'] },
  valueName: 'x',
  format: String,
  labels: 'where-wrong',
  theme: DARK,
  source: 'test',
  ariaLabel: 'test',
}

describe('the hatch', () => {
  test('of a square covers it: total length is about area × √2 ÷ spacing', () => {
    const lines = hatchLines({ type: 'Polygon', coordinates: [square(0, 0, 1)] }, 0.01)
    const length = lines.reduce(
      (sum, [a, b]) => sum + Math.hypot((b[0] ?? 0) - (a[0] ?? 0), (b[1] ?? 0) - (a[1] ?? 0)),
      0,
    )
    expect(length).toBeGreaterThan(Math.SQRT2 / 0.01 - 2)
    expect(length).toBeLessThan(Math.SQRT2 / 0.01 + 2)
  })
  test('leaves holes empty', () => {
    const lines = hatchLines({ type: 'Polygon', coordinates: [square(0, 0, 4), square(1, 1, 2)] }, 0.1)
    const inHole = lines.some(([a, b]) => {
      const x = ((a[0] ?? 0) + (b[0] ?? 0)) / 2
      const y = ((a[1] ?? 0) + (b[1] ?? 0)) / 2
      return x > 1.01 && x < 2.99 && y > 1.01 && y < 2.99
    })
    expect(lines.length).toBeGreaterThan(0)
    expect(inHole).toBe(false)
  })
  test('stays inside the box of any triangle', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true })
    const corner = fc.tuple(number, number)
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const xs = [a[0], b[0], c[0]]
        for (const [from, to] of hatchLines({ type: 'Polygon', coordinates: [[a, b, c, a]] }, 1)) {
          expect(from[0]).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9)
          expect(to[0]).toBeLessThanOrEqual(Math.max(...xs) + 1e-9)
        }
      }),
    )
  })
  test('only what is withheld is hatched', () => {
    const scene = sceneOf(props)
    expect(scene.hatch.length).toBeGreaterThan(0)
    expect(scene.hatch.every(([from]) => (from[0] ?? 0) >= 2)).toBe(true)
  })
})

describe('the engine of a device', () => {
  test.each([
    [{ mapboxToken: undefined, plain: false }, true, 'maplibre'],
    [{ mapboxToken: 'pk.x', plain: false }, true, 'mapbox'],
    [{ mapboxToken: 'pk.x', plain: false }, false, 'plain'],
    [{ mapboxToken: undefined, plain: true }, true, 'plain'],
  ] as const)('%j with WebGL 2 = %s is %s', (choice, webGl, name) => {
    expect(chooseEngine(choice, webGl)).toBe(name)
  })
  test('is given up for the plain one at the third loss within ten minutes, not at three in a day', () => {
    let history = { at: [] as readonly number[], plain: false }
    for (const at of [0, 3_600_000, 7_200_000]) history = nextAfterLoss(history, at).history
    expect(history.plain).toBe(false)
    for (const at of [7_201_000, 7_202_000]) history = nextAfterLoss(history, at).history
    expect(history.plain).toBe(true)
  })
})

describe('names on the map', () => {
  const alerts = [{ id: 'a', at: [1.5, 0.5] as const, level: 'III' as const, areaCode: '1' }]
  test('stand only where something is wrong, beside the mark', () => {
    expect(labelsOf([shape('1'), shape('3')], alerts, 'where-wrong')).toMatchObject([{ code: '1', beside: true }])
    expect(
      labelsOf([shape('1', { severity: 'warn' }), shape('3', { severity: 'normal' })], [], 'where-wrong'),
    ).toHaveLength(1)
  })
  test('never cover each other, and the more important one stays', () => {
    const labels = labelsOf([shape('3'), shape('1')], alerts, 'all')
    const placed = declutter(labels, ([x, y]) => [x, y], 15)
    expect(placed.map((label) => label.code)).toEqual(['1'])
    expect(declutter(labels, ([x, y]) => [x * 200, y], 15)).toHaveLength(2)
  })
  test('are not placed where the camera knows no point', () => {
    expect(declutter(labelsOf([shape('1')], [], 'all'), () => null, 15)).toEqual([])
  })
})

describe('marks', () => {
  test('the gravest alert is drawn last, on top, each level with its own shape', () => {
    const at = [1, 1] as const
    const scene = sceneOf({
      ...props,
      alerts: [
        { id: 'x', at, level: 'I' },
        { id: 'y', at, level: 'IV' },
      ],
    })
    expect(alertMarks(scene).map((mark) => mark.symbol)).toEqual(['level-IV', 'level-I'])
  })
  test('a facility in a normal state is a grey of the theme: colour speaks of state only', () => {
    const point = { id: 'f', name: 'f', at: [1, 1] as const, tier: 'tertiary' as const }
    const [calm, bad] = facilityMarks(sceneOf({ ...props, points: [point, { ...point, id: 'g', state: 'critical' }] }))
    expect(calm?.colour).toEqual(rgba(DARK.text))
    expect(bad?.colour).toEqual(rgba(DARK.severity.critical))
  })
})

describe('the plain map', () => {
  const room = { top: 0, right: 0, bottom: 0, left: 0 }
  test('names regions by code, because names repeat', () => {
    const twins = sceneOf({ ...props, shapes: [shape('1', { name: '鼓楼区' }), shape('2', { name: '鼓楼区' })] })
    expect(plainGeoJson(twins).features.map((feature) => feature.properties?.code)).toEqual(['1', '2'])
  })
  test('paints a withheld area in the ground colour', () => {
    const option = JSON.parse(JSON.stringify(choroplethFallbackOption(sceneOf(props), 'm', room)))
    expect(option.geo.regions.map((one: { itemStyle: { areaColor: string } }) => one.itemStyle.areaColor)).toEqual([
      '#336699',
      DARK.mapVoid,
    ])
  })
})

test.each([
  ['#5af', [85, 170, 255, 255]],
  ['#5aa9ff', [90, 169, 255, 255]],
  ['rgb(1 2 3 / 50%)', [1, 2, 3, 128]],
  ['rgba(1, 2, 3, 0.5)', [1, 2, 3, 128]],
])('%s is %j', (text, colour) => {
  expect(rgba(text)).toEqual(colour)
})

test('a colour that is not understood is refused with its text', () => {
  expect(() => rgba('var(--x)')).toThrow(ColourError)
  expect(() => rgba('var(--x)')).toThrow('var(--x)')
})

describe('places beside those shown', () => {
  const far = { code: '9', name: '外市', geometry: shape('9').geometry, centre: [9.5, 0.5] as const }
  const scene = sceneOf({ ...props, neighbours: [far] })
  test('widen what the map reaches to where their arcs end, with room for a name, and never move its other edges in', () => {
    const [west, south, east, north] = scene.bounds ?? []
    expect([west, south, north]).toEqual([1, 0, 1])
    expect(east).toBeGreaterThan(9.5)
    expect(boundsWith([1, 0, 2, 1], [[1.5, 0.5]])).toEqual([1, 0, 2, 1])
  })
  test('leave room for the bow of the way there', () => {
    const arcs = [{ id: '1 9', from: [1.5, 0.5] as const, to: far.centre, weight: 1 }]
    const [, , , north = 0] = sceneOf({ ...props, neighbours: [far], arcs }).bounds ?? []
    // Eight degrees long, so it rises by an eighth of them over the straight line at half a degree.
    expect(north).toBeGreaterThan(1.5)
    expect(sceneOf({ ...props, arcs }).bounds).toEqual([1, 0, 3, 1])
  })
  test('are named after all others, whatever names are wanted, and lie below', () => {
    expect(neighbourLabels([far])).toEqual([{ code: '9', name: '外市', at: far.centre, beside: false }])
    expect(plainGeoJson(scene).features.map((feature) => feature.properties?.code)).toEqual(['9', '1', '2'])
  })
  test('have no value: the ground, and nothing under the pointer', () => {
    const { geo } = JSON.parse(
      JSON.stringify(choroplethFallbackOption(scene, 'm', { top: 0, right: 0, bottom: 0, left: 0 })),
    )
    expect(geo.regions[0]).toMatchObject({ name: '9', silent: true, itemStyle: { areaColor: DARK.background } })
    expect(geo.boundingCoords).toEqual([
      [1, scene.bounds?.[3]],
      [scene.bounds?.[2], 0],
    ])
  })
})

test('the box around nothing is none', () => {
  expect(boundsOf([])).toBeNull()
  expect(boundsOf([shape('1'), shape('4')])).toEqual([1, 0, 5, 1])
})

test.each([
  [['79.0%', '84.7%'], '%', ['79.0', '84.7']],
  [['2.74 张/千人', '8.84 张/千人'], '张/千人', ['2.74', '8.84']],
  [['9,800 人次', '1.2 万人次'], '', ['9,800 人次', '1.2 万人次']],
  [['—'], '', ['—']],
  [[], '', []],
])('a legend of %j has its unit once, unless the edges differ in it', (texts, unit, edges) => {
  expect(withUnitOnce(texts)).toEqual({ unit, edges })
})
