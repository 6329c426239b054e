import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { readRegion } from '@cockpit/geo/region/read-region'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'
import type { DemoFile, DemoGenerator } from '@cockpit/semantic-layer/packs/contract'
import inpatient from '@cockpit/semantic-layer/packs/inpatient/demo'
import notifiable from '@cockpit/semantic-layer/packs/notifiable/demo'
import outpatient from '@cockpit/semantic-layer/packs/outpatient/demo'
import resources from '@cockpit/semantic-layer/packs/resources/demo'
import { beforeAll, describe, expect, it } from 'vitest'

type Row = Readonly<Record<string, string>>

const DRUGS = ['D23', 'D24', 'D25']
const MATERIALS = ['D31', 'D32', 'D33']
const VISITS = [
  ...['facility_id', 'outpatient_visits', 'emergency_visits', 'outpatient_income', 'inpatient_income'],
  ...['drug_income', 'material_income'],
]
const STOCKS = ['beds', 'physicians', 'nurses', 'general_practitioners']

/** The figures of the national bulletin of 2023 and how near the demonstration must come to them, as a share. */
describe('the demonstration at its full scale against the figures it is calibrated to', () => {
  const files: DemoFile[] = []
  const tierOf = new Map<string, string>()
  let residents = 0

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-calibration-'))
    writeDemoRegion(folder, { shape: 'zhejiang', seed: 1, scale: 'demo', lastYear: 2026 })
    const region = readRegion(folder)
    rmSync(folder, { recursive: true, force: true })
    for (const one of region.facilities) tierOf.set(one.id, one.tier)
    const newest = new Map(region.population.filter((row) => row.year === 2026).map((row) => [row.code, row.residents]))
    residents = [...newest.values()].reduce((sum, one) => sum + one, 0)
    const world = demoWorld({
      seed: 1,
      lastMonth: '2026-10',
      months: 12,
      places: {
        counties: region.areas
          .filter((area) => area.level === 'county')
          .map((area) => ({
            code: area.code,
            name: area.name.zh,
            population: newest.get(area.code) ?? 0,
            cityCode: area.parent,
          })),
        facilities: region.facilities.map((one) => ({
          id: one.id,
          name: one.name.zh,
          countyCode: one.county,
          tier: one.tier,
          category: one.category,
          beds: one.beds ?? 0,
        })),
      },
    })
    const generators: DemoGenerator[] = [inpatient, outpatient, resources, notifiable]
    // Front pages of four months are cases enough; visits and beds need the whole year for its seasons.
    for (const generate of generators)
      for (const file of generate(world))
        if (file.table !== 'discharge' || file.name > 'discharge-2026-06.csv') files.push(file)
  })

  /** Rows of a table with the named columns only: there are a million of them. */
  function* rows(table: string, ...columns: string[]): Generator<Row> {
    for (const file of files) {
      if (file.table !== table) continue
      let places: number[] | undefined
      for (const chunk of file.rows) {
        for (const line of chunk.trimEnd().split('\n')) {
          const cells = line.split(',')
          if (!places) places = columns.map((column) => cells.indexOf(column))
          else {
            const row: Record<string, string> = {}
            for (const [index, column] of columns.entries()) row[column] = cells[places[index] ?? -1] ?? ''
            yield row
          }
        }
      }
    }
  }

  const near = (value: number, figure: number, share: number, what: string) =>
    expect(Math.abs(value / figure - 1), `${what} is ${value}, not ${figure}`).toBeLessThan(share)

  it('front pages: cost, stay, drug and consumables share, deaths by risk class, 15,000 to 25,000 a month', () => {
    const risk = new Map(
      [...rows('drg_reference', 'drg_code', 'risk_class')].map((row) => [row.drg_code, row.risk_class]),
    )
    const deaths: Record<string, [died: number, cases: number]> = {}
    const sums = { cases: 0, cost: 0, stay: 0, drugs: 0, materials: 0 }
    for (const row of rows('discharge', 'D01', 'B20', 'B34C', 'DRG', ...DRUGS, ...MATERIALS)) {
      const [cost, stay] = [Number(row.D01), Number(row.B20)]
      if (!(cost > 0) || !(stay > 0)) continue
      sums.cases += 1
      sums.cost += cost
      sums.stay += stay
      sums.drugs += Number(row.D23) + Number(row.D24) + Number(row.D25)
      sums.materials += Number(row.D31) + Number(row.D32) + Number(row.D33)
      for (const key of ['all', risk.get(row.DRG ?? '') ?? 'none']) {
        const count = deaths[key] ?? [0, 0]
        deaths[key] = [count[0] + Number(row.B34C === '5'), count[1] + 1]
      }
    }
    expect(sums.cases / 4).toBeGreaterThan(15_000)
    expect(sums.cases / 4).toBeLessThan(25_000)
    near(sums.cost / sums.cases, 10_315.8, 0.02, 'cost of a discharge')
    near(sums.stay / sums.cases, 8.6, 0.03, 'stay')
    near(sums.drugs / sums.cost, 0.27, 0.03, 'drug share')
    near(sums.materials / sums.cost, 0.12, 0.03, 'consumables share')
    const rate = (key: string) => (deaths[key]?.[0] ?? 0) / (deaths[key]?.[1] ?? 1)
    near(rate('all'), 0.0025, 0.2, 'deaths of all')
    // A few dozen deaths: within what chance allows.
    near(rate('midlow'), 0.0016, 0.6, 'deaths at mid-low risk')
    near(rate('low'), 0.0002, 0.9, 'deaths at low risk')
    expect(rate('midhigh')).toBeGreaterThan(rate('midlow'))
    expect(rate('high')).toBeGreaterThan(rate('midhigh'))
  })

  it('visits: 6.8 a person and year, 361.60 yuan each in hospitals, a drug share of 27 percent', () => {
    const sums = { visits: 0, hospital: 0, hospitalIncome: 0, income: 0, drugs: 0, materials: 0 }
    let count = 0
    for (const row of rows('visit_day', ...VISITS)) {
      count += 1
      const visits = Number(row.outpatient_visits) + Number(row.emergency_visits)
      const income = Number(row.outpatient_income) + Number(row.inpatient_income)
      const tier = tierOf.get(row.facility_id ?? '')
      if (!(visits >= 0) || Number(row.drug_income) > income || !tier) continue
      sums.visits += visits
      sums.income += income
      sums.drugs += Number(row.drug_income)
      sums.materials += Number(row.material_income)
      if (tier === 'primary') continue
      sums.hospital += visits
      sums.hospitalIncome += Number(row.outpatient_income)
    }
    expect(count).toBeLessThan(1_200_000)
    near(sums.visits / residents, 6.8, 0.02, 'visits a person')
    near(sums.hospitalIncome / sums.hospital, 361.6, 0.02, 'cost of a hospital visit')
    near(sums.drugs / sums.income, 0.27, 0.03, 'drug share')
    near(sums.materials / sums.income, 0.12, 0.15, 'consumables share')
  })

  it('beds: hospital occupancy 79.4 to 86 percent, stay 8.4 to 8.8, and everybody admitted leaves', () => {
    const sums = { open: 0, occupied: 0, admissions: 0, discharges: 0 }
    for (const row of rows('bed_day', 'open_beds', 'occupied_beds', 'admissions', 'discharges')) {
      const [open, occupied] = [Number(row.open_beds), Number(row.occupied_beds)]
      if (occupied > open * 2 + 10 || Number(row.admissions) < 0) continue
      sums.open += open
      sums.occupied += occupied
      sums.admissions += Number(row.admissions)
      sums.discharges += Number(row.discharges)
    }
    expect(sums.occupied / sums.open).toBeGreaterThan(0.794)
    expect(sums.occupied / sums.open).toBeLessThan(0.86)
    expect(sums.occupied / sums.discharges).toBeGreaterThan(8.4)
    expect(sums.occupied / sums.discharges).toBeLessThan(8.8)
    near(sums.admissions / sums.discharges, 1, 0.01, 'admissions over discharges')
  })

  it('stocks: 7.23 beds, 3.40 physicians and 4.00 nurses per 1,000, 3.99 general practitioners per 10,000', () => {
    const last = [...rows('resource_snapshot', 'month_end', ...STOCKS)].filter((row) => row.month_end === '2026-10-31')
    const per = (column: string, people: number) =>
      (last.reduce((sum, row) => sum + Number(row[column]), 0) * people) / residents
    near(per('beds', 1_000), 7.23, 0.01, 'beds')
    near(per('physicians', 1_000), 3.4, 0.01, 'physicians')
    near(per('nurses', 1_000), 4, 0.01, 'nurses')
    near(per('general_practitioners', 10_000), 3.99, 0.01, 'general practitioners')
  })

  it('notifiable diseases: 90 counties by 12 diseases by 12 months, zero cases written as zero', () => {
    const all = [...rows('notifiable_month', 'cases', 'deaths')]
    expect(all).toHaveLength(90 * 12 * 12)
    expect(all.some((row) => row.cases === '0')).toBe(true)
    expect(all.every((row) => Number(row.deaths) <= Number(row.cases))).toBe(true)
  })
})
