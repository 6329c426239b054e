import { describe, expect, it } from 'vitest'
import type { DemoFile, DemoGenerator, DemoWorld, WarehouseTable } from '../packs/contract'
import inpatient from '../packs/inpatient/demo'
import { tables as inpatientTables } from '../packs/inpatient/tables'
import notifiable from '../packs/notifiable/demo'
import { tables as notifiableTables } from '../packs/notifiable/tables'
import outpatient from '../packs/outpatient/demo'
import { tables as outpatientTables } from '../packs/outpatient/tables'
import resources from '../packs/resources/demo'
import { tables as resourcesTables } from '../packs/resources/tables'
import { codeEntry } from '../packs/territory/code-table'
import territory from '../packs/territory/demo'
import { insuredPerson, populationAge } from '../packs/territory/population-tables'
import { tableSample } from '../packs/territory/sample-table'
import { DRUG_SHARE_RISE_MONTHS, OUTBREAK_MONTHS, SILENT_MONTHS, storiesOf } from './stories'
import { type DemoPlaces, demoWorld } from './world'

const GENERATORS: readonly DemoGenerator[] = [inpatient, outpatient, resources, notifiable, territory]
const TABLES: readonly WarehouseTable[] = [
  ...inpatientTables,
  ...outpatientTables,
  ...resourcesTables,
  ...notifiableTables,
  codeEntry,
  populationAge,
  insuredPerson,
  tableSample,
]

/** Twelve counties with a tertiary, three secondary and two primary institutions among them; one county short of beds. */
function places(): DemoPlaces {
  const counties = Array.from({ length: 12 }, (_, index) => ({
    code: String(330101 + index),
    name: `演示县${index}`,
    population: 90_000 + 10_000 * index,
    cityCode: '330100',
  }))
  const facilities = counties.flatMap(({ code, population }, index) => {
    const beds = Math.round((population * (index === 7 ? 0.5 : 1.04) * 7.23) / 1000)
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

const world = (seed = 1, months = 10): DemoWorld =>
  demoWorld({ seed, places: places(), lastMonth: '2026-10', months, frontPagesPerMonth: 2_000 })

const filesOf = (from: DemoWorld) => GENERATORS.flatMap((generate) => [...generate(from)])
const textOf = (file: DemoFile) => [...file.rows].join('')
const rowsOf = (file: DemoFile): Record<string, string>[] => {
  const [header = '', ...lines] = textOf(file).trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '?', cell])))
}

/** The column a header fills; the header itself for a numbered entry of a list. */
function fieldOf(table: WarehouseTable, header: string): string | undefined {
  for (const column of table.columns) {
    if (column.name === header || column.headers.includes(header)) return column.name
    const members = (column.list?.members ?? []).flatMap((member) => member.headers)
    if (members.some((written) => new RegExp(`^${written.replace('#', '\\d\\d')}$`).test(header))) return header
  }
  return undefined
}

