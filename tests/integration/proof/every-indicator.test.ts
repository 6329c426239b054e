import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { fetchCatalogue, fetchMeta } from '@cockpit/semantic-layer/client/catalogue'
import { checkCatalogue } from '@cockpit/semantic-layer/client/catalogue-check'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import { packsFile, readPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishRows } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { monthEnd, randomOf } from '../semantic/world'
import { CARE_AND_GRADES } from './care-and-grades'
import { CARE_GIVEN, EARLIER } from './care-given'
import { DATA_QUALITY } from './data-quality'
import { tables as declared } from './declared'
import { targetDifferences } from './held-targets'
import { HOSPITAL } from './hospital'
import { INPATIENT } from './inpatient'
import { expectEachAsAlone, expectJudgedAsAnswered } from './judged-answers'
import { LOOP, scopeDifferences } from './loop'
import { MONEY_AND_MEANS } from './money-and-means'
import { dimensionOf, naive, type Result, same, stepsOf } from './naive'
import type { Placed, Span } from './sources'
import { throughTo } from './through'
import type { Definition } from './words'
import { proofWorld } from './world'

/** `PROOF_SEED=n` makes other rows and other questions. */
const SEED = Number(process.env.PROOF_SEED ?? 20261122)
const world = proofWorld(SEED)
const TWINS: Readonly<Record<string, Definition>> = {
  ...HOSPITAL,
  ...INPATIENT,
  ...MONEY_AND_MEANS,
  ...CARE_AND_GRADES,
  ...DATA_QUALITY,
  ...LOOP,
  ...CARE_GIVEN,
}

interface Question {
  readonly territory: string
  readonly facility?: string
  readonly by?: string
  readonly period: string
  /** A line: a number for every step of the period. */
  readonly series?: 'month' | 'year'
  /** Asked under this version of the definition, which is not the current one. */
  readonly version?: string
}

/** Whole years and months, parts of months, a year with no later month, every level of both territories. */
const QUESTIONS: readonly Question[] = [
  { territory: '330000', period: '2025', by: 'children' },
  { territory: '330000', period: '2024', by: 'county' },
  { territory: '500000', period: '2025-10', by: 'children' },
  { territory: '330000', period: '2025-10', by: 'facility' },
  { territory: '330000', period: '2025-08-09..2025-10-17', by: 'county' },
  { territory: '330000', period: '2025-09', by: 'tier' },
  { territory: '330102', period: '2024..2025' },
  { territory: '330100', period: '2025-09', facility: 'F0003' },
  { territory: '339001', period: '2025-09' },
  { territory: '330000', period: '2024-08..2025-10', series: 'month' },
  { territory: '330000', period: '2024..2025', series: 'year', by: 'county' },
]

function anyQuestions(count: number): Question[] {
  const random = randomOf(SEED + 3)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  return Array.from({ length: count }, () => {
    const by = pick([undefined, 'county', 'facility', 'category'])
    return {
      territory: pick(['330000', '330100', '330200', '500000', ...world.counties]),
      period: pick([
        '2024-09',
        '2024-10',
        '2025-07',
        '2025-Q3',
        '2025-08..2025-10',
        '2025-09-05..2025-10-28',
        '2024..2025',
      ]),
      ...(by ? { by } : {}),
    }
  })
}

const ASKED = [...QUESTIONS, ...anyQuestions(2)]

/**
 * Each cube's indicators are asked in four of the questions, other ones with another seed, so that each question meets every kind of cube;
 * `PROOF_EVERY=1` asks all in all.
 */
function isAsked(cube: number, question: number): boolean {
  const turn = (cube + question + SEED) % ASKED.length
  return process.env.PROOF_EVERY === '1' || [0, 3, 8, 10].includes(turn)
}

const everything: Asker = {
  judging: true,
  grants: ['330000', '500000'].map((code) =>
    Grant.parse({ role: 'leader', territory: { kind: 'area', code }, sensitivity: 'case' }),
  ),
}

let data: string
let layer: RunningLayer
let ports: AskPorts
let indicators: readonly IndicatorDefinition[]
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'proof-'))
  await publishRows(data, declared, world.tables, '2026-01-01T00:00:00.000Z')
  layer = await startLayer(data)
  const { territory, facilities } = world
  const asking = { cube: layer.patient, publications: layer.published, demo: true, now: () => new Date() }
  ports = { ...asking, territory, facilities }
  indicators = (await fetchCatalogue(layer.port)).indicators
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

test('the model is sound', async () => {
  expect(checkCatalogue(await fetchMeta(layer.port), await readPacks(packsFile(data)))).toEqual([])
})

test('every indicator of the catalogue has its naive twin, and no twin stands alone', () => {
  expect(indicators.map((one) => one.id).sort()).toEqual(Object.keys(TWINS).sort())
})

