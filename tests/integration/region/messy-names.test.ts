import { InstitutionDirectory } from '@cockpit/domain/institution/directory'
import { beforeAll, describe, expect, it } from 'vitest'
import { because } from '../skipping'
import { REAL_DATA_MISSING, realRows } from './real-sources'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

/**
 * Pairs of the list of 2018 that are one institution written in two ways, told by reading it: the list itself names most of them together
 * in a third row. Either may be the question.
 */
const SAME: readonly (readonly [string, string])[] = [
  ['重庆市西郊医院', '重庆西郊医院'],
  ['重庆綦江县人民医院重庆綦江县红十字医院', '重庆綦江县人民医院（重庆綦江县红十字医院）'],
  ['重庆市第十三人民医院', '重庆市第十三人民医院(原名：重庆铁路医院)'],
  ['重庆三峡中心医院百安分院', '重庆三峡中心百安分院'],
  ['重庆三峡中心医院儿童分院', '重庆三峡中心儿童分院'],
  ['宁波市传染病医院宁波市肝病医院', '宁波市肝病医院（宁波市传染病医院）'],
  ['宁波市妇女儿童医院宁波市红十字医院', '宁波市妇女儿童医院（宁波市妇幼保健院、宁波市红十字医院）'],
  ['宁波市保黎医院宁波市第四医院', '宁波市保黎医院（宁波市第四医院、上海肺科医院宁波联合医院）'],
  ['宁波市海曙区南门医院宁波市海曙区骨科医院', '宁波市海曙区南门医院（海曙骨科医院）'],
  ['中国人民解放军第一一七医院杭州空军医院', '中国人民解放军第一一七医院（杭州空军医院）'],
  ['浙江大学医学院附属口腔医院浙江省口腔医院', '浙江大学医学院附属口腔医院（浙江省口腔医院）'],
  ['杭州市第四人民医院杭州市肿瘤医院', '杭州第四医院（杭州市肿瘤医院）'],
  ['万州区第三人民医院', '重庆市万州区人民医院（重庆市万州区第三人民医院）'],
  ['九龙坡区第五人民医院', '重庆市九龙坡区第五人民医院'],
  ['南岸区重庆市南岸区人民医院', '重庆市南岸区人民医院'],
  ['重庆市国营重庆造船厂职工医院', '国营重庆造船厂职工医院'],
  ['城口县中医医院', '重庆城口县中医院'],
  ['重庆市嘉陵医院', '重庆市嘉陵医院中国嘉陵集团职工医院'],
  ['宁波大学医学院附属医院宁波市第三医院', '宁波大学医学院附属医院（宁波市第三医院）'],
]

/** Names that differ in little and are two institutions. */
const DIFFERENT: readonly (readonly [string, string])[] = [
  ['重庆市第一人民医院（重庆市中西医结合医院）', '重庆市九龙坡区第一人民医院'],
  ['重庆市渝中区中医院', '重庆市江北区中医院'],
  ['重庆市万州区侨康医院', '重庆市万州区民康医院'],
  ['重庆华诚一棉职工医院', '重庆市华诚四棉职工医院'],
  ['重庆市第五人民医院重庆仁济医院', '重庆市第六人民医院重庆市职业病防治院'],
  ['重庆三峡中心医院平湖分院', '重庆三峡中心医院百安分院'],
  ['重庆市中医骨科医院', '重庆市市中区中医骨科医院'],
  ['宁波市第二医院（宁波华美医院）', '宁波市第六医院'],
  ['重庆市渝东骨科医院', '重庆市川东骨科医院'],
]

describe.skipIf(REAL_DATA_MISSING)('the messy names of the hospital list of 2018', because(REAL_DATA_MISSING), () => {
  let rows: Record<string, string>[]
  let divisions: string[]
  const nameOf = (row: Record<string, string> | undefined) => row?.name ?? ''
  /** A register of every row but the one asked for, whose name is therefore found only by likeness. */
  const registerWithout = (name: string) =>
    new InstitutionDirectory(
      rows.flatMap((row, at) =>
        nameOf(row) === name ? [] : [{ id: String(at), name: nameOf(row), countyCode: row.place ?? '' }],
      ),
      divisions,
    )

  beforeAll(() => {
    rows = realRows('hospitals/hospitals_ZJ_CQ.csv')
    const census = realRows('census/census2020_counties_ZJ_CQ.csv').map(({ name = '' }) => name)
    divisions = [...new Set([...census, ...rows.map(({ place = '' }) => place), '浙江省', '重庆市'])].filter(Boolean)
  })

  it.each(SAME.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))(
    'proposes for %s among the first three: %s',
    (asked, wanted) => {
      expect(rows.some((row) => nameOf(row) === wanted)).toBe(true)
      const { candidates } = registerWithout(asked).match({ name: asked }, 3)
      expect(candidates.map(({ id }) => nameOf(rows[Number(id)]))).toContain(wanted)
    },
  )

  it.each(DIFFERENT)('never calls %s and %s clearly the same', (asked, other) => {
    const answer = registerWithout(asked).match({ name: asked })
    const first = answer.candidates[0]
    expect(answer.clear && nameOf(rows[Number(first?.id)]) === other).toBe(false)
  })

  it('finds 97 of 100 again when brackets, blanks, the province and the style of numerals change', () => {
    const names = [...new Set(rows.map(nameOf))]
    const register = new InstitutionDirectory(
      names.map((name) => ({ id: name, name, countyCode: '' })),
      divisions,
    )
    const distort = [
      (name: string) => name.replaceAll('（', '(').replaceAll('）', ') '),
      (name: string) => name.replace(/^重庆市?(?=.{6})/, '').replace(/^浙江省(?=.{6})/, ''),
      (name: string) => name.replace('第一', '第1').replace('第二', '第2').replace('中医院', '中医医院'),
      (name: string) => ` ${name.slice(0, 3)} ${name.slice(3)}`,
    ]
    let asked = 0
    let found = 0
    const lost: string[] = []
    for (const change of distort)
      for (const name of names) {
        const sent = change(name)
        if (sent === name) continue
        asked++
        if (register.match({ name: sent }, 3).candidates.some(({ id }) => id === name)) found++
        else lost.push(sent)
      }
    console.log(
      `${found} of ${asked} distorted names found among the first three; lost: ${lost.slice(0, 8).join(' · ')}`,
    )
    expect(asked).toBeGreaterThan(1_500)
    expect(found / asked).toBeGreaterThan(0.97)
  })
})
