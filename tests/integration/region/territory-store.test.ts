import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AreaCode } from '@cockpit/domain/ids'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { addRegion } from '@cockpit/geo/region/add-region'
import { readRegion } from '@cockpit/geo/region/read-region'
import { saveRegion } from '@cockpit/geo/region/save-region'
import { countiesKey, loadBoundary, loadFacilities, loadTerritory } from '@cockpit/geo/territory-store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, withDatabase } from '../db/test-database'

const code = (text: string) => AreaCode.parse(text)

describe('a region in the database', () => {
  let scratch: TestDatabase
  let folder: string
  beforeAll(async () => {
    scratch = await withDatabase()
    folder = mkdtempSync(join(tmpdir(), 'region-store-'))
    writeDemoRegion(join(folder, 'zj'), { shape: 'zhejiang', seed: 3, scale: 'small', lastYear: 2026 })
    writeDemoRegion(join(folder, 'cq'), { shape: 'chongqing', seed: 3, scale: 'small', lastYear: 2026 })
  })
  afterAll(async () => {
    await scratch?.drop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  it('stands as it was read: province, cities and counties; a municipality without cities beside it', async () => {
    const province = readRegion(join(folder, 'zj'))
    await saveRegion(scratch.db, province)
    await saveRegion(scratch.db, readRegion(join(folder, 'cq')))
    const territory = await loadTerritory(scratch.db)
    expect(territory.roots.map((root) => root.code).sort()).toEqual(['330000', '500000'])
    expect(territory.children(code('330000'))).toHaveLength(11)
    expect(territory.counties(code('330000'))).toHaveLength(90)
    expect(territory.children(code('500000')).map((area) => area.level)).toEqual(Array(38).fill('county'))
    const facilities = await loadFacilities(scratch.db)
    const [first] = province.facilities
    expect(facilities.find((one) => one.id === first?.id)).toEqual({
      id: first?.id,
      name: first?.name,
      county: first?.county,
      tier: first?.tier,
      category: first?.category,
      at: first?.at,
    })
  })

  it('saved a second time has the same rows, and nothing is removed', async () => {
    const region = readRegion(join(folder, 'zj'))
    const rows = () =>
      Promise.all([
        scratch.db.area.findMany({ orderBy: { code: 'asc' } }),
        scratch.db.facility.findMany({ orderBy: { id: 'asc' } }),
        scratch.db.population.findMany({ orderBy: [{ areaCode: 'asc' }, { year: 'asc' }] }),
        scratch.db.boundary.findMany({ orderBy: { areaCode: 'asc' }, select: { areaCode: true, topology: true } }),
      ])
    await saveRegion(scratch.db, region)
    const once = await rows()
    const again = await saveRegion(scratch.db, region)
    expect(again).toMatchObject({ removed: [], kept: [], absentFacilities: [] })
    expect(await rows()).toEqual(once)
  })

  it('gives shapes of children and of all counties by key, with their source, and none for an unknown key', async () => {
    await saveRegion(scratch.db, readRegion(join(folder, 'zj')))
    const cities = await loadBoundary(scratch.db, '330000')
    const counties = await loadBoundary(scratch.db, countiesKey(code('330000')))
    const hangzhou = await loadBoundary(scratch.db, '330100')
    expect(cities?.topology.objects.areas.geometries).toHaveLength(11)
    expect(counties?.topology.objects.areas.geometries).toHaveLength(90)
    expect(hangzhou?.topology.objects.areas.geometries.map((one) => one.id)).toContain('330106')
    expect(cities?.source).toContain('天地图')
    expect(JSON.stringify(counties?.topology).length).toBeLessThan(250_000)
    expect(await loadBoundary(scratch.db, '330102')).toBeNull()
  })

  it('drops a vanished county that nothing refers to and keeps one that a grant names, with its city', async () => {
    const own = join(folder, 'vanishing')
    writeDemoRegion(own, { shape: 'zhejiang', seed: 4, scale: 'small', lastYear: 2026 })
    const scratchTwo = await withDatabase()
    try {
      await saveRegion(scratchTwo.db, readRegion(own))
      await scratchTwo.db.facility.deleteMany({ where: { countyCode: { in: ['330122', '330127'] } } })
      await scratchTwo.db.user.create({ data: { id: 'p1', name: '演示', email: 'p1@demo.invalid' } })
      await scratchTwo.db.grant.create({
        data: {
          userId: 'p1',
          role: 'supervisor',
          territory: { kind: 'area', code: '330127' },
          sensitivity: 'case',
          createdBy: 'p1',
        },
      })
      for (const [file, column] of [
        ['areas.csv', 0],
        ['population.csv', 0],
        ['facilities.csv', 3],
      ] as const)
        keepRows(join(own, file), (cells) => !['330122', '330127'].includes(cells[column] ?? ''))
      const region = readRegion(own)
      expect(region.issues.filter((issue) => issue.severity === 'error')).toEqual([])
      const saved = await saveRegion(scratchTwo.db, region)
      expect(saved.removed).toEqual(['330122'])
      expect(saved.kept).toEqual(['330127'])
      const territory = await loadTerritory(scratchTwo.db)
      expect(territory.get(code('330122'))).toBeUndefined()
      expect(territory.path(code('330127')).map((area) => area.code)).toEqual(['330000', '330100', '330127'])
    } finally {
      await scratchTwo.drop()
    }
  })

  it('adds a folder whole: saved, then areas, facilities and population handed to the import in this order', async () => {
    const handed: { table: string; lines: number; demo: boolean }[] = []
    const added = await addRegion(join(folder, 'cq'), {
      db: scratch.db,
      importFile: async ({ table, path, demo }) => {
        handed.push({ table, demo, lines: readFileSync(path, 'utf8').trim().split('\n').length - 1 })
      },
    })
    const { facilities, formerFacilities } = readRegion(join(folder, 'cq'))
    expect(handed).toEqual([
      { table: 'area', lines: 39, demo: true },
      { table: 'facility', lines: facilities.length + formerFacilities.length, demo: true },
      { table: 'population', lines: 38 * 4, demo: true },
    ])
    expect(added).toMatchObject({ ok: true, summary: { demo: true, year: 2026, areas: 39, warnings: [] } })
  })

  it('refuses a folder with one error: nothing is saved and nothing imported', async () => {
    const broken = join(folder, 'broken')
    writeDemoRegion(broken, { shape: 'chongqing', seed: 9, scale: 'small', lastYear: 2026 })
    const path = join(broken, 'population.csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^500101,2026,\d+/m, '500101,2026,many'))
    const scratchTwo = await withDatabase()
    try {
      const added = await addRegion(broken, {
        db: scratchTwo.db,
        importFile: () => Promise.reject(new Error('nothing may be imported')),
      })
      expect(added).toMatchObject({ ok: false, issues: [{ kind: 'population-number', file: 'population.csv' }] })
      expect(await scratchTwo.db.area.count()).toBe(0)
    } finally {
      await scratchTwo.drop()
    }
  })
})

function keepRows(path: string, keep: (cells: string[]) => boolean): void {
  const [header = '', ...rows] = readFileSync(path, 'utf8').trim().split('\n')
  writeFileSync(path, `${[header, ...rows.filter((row) => keep(row.split(',')))].join('\n')}\n`)
}
