import { Grant } from '@cockpit/domain/access/grant'
import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { CATALOGUE_CLASSES, tables } from '@cockpit/semantic-layer/packs/informatisation/tables'
import { expect, test } from 'vitest'
import type { Caller } from '../../../web/server/caller-contract'
import type { Ports } from '../../../web/server/ports'
import { type CatalogueCounts, catalogueData } from '../../../web/server/quality/catalogue-data'
import type { SampleLake } from '../ingest/sample-lake'
import { randomOf } from '../semantic/world'

const FLAGS = ['claimed', 'shareable', 'readable', 'monitored'] as const

/** A catalogue of no regularity: every class, entries with the province, the city and a county, some of them collected. */
const entries = (() => {
  const random = randomOf(4370)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  return Array.from({ length: 150 }, (_, n) => ({
    entry_code: `ML-${String(n).padStart(3, '0')}`,
    name_zh: `演示目录${n}`,
    class: CATALOGUE_CLASSES[n % 7] ?? pick(CATALOGUE_CLASSES),
    area_code: pick(['990000', '990100', '990101']),
    registered_on: `2024-0${1 + (n % 9)}-11`,
    collected_on: random() < 0.2 ? '2025-11-20' : '',
    items: 20 + Math.floor(random() * 48),
    ...(Object.fromEntries(FLAGS.map((flag) => [flag, random() < 0.6 ? '是' : '否'])) as Record<
      (typeof FLAGS)[number],
      string
    >),
  }))
})()

/** Adds the catalogue to a lake, through the importer. */
export async function importCatalogue(sample: SampleLake): Promise<void> {
  const header = Object.keys(entries[0] ?? {})
  const text = [header, ...entries.map((entry) => Object.values(entry))].map((row) => row.join(',')).join('\n')
  const table = tables.find(({ name }) => name === 'catalogue_entry')
  if (!table) throw new Error('the pack informatisation has no table catalogue_entry')
  const outcome = await importFile({ ...sample.request('area', await sample.write(`${text}\n`)), table })
  expect(outcome).toMatchObject({ kind: 'published', batch: { rowsPublished: entries.length, rowsRejected: 0 } })
}

/** The same figures counted one by one. */
function recount(of: readonly (typeof entries)[number][]): CatalogueCounts {
  const yes = (flag: (typeof FLAGS)[number]) => of.filter((entry) => entry[flag] === '是').length
  return {
    registered: of.length,
    claimed: yes('claimed'),
    collected: of.filter(({ collected_on }) => collected_on !== '').length,
    shareable: yes('shareable'),
    readable: yes('readable'),
    monitored: yes('monitored'),
    items: of.reduce((sum, { items }) => sum + items, 0),
  }
}

/** Tests of the page 数据资源目录 over a lake that `importCatalogue` has filled. */
export function testCatalogue({ territory, cube }: { territory: Territory; cube: () => CubePort }): void {
  const tell = (at: string, granted: string, role = 'supervisor') => {
    const ports = { cube: cube(), territory: async () => territory } as unknown as Ports
    const grant = Grant.parse({ role, territory: { kind: 'area', code: granted }, sensitivity: 'aggregate' })
    return catalogueData(ports, { grants: [grant] } as unknown as Caller, AreaCode.parse(at))
  }

  test('the catalogue is counted as a whole, by each of its six classes and by the city that claims', async () => {
    const told = await tell('990000', '990000')
    expect(told.total).toEqual(recount(entries))
    const counted = CATALOGUE_CLASSES.map((name) => ({
      class: name,
      ...recount(entries.filter((entry) => entry.class === name)),
    }))
    expect(told.classes).toHaveLength(6)
    expect(told.classes).toEqual(expect.arrayContaining(counted))
    const held = (...codes: string[]) => recount(entries.filter(({ area_code }) => codes.includes(area_code)))
    const cities = [
      { code: '990000', name: { zh: '990000', en: '990000' }, own: true, ...held('990000') },
      { code: '990100', name: { zh: '990100', en: '990100' }, own: false, ...held('990100', '990101') },
    ]
    expect(told.cities).toEqual(cities.sort((a, b) => b.claimed - a.claimed))
    expect(told.entries.map(({ code }) => code)).toEqual(entries.map(({ entry_code }) => entry_code))
    expect(told.entries.filter(({ readable }) => readable)).toHaveLength(told.total.readable)
    expect(told.asOf).not.toBeNull()
  })

  test('a city’s catalogue is its own entries, and who holds a county alone is refused the city’s', async () => {
    const own = entries.filter(({ area_code }) => area_code !== '990000')
    expect((await tell('990100', '990100')).total).toEqual(recount(own))
    await expect(tell('990100', '990101')).rejects.toThrow('do not reach')
  })
}