describe('a demonstration', () => {
  it('is the same to the byte for the same seed, in any order of files, and another for another seed', () => {
    const first = filesOf(world(1, 3)).map((file) => [file.name, textOf(file)])
    const again = filesOf(world(1, 3))
      .reverse()
      .map((file) => [file.name, textOf(file)])
      .reverse()
    expect(again).toEqual(first)
    expect(filesOf(world(2, 3)).map((file) => [file.name, textOf(file)])).not.toEqual(first)
  })

  it('writes headers that its tables declare, each column once, and every required one', () => {
    for (const file of filesOf(world(1, 2))) {
      const table = TABLES.find((one) => one.name === file.table)
      const header = textOf(file).split('\n', 1)[0]?.split(',') ?? []
      const fields = header.map((name) => table && fieldOf(table, name))
      expect(
        header.filter((_, index) => !fields[index]),
        file.name,
      ).toEqual([])
      expect(new Set(fields).size, file.name).toBe(fields.length)
      const missing = table?.columns.filter((column) => column.required && !fields.includes(column.name))
      expect(missing, file.name).toEqual([])
    }
  })

  it('names each file once and every table of the packs', () => {
    const files = filesOf(world())
    expect(new Set(files.map((file) => file.name)).size).toBe(files.length)
    // A grouper's results: the demonstration's pages bring their groups themselves.
    const written = TABLES.map((table) => table.name).filter((name) => name !== 'drg_result')
    expect(new Set(files.map((file) => file.table))).toEqual(new Set(written))
  })

  it('holds no identity that could be real', () => {
    for (const file of filesOf(world(1, 1)).filter((one) => one.table === 'discharge')) {
      for (const row of rowsOf(file)) {
        expect(row.A11).toBe('演示患者')
        expect(row.A20).toMatch(/^DEMO\d{14}$/)
        expect(row.A27).toMatch(/^0000\d{7}$/)
        expect(row.A01).toMatch(/^DEMO-/)
      }
    }
  })

  it('has fee items that sum to the total to the fen, but for planted faults', () => {
    const rows = filesOf(world(1, 2))
      .filter((file) => file.table === 'discharge')
      .flatMap(rowsOf)
    const wrong = rows.filter((row) => {
      const items = Array.from({ length: 24 }, (_, index) => Math.round(Number(row[`D${index + 11}`]) * 100))
      return items.reduce((sum, item) => sum + item, 0) !== Math.round(Number(row.D01) * 100)
    })
    expect(rows.length).toBeGreaterThan(3_000)
    expect(wrong.length).toBeLessThan(rows.length * 0.003)
    expect(rows.every((row) => Number(row.D23) >= 0 && Number(row.D33) >= 0)).toBe(true)
  })

  it('breaks a few rows in a thousand of the front pages', () => {
    const rows = filesOf(world())
      .filter((file) => file.table === 'discharge')
      .flatMap(rowsOf)
    const broken = rows.filter(
      (row) =>
        row.A01?.startsWith('DEMO-000000') ||
        row.A48 === '' ||
        row.A12C === '男' ||
        row.C03C === '待查' ||
        row.B20 === '七天',
    )
    expect(broken.length).toBeGreaterThan(0)
    expect(broken.length).toBeLessThan(rows.length * 0.005)
  })

  it.each([
    [{ lastMonth: '2026-13' }, 'not a month'],
    [{ months: 0 }, 'choose 1 to 120'],
    [{ places: { counties: [], facilities: [] } }, 'at least one county'],
  ])('refuses %j', (wrong, message) => {
    expect(() => demoWorld({ seed: 1, places: places(), lastMonth: '2026-10', ...wrong })).toThrow(message)
  })
})

