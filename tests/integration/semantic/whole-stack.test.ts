import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant, ROLES, SENSITIVITIES } from '@cockpit/domain/access/grant'
import type { AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishRows } from './lake-of'
import { type RunningLayer, startLayer } from './layer'
import { type NaiveCell, naiveAnswer } from './naive'
import { NAIVE } from './naive-definitions'
import { DEPARTMENTS, DISEASES, makeWorld } from './world'

const SEED = Number(process.env.SEMANTIC_SEED ?? 20260131)
const CASES = Number(process.env.SEMANTIC_CASES ?? 150)
const world = makeWorld(SEED)
const areas = world.areas.map((area) => area.code as string)
const facilities = [...world.facilities.keys()].map(String)

let data: string
let layer: RunningLayer
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'whole-stack-'))
  const packs = await loadPacks(packRoots(''))
  await publishRows(
    data,
    packs.flatMap((pack) => pack.tables),
    world.tables,
    '2026-01-01T00:00:00.000Z',
  )
  layer = await startLayer(data)
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

const grant = fc
  .record({
    role: fc.constantFrom(...ROLES),
    territory: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...areas).map((code) => ({ kind: 'area' as const, code })) },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(fc.constantFrom(...facilities), { minLength: 1, maxLength: 3 })
          .map((ids) => ({ kind: 'facilities' as const, ids })),
      },
    ),
    sensitivity: fc.constantFrom(...SENSITIVITIES),
  })
  .map((value) => Grant.parse(value))
/** More than half of the people see everything, or most questions would be refused and prove little. */
const all = ['330000', '500000'].map((code) =>
  Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'case' }),
)
const grants = fc.oneof(
  { weight: 1, arbitrary: fc.array(grant, { minLength: 1, maxLength: 4 }) },
  { weight: 3, arbitrary: fc.constant(all) },
)
const period = fc.constantFrom(
  '2025',
  '2024',
  '2025-Q3',
  '2025-Q4',
  '2025-10',
  '2025-09',
  '2024-10',
  '2025-10-09',
  '2025-08..2025-10',
  '2025-08-05..2025-10-20',
  '2026',
  '2025-11',
  '2025-08',
  '2025-Q3',
  '2024-09',
  '2024-Q3',
  '2025-H2',
  '2025-W36..2025-W44',
  '2025-07..2025-10',
)
const question = fc
  .record({
    indicators: fc.uniqueArray(fc.constantFrom(...Object.keys(NAIVE)), { minLength: 1, maxLength: 4 }),
    territory: fc.constantFrom(...areas, '330000', '500000', '330000', '330100'),
    facility: fc.oneof(
      { weight: 7, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...facilities) },
    ),
    by: fc.constantFrom(
      undefined,
      undefined,
      'children',
      'children',
      'county',
      'facility',
      'department',
      'tier',
      'category',
      'disease',
      'drg',
    ),
    period,
    series: fc.constantFrom(undefined, undefined, undefined, 'month', 'quarter', 'year', 'day', 'week', 'half'),
    compare: fc.constantFrom(
      undefined,
      ['sameLastYear'],
      ['previous'],
      ['sameLastYear', 'previous'],
      ['yearToDate'],
      ['rolling3', 'yearToDate'],
    ),
    filters: fc.constantFrom(
      undefined,
      undefined,
      [{ dimension: 'department', values: [DEPARTMENTS[0]] }],
      [{ dimension: 'tier', values: ['tertiary', 'primary'] }],
      [{ dimension: 'disease', values: [DISEASES[0], DISEASES[2]] }],
    ),
  })
  // A line of days is too long for the year to date: such a question is no question.
  .filter((value) => IndicatorQuery.safeParse(JSON.parse(JSON.stringify(value))).success)
  .map((value) => IndicatorQuery.parse(JSON.parse(JSON.stringify(value))))

test(`through the whole stack equals filtering and adding up the raw rows (seed ${SEED}, ${CASES} cases)`, async () => {
  const ports: AskPorts = {
    cube: layer.port,
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  }
  const seen = { refused: 0, shown: 0, suppressed: 0, withheld: 0, compared: 0 }
  await fc.assert(
    fc.asyncProperty(question, grants, async (query, held) => {
      const result = await askIndicators(query, { grants: held }, ports)
      const expected = naiveAnswer(world, query, held)
      expect(result.ok ? 'answered' : `refused`, result.ok ? '' : result.message).toBe(
        expected.refused ? 'refused' : 'answered',
      )
      if (!result.ok || expected.refused) {
        seen.refused++
        return
      }
      const got = new Map(result.answer.rows.map((row) => [`${row.key}|${row.at ?? ''}`, row]))
      for (const [address, cells] of expected.rows)
        for (const [id, cell] of cells) sameCell(got.get(address), id, cell, address, seen)
      for (const [address, row] of got)
        for (const [id, envelope] of Object.entries(row.cells))
          if (envelope.state === 'shown')
            expect(expected.rows.get(address)?.get(id), `${id} at ${address} is shown but not expected`).toBeDefined()
    }),
    { numRuns: CASES, seed: SEED },
  )
  console.log(`compared with the raw rows: ${JSON.stringify(seen)}`)
  expect(seen.shown).toBeGreaterThan(CASES / 2)
  expect(seen.suppressed).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
  expect(seen.compared).toBeGreaterThan(0)
})

function sameCell(
  row: AnswerRow | undefined,
  id: string,
  cell: NaiveCell,
  address: string,
  seen: { shown: number; suppressed: number; withheld: number; compared: number },
): void {
  const where = `${id} at ${address}`
  const envelope: Envelope | undefined = row?.cells[id]
  if (cell.state === 'empty') {
    seen.withheld++
    // A row of the data that this indicator has nothing for need not exist.
    expect([undefined, 'no-data', 'not-reported'], where).toContain(envelope?.state)
    return
  }
  expect(envelope?.state, where).toBe(cell.state)
  if (cell.state === 'suppressed') {
    seen.suppressed++
    expect(envelope, where).not.toHaveProperty('value')
    expect(envelope, where).not.toHaveProperty('numerator')
    return
  }
  if (cell.value === undefined) return
  seen.shown++
  expect(envelope?.value, where).toBeCloseTo(cell.value, 9 - Math.ceil(Math.log10(Math.abs(cell.value) + 1)))
  for (const [how, { own, other }] of Object.entries(cell.compare)) {
    const there = envelope?.compare?.[how]
    const said = `${where} ${how}`
    const reason = typeof own === 'string' ? own : other
    if (typeof reason === 'string') {
      if (reason === 'suppressed') expect(there, said).toBe('suppressed')
      else expect(['no-data', 'not-reported', undefined], said).toContain(there)
      continue
    }
    seen.compared++
    expect(typeof there === 'object' ? there.value : there, said).toBeCloseTo(reason, 6)
    if (own !== undefined) expect(typeof there === 'object' ? there.own : there, said).toBeCloseTo(own as number, 6)
  }
}
