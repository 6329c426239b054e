import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import {
  type Area,
  type Facility,
  type FacilityCategory,
  type FacilityTier,
  Territory,
} from '@cockpit/domain/territory/territory'
import type { RawRow, RawTables } from './lake-of'

/** A small invented world with both shapes of territory: a province with cities (and one county directly below it) and a municipality. */
export interface World {
  readonly territory: Territory
  readonly areas: readonly Area[]
  readonly facilities: ReadonlyMap<FacilityId, Facility>
  readonly tables: RawTables
}

export const MONTHS = ['2024-08', '2024-09', '2024-10', '2025-07', '2025-08', '2025-09', '2025-10'] as const
export const DEPARTMENTS = ['0101', '0201'] as const
export const DISEASES = ['甲病', '乙病', '丙病'] as const
export const DRGS = ['AA11', 'BB21', 'CC31'] as const

const AREAS: readonly [code: string, level: Area['level'], parent: string | null][] = [
  ['330000', 'province', null],
  ['330100', 'city', '330000'],
  ['330102', 'county', '330100'],
  ['330103', 'county', '330100'],
  ['330200', 'city', '330000'],
  ['330203', 'county', '330200'],
  ['330205', 'county', '330200'],
  ['339001', 'county', '330000'],
  ['500000', 'province', null],
  ['500101', 'county', '500000'],
  ['500102', 'county', '500000'],
]
const FACILITIES: readonly [
  id: string,
  county: string,
  tier: FacilityTier,
  category: FacilityCategory,
  opened: string | null,
][] = [
  ['F0001', '330102', 'tertiary', 'general', null],
  ['F0002', '330102', 'secondary', 'traditional', null],
  ['F0003', '330103', 'secondary', 'general', null],
  ['F0004', '330103', 'primary', 'township', null],
  ['F0005', '330203', 'tertiary', 'general', null],
  ['F0006', '330205', 'secondary', 'maternal', '2025-08-10'],
  ['F0007', '339001', 'secondary', 'general', null],
  ['F0008', '500101', 'tertiary', 'general', null],
  ['F0009', '500101', 'primary', 'community', null],
  ['F0010', '500102', 'secondary', 'general', null],
  ['F0011', '330102', 'secondary', 'general', null],
  ['F0012', '330203', 'secondary', 'general', null],
  ['F0013', '330205', 'secondary', 'general', null],
]