describe('the planted stories', () => {
  const told = world()
  const stories = storiesOf(told)
  const files = filesOf(told)
  const of = (table: string, month: string) =>
    files
      .filter(
        (file) => file.table === table && (file.name.includes(month) || file.name.includes(`${month.slice(0, 4)}.`)),
      )
      .flatMap(rowsOf)
  const story = <Kind extends (typeof stories)[number]['kind']>(kind: Kind) => {
    const found = stories.find((one): one is Extract<(typeof stories)[number], { kind: Kind }> => one.kind === kind)
    if (!found) throw new Error(`no story ${kind}`)
    return found
  }

  it('are six, each once', () => {
    expect(stories.map((one) => one.kind).sort()).toEqual(
      ['bed-shortage', 'high-cost', 'lost-pages', 'outbreak', 'rising-drug-share', 'stops-reporting'].sort(),
    )
  })

  it('one hospital’s drug share climbs above 33 percent in the last seven months, nobody else’s leaves 24 to 31', () => {
    const { facilityId } = story('rising-drug-share')
    const shares = (month: string) => {
      const sums = new Map<string, [drug: number, income: number]>()
      for (const row of of('visit_day', month)) {
        const sum = sums.get(row.facility_id ?? '') ?? [0, 0]
        const income = Number(row.outpatient_income) + Number(row.inpatient_income)
        if (Number(row.drug_income) > income) continue
        sums.set(row.facility_id ?? '', [sum[0] + Number(row.drug_income), sum[1] + income])
      }
      return new Map([...sums].map(([id, [drug, income]]) => [id, drug / income]))
    }
    const before = told.months.at(-1 - DRUG_SHARE_RISE_MONTHS) ?? ''
    expect(shares(before).get(facilityId)).toBeLessThan(0.29)
    const months = told.months.slice(-DRUG_SHARE_RISE_MONTHS).map((month) => shares(month))
    const line = months.map((month) => month.get(facilityId) ?? 0)
    expect([...line].sort((a, b) => a - b)).toEqual(line)
    expect(line.slice(-3).every((share) => share > 0.325)).toBe(true)
    expect(line.at(-1)).toBeGreaterThan(0.33)
    for (const month of months)
      for (const [id, share] of month)
        if (id !== facilityId && !id.startsWith('DEMO-000000'))
          expect(share > 0.24 && share < 0.31, `${id} ${share}`).toBe(true)
  })

  it('one institution sends nothing in the last two months and did before', () => {
    const { facilityId } = story('stops-reporting')
    for (const table of ['discharge', 'bed_day', 'visit_day']) {
      const rows = (month: string) =>
        of(table, month).filter((row) => (row.facility_id ?? row.A01) === facilityId).length
      expect(told.months.slice(-SILENT_MONTHS).map(rows), table).toEqual([0, 0])
      expect(rows(told.months.at(-1 - SILENT_MONTHS) ?? ''), table).toBeGreaterThan(0)
    }
    const ends = of('resource_snapshot', '2026-10')
      .filter((row) => row.facility_id === facilityId)
      .map((row) => row.month_end)
    expect(ends.at(-1)).toMatch(/^2026-08/)
  })

  it('one hospital costs and keeps well above 1 for the same groups, all others stay within 0.7 to 1.25 at cost', () => {
    const { facilityId } = story('high-cost')
    const benchmark = new Map(
      files
        .filter((file) => file.table === 'drg_reference')
        .flatMap(rowsOf)
        .map((row) => [row.drg_code, row]),
    )
    const ratios = new Map<string, { cost: number; stay: number; cases: number }>()
    for (const month of told.months)
      for (const row of of('discharge', month)) {
        const group = benchmark.get(row.DRG ?? '')
        const [cost, stay] = [Number(row.D01) / Number(group?.mean_cost), Number(row.B20) / Number(group?.mean_los)]
        if (!(cost > 0 && cost < 20 && stay > 0)) continue
        const sum = ratios.get(row.A01 ?? '') ?? { cost: 0, stay: 0, cases: 0 }
        ratios.set(row.A01 ?? '', { cost: sum.cost + cost, stay: sum.stay + stay, cases: sum.cases + 1 })
      }
    const planted = ratios.get(facilityId)
    expect((planted?.cost ?? 0) / (planted?.cases ?? 1)).toBeGreaterThan(1.3)
    expect((planted?.stay ?? 0) / (planted?.cases ?? 1)).toBeGreaterThan(1.2)
    for (const [id, sum] of ratios)
      if (id !== facilityId && sum.cases > 100)
        expect(sum.cost / sum.cases, id).toSatisfy((ratio: number) => ratio > 0.7 && ratio < 1.25)
  })

  it('one county has under 60 percent of the beds per 1,000 of the whole', () => {
    const { countyCode } = story('bed-shortage')
    const last = of('resource_snapshot', '2026-10').filter((row) => row.month_end === '2026-10-31')
    const people = told.counties.reduce((sum, county) => sum + county.population, 0)
    const beds = (code: string) =>
      last.filter((row) => row.facility_id?.includes(code)).reduce((sum, row) => sum + Number(row.beds), 0)
    const rate = (beds(countyCode) * 1000) / (told.counties.find((one) => one.code === countyCode)?.population ?? 1)
    expect(rate).toBeLessThan((0.6 * (beds('') * 1000)) / people)
  })

  it('one disease in one county is above four times its mean before, in both months of the outbreak', () => {
    const { countyCode, disease } = story('outbreak')
    const cases = of('notifiable_month', '2026-10')
      .filter((row) => row.area_code === countyCode && row.disease === disease && row.month_start?.endsWith('-01'))
      .map((row) => Number(row.cases))
    const before = cases.slice(0, -OUTBREAK_MONTHS)
    const mean = before.reduce((sum, one) => sum + one, 0) / before.length
    expect(cases.slice(-OUTBREAK_MONTHS).every((one) => one > 4 * mean)).toBe(true)
  })
})
