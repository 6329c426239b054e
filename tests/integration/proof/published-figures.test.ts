import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import type { AnswerRow } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { methodNamed } from '@cockpit/domain/methods/registry'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REAL_DATA_MISSING, realRows } from '../region/real-sources'
import { publishRows } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { because } from '../skipping'
import { tables as declared } from './declared'
import { BEDS, bedCounty, CENSUS, COUNTY_BEDS, DISEASES, DRG, NOTIFIABLE, type RealLake, realLake } from './real-lake'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

describe.skipIf(REAL_DATA_MISSING)('published figures, through the whole path', because(REAL_DATA_MISSING), () => {
  let data: string
  let lake: RealLake
  let layer: RunningLayer
  let ports: AskPorts
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'published-'))
    lake = realLake()
    await publishRows(data, declared, lake.tables, '2026-01-01T00:00:00.000Z')
    layer = await startLayer(data)
    const { territory, facilities } = lake
    ports = {
      cube: layer.patient,
      publications: layer.published,
      territory,
      facilities,
      demo: false,
      now: () => new Date(),
    }
  })
  afterAll(async () => {
    await layer?.stop()
    if (data) await rm(data, { recursive: true, force: true })
  })

  async function rowsOf(question: {
    indicators: string[]
    territory: string
    period: string
    by?: string
    series?: 'month'
  }): Promise<readonly AnswerRow[]> {
    const territory = { kind: 'area', code: question.territory }
    const grants = [Grant.parse({ role: 'leader', territory, sensitivity: 'case' })]
    const result = await askIndicators(IndicatorQuery.parse(question), { grants, judging: true }, ports)
    if (!result.ok) throw new Error(`${result.refusal}: ${result.message}`)
    return result.answer.rows
  }
  const value = (row: AnswerRow | undefined, id: string) => row?.cells[id]?.value

  test.each([
    [CENSUS.浙江省, 64_567_588, 8_566_349],
    [CENSUS.重庆市, 32_054_159, 5_473_605],
  ])('the census of 2020 adds up to the published totals of %s', async (territory, residents, aged) => {
    const indicators = ['population.residents', 'population.agedSixtyFive']
    const [row] = await rowsOf({ indicators, territory, period: '2020' })
    expect(value(row, 'population.residents')).toBe(residents)
    expect(value(row, 'population.agedSixtyFive')).toBe(aged)
  })

  test('each city of the census has the residents that its own row states', async () => {
    const cities = realRows('census/census2020_counties_ZJ_CQ.csv').filter(
      (row) => row.province === '浙江省' && row.level === 'city',
    )
    const rows = await rowsOf({
      indicators: ['population.residents'],
      territory: CENSUS.浙江省,
      period: '2020',
      by: 'children',
    })
    expect(Object.fromEntries(rows.map((row) => [row.key, value(row, 'population.residents')]))).toEqual(
      Object.fromEntries(cities.map((row) => [row.adcode, Number(row.pop)])),
    )
    expect(cities).toHaveLength(11)
  })

  test('beds per 1,000 are those of the source on all 90 rows', async () => {
    const id = 'resources.bedsPerThousand'
    const rows = realRows(BEDS)
    let compared = 0
    for (const year of ['2020', '2024']) {
      const found = await rowsOf({ indicators: [id], territory: COUNTY_BEDS, period: `${year}-12`, by: 'county' })
      const byCounty = new Map(found.map((row) => [row.key, value(row, id)]))
      for (const row of rows.filter((one) => one.年份 === `${year}.0`)) {
        const published = Number(row.每千人医院卫生院床位数)
        const shown = byCounty.get(bedCounty(String(row.县名))) ?? Number.NaN
        expect(Math.abs(shown / published - 1), `${row.县名} ${year}: ${shown} for ${published}`).toBeLessThan(1e-12)
        compared += 1
      }
    }
    expect(compared).toBe(90)
  })

  test.each(Object.entries(DISEASES))(
    'incidence and mortality in %s are the published rates, month by month and disease by disease',
    async (province, territory) => {
      const [incidence, mortality] = ['notifiable.incidence', 'notifiable.mortality'] as const
      const found = await rowsOf({
        indicators: [incidence, mortality],
        territory,
        period: '2004-01..2020-12',
        by: 'disease',
        series: 'month',
      })
      const shown = new Map(found.map((row) => [`${row.key} ${row.at?.slice(0, 7)}`, row.cells]))
      const compared = { [incidence]: 0, [mortality]: 0 }
      for (const row of realRows(NOTIFIABLE).filter((one) => one.province === province)) {
        const about = `${row.disease_cn} ${row.month}`
        for (const [id, people, rate] of [
          [incidence, Number(row.cases), row.incidence_per_100k],
          [mortality, Number(row.deaths), row.mortality_per_100k],
        ] as const) {
          const cell = shown.get(about)?.[id]
          // One to four persons are not shown, to a judge neither.
          if (people > 0 && people < 5) expect(cell?.state, `${id} ${about}`).toBe('suppressed')
          if (people < 5 || !rate) continue
          expect(Math.abs((cell?.value ?? Number.NaN) / Number(rate) - 1), `${id} ${about}`).toBeLessThan(1e-9)
          compared[id] += 1
        }
      }
      expect(compared[incidence]).toBeGreaterThan(3000)
      expect(compared[mortality]).toBeGreaterThan(200)
    },
  )

  test('total weight and CMI on all 703 published weights are those of exact arithmetic', async () => {
    const indicators = [
      'inpatient.totalWeight',
      'inpatient.caseMixIndex',
      'inpatient.drgGroups',
      'inpatient.discharges',
    ]
    expect(lake.weights.size).toBe(703)
    const check = (row: AnswerRow | undefined, facilities: readonly string[]) => {
      const expected = exact(lake, facilities)
      expect(value(row, 'inpatient.discharges')).toBe(expected.cases)
      expect(value(row, 'inpatient.drgGroups')).toBe(expected.groups)
      expect(value(row, 'inpatient.totalWeight')).toBeCloseTo(expected.weight, 8)
      expect(value(row, 'inpatient.caseMixIndex')).toBeCloseTo(expected.weight / expected.cases, 12)
    }
    const all = [...lake.cases.keys()]
    const [whole] = await rowsOf({ indicators, territory: DRG, period: '2025' })
    check(whole, all)
    const rows = await rowsOf({ indicators, territory: DRG, period: '2025', by: 'facility' })
    for (const id of all)
      check(
        rows.find((row) => row.key === id),
        [id],
      )
    expect(rows).toHaveLength(all.length)
  })

  test('the same figures come out of the methods of the command line, from plain input', () => {
    const figuresOf = (name: string, input: unknown) => {
      const run = methodNamed(name)?.run(input)
      if (!run?.ok) throw new Error(run?.problems.join('\n') ?? name)
      return run.result
    }
    const cases = [...lake.cases].flatMap(([facility, groups]) =>
      [...groups]
        .filter(([, count]) => count > 0)
        .map(([drg, count]) => ({ facility, drg, count, cost: 1000, stay: 5 })),
    )
    const benchmarks = [...lake.weights].map(([drg, weight]) => ({ drg, weight: Number(weight) }))
    const { figures, tables } = figuresOf('drg', { version: '2023', cases, benchmarks })
    const expected = exact(lake, [...lake.cases.keys()])
    expect(figures).toMatchObject({ cases: expected.cases, grouped: expected.cases, groups: expected.groups })
    expect(figures.totalWeight).toBeCloseTo(expected.weight, 8)
    for (const line of tables.facilities ?? []) {
      const own = exact(lake, [String(line.facility)])
      expect(line.caseMixIndex, String(line.facility)).toBeCloseTo(own.weight / own.cases, 12)
    }

    const beds = realRows(BEDS)
    const rates = figuresOf('beds-per-thousand', {
      areas: beds.map((row) => ({
        name: `${row.县名} ${row.年份}`,
        beds: Number(row.医院卫生院床位数),
        residents: Math.round(Number(row.年末总人口) * 10_000),
      })),
    })
    for (const [place, row] of beds.entries())
      expect(rates.tables.areas?.[place]?.rate, row.县名).toBeCloseTo(Number(row.每千人医院卫生院床位数), 11)
    expect(rates.tables.areas).toHaveLength(90)
  })
})

/** Weight, cases and groups of some hospitals in whole numbers: weights in ten-thousandths. */
function exact({ cases: all, weights }: RealLake, facilities: readonly string[]) {
  let weight = 0n
  let cases = 0n
  const groups = new Set<string>()
  for (const id of facilities)
    for (const [drg, count] of all.get(id) ?? []) {
      const [whole = '0', decimals = ''] = (weights.get(drg) ?? '').split('.')
      weight += BigInt(whole + decimals.padEnd(4, '0')) * BigInt(count)
      cases += BigInt(count)
      if (count > 0) groups.add(drg)
    }
  return { weight: Number(weight) / 10_000, cases: Number(cases), groups: groups.size }
}
