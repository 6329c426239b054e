import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AreaCode } from '@cockpit/domain/ids'
import { Territory } from '@cockpit/domain/territory/territory'
import { readRegion } from '@cockpit/geo/region/read-region'
import { hasErrors, type Region } from '@cockpit/geo/region/region'
import { saveRegion } from '@cockpit/geo/region/save-region'
import { contains } from '@cockpit/geo/shape'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { because } from '../skipping'
import { REAL_DATA_MISSING, realRows, writeCensusRegion } from './real-sources'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

describe.skipIf(REAL_DATA_MISSING)('the census of 2020 with the counties of 2021', because(REAL_DATA_MISSING), () => {
  let folder: string
  let zhejiang: Region
  let chongqing: Region
  let scratch: TestDatabase
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'region-census-'))
    writeCensusRegion(join(folder, 'zj'), {
      province: '浙江省',
      root: '330000',
      boundaries: 'boundaries/counties_330000.geojson',
    })
    writeCensusRegion(join(folder, 'cq'), {
      province: '重庆市',
      root: '500000',
      boundaries: 'boundaries/counties_500000.geojson',
    })
    zhejiang = readRegion(join(folder, 'zj'))
    chongqing = readRegion(join(folder, 'cq'))
    scratch = await withDatabase()
  })
  afterAll(async () => {
    await scratch?.drop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const totals = (region: Region) => {
    const rows = [...region.population, ...region.unplaced]
    const sum = (value: (row: (typeof rows)[number]) => number | null) =>
      rows.reduce((running, row) => running + (value(row) ?? 0), 0)
    return {
      residents: sum((row) => row.residents),
      aged60: sum((row) => row.aged60),
      aged65: sum((row) => row.aged65),
    }
  }

  it('counts every resident of the two provinces exactly, placed or reported', () => {
    expect(totals(zhejiang)).toEqual({ residents: 64_567_588, aged60: 12_072_684, aged65: 8_566_349 })
    expect(totals(chongqing)).toEqual({ residents: 32_054_159, aged60: 7_010_440, aged65: 5_473_605 })
  })

  it('reports the three rows without a code by name and total, and loses none', () => {
    expect(zhejiang.unplaced).toEqual([
      {
        year: 2020,
        rows: 3,
        names: ['下城区', '江干区', '温州经济技术开发区'],
        residents: 485_849 + 1_487_787 + 249_343,
        aged60: 115_249 + 166_682 + 20_854,
        aged65: expect.any(Number),
      },
    ])
    const kinds = zhejiang.issues.map((issue) => issue.kind)
    expect(kinds).toContain('population-without-code')
    // The totals of the province, of 杭州 and of 温州 differ from their counties by exactly those rows.
    const differences = zhejiang.issues.filter((issue) => issue.kind === 'population-total')
    expect(differences.map((issue) => Number(/difference (\d+)/.exec(issue.problem)?.[1]))).toEqual([
      2_222_979, 1_973_636, 249_343,
    ])
    expect(chongqing.unplaced).toEqual([])
  })

  it('says which counties of 2021 the census has no people for', () => {
    const bare = zhejiang.issues.filter((issue) => issue.kind === 'county-without-population')
    expect(bare.map((issue) => issue.value).sort()).toEqual(['330113', '330114'])
    expect(hasErrors(zhejiang)).toBe(false)
    expect(hasErrors(chongqing)).toBe(false)
    expect(chongqing.issues.map((issue) => issue.kind)).toEqual(['crs-shifted'])
  })

  it('makes both shapes of tree: 11 cities over 90 counties, and 38 districts right below the municipality', () => {
    const province = new Territory(zhejiang.areas)
    expect(province.children(AreaCode.parse('330000'))).toHaveLength(11)
    expect(province.counties(AreaCode.parse('330000'))).toHaveLength(90)
    const municipality = new Territory(chongqing.areas)
    expect(municipality.children(AreaCode.parse('500000')).every((area) => area.level === 'county')).toBe(true)
    expect(municipality.counties(AreaCode.parse('500000'))).toHaveLength(38)
  })

  it('gives every county a label point inside its own shape', () => {
    for (const region of [zhejiang, chongqing])
      for (const area of region.areas) {
        const shape = region.boundaries.get(area.code)
        if (shape) expect(contains(shape, area.centre), area.name.zh).toBe(true)
      }
  })

  it('saves both into one database', async () => {
    await saveRegion(scratch.db, zhejiang)
    await saveRegion(scratch.db, chongqing)
    const territory = await loadTerritory(scratch.db)
    expect(territory.roots.map((root) => root.code)).toEqual(['330000', '500000'])
    const stored = await scratch.db.population.aggregate({ _sum: { residents: true } })
    expect(stored._sum.residents).toBe(64_567_588 + 32_054_159 - 2_222_979)
  })
})

describe.skipIf(REAL_DATA_MISSING)(
  'Hangzhou counted again by its districts of 2021',
  because(REAL_DATA_MISSING),
  () => {
    it('sums to the same city, the scenic area being no division', () => {
      const rows = realRows('census/hangzhou_2020_census_by_2021_districts.csv')
      const [city, ...parts] = rows.map((row) => ({ name: row.name, residents: Number(row.pop_2020) }))
      expect(parts.reduce((sum, row) => sum + row.residents, 0)).toBe(city?.residents)
      expect(city?.residents).toBe(11_936_010)
    })
  },
)
