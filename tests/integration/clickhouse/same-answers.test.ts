import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery, type IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { loadLake } from '@cockpit/jobs/cluster/load-lake'
import { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { LakeReader } from '@cockpit/semantic-layer/clickhouse/lake-reader'
import { clusterSchema } from '@cockpit/semantic-layer/clickhouse/schema'
import { type AskPorts, askIndicators, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishRows } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { makeWorld } from '../semantic/world'
import { because } from '../skipping'
import { everyTable } from './any-rows'
import { ENGINE_ABSENT, type Engine, startEngine } from './engine'
import { testOtherQuestions } from './other-questions'
import { differences } from './same-cells'

type Text = Readonly<Record<string, unknown>>

const world = makeWorld(11)
const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
/** Judges: small cells are not hidden, so that every number is compared. */
const judge: Asker = {
  judging: true,
  grants: ['330000', '500000'].map((code) =>
    Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'case' }),
  ),
}

/**
 * Every level, facility, tier; years, months and single days; steps of every length. Both shapes of territory. Each cube is asked in two of
 * them, with all its indicators, the next cube in the next ones; `COCKPIT_EVERY_SHAPE=1` asks each in all ten.
 */
const SHAPES: readonly Text[] = [
  { territory: '330000', period: '2025', compare: ['sameLastYear', 'previous'] },
  { territory: '330000', period: '2025-10', by: 'children' },
  { territory: '330000', period: '2025-08-09..2025-10-17', by: 'county' },
  { territory: '330000', period: '2025', by: 'facility' },
  { territory: '330000', period: '2025', by: 'tier', series: 'month' },
  { territory: '330000', period: '2025', by: 'category' },
  { territory: '330000', period: '2024..2025', series: 'quarter' },
  { territory: '330000', period: '2025-10', series: 'day' },
  { territory: '330102', period: '2024..2025', series: 'year' },
  { territory: '500000', period: '2025-10', by: 'children' },
]

const STEPS = process.env.COCKPIT_EVERY_SHAPE === '1' ? [...SHAPES.keys()] : [0, 3]
const askedIn = (cube: number, shape: number) => STEPS.some((step) => (cube + step) % SHAPES.length === shape)
const cubeOf = ({ id }: { readonly id: string }) => id.slice(0, id.indexOf('.'))

let data: string
let engine: Engine
let connection: WarehouseConnection
let onDuckdb: RunningLayer
let onCluster: RunningLayer
const portsOf = (layer: RunningLayer): AskPorts => ({
  cube: layer.patient,
  publications: layer.published,
  territory: world.territory,
  facilities: world.facilities,
  demo: true,
  now: () => new Date(),
})

