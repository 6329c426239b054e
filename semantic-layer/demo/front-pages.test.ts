import { beforeAll, expect, test } from 'vitest'
import type { DemoWorld } from '../packs/contract'
import { bedDayFiles } from './bed-days'
import { codeSetFile } from './code-sets'
import { frontPageFiles } from './front-pages'
import { insuredFile } from './insured'
import { populationAgeFile } from './population-ages'
import { LOST_PAGES_SHARE } from './stories'
import { type Volumes, volumesOf } from './volumes'
import { demoWorld } from './world'

type Row = Readonly<Record<string, string>>
const rowsOf = (file: { rows: Iterable<string> } | undefined): Row[] => {
  const [header = '', ...lines] = [...(file?.rows ?? [])].join('').trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '?', cell])))
}
const facilities = Array.from({ length: 12 }, (_, index) => ({
  id: `DEMO-330101-S${String(index).padStart(2, '0')}`,
  name: `演示医院${index}`,
  countyCode: '330101',
  tier: index === 0 ? ('tertiary' as const) : ('secondary' as const),
  category: 'general' as const,
  beds: 400 - 20 * index,
}))
const counties = [{ code: '330101', name: '演示县', population: 300_001, cityCode: '330100' }]

let world: DemoWorld
let volumes: Volumes
let pages: Row[]
beforeAll(() => {
  const places = { counties, facilities }
  world = demoWorld({ seed: 4, places, lastMonth: '2026-10', months: 4, frontPagesPerMonth: 2_500 })
  // The story of the short county would take all hospitals of this one out of the others.
  world = {
    ...world,
    facilities: facilities.map((one, index) => (index === 3 ? { ...one, story: 'lost-pages' } : one)),
  }
  volumes = volumesOf(world)
  pages = rowsOf([...frontPageFiles(world, volumes)].at(-1))
})

test('every hospital sends the known share of the discharges its bed return tells, one of them less than half of that', () => {
  const beds = rowsOf([...bedDayFiles(world, volumes)].at(-1))
  for (const { id, story } of world.facilities) {
    const told = beds
      .filter((row) => row.facility_id === id)
      .reduce((sum, row) => sum + Math.max(0, Number(row.discharges)), 0)
    const sent = new Set(pages.filter((row) => row.A01 === id).map((row) => row.A48)).size
    const expected = told * volumes.sample * (story === 'lost-pages' ? LOST_PAGES_SHARE : 1)
    // A faulty line of either file is not counted by the other.
    expect(Math.abs(sent - expected), id).toBeLessThan(4)
  }
})

test('a code on a page stands in the sets, but for a few', () => {
  const known = new Set(rowsOf(codeSetFile(world)).map((row) => `${row.set} ${row.code}`))
  const used = pages.flatMap((row) =>
    Object.entries(row).flatMap(([header, code]) => {
      const set = /^C(01C|03C|06x)/.test(header) ? 'icd10' : /^C(14|35)x/.test(header) ? 'icd9cm3' : null
      return set && code !== '' && code !== '待查' ? [`${set} ${code}`] : []
    }),
  )
  expect(used.length).toBeGreaterThan(5_000)
  expect(used.filter((code) => !known.has(code)).length).toBeLessThan(used.length / 500)
})

test('newborns have days and both weights, nobody else has a weight; operations fall within the stay', () => {
  const newborns = pages.filter((row) => row.C03C?.startsWith('P'))
  expect(newborns.length).toBeGreaterThan(0)
  for (const row of newborns)
    expect([row.A14, Number(row.A16) <= 28, Number(row.A17) >= 100]).toEqual(['0', true, true])
  for (const row of pages) {
    expect(row.A17 !== '').toBe(row.A16 !== '' && Number(row.A16) <= 28)
    if (row.C16x01 && /^\d{4}-\d\d-\d\d /.test(row.B15 ?? '') && (row.B12 ?? '') < (row.B15 ?? ''))
      expect(row.C16x01 >= (row.B12 ?? '').slice(0, 10) && row.C16x01 <= (row.B15 ?? '').slice(0, 10)).toBe(true)
  }
})

test('the age bands of a county sum to its residents', () => {
  const residents = rowsOf(populationAgeFile(world)).map((row) => Number(row.residents))
  expect(residents).toHaveLength(36)
  expect(residents.reduce((sum, one) => sum + one, 0)).toBe(300_001)
})

test('about 95 of a hundred residents are insured in every year of the world, fewer of them as employees', () => {
  const insured = rowsOf(insuredFile(world))
  const years = [...new Set(world.months.map((month) => month.slice(0, 4)))]
  expect(insured.map((row) => `${row.area_code} ${row.year} ${row.insurance_type}`)).toEqual(
    years.flatMap((year) => [`330101 ${year} 职工`, `330101 ${year} 居民`]),
  )
  for (const year of years) {
    const [employees = 0, others = 0] = insured.filter((row) => row.year === year).map((row) => Number(row.insured))
    expect((employees + others) / 300_001).toBeGreaterThan(0.93)
    expect((employees + others) / 300_001).toBeLessThan(0.97)
    expect(employees).toBeLessThan(others)
  }
})
