import { beforeAll, expect, test } from 'vitest'
import type { WarehouseTable } from './contract'
import { packRoots } from './folders'
import { loadPacks } from './load'

/**
 * The facts a commission reports on, each with the pack it stands in and what its rows are told apart by. A table that is moved, renamed or loses a
 * part of its grain is missed here before a sender misses it.
 */
const FACTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  outpatient: { visit_day: ['facility_id', 'department', 'visit_date'] },
  inpatient: {
    discharge: ['facility_id', 'record_no', 'admission_no', 'discharged_at'],
    bed_day: ['facility_id', 'department', 'bed_date'],
    drg_result: ['facility_id', 'record_no', 'discharged_on', 'drg_version'],
  },
  finance: {
    income_month: ['facility_id', 'department', 'month_start', 'setting', 'item'],
    finance_year: ['facility_id', 'year_end'],
  },
  medication: {
    drug_use: ['facility_id', 'department', 'month_start', 'setting', 'drug_code'],
    medication_month: ['facility_id', 'department', 'month_start'],
  },
  resources: {
    resource_snapshot: ['facility_id', 'month_end'],
    equipment: ['asset_id'],
    equipment_use: ['asset_id', 'month_start'],
    licence: ['licence_no'],
    project: ['project_id'],
    project_step: ['project_id', 'seq'],
  },
  collaboration: {
    flow_month: ['area_code', 'facility_id', 'service', 'month_start'],
    referral: ['facility_id', 'to_facility_id', 'referral_date', 'direction', 'setting'],
    teleservice: ['facility_id', 'provider_id', 'service_date', 'kind'],
    internet_visit: ['facility_id', 'visit_date'],
    mutual_recognition: ['facility_id', 'recognition_date', 'kind', 'reason'],
    family_doctor_contract: ['facility_id', 'month_start'],
  },
  informatisation: {
    emr_grade: ['facility_id', 'year_start'],
    interop_grade: ['facility_id', 'year_start'],
    smart_grade: ['facility_id', 'year_start', 'kind'],
    catalogue_entry: ['entry_code'],
    application: ['app_code'],
  },
  inspection: { inspection: ['task_id'], penalty: ['penalty_id'], credit: ['facility_id', 'year_start'] },
  supervision: {
    rule_hit: ['facility_id', 'rule', 'hit_date'],
    minor_duty_month: ['facility_id', 'month_start'],
  },
  notifiable: { notifiable_month: ['area_code', 'disease', 'month_start'] },
  publichealth: {
    syndrome_day: ['facility_id', 'visit_date', 'syndrome'],
    vaccination: ['area_code', 'month_start', 'vaccine', 'dose'],
  },
  territory: {
    population: ['area_code', 'year'],
    population_age: ['area_code', 'year', 'age_band', 'sex'],
  },
  targets: { target: ['indicator', 'area_code', 'year_start', 'tier'] },
}
/** What stands beside the facts; those with history keep a row for each time something of them changed. */
const DIMENSIONS = {
  area: { pack: 'territory', history: { entity: ['area_code'], from: 'valid_from' } },
  facility: { pack: 'territory', history: { entity: ['facility_id'], from: 'valid_from' } },
  drg_reference: { pack: 'inpatient', history: { entity: ['drg_code', 'drg_version'], from: 'valid_from' } },
  drug: { pack: 'medication', history: undefined },
  code_entry: { pack: 'territory', history: undefined },
}

let tables: ReadonlyMap<string, WarehouseTable & { readonly pack: string }>
beforeAll(async () => {
  const packs = await loadPacks(packRoots(undefined))
  tables = new Map(
    packs.flatMap((pack) => pack.tables.map((table) => [table.name, { ...table, pack: pack.name }] as const)),
  )
})

test.each(Object.entries(FACTS))('the pack %s holds its facts, at their grain', (pack, facts) => {
  const found = Object.keys(facts).map((name) => [name, tables.get(name)?.pack, tables.get(name)?.key])
  expect(found).toEqual(Object.entries(facts).map(([name, key]) => [name, pack, key]))
})

test('a page holds its further diagnoses and operations, each shown as rows of their own', () => {
  const lists = tables.get('discharge')?.columns.flatMap(({ list }) => (list ? [[list.view, list.count]] : []))
  expect(lists).toEqual([
    ['case_diagnosis', 40],
    ['case_operation', 40],
  ])
})

test('areas and institutions keep their past', () => {
  for (const [name, { pack, history }] of Object.entries(DIMENSIONS)) {
    const table = tables.get(name)
    expect([name, table?.pack]).toEqual([name, pack])
    if (history) expect(table?.history).toMatchObject(history)
    else expect(table?.history).toBeUndefined()
  }
})

test('no table that is sent stands outside this list, but a note of the demonstration and what a year is divided by', () => {
  const named = [...Object.values(FACTS).flatMap(Object.keys), ...Object.keys(DIMENSIONS)]
  const others = [...tables.values()].filter(({ name, system }) => !system && !named.includes(name))
  expect(others.map(({ name }) => name).sort()).toEqual(['insured_person', 'table_sample'])
})
