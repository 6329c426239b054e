import type { FacilityCategory } from '@cockpit/domain/territory/territory'
import type { DemoFacility } from '../packs/contract'

/** A department and its share of the institution's visits and beds; both columns sum to 1. */
export interface DemoDepartment {
  readonly name: string
  readonly visits: number
  readonly beds: number
  readonly emergency?: true
}

const EMERGENCY: DemoDepartment = { name: '急诊医学科', visits: 0.12, beds: 0, emergency: true }

const TERTIARY_GENERAL: readonly DemoDepartment[] = [
  { name: '内科', visits: 0.32, beds: 0.33 },
  { name: '外科', visits: 0.2, beds: 0.29 },
  { name: '妇产科', visits: 0.1, beds: 0.1 },
  { name: '儿科', visits: 0.1, beds: 0.08 },
  { name: '肿瘤科', visits: 0.07, beds: 0.1 },
  { name: '重症医学科', visits: 0, beds: 0.04 },
  { name: '中医科', visits: 0.09, beds: 0.06 },
  EMERGENCY,
]

const BY_CATEGORY: Readonly<Record<FacilityCategory, readonly DemoDepartment[]>> = {
  general: [
    { name: '内科', visits: 0.36, beds: 0.44 },
    { name: '外科', visits: 0.2, beds: 0.31 },
    { name: '妇产科', visits: 0.11, beds: 0.13 },
    { name: '儿科', visits: 0.12, beds: 0.12 },
    { name: '中医科', visits: 0.09, beds: 0 },
    EMERGENCY,
  ],
  traditional: [
    { name: '中医科', visits: 0.4, beds: 0.35 },
    { name: '内科', visits: 0.21, beds: 0.26 },
    { name: '外科', visits: 0.13, beds: 0.2 },
    { name: '康复医学科', visits: 0.14, beds: 0.19 },
    EMERGENCY,
  ],
  maternal: [{ name: '妇产科', visits: 0.52, beds: 0.6 }, { name: '儿科', visits: 0.36, beds: 0.4 }, EMERGENCY],
  specialised: [
    { name: '外科', visits: 0.62, beds: 0.78 },
    { name: '康复医学科', visits: 0.26, beds: 0.22 },
    EMERGENCY,
  ],
  township: [
    { name: '全科医疗科', visits: 0.8, beds: 1 },
    { name: '中医科', visits: 0.2, beds: 0 },
  ],
  community: [
    { name: '全科医疗科', visits: 0.78, beds: 1 },
    { name: '中医科', visits: 0.22, beds: 0 },
  ],
}

export function departmentsOf(facility: Pick<DemoFacility, 'tier' | 'category'>): readonly DemoDepartment[] {
  return facility.tier === 'tertiary' && facility.category === 'general'
    ? TERTIARY_GENERAL
    : BY_CATEGORY[facility.category]
}
