import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { describe, expect, test } from 'vitest'
import { holdLastGood, type Panel, type WallFrame } from './frame'
import { mapAreas, outsideTarget } from './map-view'
import { rankedAreas } from './ranked-areas'
import { lightOf, targetText } from './target-words'

const failed = (reason: 'unreachable' | 'not-permitted'): Panel<never> => ({ state: 'failed', reason })
const closure: WallFrame['closure'] = {
  state: 'ready',
  through: null,
  asOf: null,
  data: { raised: 1, open: 1, signed: { met: 1, of: 1 }, closed: { met: 0, of: 0 }, overdue: 0 },
}
const frame = (over: Partial<WallFrame>): WallFrame => ({
  display: { id: 'overview', name: 'x' },
  territory: { code: '990000', name: { zh: '示例省', en: 'Example' } },
  composedAt: '2026-11-21T00:00:00.000Z',
  demo: true,
  mode: 'routine',
  postures: [],
  through: null,
  asOf: null,
  coverage: null,
  running: failed('unreachable'),
  income: failed('unreachable'),
  radar: failed('unreachable'),
  map: failed('unreachable'),
  targets: failed('unreachable'),
  trend: failed('unreachable'),
  fairness: failed('unreachable'),
  closure,
  alerts: failed('unreachable'),
  ...over,
})

describe('a tile whose source went away', () => {
  test('keeps its last good content with the age of the frame it came from', () => {
    const next = frame({ composedAt: '2026-11-21T00:01:00.000Z', closure: failed('unreachable') })
    expect(holdLastGood(frame({}), next).closure).toEqual({ ...closure, heldSince: '2026-11-21T00:00:00.000Z' })
  })
  test('keeps the first age through further failures', () => {
    const gone = frame({ composedAt: '2026-11-21T00:01:00.000Z', closure: failed('unreachable') })
    const once = holdLastGood(frame({}), gone)
    const twice = holdLastGood({ ...once, composedAt: gone.composedAt }, gone)
    expect(twice.closure).toMatchObject({ heldSince: '2026-11-21T00:00:00.000Z' })
  })
  test('shows nothing of it once it is not permitted any more', () => {
    const next = frame({ closure: failed('not-permitted') })
    expect(holdLastGood(frame({}), next).closure).toEqual({ state: 'failed', reason: 'not-permitted' })
  })
})

const share = { format: 'percent', digits: 1, unit: { zh: '%', en: '%' } } as const
const cell = (value: number, standing: Envelope['standing']): Envelope => ({
  indicator: 'beds.occupancy',
  state: 'shown',
  value,
  standing,
  target: { min: 0.8, max: 0.9, source: 'x', evidence: 'default' },
  definitionVersion: '1',
})

describe('a target light', () => {
  test.each([
    [cell(0.85, 'met'), 'normal'],
    [cell(0.91, 'above'), 'watch'],
    [cell(1, 'above'), 'warn'],
    [cell(0.72, 'below'), 'warn'],
    [{ ...cell(0, 'met'), state: 'not-reported', value: undefined } as const, 'none'],
    [{ ...cell(0.85, undefined) }, 'none'],
  ] as const)('case %# is %s', (envelope, light) => {
    expect(lightOf(envelope)).toBe(light)
  })
  test('says its limits without idle zeros, the percent sign once', () => {
    expect(targetText(cell(0.85, 'met').target, share, 'zh')).toBe('80–90%')
    expect(targetText({ max: 0.3, source: 'x', evidence: 'default' }, share, 'zh')).toBe('≤ 30%')
    expect(targetText(undefined, share, 'zh')).toBeNull()
  })
})

describe('areas on the map', () => {
  const name = { zh: '甲县', en: 'Jia' }
  test('an area the answer does not name has no data and still is drawn', () => {
    const geometry = { type: 'Polygon' as const, coordinates: [] }
    const shapes = [{ code: '1', name, centre: [0, 0] as const, geometry }]
    expect(mapAreas(shapes, [], 'zh')).toMatchObject([{ code: '1', name: '甲县', value: null, state: 'no-data' }])
  })
  test('withheld areas count neither as low nor as high', () => {
    const areas = [
      { code: '1', name, state: 'shown' as const, value: 0.5, standing: 'below' as const },
      { code: '2', name, state: 'shown' as const, value: 0.95, standing: 'above' as const },
      { code: '3', name, state: 'suppressed' as const, value: null },
    ]
    expect(outsideTarget(areas)).toEqual({ below: 1, above: 1, withheld: 1 })
  })
})

describe('areas beside a wide map', () => {
  const area = (code: string, zh: string, value: number | null, standing?: 'met' | 'above') => ({
    ...{ code, name: { zh, en: code }, state: 'shown' as const, value },
    ...(standing ? { standing } : {}),
  })
  const areas = [
    area('1', '丙县', 0.5),
    area('2', '甲县', 0.7, 'met'),
    area('3', '乙县', 0.9, 'above'),
    area('4', '丁县', 0.2),
  ]
  const places = areas.map(({ code }) => ({ code, rank: null, failing: code === '4' }))
  const codes = (ranking: Parameters<typeof rankedAreas>[0]['ranking'], most = 16) =>
    rankedAreas({ areas, ranking }, most).map(({ code }) => code)

  test('that are not ranked stand by name, those outside the target first, and failing data behind all', () => {
    expect(codes({ withheld: { zh: '不排序', en: 'Not ranked' }, places })).toEqual(['3', '1', '2', '4'])
    expect(codes({ withheld: { zh: '不排序', en: 'Not ranked' }, places }, 2)).toEqual(['3', '4'])
    expect(codes(null)).toEqual(['3', '1', '4', '2'])
  })

  test('that are ranked stand the worse end first, with the ranks they may have', () => {
    const ranks = { '2': [1, 1], '1': [2, 3], '3': [2, 3] } as const
    const ranked = ['2', '1', '3', '4'].map((code) => {
      const found = ranks[code as keyof typeof ranks]
      return { code, rank: found ? { best: found[0], worst: found[1] } : null, failing: code === '4' }
    })
    const shown = rankedAreas({ areas, ranking: { withheld: null, places: ranked } }, 16)
    expect(shown.map(({ code, rank, failing }) => [code, rank, failing])).toEqual([
      ['3', '2–3', false],
      ['1', '2–3', false],
      ['2', '1', false],
      ['4', null, true],
    ])
  })
})