describe.skipIf(ENGINE_ABSENT)('the same lake on DuckDB and on ClickHouse', because(ENGINE_ABSENT), () => {
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'same-answers-'))
    await mkdir(join(data, 'run'))
    const rows = Object.entries(everyTable(world, tables, 7)).map(
      ([name, made]) => [name, made.map((row, n) => ({ ...row, _batch: `file-${n % 3}` }))] as const,
    )
    await publishRows(data, tables.map(withBatch), Object.fromEntries(rows), '2026-01-01T00:00:00.000Z')
    engine = await startEngine(data)
    connection = new WarehouseConnection(engine.address)
    await loadLake({ data, tables, connection, now: () => new Date(), log: () => undefined })
    await Promise.all([
      startLayer(data).then((layer) => {
        onDuckdb = layer
      }),
      startLayer(data, '', 0, { WAREHOUSE_URL: engine.url }).then((layer) => {
        onCluster = layer
      }),
    ])
  })
  afterAll(async () => {
    await Promise.all([onDuckdb?.stop(), onCluster?.stop()])
    await connection?.close()
    await engine?.stop()
    if (data) await rm(data, { recursive: true, force: true })
  })

  test('the two answer from the warehouse they were told to, and show the same version', async () => {
    const ready = async ({ port }: RunningLayer) => (await fetch(`${port.url}/readyz`)).json()
    expect(await ready(onDuckdb)).toMatchObject({ health: 'HEALTH', warehouse: 'duckdb', manifestVersion: 1 })
    expect(await ready(onCluster)).toMatchObject({ health: 'HEALTH', warehouse: 'clickhouse', manifestVersion: 1 })
  })

  test('every view has the same columns, of the same types and in the same order', async () => {
    const lake = join(data, 'lake')
    const reader = await LakeReader.open(await currentManifest(lake), tables, lake)
    const { views } = clusterSchema(engine.address, tables, reader.views)
    expect(views.map(({ name }) => name).sort()).toEqual(reader.views.map(({ name }) => name).sort())
    for (const view of reader.views) {
      const found = await connection.rows<{ name: string; type: string }>(`DESCRIBE ${view.name}`)
      expect([view.name, found.map(({ name }) => name)]).toEqual([view.name, view.columns.map(({ name }) => name)])
      const plain = ({ type }: { type: string }) => type.replaceAll(/\s+/g, ' ').replace(/^Nullable\((.*)\)$/, '$1')
      for (const [index, column] of view.columns.entries())
        if (!column.type.startsWith('unknown'))
          expect([view.name, column.name, plain(found[index] ?? column)]).toEqual([
            view.name,
            column.name,
            plain(column),
          ])
    }
    reader.close()
  })

  test('every view has the same number of rows', async () => {
    const lake = join(data, 'lake')
    const reader = await LakeReader.open(await currentManifest(lake), tables, lake)
    const here = await reader.counts()
    const there: Record<string, number> = {}
    for (const { name } of reader.views)
      there[name] = Number((await connection.rows<{ rows: string }>(`SELECT count() AS rows FROM ${name}`))[0]?.rows)
    reader.close()
    expect(there).toEqual(here)
  })

  test.each(SHAPES.map((shape, n) => ({ shape, n })))(
    'indicators have the same value: $shape',
    async ({ shape, n }) => {
      const catalogue = (await knownCatalogue(portsOf(onDuckdb))).indicators
      expect(catalogue.length).toBeGreaterThan(40)
      expect((await knownCatalogue(portsOf(onCluster))).indicators).toEqual(catalogue)
      const cubes = [...new Set(catalogue.map(cubeOf))]
      const asked = catalogue.filter((one) => askedIn(cubes.indexOf(cubeOf(one)), n))
      const found = await compare(inGroups(asked, shape))
      expect(found.differences).toEqual([])
      expect(found.shown).toBeGreaterThan(20)
    },
  )

  test('every indicator has the same value in each dimension it can be broken down by', async () => {
    const catalogue = (await knownCatalogue(portsOf(onDuckdb))).indicators
    const own = [...new Set(catalogue.flatMap(({ dimensions }) => dimensions))]
    const asked = own.flatMap((by) =>
      inGroups(
        catalogue.filter(({ dimensions }) => dimensions.includes(by)),
        { territory: '330000', period: '2025', by },
      ),
    )
    const found = await compare(asked)
    expect(found.differences).toEqual([])
    expect(found.shown).toBeGreaterThan(100)
  })

  testOtherQuestions({ asker: judge, ports: () => [portsOf(onDuckdb), portsOf(onCluster)] })
})

/** A table whose rows may be given with the file they are of, as the importer writes it. */
function withBatch(table: WarehouseTable): WarehouseTable {
  const batch = {
    name: '_batch',
    type: 'text',
    headers: [],
    title: { zh: '批次', en: 'Batch' },
    required: true,
  } as const
  return { ...table, columns: [...table.columns, batch] }
}

function inGroups(indicators: readonly { readonly id: string }[], shape: Text): Text[] {
  return chunks(
    indicators.map(({ id }) => id),
    24,
  ).map((ids) => ({ indicators: ids, ...shape }))
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, n) => values.slice(n * size, (n + 1) * size))
}

async function compare(asked: readonly Text[]): Promise<{ differences: string[]; shown: number }> {
  const found: string[] = []
  let shown = 0
  const waiting = [...asked]
  const worker = async () => {
    for (let text = waiting.pop(); text; text = waiting.pop()) {
      const parsed = IndicatorQuery.safeParse(text as IndicatorQueryText)
      // A dimension of the model that a question cannot name.
      if (!parsed.success) continue
      const [here, there] = await Promise.all([answer(parsed.data, onDuckdb), answer(parsed.data, onCluster)])
      const { indicators, ...rest } = text
      if (typeof here === 'string' || typeof there === 'string') {
        if (here !== there) found.push(`${said(here)} / ${said(there)}`)
        continue
      }
      const result = differences(here, there)
      shown += result.shown
      found.push(...result.differences.map((difference) => `${JSON.stringify(rest)} ${difference}`))
    }
  }
  await Promise.all([worker(), worker(), worker()])
  return { differences: [...new Set(found)].slice(0, 25), shown }
}

async function answer(query: IndicatorQuery, layer: RunningLayer): Promise<Answer | string> {
  try {
    const result = await askIndicators(query, judge, portsOf(layer))
    return result.ok ? result.answer : result.refusal
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message.slice(0, 420) : String(error)}`
  }
}

function said(answered: Answer | string): string {
  return typeof answered === 'string' ? answered : 'answered'
}
