import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery, type IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishRows } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { DEPARTMENTS, DISEASES, DRGS, MONTHS, makeWorld } from '../semantic/world'
import { Elimination, type KnownSum, Limits } from './linear-attack'
import { rawCubes } from './raw-cube'

/** Someone who may see everything asks the real semantic layer; whoever may see less knows less, for the answers are the same. */
const world = makeWorld(11)
const cubes = rawCubes(world)
const everything = ['330000', '500000'].map((code) =>
  Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'case' }),
)
const PARENTS = ['330000', '330100', '330200', '500000']
const SERIES = { month: 1, quarter: 3, year: 12 } as const

let data: string
let layer: RunningLayer
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'asked-attack-'))
  const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
  await publishRows(data, tables, world.tables, '2026-01-01T00:00:00.000Z')
  layer = await startLayer(data)
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

/** An unknown: the persons of one county or facility in one month who share every value of the dimensions. */
interface Unknown {
  readonly places: readonly string[]
  readonly month: string
  readonly values: Readonly<Record<string, string>>
  count: number
}

function unknownsOf(cube: 'notifiable' | 'inpatient', measure: string, dimensions: readonly string[]): Unknown[] {
  const unknowns = new Map<string, Unknown>()
  for (const row of cubes[cube] ?? []) {
    const places = [row.provinceCode, row.cityCode, row.countyCode, row.facilityId].map(String)
    const values = Object.fromEntries(dimensions.map((name) => [name, String(row[name])]))
    const month = String(row.date).slice(0, 7)
    const name = JSON.stringify([places, month, values])
    const one = unknowns.get(name) ?? { places, month, values, count: 0 }
    one.count += Number(row[measure])
    unknowns.set(name, one)
  }
  return [...unknowns.values()]
}

async function attack(
  indicator: string,
  unknowns: readonly Unknown[],
  questions: readonly Partial<IndicatorQueryText>[],
): Promise<{ known: KnownSum[]; small: number[][]; shown: number }> {
  const ports: AskPorts = {
    cube: layer.patient,
    publications: layer.published,
    ...{ territory: world.territory, facilities: world.facilities, demo: true, now: () => new Date() },
  }
  const known = new Map<string, KnownSum>()
  const small = new Map<string, number[]>()
  let shown = 0
  const one = async (question: Partial<IndicatorQueryText>): Promise<void> => {
    const query = IndicatorQuery.parse({ indicators: [indicator], ...question })
    const result = await askIndicators(query, { grants: everything }, ports)
    if (!result.ok) throw new Error(result.message)
    const [filter] = query.filters ?? []
    const ofPlace = query.by === 'children' || query.by === 'facility'
    for (const { key, at = '', cells } of result.answer.rows) {
      const place = ofPlace ? key : query.territory
      const dimension = ofPlace || !query.by ? filter?.dimension : query.by
      const values = ofPlace || !query.by ? (filter?.values ?? []) : [key]
      const months = SERIES[query.series as keyof typeof SERIES]
      const cover = unknowns.flatMap((cell, index) => {
        const since = monthsBetween(at.slice(0, 7), cell.month)
        const inside = since >= 0 && since < months && cell.places.includes(place)
        return inside && (!dimension || values.includes(cell.values[dimension] ?? '')) ? [index] : []
      })
      const sum = cover.reduce((total, index) => total + (unknowns[index]?.count ?? 0), 0)
      const { state, value } = cells[indicator] ?? { state: 'no-data' }
      if (state === 'shown') {
        expect(value, JSON.stringify({ question, key, at })).toBe(sum)
        shown++
      }
      if (state !== 'suppressed') known.set(cover.join(), { cells: cover, sum })
      else if (sum > 0 && sum < 5) small.set(cover.join(), cover)
    }
  }
  const left = [...questions]
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = left.pop(); next; next = left.pop()) await one(next)
    }),
  )
  return { known: [...known.values()], small: [...small.values()], shown }
}

function monthsBetween(from: string, to: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return index(to) - index(from)
}

/** Every place below every place, every value of the dimensions, in every step of time. */
function questionsFor(dimensions: Readonly<Record<string, readonly string[]>>, byFacility: boolean, period: string) {
  const filters = [
    undefined,
    ...Object.entries(dimensions).flatMap(([dimension, values]) =>
      values.map((value) => [{ dimension, values: [value] }]),
    ),
  ]
  const roots = ['330000', '500000']
  return (Object.keys(SERIES) as (keyof typeof SERIES)[]).flatMap((series) => [
    ...filters.flatMap((one) => {
      const common = { period, series, ...(one ? { filters: one } : {}) }
      return [
        ...PARENTS.map((territory) => ({ ...common, territory, by: 'children' })),
        ...roots.map((territory) => ({ ...common, territory })),
        ...(byFacility ? roots.map((territory) => ({ ...common, territory, by: 'facility' })) : []),
      ]
    }),
    ...Object.keys(dimensions).flatMap((by) =>
      [...PARENTS, '330102', '330203'].map((territory) => ({ period, series, territory, by })),
    ),
  ])
}

test('diseases by place and month: nothing small follows from all that is shown, nor is it bounded to one value', async () => {
  const unknowns = unknownsOf('notifiable', 'cases', ['disease'])
  const period = `${MONTHS[0]}..${MONTHS.at(-1)}`
  const found = await attack('notifiable.cases', unknowns, questionsFor({ disease: DISEASES }, false, period))
  const elimination = new Elimination(unknowns.length, found.known)
  const limits = new Limits(unknowns.length, elimination.basis())
  const recovered = found.small.filter((cells) => elimination.valueOf(cells) !== undefined)
  const pinned = found.small.filter((cells) => {
    const { least, greatest } = limits.of(cells)
    return Math.floor(greatest + 1e-6) - Math.ceil(least - 1e-6) < 1
  })
  console.log(`asked for diseases: ${found.shown} shown, ${found.small.length} small ones withheld`)
  expect(found.small.length).toBeGreaterThan(20)
  expect(found.shown).toBeGreaterThan(20)
  expect([recovered.length, pinned.length]).toEqual([0, 0])
})

test('discharges by place, facility, department, group and month: nothing small follows from all that is shown', async () => {
  const unknowns = unknownsOf('inpatient', 'discharges', ['department', 'drg']).filter(
    ({ month }) => month >= '2025-07',
  )
  const dimensions = { department: DEPARTMENTS, drg: [...DRGS, ''] }
  const questions = questionsFor(dimensions, true, '2025-07..2025-10')
  const found = await attack('inpatient.discharges', unknowns, questions)
  const elimination = new Elimination(unknowns.length, found.known)
  const recovered = found.small.filter((cells) => elimination.valueOf(cells) !== undefined)
  console.log(`asked for discharges: ${found.shown} shown, ${found.small.length} small ones withheld`)
  expect(found.small.length).toBeGreaterThan(50)
  expect(found.shown).toBeGreaterThan(20)
  expect(recovered).toEqual([])
})