describe('every indicator is what its raw rows add up to', () => {
  test.each(ASKED.map((question, place) => ({ question, place })))('$question', async ({ question, place }) => {
    const cubes = [...new Set(indicators.map(cubeOf))]
    const found = await compare(
      indicators.filter((one) => isAsked(cubes.indexOf(cubeOf(one)), place)),
      question,
    )
    expect(found.differences).toEqual([])
    expect(found.shown).toBeGreaterThan(10)
  })

  test('long after the newest row: what holds until its next row still stands, nothing else does', async () => {
    const found = await compare(indicators, { territory: '330000', period: '2027-05' })
    expect(found.differences).toEqual([])
    expect(found.shown).toBeGreaterThan(20)
  })

  test('a number of two returns ends where the first of them ends', async () => {
    const asked = indicators.filter(({ id }) => id === 'medication.useDensity')
    const found = await compare(asked, { territory: '330000', period: '2025' })
    expect(found).toEqual({ differences: [], shown: 1 })
    const definition = TWINS['medication.useDensity'] as Definition
    const until = (to: string) => {
      const all = { about: () => true, key: () => '', byPlace: false }
      return naive({ definition, span: { from: '2025-01-01', to }, ...all }, world.tables).get('')?.value
    }
    expect(until('2025-09-30')).not.toBe(until('2025-12-31'))
  })

  test('under every earlier version of its definition', async () => {
    const earlier = indicators.flatMap((one) => (one.earlier ?? []).map(({ version }) => ({ one, version })))
    expect(earlier.map(({ one }) => one.id).sort()).toEqual(Object.keys(EARLIER).sort())
    for (const { one, version } of earlier)
      for (const by of one.kind === 'rate' ? ['county'] : ['county', 'facility']) {
        const found = await compare([one], { territory: '330000', period: '2025', by, version })
        expect(found.differences).toEqual([])
        expect(found.shown).toBeGreaterThan(3)
      }
  })

  test('what a rule reads of many places and months at once is what an answer says of each', async () => {
    const cubes = [...new Set(indicators.map(cubeOf))]
    for (const by of ['facility', 'county'] as const) {
      const placed = indicators.filter(({ scope }) => by === 'county' || scope === 'facility')
      const asked = placed.filter((one) => isAsked(cubes.indexOf(cubeOf(one)), by.length))
      expect(await expectJudgedAsAnswered(asked, by, everything, ports)).toBeGreaterThan(50)
    }
  })

  test('all diseases in one question are each as asked alone', () => expectEachAsAlone(everything, ports))

  test('the target that holds for a place, a facility and a tier is the nearest and newest of the table', async () => {
    const found = await targetDifferences(world, indicators, async (query) => {
      const result = await askIndicators(query, { grants: everything.grants }, ports)
      if (!result.ok) throw new Error(result.message)
      return result.answer
    })
    expect(found.differences).toEqual([])
    for (const count of [found.set, found.inherited, found.judged]) expect(count).toBeGreaterThan(20)
  })

  test('a task belongs to its institution, or to its area alone, whoever asks', async () => {
    const ask = (query: IndicatorQuery, grant: Grant) => askIndicators(query, { grants: [grant] }, ports)
    expect(await scopeDifferences(world.tables, ask)).toEqual([])
  })

  test('broken down by each dimension of its own', async () => {
    // The tier has a question of its own, and the category is read as the tier is.
    const names = [...new Set(indicators.flatMap((one) => one.dimensions))].filter(
      (name) => name !== 'tier' && name !== 'category',
    )
    let shown = 0
    for (const by of names) {
      const cubes = [...new Set(indicators.filter((one) => one.dimensions.includes(by)).map(cubeOf))]
      // Of a dimension that many cubes have (the department), every third, other ones with another seed.
      const turned = cubes.filter(
        (_, at) => cubes.length < 4 || process.env.PROOF_EVERY === '1' || (at + SEED) % 3 === 0,
      )
      const having = indicators.filter((one) => one.dimensions.includes(by) && turned.includes(cubeOf(one)))
      const found = await compare(having, { territory: '330000', period: '2025', by })
      expect(found.differences, by).toEqual([])
      shown += found.shown
    }
    expect(shown).toBeGreaterThan(500)
  })
})

/** Indicators of which a number was shown and was that of the raw rows, in any question. */
const [proved, telling] = [new Set<string>(), new Set<string>()]

