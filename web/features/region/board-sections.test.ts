import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { expect, test } from 'vitest'
import { boardSections } from './board-sections'

test('boards stand in their order, an indicator once, and none without a known one', () => {
  const board = (pack: string, order: number, ids: string[]) => ({
    pack,
    order,
    title: { zh: pack, en: pack },
    tiles: ids.map((indicator) => ({ indicator })),
  })
  const known = (id: string) => (id.startsWith('x') ? undefined : ({ id } as IndicatorDefinition))
  const found = boardSections(
    [board('b', 20, ['b.a', 'a.a', 'b.b']), board('a', 10, ['a.a', 'xa.a']), board('c', 5, ['xc.a'])],
    known,
  )
  expect(found.map(({ pack, tiles }) => [pack, tiles.map(({ id }) => id)])).toEqual([
    ['a', ['a.a']],
    ['b', ['b.a', 'b.b']],
  ])
})
