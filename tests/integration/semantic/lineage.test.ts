import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import { FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { parsePeriod } from '@cockpit/domain/period/period'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import { type OriginQuestion, originOf, reachOf } from '@cockpit/semantic-layer/client/lineage'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishRows } from './lake-of'
import { type RunningLayer, startLayer } from './layer'
import { makeWorld } from './world'

const world = makeWorld(7)
const HEAD =
  'facility_id,department,visit_date,outpatient_visits,emergency_visits,checkup_visits,appointment_visits,outpatient_income,inpatient_income,outpatient_drug_income,drug_income,herbal_income,material_income,exam_income,lab_income'
const line = (facility: string, day: string, visits: number) =>
  `${facility},0101,${day},${visits},0,0,0,1000,1000,100,200,0,10,10,10`

let data: string
let layer: RunningLayer
let ports: AskPorts
const batches: Record<string, string> = {}

async function send(name: string, rows: readonly string[]): Promise<void> {
  const path = join(data, `${name}.csv`)
  await writeFile(path, [HEAD, ...rows, ''].join('\n'))
  const packs = await loadPacks(packRoots(''))
  const table = packs.flatMap((pack) => pack.tables).find((one) => one.name === 'visit_day')
  if (!table) throw new Error('no table visit_day')
  const outcome = await importFile({
    ...{ lake: join(data, 'lake'), table, path, fileName: `${name}.csv`, sender: 'tests', demo: true },
    hmacKey: 'ab'.repeat(32),
    now: () => new Date('2026-01-02T00:00:00Z'),
  })
  if (outcome.kind !== 'published') throw new Error(`${name} was ${JSON.stringify(outcome)}`)
  batches[name] = outcome.batch.id
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lineage-'))
  const packs = await loadPacks(packRoots(''))
  const { area = [], facility = [], population = [] } = world.tables
  await publishRows(
    data,
    packs.flatMap((pack) => pack.tables),
    { area, facility, population },
    '2026-01-01T00:00:00.000Z',
  )
  await send('first', [line('F0001', '2025-10-01', 5), line('F0001', '2025-10-02', 6), line('F0005', '2025-10-01', 9)])
  await send('second', [line('F0001', '2025-09-30', 7), line('F0003', '2025-10-05', 8)])
  await send('corrected', [line('F0001', '2025-10-02', 60)])
  layer = await startLayer(data)
  ports = {
    cube: layer.port,
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  }
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

const asker = (role: string, territory: object, sensitivity = 'facility'): Asker => ({
  grants: [Grant.parse({ role, territory, sensitivity })],
})
const province = asker('supervisor', { kind: 'area', code: '330000' })
const origin = async (more: Partial<Omit<OriginQuestion, 'period'>> & { period?: string } = {}, who = province) => {
  const { period = '2025-10', ...rest } = more
  const result = await originOf(
    { indicator: IndicatorId.parse('outpatient.visits'), territory: '330000', ...rest, period: parsePeriod(period) },
    who,
    ports,
  )
  if (!result.ok) return result.refusal
  return Object.fromEntries(
    result.origin.files.map(({ batch, rows }) => [
      Object.entries(batches).find(([, id]) => id === batch)?.[0] ?? batch,
      rows,
    ]),
  )
}

describe('from a number to its files', () => {
  test('every file with rows of the place and months, and how many rows it still stands for', async () => {
    expect(await origin()).toEqual({ first: 2, second: 1, corrected: 1 })
    expect(await origin({ period: '2025-09' })).toEqual({ second: 1 })
    expect(await origin({ period: '2025-09..2025-10' })).toEqual({ first: 2, second: 2, corrected: 1 })
    expect(await origin({ period: '2025-08' })).toEqual({})
  })

  test('follows the place: a county, one facility', async () => {
    expect(await origin({ territory: '330203' })).toEqual({ first: 1 })
    expect(await origin({ facility: FacilityId.parse('F0001') })).toEqual({ first: 1, corrected: 1 })
  })

  test('names the files of a denominator in another table too', async () => {
    const result = await originOf(
      { indicator: IndicatorId.parse('population.residents'), territory: '330000', period: parsePeriod('2025') },
      province,
      ports,
    )
    expect(result.ok && result.origin.tables).toContain('population')
  })

  test('reaches no further than the asker: another county, another facility, nothing at all', async () => {
    const county = asker('supervisor', { kind: 'area', code: '330203' })
    expect(await origin({}, county)).toEqual({ first: 1 })
    expect(await origin({ territory: '330102' }, county)).toEqual({})
    const hospital = asker('institution', { kind: 'facilities', ids: ['F0003'] })
    expect(await origin({ facility: FacilityId.parse('F0003') }, hospital)).toEqual({ second: 1 })
    expect(await origin({ facility: FacilityId.parse('F0001') }, hospital)).toEqual({})
    expect(await origin({}, asker('auditAdmin', { kind: 'area', code: '330000' }))).toBe('not-permitted')
  })

  test('tells which files, but not how many rows, to who may not read imports', async () => {
    const planner = asker('planner', { kind: 'area', code: '330000' })
    expect(await origin({}, planner)).toEqual({ first: null, second: null, corrected: null })
  })

  test('counts rows only where the asker may read imports, though the number itself reaches further', async () => {
    const both: Asker = {
      grants: [
        Grant.parse({ role: 'planner', territory: { kind: 'area', code: '330000' }, sensitivity: 'aggregate' }),
        Grant.parse({ role: 'supervisor', territory: { kind: 'area', code: '330203' }, sensitivity: 'facility' }),
      ],
    }
    expect(await origin({}, both)).toEqual({ first: null, second: null, corrected: null })
    expect(await origin({ territory: '330203' }, both)).toEqual({ first: 1 })
    const reach = await reachOf({ batch: batches.first ?? '', table: 'visit_day' }, both, ports)
    const rows = reach.ok ? reach.reach.places.map(({ countyCode, rows }) => [countyCode, rows]).sort() : []
    expect(rows).toEqual([
      ['330102', null],
      ['330203', 1],
    ])
  })

  test('names files to who may see single institutions there, and to nobody else', async () => {
    const named = async (who: Asker, territory = '330000') => {
      const result = await originOf(
        { indicator: IndicatorId.parse('outpatient.visits'), territory, period: parsePeriod('2025-10') },
        who,
        ports,
      )
      return result.ok && result.origin.named
    }
    expect(await named(province)).toBe(true)
    expect(await named(asker('leader', { kind: 'area', code: '330000' }, 'aggregate'))).toBe(false)
    expect(await named(asker('supervisor', { kind: 'area', code: '330203' }))).toBe(true)
  })

  test('refuses what does not exist', async () => {
    expect(await origin({ territory: '999999' })).toBe('unknown-territory')
    expect(await origin({ indicator: IndicatorId.parse('no.such') })).toBe('unknown-indicator')
  })
})

describe('from a file to the numbers it touches', () => {
  const reach = async (name: string, who = province) => {
    const result = await reachOf({ batch: batches[name] ?? '', table: 'visit_day' }, who, ports)
    if (!result.ok) throw new Error(result.refusal)
    return result.reach
  }

  test('its counties and months, and the indicators of its table', async () => {
    const { places, indicators } = await reach('second')
    expect(places.map(({ countyCode, month, rows }) => [countyCode, month, rows]).sort()).toEqual([
      ['330102', '2025-09-01', 1],
      ['330103', '2025-10-01', 1],
    ])
    expect(indicators).toContain('outpatient.visits')
    expect(indicators).not.toContain('beds.occupancy')
  })

  test('only the part of it within reach', async () => {
    const { places } = await reach('second', asker('supervisor', { kind: 'area', code: '330103' }))
    expect(places.map(({ countyCode }) => countyCode)).toEqual(['330103'])
  })
})
