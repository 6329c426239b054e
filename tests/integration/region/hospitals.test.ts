import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AreaCode } from '@cockpit/domain/ids'
import type { FacilityTier } from '@cockpit/domain/territory/territory'
import { Territory } from '@cockpit/domain/territory/territory'
import { readRegion } from '@cockpit/geo/region/read-region'
import { hasErrors } from '@cockpit/geo/region/region'
import { categoryOfName, tierOfGrade } from '@cockpit/geo/region/sources/institution-class'
import { type CountyMatch, matchCounty } from '@cockpit/geo/region/sources/match-county'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { because } from '../skipping'
import { REAL_DATA_MISSING, realRows, writeCensusRegion } from './real-sources'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

interface Judged {
  readonly name: string
  readonly province: string
  readonly place: string
  readonly county: CountyMatch
  readonly tier: FacilityTier | 'grade-missing' | 'grade-unknown'
}

describe.skipIf(REAL_DATA_MISSING)('the hospital list of 2018', because(REAL_DATA_MISSING), () => {
  let folder: string
  let judged: Judged[]
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'region-hospitals-'))
    const provinces = new Map<string, { root: AreaCode; territory: Territory }>()
    for (const [province, root] of [
      ['浙江省', '330000'],
      ['重庆市', '500000'],
    ] as const) {
      writeCensusRegion(join(folder, root), { province, root, boundaries: `boundaries/counties_${root}.geojson` })
      provinces.set(province, {
        root: AreaCode.parse(root),
        territory: new Territory(readRegion(join(folder, root)).areas),
      })
    }
    judged = realRows('hospitals/hospitals_ZJ_CQ.csv').map((row) => {
      const { name = '', province = '', place = '', grade = '' } = row
      const where = provinces.get(province)
      if (!where) throw new Error(`unexpected province ${province}`)
      const tier = tierOfGrade(grade)
      return {
        name,
        province,
        place,
        county: matchCounty({ place, name }, where.root, where.territory),
        tier: tier.ok ? tier.tier : tier.reason,
      }
    })
  })
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const count = (keep: (row: Judged) => boolean) => judged.filter(keep).length

  it('is either placed in a county or reported with a reason: 1,589 in all', () => {
    const placed = count((row) => row.county.ok)
    const reported = judged.flatMap((row) => (row.county.ok ? [] : [row.county.reason]))
    console.log(`placed ${placed}, reported ${reported.length}`)
    expect(placed + reported.length).toBe(1_589)
    expect(new Set(reported)).toEqual(new Set(['city-only']))
  })

  it('places every hospital of the municipality, whose list names districts, by name, former name or stem', () => {
    const chongqing = judged.filter((row) => row.province === '重庆市')
    expect(chongqing).toHaveLength(542)
    expect(chongqing.filter((row) => !row.county.ok)).toEqual([])
    const by = (kind: string) => chongqing.filter((row) => row.county.ok && row.county.by === kind).length
    expect({ former: by('former'), name: by('name') + by('stem') }).toEqual({ former: 17, name: 525 })
    const successor = (place: string) =>
      new Set(chongqing.filter((row) => row.place === place).map((row) => row.county.ok && row.county.county.name.zh))
    expect(successor('开县')).toEqual(new Set(['开州区']))
    expect(successor('万盛区')).toEqual(new Set(['綦江区']))
    expect(successor('永川市')).toEqual(new Set(['永川区']))
  })

  it('never places a hospital outside the city that its row names', () => {
    const cities = new Map([
      ['杭州市', '3301'],
      ['宁波市', '3302'],
      ['温州市', '3303'],
      ['嘉兴市', '3304'],
      ['湖州市', '3305'],
      ['绍兴市', '3306'],
      ['金华市', '3307'],
      ['衢州市', '3308'],
      ['舟山市', '3309'],
      ['台州市', '3310'],
      ['丽水市', '3311'],
    ])
    const wrong = judged.filter(
      (row) =>
        row.province === '浙江省' && row.county.ok && !row.county.county.code.startsWith(cities.get(row.place) ?? '?'),
    )
    expect(wrong).toEqual([])
    expect(count((row) => row.province === '浙江省' && row.county.ok)).toBeGreaterThan(400)
  })

  it('reads every grade that is written, and counts a blank one as missing', () => {
    expect(count((row) => row.tier === 'grade-missing')).toBe(956)
    expect(count((row) => row.tier === 'grade-unknown')).toBe(0)
    expect(count((row) => row.tier === 'tertiary')).toBe(69 + 67 + 3)
    expect(count((row) => row.tier === 'secondary')).toBe(212 + 194 + 29)
    expect(count((row) => row.tier === 'primary')).toBe(35 + 17 + 7)
  })

  it('becomes a region’s facilities where county and grade are known; the rest is counted by reason', () => {
    const graded = (row: Judged) => row.tier !== 'grade-missing' && row.tier !== 'grade-unknown'
    for (const [province, root] of [
      ['浙江省', '330000'],
      ['重庆市', '500000'],
    ]) {
      const own = judged.map((row, index) => ({ ...row, id: `H${index}` })).filter((row) => row.province === province)
      const usable = own.flatMap((row) =>
        row.county.ok && graded(row) ? [{ ...row, at: row.county.county.code }] : [],
      )
      const rows = usable.map((row) => `${row.id},"${row.name}",${row.at},${row.tier},${categoryOfName(row.name)}`)
      writeFileSync(
        join(folder, String(root), 'facilities.csv'),
        `\uFEFF${['id,name_zh,county,tier,category', ...rows].join('\r\n')}\r\n`,
      )
      const region = readRegion(join(folder, String(root)))
      expect(hasErrors(region)).toBe(false)
      expect(region.facilities).toHaveLength(usable.length)
      const nowhere = own.filter((row) => !row.county.ok).length
      const ungraded = own.filter((row) => row.county.ok && !graded(row)).length
      console.log(`${province}: ${usable.length} usable, ${nowhere} without a county, ${ungraded} without a grade`)
      expect(usable.length + nowhere + ungraded).toBe(own.length)
      expect(region.issues.find((issue) => issue.kind === 'facility-without-place')?.problem).toContain(
        `${usable.length} institutions`,
      )
    }
  })
})