test('of every indicator a number was shown and recomputed in this run, whichever questions fell to it', async () => {
  for (const question of [
    { territory: '330000', period: '2024', by: 'county' },
    { territory: '330000', period: '2024..2025', by: 'facility' },
  ]) {
    const rest = indicators.filter(({ id }) => !telling.has(id))
    if (rest.length > 0) expect((await compare(rest, question)).differences).toEqual([])
  }
  expect(indicators.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([])
  expect(telling.size).toBeGreaterThan(indicators.length - 4)
})

const cubeOf = ({ id }: IndicatorDefinition) => id.slice(0, id.indexOf('.'))

/** Differences between the answers and the raw rows, and how many numbers were compared. */
async function compare(
  asked: readonly IndicatorDefinition[],
  question: Question,
): Promise<{ differences: string[]; shown: number }> {
  const differences: string[] = []
  let shown = 0
  const waiting = Array.from({ length: Math.ceil(asked.length / 24) }, (_, at) => asked.slice(at * 24, at * 24 + 24))
  const worker = async () => {
    for (let group = waiting.pop(); group; group = waiting.pop()) {
      const { version, ...asking } = question
      const versions = version ? { versions: Object.fromEntries(group.map(({ id }) => [id, version])) } : {}
      const query = IndicatorQuery.parse({ ...asking, ...versions, indicators: group.map((one) => one.id) })
      const result = await askIndicators(query, everything, ports)
      if (!result.ok) {
        // Nothing in the group can be broken down like this.
        if (result.refusal !== 'bad-breakdown') throw new Error(`${result.refusal}: ${result.message}`)
        if (group.some((one) => fits(one, question, query.period))) differences.push(`${question.by} was refused`)
        continue
      }
      for (const one of group) {
        if (!fits(one, question, query.period)) continue
        for (const { at, span } of stepsOf(query.period, question.series)) {
          const rows = result.answer.rows.filter((row) => (row.at ?? '') === at)
          const seen = compareOne(one, question, span, rows)
          shown += seen.shown
          differences.push(...seen.differences.map((difference) => `${at} ${difference}`))
        }
      }
    }
  }
  await Promise.all([worker(), worker(), worker()])
  return { differences: differences.slice(0, 20), shown }
}

const DISTRICT = /^(children|county|facility)$/
const isFacilityRow = ({ by, facility, territory }: Question) =>
  facility !== undefined ||
  by === 'facility' ||
  (by === 'children' && world.territory.children(territory as never).length === 0)

/** Whether the indicator can stand under the question at all. */
function fits(one: IndicatorDefinition, question: Question, { from, to }: Span): boolean {
  if (isFacilityRow(question) && (one.scope === 'area' || one.kind === 'rate')) return false
  if (question.by && !DISTRICT.test(question.by) && !one.dimensions.includes(question.by)) return false
  return one.grain === 'day' || (from.endsWith('-01') && to === monthEnd(to.slice(0, 7)))
}

function compareOne(
  one: IndicatorDefinition,
  question: Question,
  period: Span,
  rows: readonly AnswerRow[],
): { differences: string[]; shown: number } {
  const definition = (question.version ? EARLIER : TWINS)[one.id]
  if (!definition) return { differences: [`${one.id} has no twin`], shown: 0 }
  const { territory, facility, by } = question
  const facilityRows = isFacilityRow(question)
  const inside = (county: string) => world.territory.within(county as never, territory as never)
  const placeOf = ({ county, facility: id }: Placed) =>
    facilityRows
      ? (id ?? '')
      : by === 'county'
        ? county
        : String(
            world.territory
              .children(territory as never)
              .find((child) => world.territory.within(county as never, child.code))?.code,
          )
  const byPlace = by !== undefined && DISTRICT.test(by)
  const span = throughTo(one, definition, period, world.tables)
  // What stands above the counties (a target) is in its area, and in none below it; an area's own task is in none of its facilities.
  const below = ({ county, facility: own }: Placed) =>
    (!facilityRows || own !== undefined) &&
    (by === 'county' ? world.counties.includes(county) : by !== 'children' || county !== territory)
  const about = (row: Placed) =>
    inside(row.county) && below(row) && (facility === undefined || row.facility === facility)
  const key = by === undefined ? () => '' : byPlace ? placeOf : dimensionOf(by, world.tables)
  const expected = span ? naive({ definition, span, about, key, byPlace }, world.tables) : new Map<string, Result>()
  const got = new Map(rows.map((row) => [row.key, row.cells[one.id]]))
  const differences: string[] = []
  let shown = 0
  for (const key of new Set([...expected.keys(), ...got.keys()])) {
    const cell = got.get(key)
    const wanted = expected.get(key)
    const hidden = wanted?.persons !== undefined && wanted.persons > 0 && wanted.persons < 5
    const fine = hidden
      ? cell?.state === 'suppressed'
      : wanted
        ? cell?.state === 'shown' && same(cell.value, wanted)
        : cell?.state !== 'shown' && (cell?.state !== 'suppressed' || one.suppressBelow !== undefined)
    if (fine && wanted && !hidden) {
      shown += 1
      proved.add(one.id)
      // Nothing, and all of it, come out of many a wrong formula too.
      if (cell?.value !== 0 && (one.kind !== 'ratio' || cell?.value !== one.per)) telling.add(one.id)
    }
    if (!fine)
      differences.push(
        `${one.id} at "${key}": ${cell?.state} ${cell?.value ?? ''}, raw rows ${wanted ? JSON.stringify(wanted) : 'none'}`,
      )
  }
  return { differences, shown }
}
