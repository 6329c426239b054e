import { setTimeout as sleep } from 'node:timers/promises'
import { fetchMeta } from '@cockpit/semantic-layer/client/catalogue'
import type { CubeQuery } from '@cockpit/semantic-layer/client/cube-query'
import { type CubePort, load } from '@cockpit/semantic-layer/client/cube-rest'
import { drawnBy } from '@cockpit/semantic-layer/packs/check-rollups'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { readCubes } from '@cockpit/semantic-layer/packs/read-formulas'
import { readModels } from '@cockpit/semantic-layer/server/models'
import { expect, test } from 'vitest'
import { publishRows } from './lake-of'
import type { makeWorld } from './world'

/** A Cube over the world, and where its lake is: `authority.test.ts` starts it once for all. */
export interface Served {
  readonly world: ReturnType<typeof makeWorld>
  readonly data: () => string
  readonly port: () => CubePort
  readonly token: (areas: string[]) => Promise<string>
}

const MONTHS = ['2025-07-01', '2025-10-31'] as const

/** Tests of rollups: the boards' questions are answered by them, and a publication renews those alone that read what it brought. */
export function testBoardRollups({ world, data, port, token }: Served): void {
  const rollupsOf = async (query: CubeQuery) => {
    const { usedPreAggregations = {} } = await load(port(), await token(['330000']), query)
    return Object.entries(usedPreAggregations as Record<string, { lastUpdatedAt?: number }>)
  }
  const monthly = (measure: string, ...dimensions: string[]): CubeQuery => {
    const cube = measure.slice(0, measure.indexOf('.'))
    return {
      measures: [measure],
      dimensions: dimensions.map((name) => `${cube}.${name}`),
      timeDimensions: [{ dimension: `${cube}.date`, dateRange: MONTHS, granularity: 'month' }],
      order: {},
      limit: 1000,
    }
  }

  test('what the boards draw of whole months is answered by the rollups, by place, institution and tier', async () => {
    const meta = await fetchMeta(port())
    const drawn = new Set((await loadPacks(packRoots(''))).flatMap((pack) => (pack.board ? drawnBy(pack.board) : [])))
    const unrolled = new Set(
      readCubes(await readModels(packRoots(''))).flatMap(({ name, about }) => (about.meta?.unrolled ? [name] : [])),
    )
    const asked: string[] = []
    for (const cube of meta.cubes) {
      const own = cube.measures.find(({ name, meta: said }) => drawn.has(name) && !isDistinct(said?.indicator))
      if (!own || unrolled.has(cube.name)) continue
      asked.push(cube.name)
      const cuts = cube.meta?.scope === 'facility' ? ['cityCode', 'facilityId', 'tier'] : ['cityCode', 'countyCode']
      const names = (await rollupsOf(monthly(own.name, ...cuts))).map(([name]) => name)
      expect(names, own.name).toEqual([expect.stringContaining(snake(cube.name))])
    }
    expect(asked.length).toBeGreaterThan(20)
  })

  test('a publication renews the rollups of the tables it brought, and no other', async () => {
    const questions = ['outpatient.visits', 'income.total', 'notifiable.cases', 'beds.occupancy']
    const builtAt = async () => {
      const found = await Promise.all(questions.map((measure) => rollupsOf(monthly(measure, 'cityCode'))))
      return found.map(([only]) => only?.[1].lastUpdatedAt ?? Number.NaN)
    }
    const before = await builtAt()
    expect(before.every((at) => at > 0)).toBe(true)
    const { visit_day } = world.tables
    const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
    await publishRows(data(), tables, { visit_day } as never, '2026-01-02T00:00:00.000Z')
    let after = before
    // The manifest is looked at four times a second: of questions asked together one may still be answered from the version before.
    const renewed = () => [0, 1].every((at) => after[at] !== before[at])
    for (const until = Date.now() + 60_000; !renewed() && Date.now() < until; ) {
      await sleep(100)
      after = await builtAt()
    }
    expect(questions.filter((_, at) => after[at] !== before[at])).toEqual(['outpatient.visits', 'income.total'])
    expect(await builtAt()).toEqual(after)
  })
}

const isDistinct = (indicator: unknown) => (indicator as { kind?: string } | undefined)?.kind === 'distinct'
/** As Cube names tables. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
