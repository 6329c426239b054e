import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { type Area, type Facility, Territory } from '@cockpit/domain/territory/territory'
import { realRows } from '../region/real-sources'
import type { RawRow } from '../semantic/lake-of'
import { randomOf } from '../semantic/world'

/*
 * Real figures laid out as tables of the lake. Each source stands in a province of its own, so that none has a part in another's numbers. Their
 * codes are invented where a source has none.
 */
export const CENSUS = { 浙江省: '330000', 重庆市: '500000' } as const
export const DISEASES = { 全国: '900000', 浙江: '910000', 重庆: '920000' } as const
export const COUNTY_BEDS = '930000'
export const DRG = '940000'

/** One county a name; the source has two of them under each other's code. */
export const bedCounties = () => [...new Set(realRows(BEDS).map((row) => String(row.县名)))]
export const bedCounty = (name: string) => `93${String(bedCounties().indexOf(name) + 101).padStart(4, '0')}`
export const BEDS = 'county-beds/county_beds_2024_ZJ.csv'
export const NOTIFIABLE = 'notifiable/notifiable_monthly_CN_ZJ_CQ.csv'
const WEIGHTS = 'drg/drg_weights_2023.csv'
const DRG_FACILITIES = ['D0001', 'D0002', 'D0003'] as const

type Tables = Record<string, RawRow[]>

export interface RealLake {
  readonly territory: Territory
  readonly facilities: ReadonlyMap<FacilityId, Facility>
  readonly tables: Tables
  /** Cases of each group at each facility, and the weights as the file writes them. */
  readonly cases: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly weights: ReadonlyMap<string, string>
}

export function realLake(): RealLake {
  const areas: Area[] = []
  const facilities = new Map<FacilityId, Facility>()
  const tables: Tables = {
    population: [],
    notifiable_month: [],
    resource_snapshot: [],
    discharge: [],
    drg_reference: [],
  }
  const addArea = (code: string, level: Area['level'], parent: string | null, name = code) =>
    areas.push({
      code: AreaCode.parse(code),
      name: { zh: name, en: name },
      level,
      parent: parent === null ? null : AreaCode.parse(parent),
      centre: [120, 30],
    })
  const addFacility = (id: string, county: string) =>
    facilities.set(FacilityId.parse(id), {
      id: FacilityId.parse(id),
      name: { zh: id, en: id },
      county: AreaCode.parse(county),
      tier: 'secondary',
      category: 'general',
      at: [120, 30],
    })
  census(addArea, tables)
  diseases(addArea, tables)
  countyBeds(addArea, addFacility, tables)
  const grouped = weightsOf2023(addArea, addFacility, tables)
  const cityOf = new Map(areas.filter((one) => one.level === 'city').map((one) => [String(one.code), one]))
  tables.area = areas.map((one) => ({
    area_code: one.code,
    name_zh: one.name.zh,
    name_en: one.name.en,
    level: one.level,
    parent_code: one.parent,
    province_code: `${one.code.slice(0, 2)}0000`,
    city_code: one.level === 'city' ? one.code : cityOf.has(String(one.parent)) ? one.parent : null,
  }))
  tables.facility = [...facilities.values()].map((one) => ({
    facility_id: one.id,
    name_zh: one.name.zh,
    name_en: one.name.en,
    county_code: one.county,
    tier: one.tier,
    category: one.category,
    opened_on: null,
  }))
  return { territory: new Territory(areas), facilities, tables, ...grouped }
}

type AddArea = (code: string, level: Area['level'], parent: string | null, name?: string) => void
type AddFacility = (id: string, county: string) => void

/** Counties of the 2020 census under their cities; rows without a code, which no list of today has, under codes of their own. */
function census(addArea: AddArea, tables: Tables): void {
  const rows = realRows('census/census2020_counties_ZJ_CQ.csv')
  for (const [province, root] of Object.entries(CENSUS)) {
    addArea(root, 'province', null, province)
    const own = rows.filter((row) => row.province === province)
    const cities = new Map(own.filter((row) => row.level === 'city').map((row) => [row.city, String(row.adcode)]))
    for (const [name, code] of cities) addArea(code, 'city', root, name)
    let bare = 0
    for (const row of own.filter((one) => one.level === 'county')) {
      const parent = cities.get(row.city) ?? root
      const code = row.adcode || `${parent.slice(0, 4)}9${bare++}`
      addArea(code, 'county', parent, row.name)
      tables.population?.push({
        area_code: code,
        year: 2020,
        residents: Number(row.pop),
        aged_65: Number(row.age65plus),
      })
    }
  }
}

