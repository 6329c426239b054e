import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRegion } from '../region/read-region'
import { contains } from '../shape'
import { type DemoRegion, type DemoShape, demoRegion } from './demo-region'
import { writeDemoRegion } from './write-demo-region'

const base = mkdtempSync(join(tmpdir(), 'demo-region-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
const options = (shape: DemoShape, seed = 1) => ({ shape, seed, scale: 'demo', lastYear: 2026 }) as const

describe.each([
  ['zhejiang', 11, 90],
  ['chongqing', 0, 38],
] as const)('the demonstration of %s', (shape, cities, counties) => {
  const region = demoRegion(options(shape))

  it('has its cities and counties under their real codes and names, all with English names', () => {
    expect(region.areas.filter((area) => area.level === 'city')).toHaveLength(cities)
    expect(region.areas.filter((area) => area.level === 'county')).toHaveLength(counties)
    expect(region.areas.filter((area) => /^Area /.test(area.name.en))).toEqual([])
    expect(region.areas.filter((area) => /\s/.test(area.name.zh))).toEqual([])
  })

  it('names every institution 演示…, each name once in either language', () => {
    const names = region.institutions.map((one) => one.name)
    expect(names.filter((name) => !name.zh.startsWith('演示') || !name.en.startsWith('Demo '))).toEqual([])
    expect(new Set(names.map((name) => name.zh)).size).toBe(names.length)
    expect(new Set(names.map((name) => name.en)).size).toBe(names.length)
    expect(region.institutions.filter((one) => !one.id.startsWith('DEMO-'))).toEqual([])
  })

  it('has 7.23 beds per 1,000 residents, one county under 3 per 1,000 and no other under 75 percent of the mean', () => {
    const rates = densities(region)
    expect(rates.all).toBeGreaterThan(7.2)
    expect(rates.all).toBeLessThan(7.26)
    expect(rates.counties.filter((rate) => rate < 3)).toHaveLength(1)
    expect(rates.counties.filter((rate) => rate < 0.75 * 7.23)).toHaveLength(1)
  })

  it('stands every institution inside its county', () => {
    const outside = region.institutions.filter((one) => {
      const inside = region.shapes.get(one.county)
      return !inside || !contains(inside, one.at)
    })
    expect(outside).toEqual([])
  })

  it('is a region folder without a single issue, and the same seed writes the same bytes', () => {
    const [first, again, other] = ['a', 'b', 'c'].map((name) => join(base, `${shape}-${name}`)) as [
      string,
      string,
      string,
    ]
    writeDemoRegion(first, options(shape))
    writeDemoRegion(again, options(shape))
    writeDemoRegion(other, options(shape, 2))
    expect(readRegion(first).issues).toEqual([])
    for (const file of ['region.json', 'areas.csv', 'boundaries.geojson', 'population.csv', 'facilities.csv'])
      expect(readFileSync(join(again, file)).equals(readFileSync(join(first, file))), file).toBe(true)
    expect(readFileSync(join(other, 'facilities.csv')).equals(readFileSync(join(first, 'facilities.csv')))).toBe(false)
  })
})

it('the province of 90 counties has about 30 tertiary, 210 secondary and 460 primary institutions', () => {
  const tiers = demoRegion(options('zhejiang')).institutions.map((one) => one.tier)
  const count = (tier: string) => tiers.filter((one) => one === tier).length
  expect([count('tertiary'), count('secondary'), count('primary')]).toEqual([30, 210, 460])
})

function densities(region: DemoRegion): { all: number; counties: number[] } {
  const residents = new Map(
    region.population.filter((row) => row.year === 2026).map((row) => [row.code, row.residents]),
  )
  const beds = (code?: string) =>
    region.institutions.filter((one) => !code || one.county === code).reduce((sum, one) => sum + one.beds, 0)
  const people = [...residents.values()].reduce((sum, one) => sum + one, 0)
  return { all: (beds() * 1000) / people, counties: [...residents].map(([code, one]) => (beds(code) * 1000) / one) }
}

describe('a province of real size', () => {
  const { institutions, population } = demoRegion({ shape: 'zhejiang', seed: 1, scale: 'province', lastYear: 2026 })

  it('has 1,500 hospitals and 33,500 primary institutions, no two of one id or name', () => {
    const of = (tier: string) => institutions.filter((one) => one.tier === tier).length
    expect([of('tertiary'), of('secondary'), of('primary')]).toEqual([180, 1320, 33_500])
    for (const key of ['id', 'zh', 'en'] as const) {
      const names = institutions.map((one) => (key === 'id' ? one.id : one.name[key]))
      expect(new Set(names).size).toBe(35_000)
    }
  })

  it('keeps the nation’s beds a resident; stations and clinics have none', () => {
    const residents = population.filter((row) => row.year === 2026).reduce((sum, row) => sum + row.residents, 0)
    const beds = institutions.reduce((sum, one) => sum + one.beds, 0)
    expect(beds / (residents / 1000)).toBeCloseTo(7.23, 1)
    expect(institutions.filter((one) => one.beds === 0).every((one) => one.tier === 'primary')).toBe(true)
  })
})
