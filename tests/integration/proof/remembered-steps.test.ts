import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scopeOf } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { askForJudging, type JudgingPorts } from '@cockpit/semantic-layer/client/ask-for-judging'
import { fetchCatalogue } from '@cockpit/semantic-layer/client/catalogue'
import { readPublication } from '@cockpit/semantic-layer/client/publication'
import { scopePass } from '@cockpit/semantic-layer/client/scope-token'
import { type StepMemory, stepMemory } from '@cockpit/semantic-layer/client/step-memory'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publishMonths, type RawRow } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { tables as declared } from './declared'
import { proofWorld } from './world'

const world = proofWorld(20261122)
const NEWEST = '2025-10'
const STEPS = ['2025-07', '2025-08', '2025-09', '2025-10'].map((month) => `${month}-01`)
const asker = {
  judging: true as const,
  grants: ['330000', '500000'].map((code) =>
    Grant.parse({ role: 'leader', territory: { kind: 'area', code }, sensitivity: 'case' }),
  ),
}

let data: string
let layer: RunningLayer
let indicators: readonly IndicatorDefinition[]
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'remembered-'))
  await publishMonths(
    data,
    declared,
    rowsWhere((month) => month < NEWEST),
    '2026-01-01T00:00:00.000Z',
  )
  layer = await startLayer(data)
  // Every other one; `PROOF_EVERY=1` takes all.
  indicators = (await fetchCatalogue(layer.port)).indicators.filter(
    (_, n) => process.env.PROOF_EVERY === '1' || n % 2 === 0,
  )
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

test('numbers that are remembered are those asked anew, whatever was published in between', async () => {
  // Nothing is remembered yet, but what one question shares with another (residents).
  const first = await judged(true)
  expect(first.numbers).toEqual((await judged(false)).numbers)
  expect(first.read).toBeLessThan(first.written / 10)

  // The newest month comes: the months long before it stand.
  await publishMonths(
    data,
    declared,
    rowsWhere((month) => month === NEWEST),
    '2026-01-02T00:00:00.000Z',
  )
  const second = await judged(true)
  expect(second.numbers).not.toEqual(first.numbers)
  expect(second.numbers).toEqual((await judged(false)).numbers)
  expect(second.read).toBeGreaterThan(20)
  expect(second.written).toBeGreaterThan(second.read)

  // Nothing comes: nothing is asked.
  const again = await judged(true)
  expect(again.numbers).toEqual(second.numbers)
  expect(again.written).toBe(0)

  // An old month is corrected: rows of it are gone.
  await publishMonths(
    data,
    declared,
    rowsWhere((month, n) => month === '2025-08' && n % 3 > 0),
    '2026-01-03T00:00:00.000Z',
  )
  const corrected = await judged(true)
  expect(corrected.numbers).not.toEqual(again.numbers)
  expect(corrected.numbers).toEqual((await judged(false)).numbers)

  // An institution stands elsewhere now.
  const facility = (world.tables.facility ?? []).map((row) =>
    row.facility_id === 'F0001' ? { ...row, tier: 'primary' } : row,
  )
  await publishMonths(data, declared, { facility }, '2026-01-04T00:00:00.000Z')
  expect((await judged(true)).numbers).toEqual((await judged(false)).numbers)
})

/** Rows of the dated tables in the months chosen, before the newest with the tables that have no dates. */
function rowsWhere(chosen: (month: string, n: number) => boolean): Record<string, RawRow[]> {
  return Object.fromEntries(
    Object.entries(world.tables).flatMap(([name, rows]): [string, RawRow[]][] => {
      const dateColumn = declared.find((table) => table.name === name)?.dateColumn
      if (!dateColumn) return chosen('', 1) ? [[name, [...rows]]] : []
      const some = rows.filter((row, n) => chosen(String(row[dateColumn] ?? '').slice(0, 7), n))
      return some.length > 0 ? [[name, some]] : []
    }),
  )
}

/** The semantic layer looks for a publication; the rules wait for it, as `askSteps` does. */
async function shown(manifest: Manifest): Promise<void> {
  const token = scopePass(
    scopeOf(asker.grants, 'indicator.read', 'aggregate'),
    'aggregate',
    world.territory,
    layer.port.secret,
    () => new Date(),
  )
  await vi.waitFor(
    async () => {
      const publication = await readPublication(layer.patient, token)
      for (const [name, { version }] of Object.entries(manifest.tables))
        expect(publication.get(name)?.version).toBe(version)
    },
    { timeout: 120_000, interval: 200 },
  )
}

/** Every number of every place and month, and how many steps were read from and written to the memory. */
async function judged(remembering: boolean): Promise<{ numbers: string[]; read: number; written: number }> {
  const counted = { read: 0, written: 0 }
  const manifest = await currentManifest(join(data, 'lake'))
  const kept = stepMemory(
    {
      ...{ folder: join(data, 'steps'), code: 'code' },
      failed(error) {
        throw error
      },
    },
    manifest,
    declared,
  )
  const memory: StepMemory = {
    ...kept,
    read: async (...of) => {
      const found = await kept.read(...of)
      if (found) counted.read += 1
      return found
    },
    write: (...of) => {
      counted.written += 1
      return kept.write(...of)
    },
  }
  const { territory, facilities } = world
  const ports: JudgingPorts = {
    ...{ cube: layer.patient, territory, facilities, demo: true, now: () => new Date() },
    ...(remembering ? { memory } : {}),
  }
  await shown(manifest)
  const numbers: string[] = []
  for (const by of ['facility', 'county'] as const) {
    // Rates and what is known of areas alone by county, everything else by institution.
    const placed = indicators.filter(
      ({ scope, kind }) => (scope === 'facility' && kind !== 'rate') === (by === 'facility'),
    )
    for (let first = 0; first < placed.length; first += 20) {
      const asked = { territory: '330000', period: '2025-07..2025-10', series: 'month' as const, by }
      const query = IndicatorQuery.parse({ ...asked, indicators: placed.slice(first, first + 20).map(({ id }) => id) })
      const result = await askForJudging({ query: { ...query, series: 'month' }, coveredFrom: null }, asker, ports)
      if (!result.ok) throw new Error(result.message)
      for (const [id, subjects] of result.subjects)
        for (const subject of subjects)
          for (const at of STEPS) numbers.push(`${id} ${subject.key} ${at} ${JSON.stringify(subject.cell(at))}`)
    }
  }
  expect(numbers.filter((line) => line.includes('"shown"')).length).toBeGreaterThan(500)
  return { numbers, ...counted }
}
