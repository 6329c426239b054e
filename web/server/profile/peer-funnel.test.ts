import type { Answer } from '@cockpit/domain/indicator/envelope'
import { FunnelError } from '@cockpit/domain/spc/funnel'
import { describe, expect, it } from 'vitest'
import { peerFunnel, unitsOf } from './peer-funnel'

const units = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `F${i}`, observed: 20 + (i % 3) * 4, base: 400 + i * 10 }))
const ids = (count: number) => new Set(units(count).map(({ id }) => id))

describe('limits from all peers, points of those the asker may read', () => {
  it('hands out every point to who may read them all', () => {
    const { peers, shape, units: shown } = peerFunnel('share', units(12), ids(12), {})
    expect(peers).toBe(12)
    expect(shape?.centre).toBeCloseTo(
      units(12).reduce((s, u) => s + u.observed, 0) / units(12).reduce((s, u) => s + u.base, 0),
      12,
    )
    expect(shown).toHaveLength(12)
  })

  it('gives limits and the own point alone to who may read one of twelve', () => {
    const { shape, units: shown } = peerFunnel('share', units(12), new Set(['F3']), {})
    expect(shape).not.toBeNull()
    expect(shown.map(({ id }) => id)).toEqual(['F3'])
  })

  it.each([
    ['four peers', 4, 4],
    ['one of seven beyond', 7, 6],
    ['four of eight beyond', 8, 4],
  ])('has no limits and no points with %s: single numbers could be worked out', (_, all, seen) => {
    expect(peerFunnel('share', units(all), ids(seen), {})).toMatchObject({ shape: null, units: [], peers: all })
  })

  it('shows limits again with exactly five beyond', () => {
    expect(peerFunnel('share', units(9), ids(4), {}).shape).not.toBeNull()
  })

  it('refuses a method that the kind has not', () => {
    expect(() => peerFunnel('share', units(9), ids(9), { method: 'log' })).toThrow(FunnelError)
  })
})

it('scales the base of a rate, so that events ÷ base is the value; withheld cells are no units', () => {
  const cell = (numerator: number, denominator: number) => ({
    indicator: 'm.d',
    state: 'shown' as const,
    value: (numerator / denominator) * 100,
    numerator,
    denominator,
    definitionVersion: '1',
  })
  const answer = {
    rows: [
      { key: 'A', cells: { 'm.d': cell(300, 1000) } },
      { key: 'B', cells: { 'm.d': { indicator: 'm.d', state: 'suppressed' as const, definitionVersion: '1' } } },
    ],
  } as unknown as Answer
  expect(unitsOf(answer, { id: 'm.d', per: 100 })).toEqual([{ id: 'A', observed: 300, base: 10 }])
})
