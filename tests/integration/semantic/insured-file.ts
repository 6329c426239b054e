import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { askIndicators } from '@cockpit/semantic-layer/client/ask'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { expect, test } from 'vitest'
import type { makeWorld } from './world'

/** A file as the insurance bureau of a province sends it; the county that follows is in no register, the type after it is none. */
const INSURED = `参保地区划代码,年份,险种,年末参保人数
330102,2025,职工,40000
330102,2025,居民,60000
330103,2025,职工,10000
330103,2025,居民,15000
999999,2025,职工,7
330103,2025,商业,7
`
const FLOW = `参保地区划代码,就医机构代码,就医地区划代码,服务类别,月份,诊疗人次,入院人次,医疗费用
330102,F0001,330102,门急诊,2025-10-01,30000,0,900000
330102,F0003,330103,门急诊,2025-10-01,20000,0,700000
330103,F0003,330103,门急诊,2025-10-01,5000,0,200000
`

interface Ready {
  readonly manifestVersion: number
}

/** From a bureau's file to a figure per insured person, through the import, the lake and the running Cube. */
export function testInsuredFile(world: ReturnType<typeof makeWorld>, data: () => string, port: () => CubePort): void {
  test('a file of persons insured is imported, and care flow stands per head on it', async () => {
    const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
    const send = async (name: string, content: string) => {
      const path = join(data(), `${name}.csv`)
      await writeFile(path, content)
      const table = tables.find((one) => one.name === name)
      if (!table) throw new Error(`no pack declares ${name}`)
      const key = { hmacKey: '8f3c0d5e6a7b8c9d0e1f2a3b4c5d6e7f', sender: 'bureau', demo: true }
      const file = { lake: join(data(), 'lake'), table, path, fileName: `${name}.csv`, ...key }
      return importFile({ ...file, now: () => new Date('2026-01-03T00:00:00.000Z') })
    }
    const insured = await send('insured_person', INSURED)
    expect(insured).toMatchObject({ kind: 'published', batch: { rowsPublished: 4, rowsRejected: 2 } })
    const flow = await send('flow_month', FLOW)
    expect(flow).toMatchObject({ kind: 'published', batch: { rowsPublished: 3 } })
    // The layer looks for a publication twice a second.
    const shown = async () => ((await (await fetch(`${port().url}/readyz`)).json()) as Ready).manifestVersion
    const published = flow.kind === 'published' ? flow.version : Number.NaN
    await expect.poll(shown, { timeout: 20_000 }).toBeGreaterThanOrEqual(published)

    const grants = [
      Grant.parse({ role: 'leader', territory: { kind: 'area', code: '330000' }, sensitivity: 'aggregate' }),
    ]
    const indicators = ['population.insured', 'population.insuredEmployees', 'careFlow.visitsPerResident']
    const query = IndicatorQuery.parse({ indicators, territory: '330100', by: 'county', period: '2025-10' })
    const { territory, facilities } = world
    const ports = { territory, facilities, demo: true, now: () => new Date() }
    const asked = await askIndicators(
      query,
      { grants },
      { ...ports, cube: port(), publications: new Publications(port()) },
    )
    if (!asked.ok) throw new Error(asked.message)
    const figures = asked.answer.rows.map(({ key, cells }) => [key, ...indicators.map((id) => cells[id]?.value)])
    expect(figures).toEqual([
      ['330102', 100_000, 40_000, 0.5],
      ['330103', 25_000, 10_000, 0.2],
    ])
  })
}
