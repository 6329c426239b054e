import type { RawRow } from './lake-of'
import type { World } from './world'

export interface Fact {
  readonly county: string
  readonly facility?: string
  readonly date: string
  readonly row: RawRow
}
/** One indicator over raw rows: which rows, what is counted above and below the line. */
export interface Definition {
  readonly table: string
  readonly facts: (world: World) => Fact[]
  readonly grain: 'day' | 'month'
  readonly scope: 'facility' | 'area'
  readonly dimensions: readonly string[]
  readonly shape: 'flow' | 'stock'
  readonly top: (rows: readonly RawRow[]) => number
  readonly bottom?: (rows: readonly RawRow[]) => number
  readonly perResident?: number
  readonly count?: (rows: readonly RawRow[]) => number
}

export const n = (row: RawRow, name: string) => Number(row[name] ?? 0)
const sum = (of: (row: RawRow) => number) => (rows: readonly RawRow[]) =>
  rows.reduce((total, row) => total + of(row), 0)
const facilityFacts = (table: string, date: string) => (world: World) =>
  (world.tables[table] ?? []).map((row): Fact => {
    const facility = (world.tables.facility ?? []).find((one) => one.facility_id === row.facility_id)
    return {
      county: String(facility?.county_code),
      facility: String(row.facility_id),
      date: String(row[date]).slice(0, 10),
      row: { ...row, tier: facility?.tier ?? null, category: facility?.category ?? null, drg: row.drg_code ?? '' },
    }
  })
const drgOf = (row: RawRow) =>
  ({ AA11: [0.8, 8000, 6, 'low'], BB21: [1.6, 16000, 9, 'midlow'], CC31: [3.1, 30000, 14, 'high'] })[
    String(row.drg_code)
  ] as [number, number, number, string] | undefined
const inIndex = (row: RawRow) => drgOf(row) !== undefined && n(row, 'los_days') <= 60
const indexCases = sum((row) => (inIndex(row) ? 1 : 0))
const visit = {
  table: 'visit_day',
  facts: facilityFacts('visit_day', 'visit_date'),
  grain: 'day',
  scope: 'facility',
  dimensions: ['tier', 'category', 'department'],
  shape: 'flow',
} as const
const discharge = {
  table: 'discharge',
  facts: facilityFacts('discharge', 'discharged_at'),
  grain: 'day',
  scope: 'facility',
  dimensions: ['tier', 'category', 'department', 'drg'],
  shape: 'flow',
} as const
const resource = {
  table: 'resource_snapshot',
  facts: facilityFacts('resource_snapshot', 'month_end'),
  grain: 'month',
  scope: 'facility',
  dimensions: ['tier', 'category'],
  shape: 'stock',
} as const
const disease = {
  table: 'notifiable_month',
  facts: (world: World) =>
    (world.tables.notifiable_month ?? []).map(
      (row): Fact => ({ county: String(row.area_code), date: String(row.month_start), row }),
    ),
  grain: 'month',
  scope: 'area',
  dimensions: ['disease'],
  shape: 'flow',
} as const
const income = sum((row) => n(row, 'outpatient_income') + n(row, 'inpatient_income'))
const cases = sum((row) => n(row, 'cases'))

export const NAIVE: Readonly<Record<string, Definition>> = {
  'outpatient.visits': { ...visit, top: sum((row) => n(row, 'outpatient_visits') + n(row, 'emergency_visits')) },
  'income.drugShare': { ...visit, top: sum((row) => n(row, 'drug_income') - n(row, 'herbal_income')), bottom: income },
  'income.serviceShare': {
    ...visit,
    top: sum(
      (row) =>
        n(row, 'outpatient_income') +
        n(row, 'inpatient_income') -
        n(row, 'drug_income') -
        n(row, 'material_income') -
        n(row, 'exam_income') -
        n(row, 'lab_income'),
    ),
    bottom: income,
  },
  'beds.occupancy': {
    ...visit,
    table: 'bed_day',
    facts: facilityFacts('bed_day', 'bed_date'),
    top: sum((row) => n(row, 'occupied_beds')),
    bottom: sum((row) => n(row, 'open_beds')),
  },
  'inpatient.discharges': { ...discharge, top: (rows) => rows.length, count: (rows) => rows.length },
  'inpatient.averageStay': {
    ...discharge,
    top: sum((row) => n(row, 'los_days')),
    bottom: (rows) => rows.length,
    count: (rows) => rows.length,
  },
  'inpatient.caseMixIndex': {
    ...discharge,
    top: sum((row) => (inIndex(row) ? (drgOf(row)?.[0] ?? 0) : 0)),
    bottom: indexCases,
    count: indexCases,
  },
  'inpatient.costIndex': {
    ...discharge,
    top: sum((row) => (inIndex(row) ? n(row, 'cost_total') / (drgOf(row)?.[1] ?? 1) : 0)),
    bottom: indexCases,
    count: indexCases,
  },
  'inpatient.lowRiskMortality': {
    ...discharge,
    top: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' && row.discharge_way === '5' ? 1 : 0)),
    bottom: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' ? 1 : 0)),
    count: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' ? 1 : 0)),
  },
  'inpatient.drgGroups': {
    ...discharge,
    top: (rows) => new Set(rows.filter(inIndex).map((row) => row.drg_code)).size,
    count: indexCases,
  },
  'resources.beds': { ...resource, top: sum((row) => n(row, 'beds')) },
  'resources.bedsPerThousand': { ...resource, top: sum((row) => n(row, 'beds')), perResident: 1000 },
  'notifiable.cases': { ...disease, top: cases, count: cases },
  'notifiable.incidence': { ...disease, top: cases, perResident: 100000, count: cases },
}
