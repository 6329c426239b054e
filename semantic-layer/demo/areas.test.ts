import { describe, expect, it } from 'vitest'
import collaboration from '../packs/collaboration/demo'
import { tables as collaborationTables } from '../packs/collaboration/tables'
import type { DemoFile, DemoGenerator, DemoWorld, WarehouseTable } from '../packs/contract'
import finance from '../packs/finance/demo'
import { tables as financeTables } from '../packs/finance/tables'
import informatisation from '../packs/informatisation/demo'
import { tables as informatisationTables } from '../packs/informatisation/tables'
import inspection from '../packs/inspection/demo'
import { tables as inspectionTables } from '../packs/inspection/tables'
import medication from '../packs/medication/demo'
import { tables as medicationTables } from '../packs/medication/tables'
import outpatient from '../packs/outpatient/demo'
import publichealth from '../packs/publichealth/demo'
import { tables as publichealthTables } from '../packs/publichealth/tables'
import resources from '../packs/resources/demo'
import { LICENSED_ITEMS } from '../packs/resources/equipment-tables'
import { tables as resourcesTables } from '../packs/resources/tables'
import supervision from '../packs/supervision/demo'
import { tables as supervisionTables } from '../packs/supervision/tables'
import targets from '../packs/targets/demo'
import { tables as targetTables } from '../packs/targets/tables'
import { recentMonths, serviceStories } from './recent'
import { type DemoPlaces, demoWorld } from './world'

const GENERATORS: readonly DemoGenerator[] = [
  ...[finance, medication, resources, collaboration, informatisation],
  ...[inspection, publichealth, supervision, targets],
]
const TABLES: readonly WarehouseTable[] = [
  ...[financeTables, medicationTables, resourcesTables, collaborationTables, informatisationTables],
  ...[inspectionTables, publichealthTables, supervisionTables, targetTables],
].flat()

/** Twelve counties in two cities, each with a hospital of every kind and a place of primary care. */
function places(): DemoPlaces {
  const counties = Array.from({ length: 12 }, (_, index) => ({
    code: String((index < 6 ? 330101 : 330201) + (index % 6)),
    name: `演示县${index}`,
    population: 90_000 + 10_000 * index,
    cityCode: index < 6 ? '330100' : '330200',
  }))
  const facilities = counties.flatMap(({ code, population }, index) => {
    const beds = (population * 7.23) / 1000
    const one = (
      id: string,
      tier: 'tertiary' | 'secondary' | 'primary',
      category: 'general' | 'maternal' | 'township',
      share: number,
    ) => ({
      id: `DEMO-${code}-${id}`,
      name: `演示${code}${id}`,
      countyCode: code,
      tier,
      category,
      beds: Math.round(beds * share),
    })
    return [
      one('S01', index % 4 === 0 ? 'tertiary' : 'secondary', 'general', 0.5),
      one('S02', 'secondary', 'general', 0.2),
      one('S03', 'secondary', 'maternal', 0.15),
      one('P01', 'primary', 'township', 0.15),
    ]
  })
  return { counties, facilities }
}

const world = (seed = 1): DemoWorld =>
  demoWorld({ seed, places: places(), lastMonth: '2026-10', months: 14, frontPagesPerMonth: 500 })
const textOf = (file: DemoFile) => [...file.rows].join('')
type Row = Readonly<Record<string, string>>
function rowsOf(file: DemoFile): Row[] {
  const [header = '', ...lines] = textOf(file).trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '?', cell])))
}

const told = world()
const files = GENERATORS.flatMap((generate) => [...generate(told)])
const read = new Map<string, Row[]>()
function rows(table: string): readonly Row[] {
  const known = read.get(table) ?? files.filter((file) => file.table === table).flatMap(rowsOf)
  read.set(table, known)
  return known
}
const total = (of: readonly Row[], ...names: string[]) =>
  of.reduce((sum, row) => sum + names.reduce((part, name) => part + Number(row[name]), 0), 0)
const stories = serviceStories(told)

