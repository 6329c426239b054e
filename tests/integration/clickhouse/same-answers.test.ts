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
import { type Asker, type AskPorts, askIndicators, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishRows } from '../semantic/lake-of'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { makeWorld } from '../semantic/world'
import { everyTable } from './any-rows'
import { ENGINE_ABSENT, type Engine, startEngine } from './engine'
import { differences } from './same-cells'

const world = makeWorld(11)
const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
/** Judges: small cells are not hidden, so that every number is compared. */
const judge: Asker = {
  judging: true,
  grants: ['330000', '500000'].map((code) =>
    Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'case' }),
  ),
}

let data: string
let engine: Engine
let connection: WarehouseConnection
let onDuckdb: RunningLayer
let onCluster: RunningLayer
const portsOf = (layer: RunningLayer): AskPorts => ({
  cube: layer.port,
  territory: world.territory,
  facilities: world.facilities,
  demo: true,
  now: () => new Date(),
})

describe.skipIf(ENGINE_ABSENT)('the same lake on DuckDB and on ClickHouse', () => {
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'same-answers-'))
    await mkdir(join(data, 'run'))
    await publishRows(data, tables, everyTable(world, tables, 7), '2026-01-01T00:00:00.000Z')
    engine = await startEngine(data)
    connection = new WarehouseConnection(engine.address)
    await loadLake({ data, tables, connection, now: () => new Date(), log: () => undefined })
    ;[onDuckdb, onCluster] = await Promise.all([
      startLayer(data),
      startLayer(data, '', 0, { WAREHOUSE_URL: engine.url }),
    ])
  })
  afterAll(async () => {
    await Promise.all([onDuckdb?.stop(), onCluster?.stop()])
    await connection?.close()
    await engine?.stop()
    if (data) await rm(data, { recursive: true, force: true })
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

  test.each(['330000', '330102', '500000'])('every indicator has the same value within %s', async (territory) => {
    const catalogue = (await knownCatalogue(portsOf(onDuckdb))).indicators
    expect(catalogue.length).toBeGreaterThan(40)
    expect((await knownCatalogue(portsOf(onCluster))).indicators).toEqual(catalogue)
    const found = await compare(
      questions(
        territory,
        catalogue.map(({ id, dimensions }) => ({ id, dimensions })),
      ),
    )
    expect(found.differences).toEqual([])
    expect(found.shown).toBeGreaterThan(territory === '330000' ? 1000 : 50)
  })
})

type Text = Record<string, unknown>

/** Broken down in every way it can be, over years, months and single days, in steps of every length. */
function questions(territory: string, all: readonly { id: string; dimensions: readonly string[] }[]): Text[] {
  const shapes: Text[] =
    territory === '330000'
      ? [
          { period: '2025', compare: ['sameLastYear', 'previous'] },
          { period: '2025-10', by: 'children' },
          { period: '2025-08-09..2025-10-17', by: 'county' },
          { period: '2025', by: 'facility' },
          { period: '2025', by: 'tier', series: 'month' },
          { period: '2025', by: 'category' },
          { period: '2024..2025', series: 'quarter' },
          { period: '2025-10', series: 'day' },
          { period: '2025', facility: 'F0001' },
        ]
      : [{ period: '2024..2025', series: 'year' }]
  const dimensions = territory === '330000' ? [...new Set(all.flatMap((one) => one.dimensions))] : []
  return [
    ...shapes.flatMap((shape) =>
      chunks(
        all.map(({ id }) => id),
        24,
      ).map((indicators) => ({ territory, indicators, ...shape })),
    ),
    ...dimensions.flatMap((by) =>
      chunks(
        all.filter((one) => one.dimensions.includes(by)).map(({ id }) => id),
        24,
      ).map((indicators) => ({ territory, indicators, by, period: '2025' })),
    ),
  ]
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
