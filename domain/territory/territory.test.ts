import { describe, expect, it } from 'vitest'
import { AreaCode } from '../ids'
import { type Area, type AreaLevel, Territory } from './territory'

const code = (text: string) => AreaCode.parse(text)
const area = (text: string, level: AreaLevel, parent: string | null): Area => ({
  code: code(text),
  name: { zh: text, en: text },
  level,
  parent: parent === null ? null : code(parent),
  centre: [120, 30],
})

const province = [
  area('330000', 'province', null),
  area('330100', 'city', '330000'),
  area('330102', 'county', '330100'),
  area('330200', 'city', '330000'),
]
const municipality = [area('500101', 'county', '500000'), area('500000', 'province', null)]

describe('Territory', () => {
  it('reads a province with cities and a municipality without them, in any order of rows', () => {
    const tree = new Territory([...municipality, ...province.toReversed()])
    expect(tree.path(code('330102')).map((each) => each.code)).toEqual(['330000', '330100', '330102'])
    expect(tree.path(code('500101')).map((each) => each.code)).toEqual(['500000', '500101'])
    expect(tree.counties(code('500000')).map((each) => each.code)).toEqual(['500101'])
  })

  it('an area lies within itself and its ancestors, never within a neighbour', () => {
    const tree = new Territory(province)
    expect(tree.within(code('330102'), code('330102'))).toBe(true)
    expect(tree.within(code('330102'), code('330000'))).toBe(true)
    expect(tree.within(code('330102'), code('330200'))).toBe(false)
  })

  it('an unknown code lies nowhere', () => {
    expect(new Territory(province).within(code('999999'), code('330000'))).toBe(false)
  })

  it.each([
    ['a code that stands twice', [area('330000', 'province', null), area('330000', 'province', null)], /stands twice/],
    ['a parent that is missing', [area('330102', 'county', '330100')], /not in the file/],
    ['a city without parent', [area('330100', 'city', null)], /only a province may stand alone/],
    ['a city under a county', [...province, area('330300', 'city', '330102')], /cannot hang under/],
  ])('refuses %s', (_, areas, message) => {
    expect(() => new Territory(areas)).toThrow(message)
  })
})