describe('the newer areas of a demonstration', () => {
  it('are the same to the byte for the same seed, and others for another', () => {
    const text = (of: DemoWorld) => GENERATORS.flatMap((generate) => [...generate(of)]).map(textOf)
    expect(text(world())).toEqual(files.map(textOf))
    expect(text(world(2))).not.toEqual(files.map(textOf))
  })

  it('fill every table of their packs, with headers it declares and every required one', () => {
    expect(new Set(files.map((file) => file.table))).toEqual(new Set(TABLES.map((table) => table.name)))
    for (const file of files) {
      const table = TABLES.find((one) => one.name === file.table)
      const header = textOf(file).split('\n', 1)[0]?.split(',') ?? []
      const columns = header.map((name) =>
        table?.columns.find((one) => one.headers.includes(name) || one.name === name),
      )
      expect(columns.includes(undefined), file.name).toBe(false)
      expect(
        table?.columns.filter((one) => one.required && !columns.includes(one)),
        file.name,
      ).toEqual([])
    }
  })

  it('keep to the value sets, the references and the keys of their tables', () => {
    const known = new Map([
      ['facility.facility_id', new Set(told.facilities.map((one) => one.id))],
      ['area.area_code', new Set(['330000', ...told.counties.flatMap((one) => [one.code, one.cityCode ?? ''])])],
      ['drug.drug_code', new Set(rows('drug').map((row) => row.drug_code))],
      ['equipment.asset_id', new Set(rows('equipment').map((row) => row.asset_id))],
      ['project.project_id', new Set(rows('project').map((row) => row.project_id))],
    ])
    for (const table of TABLES) {
      if (table.name === 'resource_snapshot') continue
      const content = rows(table.name)
      const keys = new Set(content.map((row) => table.key.map((name) => row[name]).join('|')))
      expect(keys.size, `${table.name}: keys`).toBe(content.length)
      for (const column of table.columns) {
        const cells = new Set(
          content.map((row) => row[column.name]).filter((cell) => cell !== undefined && cell !== ''),
        )
        const { references } = column
        const allowed =
          column.values ?? (references && [...(known.get(`${references.table}.${references.column}`) ?? [])])
        if (allowed)
          expect(
            [...cells].filter((cell) => !allowed.includes(cell ?? '')),
            `${table.name}.${column.name}`,
          ).toEqual([])
      }
    }
  })

  it('have parts within their wholes in every row', () => {
    for (const [table, part, whole] of [
      ['referral', 'accepted', 'referred'],
      ['referral', 'accepted_in_time', 'accepted'],
      ['teleservice', 'completed', 'requests'],
      ['mutual_recognition', 'recognised', 'eligible'],
      ['equipment_use', 'positive', 'judged'],
      ['equipment_use', 'judged', 'exams'],
      ['vaccination', 'given', 'due'],
      ['syndrome_day', 'cases', 'visits'],
      ['rule_hit', 'overridden', 'hits'],
      ['minor_duty_month', 'reported', 'high_risk'],
      ['family_doctor_contract', 'key_signed', 'signed'],
      ['family_doctor_contract', 'services_done', 'services_due'],
      ['medication_month', 'discharges_essential', 'discharges'],
      ['medication_month', 'prescriptions_sound', 'prescriptions_reviewed'],
      ['internet_visit', 'circulated', 'prescriptions'],
      ['finance_year', 'staff_expense', 'total_expense'],
    ] as const) {
      const content = rows(table)
      expect(content.length, table).toBeGreaterThan(0)
      expect(
        content.filter((row) => Number(row[part]) > Number(row[whole])),
        `${table}: ${part} of ${whole}`,
      ).toEqual([])
    }
  })
})

describe('income by item', () => {
  it('adds up to the daily returns of each facility and month to the fen, planted faults left out', () => {
    const daily = new Map<string, number>()
    for (const file of outpatient(told)) {
      if (!recentMonths(told).some((month) => file.name.includes(month))) continue
      for (const row of rowsOf(file)) {
        const fen = Math.round(total([row], 'outpatient_income', 'inpatient_income') * 100)
        const sound =
          row.facility_id !== 'DEMO-000000-X01' && row.visit_date?.length === 10 && row.outpatient_visits !== '约百人'
        if (!sound || Math.round(Number(row.drug_income) * 100) > fen) continue
        const key = `${row.facility_id} ${row.visit_date?.slice(0, 7)}`
        daily.set(key, (daily.get(key) ?? 0) + fen)
      }
    }
    const items = new Map<string, number>()
    for (const row of rows('income_month')) {
      const key = `${row.facility_id} ${row.month_start?.slice(0, 7)}`
      items.set(key, (items.get(key) ?? 0) + Math.round(Number(row.amount) * 100))
    }
    expect(items).toEqual(daily)
  })

  it('spends 13 to 17 yuan of consumables per 100 yuan without drugs', () => {
    const content = rows('income_month')
    const materials = total(
      content.filter((row) => row.item === '卫生材料'),
      'amount',
    )
    const rest = total(
      content.filter((row) => !['西药', '中成药', '中药饮片'].includes(row.item ?? '')),
      'amount',
    )
    expect((materials * 100) / rest).toSatisfy((value: number) => value > 13 && value < 17)
  })
})

