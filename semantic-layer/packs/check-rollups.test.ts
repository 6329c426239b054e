import { expect, test } from 'vitest'
import { readModels } from '../server/models'
import { checkRollups } from './check-rollups'
import type { Board } from './contract'
import { packRoots } from './folders'
import { loadPacks } from './load'

const DIMENSIONS = ['provinceCode', 'cityCode', 'countyCode', 'facilityId', 'tier', 'category']
/** A cube of a clinic whose rollup holds these measures, by these dimensions. */
const model = (measures: readonly string[], dimensions = DIMENSIONS, meta = '') => [
  {
    fileName: 'clinic/clinic.cube.js',
    content: `cube('clinic', { meta: { scope: 'facility', ${meta} }, measures: {
      visits: { type: 'sum', meta: { indicator: { kind: 'sum' }, rates: [{ name: 'perHead', kind: 'rate', numerator: 'visits', denominator: 'people.residents' }] } },
      drugs: { type: 'sum', meta: { part: true } },
      share: { type: 'number', meta: { indicator: { kind: 'ratio', numerator: 'drugs', denominator: 'visits' } } },
      patients: { type: 'count_distinct', meta: { indicator: { kind: 'distinct' } } },
    }${measures.length > 0 ? `, pre_aggregations: { byMonth: { measures: (CUBE) => [${measures.map((name) => `CUBE.${name}`)}], dimensions: (CUBE) => [${dimensions.map((name) => `CUBE.${name}`)}] } }` : ''} })
    cube('people', { meta: { scope: 'area', unrolled: 'a row a county' }, measures: { residents: { type: 'sum', meta: {} } } })`,
  },
]
const board = (...tiles: string[]): Board => ({
  pack: 'clinic',
  title: { zh: '诊所', en: 'Clinic' },
  order: 1,
  tiles: tiles.map((indicator) => ({ indicator })),
  map: [],
  trend: [],
  rank: [],
})
const faults = (models: ReturnType<typeof model>, boards: Board[], ...rules: string[]) =>
  checkRollups(models, { boards, rules: rules.map((indicator) => ({ indicator: indicator as never })) })

test('the rollups of the shipped packs are those their boards and rules ask for', async () => {
  const packs = await loadPacks(packRoots(''))
  const boards = packs.flatMap((pack) => pack.board ?? [])
  expect(boards.length).toBeGreaterThan(10)
  const rules = packs.flatMap((pack) => pack.rules)
  expect(checkRollups(await readModels(packRoots('')), { boards, rules })).toEqual([])
})

test('what a board draws is held by a rollup, with both sides of a quotient and every cut of a board', () => {
  expect(faults(model(['visits', 'drugs']), [board('clinic.share', 'clinic.perHead', 'clinic.patients')])).toEqual([])
  expect(faults(model(['visits']), [board('clinic.share')])).toEqual([expect.stringContaining('clinic holds drugs;')])
  expect(faults(model(['visits'], DIMENSIONS.slice(0, 4)), [board('clinic.visits')])).toEqual([
    expect.stringContaining('clinic holds tier, category;'),
  ])
  expect(faults(model([]), [board('clinic.visits')])).toEqual([expect.stringContaining('roll it up')])
})

test('rows that are quick enough say so, and different things are counted from the rows', () => {
  expect(faults(model([], [], "unrolled: 'a hundred rows'"), [board('clinic.share')])).toEqual([])
  expect(faults(model([]), [board('clinic.patients')])).toEqual([])
})

test('a rollup nobody asks for is not kept; a rule asks as a board does', () => {
  expect(faults(model(['visits']), [])).toEqual([
    'clinic has a rollup that no board and no rule asks for; leave it out with rolledUp: false.',
  ])
  expect(faults(model(['visits']), [], 'clinic.visits')).toEqual([])
})