/** mulberry32: the same seed gives the same world. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function makeWorld(seed: number): World {
  const random = randomOf(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const areas: Area[] = AREAS.map(([code, level, parent]) => ({
    code: AreaCode.parse(code),
    name: { zh: `区划${code}`, en: `Area ${code}` },
    level,
    parent: parent === null ? null : AreaCode.parse(parent),
    centre: [120, 30],
  }))
  const facilities: Facility[] = FACILITIES.map(([id, county, tier, category]) => ({
    id: FacilityId.parse(id),
    name: { zh: `机构${id}`, en: `Facility ${id}` },
    county: AreaCode.parse(county),
    tier,
    category,
    at: [120, 30],
  }))
  const visits: RawRow[] = []
  const discharges: RawRow[] = []
  const beds: RawRow[] = []
  const resources: RawRow[] = []
  const notifiable: RawRow[] = []
  let record = 0
  for (const month of MONTHS) {
    const days = [1, 9, 17, 28].map((day) => `${month}-${String(day).padStart(2, '0')}`)
    for (const [id, , , category, opened] of FACILITIES) {
      if (opened !== null && opened.slice(0, 7) > month) continue
      if (random() < 0.12) continue
      const hospital = category !== 'township' && category !== 'community'
      for (const day of days)
        for (const department of DEPARTMENTS) {
          if (random() < 0.1) continue
          const outpatientIncome = upTo(9000)
          const inpatientIncome = upTo(20000)
          const drugIncome = Math.floor((outpatientIncome + inpatientIncome) * random() * 0.5)
          visits.push({
            facility_id: id,
            department,
            visit_date: day,
            outpatient_visits: upTo(90),
            emergency_visits: upTo(20),
            checkup_visits: upTo(5),
            appointment_visits: upTo(40),
            outpatient_income: outpatientIncome,
            inpatient_income: inpatientIncome,
            outpatient_drug_income: Math.floor(drugIncome * random()),
            drug_income: drugIncome,
            herbal_income: Math.floor(drugIncome * random() * 0.3),
            material_income: Math.floor((outpatientIncome + inpatientIncome) * 0.1),
            exam_income: upTo(500),
            lab_income: upTo(500),
          })
          if (!hospital) continue
          beds.push({
            facility_id: id,
            department,
            bed_date: day,
            open_beds: 20 + upTo(30),
            occupied_beds: upTo(50),
            admissions: upTo(6),
            discharges: upTo(6),
          })
          for (let n = upTo(2); n > 0; n--)
            discharges.push({
              facility_id: id,
              record_no: `R${++record}`,
              admission_no: 1,
              sex: record % 3 === 0 ? '2' : '1',
              age_years: record % 11 === 0 ? null : (record * 13) % 101,
              admitted_at: `${day} 08:00:00`,
              discharged_at: `${day} ${String(upTo(23)).padStart(2, '0')}:30:00`,
              department,
              // Of its number alone, so that no chance is drawn for it: some pages do not say who attended.
              attending_key: record % 9 === 0 ? null : `doctor${record % 2}${id}`,
              los_days: random() < 0.05 ? 61 + upTo(30) : 1 + upTo(20),
              main_diagnosis: 'I21.000',
              discharge_way: ['1', '1', '1', '4', '5'][upTo(4)] ?? '1',
              cost_total: 1000 + upTo(30000),
              drg_code: random() < 0.2 ? null : (DRGS[upTo(2)] ?? null),
              drg_version: 'v1',
            })
        }
      resources.push({
        facility_id: id,
        month_end: monthEnd(month),
        beds_planned: 10 + upTo(500),
        beds: 10 + upTo(500),
        icu_beds: upTo(9),
        physicians: upTo(200),
        nurses: upTo(300),
        general_practitioners: upTo(20),
        ct: upTo(4),
        mri: upTo(2),
        linac: upTo(1),
      })
    }
    for (const [code, level] of AREAS)
      if (level === 'county')
        for (const disease of DISEASES)
          if (random() > 0.15)
            notifiable.push({
              area_code: code,
              disease,
              month_start: `${month}-01`,
              cases: random() < 0.4 ? upTo(4) : upTo(120),
              deaths: upTo(3),
            })
  }
  const cityOf = new Map(areas.map((area) => [area.code as string, area]))
  return {
    territory: new Territory(areas),
    areas,
    facilities: new Map(facilities.map((facility) => [facility.id, facility])),
    tables: {
      area: areas.map((area) => ({
        area_code: area.code,
        name_zh: area.name.zh,
        name_en: area.name.en,
        level: area.level,
        parent_code: area.parent,
        province_code: `${area.code.slice(0, 2)}0000`,
        city_code:
          area.level === 'city'
            ? area.code
            : area.level === 'county' && cityOf.get(area.parent ?? '')?.level === 'city'
              ? area.parent
              : null,
      })),
      facility: facilities.map((facility, index) => ({
        facility_id: facility.id,
        name_zh: facility.name.zh,
        name_en: facility.name.en,
        county_code: facility.county,
        tier: facility.tier,
        category: facility.category,
        opened_on: FACILITIES[index]?.[4] ?? null,
      })),
      population: areas
        .filter((area) => area.level === 'county')
        .flatMap((area) =>
          [2020, 2025].map((year) => ({
            area_code: area.code,
            year,
            residents: 20000 + upTo(400000),
            aged_65: upTo(9000),
          })),
        ),
      visit_day: visits,
      discharge: discharges,
      bed_day: beds,
      resource_snapshot: resources,
      notifiable_month: notifiable,
      drg_reference: [
        {
          drg_code: 'AA11',
          drg_version: 'v1',
          mdc: 'A',
          weight: 0.8,
          mean_cost: 8000,
          mean_los: 6,
          risk_class: 'low',
          mortality: 0.004,
        },
        {
          drg_code: 'BB21',
          drg_version: 'v1',
          mdc: 'B',
          weight: 1.6,
          mean_cost: 16000,
          mean_los: 9,
          risk_class: 'midlow',
          mortality: 0.02,
        },
        { drg_code: 'CC31', drg_version: 'v1', weight: 3.1, mean_cost: 30000, mean_los: 14, risk_class: 'high' },
      ],
    },
  }
}

export function monthEnd(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}