describe('medicines', () => {
  const antibacterials = new Set(rows('drug').flatMap((row) => (row.antibacterial_level ? [row.drug_code] : [])))
  const density = (id: string) => {
    const doses = rows('drug_use').filter(
      (row) => row.facility_id === id && row.setting === '住院' && antibacterials.has(row.drug_code),
    )
    return (
      (total(doses, 'ddds') * 100) /
      total(
        rows('medication_month').filter((row) => row.facility_id === id),
        'patient_days',
      )
    )
  }

  it('one hospital uses more than 50 doses per 100 patient-days, every other 25 to 45', () => {
    expect(density(stories.highUse ?? '')).toBeGreaterThan(50)
    for (const one of told.facilities)
      if (one.tier !== 'primary' && one.id !== stories.highUse)
        expect(density(one.id), one.id).toSatisfy((value: number) => value > 25 && value < 45)
  })

  it('most of a procured variety is the selected product', () => {
    const selected = new Map(rows('drug').map((row) => [row.drug_code, row]))
    const varieties = rows('drug_use').filter((row) => selected.get(row.drug_code)?.procurement_group !== '')
    const chosen = varieties.filter((row) => selected.get(row.drug_code)?.procured === '是')
    expect(total(chosen, 'quantity') / total(varieties, 'quantity')).toSatisfy(
      (share: number) => share > 0.7 && share < 0.9,
    )
  })
})

describe('the registers', () => {
  it('count the scanners of the month-end return', () => {
    const last = rows('resource_snapshot').filter((row) => row.month_end === '2026-10-31')
    for (const [name, column] of [
      ['CT', 'ct'],
      ['MRI', 'mri'],
      ['直线加速器', 'linac'],
    ] as const) {
      const silent = told.facilities.find((one) => one.story === 'stops-reporting')?.id
      const units = rows('equipment').filter((row) => row.class === name && row.facility_id !== silent).length
      expect(units, name).toBe(total(last, column))
    }
  })

  it('license what the catalogue of 2023 licenses, and neither CT nor MRI', () => {
    for (const row of rows('equipment'))
      expect(row.licence_no === '', `${row.class}`).toBe(['CT', 'MRI', 'DSA'].includes(row.class ?? ''))
    const items: readonly string[] = LICENSED_ITEMS.乙
    expect(rows('licence').every((row) => items.includes(row.item ?? ''))).toBe(true)
  })

  it('one hospital finds little on its scanners, every other with enough examinations 65 to 90 percent', () => {
    const found = new Map<string, Row[]>()
    for (const row of rows('equipment_use'))
      found.set(row.facility_id ?? '', [...(found.get(row.facility_id ?? '') ?? []), row])
    for (const [id, content] of found) {
      const judged = total(content, 'judged')
      if (judged < 500) continue
      const share = total(content, 'positive') / judged
      if (id === stories.fewFindings) expect(share).toBeLessThan(0.5)
      else expect(share, id).toSatisfy((value: number) => value > 0.65 && value < 0.9)
    }
  })
})

describe('working together', () => {
  it('one county recognises under 35 percent of results, every other over 50', () => {
    for (const { code } of told.counties) {
      const own = rows('mutual_recognition').filter((row) => row.facility_id?.includes(code))
      const share = total(own, 'recognised') / total(own, 'eligible')
      if (code === stories.lowRecognition) expect(share).toBeLessThan(0.35)
      else expect(share, code).toBeGreaterThan(0.5)
    }
  })

  it('nine in ten visits stay in the county, fewer admissions do', () => {
    const share = (name: string) => {
      const content = rows('flow_month')
      return (
        total(
          content.filter((row) => row.treated_code === row.area_code),
          name,
        ) / total(content, name)
      )
    }
    expect(share('visits')).toSatisfy((value: number) => value > 0.85 && value < 0.95)
    expect(share('admissions')).toSatisfy((value: number) => value > 0.7 && value < 0.9)
  })
})

describe('grades, the catalogue and targets', () => {
  it('no hospital falls back a grade, and roles add up to the score', () => {
    const before = new Map<string, number>()
    for (const row of rows('emr_grade')) {
      expect(Number(row.level)).toBeGreaterThanOrEqual(before.get(row.facility_id ?? '') ?? 0)
      before.set(row.facility_id ?? '', Number(row.level))
      const roles = Object.entries(row).filter(
        ([name]) => !['facility_id', 'year_start', 'level', 'score'].includes(name),
      )
      expect(Math.abs(roles.reduce((sum, [, score]) => sum + Number(score), 0) - Number(row.score))).toBeLessThan(0.11)
    }
  })

  it('the catalogue has 4,370 entries, 124 of them collected', () => {
    const content = rows('catalogue_entry')
    expect([content.length, content.filter((row) => row.collected_on !== '').length]).toEqual([4_370, 124])
  })

  it('every target names its document', () => {
    expect(rows('target').every((row) => row.evidence === 'policy' && (row.source?.length ?? 0) > 8)).toBe(true)
  })
})
