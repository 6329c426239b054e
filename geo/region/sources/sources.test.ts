import { AreaCode } from '@cockpit/domain/ids'
import { type Area, type AreaLevel, Territory } from '@cockpit/domain/territory/territory'
import { describe, expect, it } from 'vitest'
import { divisionStem } from './division-name'
import { categoryOfName, tierOfGrade } from './institution-class'
import { matchCounty } from './match-county'

const area = (code: string, zh: string, level: AreaLevel, parent: string | null): Area => ({
  code: AreaCode.parse(code),
  name: { zh, en: zh },
  level,
  parent: parent === null ? null : AreaCode.parse(parent),
  centre: [120, 30],
})
const territory = new Territory([
  area('330000', '浙江省', 'province', null),
  area('330100', '杭州市', 'city', '330000'),
  area('330200', '宁波市', 'city', '330000'),
  area('330700', '金华市', 'city', '330000'),
  area('330105', '拱墅区', 'county', '330100'),
  area('330109', '萧山区', 'county', '330100'),
  area('330205', '江北区', 'county', '330200'),
  area('330784', '永康市', 'county', '330700'),
  area('331127', '景宁畲族自治县', 'county', '330000'),
  area('330799', '江北县', 'county', '330700'),
])
const zhejiang = AreaCode.parse('330000')

describe('division names', () => {
  it.each([
    ['石柱土家族自治县', '石柱'],
    ['秀山土家族苗族自治县', '秀山'],
    ['双江拉祜族佤族布朗族傣族自治县', '双江'],
    ['永川市', '永川'],
    ['永川区', '永川'],
    ['神农架林区', '神农架'],
    ['忠县', '忠县'],
    ['开县', '开县'],
  ])('%s keeps %s', (name, stem) => {
    expect(divisionStem(name)).toBe(stem)
  })
})

describe('finding the county of an institution', () => {
  it.each([
    ['萧山区', '某院', '330109', 'name'],
    ['萧山市', '某院', '330109', 'stem'],
    ['下城区', '某院', '330105', 'former'],
    ['景宁县', '某院', '331127', 'stem'],
    ['杭州市', '杭州市萧山区第一人民医院', '330109', 'name'],
    ['杭州市', '浙江萧山医院', '330109', 'stem'],
    ['杭州市', '杭州市下城区中医院', '330105', 'former'],
    ['宁波市', '江北区中医院', '330205', 'name'],
    ['', '永康市中医院', '330784', 'name'],
  ])('place «%s», name «%s» is %s by %s', (place, name, code, by) => {
    expect(matchCounty({ place, name }, zhejiang, territory)).toMatchObject({ ok: true, county: { code }, by })
  })

  it.each([
    ['杭州市', '浙江省人民医院', 'city-only'],
    ['杭州市', '杭州仁济永康医院', 'city-only'],
    ['', '仁和医院', 'no-place'],
    ['朝阳区', '某院', 'unknown-place'],
    ['江北', '某院', 'ambiguous'],
  ])('place «%s», name «%s» is left to a person: %s', (place, name, reason) => {
    expect(matchCounty({ place, name }, zhejiang, territory)).toEqual({ ok: false, reason })
  })
})

describe('grades and categories', () => {
  it.each([
    ['三级甲等', 'tertiary'],
    [' 二级 乙等', 'secondary'],
    ['一级丙等', 'primary'],
  ])('%s is %s', (grade, tier) => expect(tierOfGrade(grade)).toEqual({ ok: true, tier }))

  it('a missing grade is missing, not the lowest, and an unreadable one is told apart', () => {
    expect(tierOfGrade('')).toEqual({ ok: false, reason: 'grade-missing' })
    expect(tierOfGrade('未定级')).toEqual({ ok: false, reason: 'grade-missing' })
    expect(tierOfGrade('特等')).toEqual({ ok: false, reason: 'grade-unknown' })
  })

  it.each([
    ['青禾镇中心卫生院', 'township'],
    ['某社区卫生服务中心', 'community'],
    ['某县妇幼保健院', 'maternal'],
    ['某市中医院', 'traditional'],
    ['某市骨科医院', 'specialised'],
    ['某县人民医院', 'general'],
  ])('%s is %s', (name, category) => expect(categoryOfName(name)).toBe(category))
})