/**
 * Monthly cases of the nation and two provinces, each as one county. The residents behind the published rates are those of the year's row with
 * most cases; all other rows of the year then have to come out by themselves.
 */
function diseases(addArea: AddArea, tables: Tables): void {
  const most = new Map<string, { cases: number; residents: number }>()
  for (const code of Object.values(DISEASES)) {
    addArea(code, 'province', null)
    addArea(countyOfNation(code), 'county', code)
  }
  for (const row of realRows(NOTIFIABLE)) {
    const county = countyOfNation(DISEASES[row.province as keyof typeof DISEASES])
    const cases = Number(row.cases)
    const { disease_cn: disease, month, incidence_per_100k: rate } = row
    tables.notifiable_month?.push({
      area_code: county,
      disease: disease ?? null,
      month_start: `${month}-01`,
      cases,
      deaths: Number(row.deaths),
    })
    const year = `${county} ${month?.slice(0, 4)}`
    if (rate && cases > (most.get(year)?.cases ?? 0))
      most.set(year, { cases, residents: Math.round((cases / Number(rate)) * 100_000) })
  }
  for (const [year, { residents }] of most) {
    const [county, number] = year.split(' ')
    tables.population?.push({ area_code: county ?? null, year: Number(number), residents, aged_65: null })
  }
}
const countyOfNation = (province: string) => `${province.slice(0, 2)}0101`

/** Beds and people of 45 counties in two years, one facility a county. */
function countyBeds(addArea: AddArea, addFacility: AddFacility, tables: Tables): void {
  addArea(COUNTY_BEDS, 'province', null)
  for (const name of bedCounties()) {
    addArea(bedCounty(name), 'county', COUNTY_BEDS, name)
    addFacility(`B${bedCounty(name)}`, bedCounty(name))
  }
  for (const row of realRows(BEDS)) {
    const county = bedCounty(String(row.县名))
    const year = Number.parseInt(String(row.年份), 10)
    // Written in tens of thousands with one or more decimals.
    const residents = Math.round(Number(row.年末总人口) * 10_000)
    tables.population?.push({ area_code: county, year, residents, aged_65: null })
    tables.resource_snapshot?.push({
      facility_id: `B${county}`,
      month_end: `${year}-12-31`,
      beds: Number(row.医院卫生院床位数),
      ...{ beds_planned: 0, icu_beds: 0, physicians: 0, nurses: 0, general_practitioners: 0, ct: 0, mri: 0, linac: 0 },
    })
  }
}

/** Cases in every group of the published weights of 2023, some to each of three hospitals. */
function weightsOf2023(
  addArea: AddArea,
  addFacility: AddFacility,
  tables: Tables,
): Pick<RealLake, 'cases' | 'weights'> {
  const random = randomOf(2023)
  const weights = new Map(realRows(WEIGHTS).map((row) => [String(row.drg), String(row.weight)]))
  const cases = new Map<string, Map<string, number>>()
  addArea(DRG, 'province', null)
  addArea('940101', 'county', DRG)
  for (const id of DRG_FACILITIES) {
    addFacility(id, '940101')
    cases.set(id, new Map())
  }
  let number = 0
  for (const [drg, weight] of weights) {
    tables.drg_reference?.push({
      drg_code: drg,
      drg_version: '2023',
      weight: Number(weight),
      mean_cost: 1000,
      mean_los: 5,
      risk_class: 'high',
    })
    for (const id of DRG_FACILITIES) {
      const count = Math.floor(random() * 5)
      cases.get(id)?.set(drg, count)
      for (let n = 0; n < count; n++)
        tables.discharge?.push({
          facility_id: id,
          record_no: `R${++number}`,
          admission_no: 1,
          sex: '1',
          admitted_at: '2025-10-01 08:00:00',
          discharged_at: '2025-10-06 10:00:00',
          department: '0301',
          los_days: 5,
          main_diagnosis: 'I21.000',
          discharge_way: '1',
          cost_total: 1000,
          drg_code: drg,
          drg_version: '2023',
        })
    }
  }
  return { cases, weights }
}
