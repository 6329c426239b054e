import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { afterAll, describe, expect, it } from 'vitest'
import { dateVersions } from './date-versions'
import { writeLakeFiles } from './lake-files'
import { readRegion } from './read-region'
import type { Region } from './region'

const AREAS = 'code,name_zh,level,parent,valid_from,abolished,successor'
const TREE = ['330000,演示省,province,,,,', '330100,青市,city,330000,,,', '330105,拱墅区,county,330100,,,']
const FACILITIES = 'id,name_zh,county,tier,category,valid_from,successor,closed_on'
const HOSPITAL = 'DEMO-1,演示医院,330105,secondary,general,,,'

const folder = mkdtempSync(join(tmpdir(), 'region-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(
  areas: readonly string[],
  facilities: readonly string[] = [HOSPITAL],
  population = '330105,2026,10',
  headers: { readonly areas?: string; readonly facilities?: string } = {},
): Region {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write(
    'region.json',
    JSON.stringify({
      name: { zh: '演示省', en: 'Demo' },
      root: '330000',
      boundaries: { source: '演示', licenceNote: '', crs: 'EPSG:4490' },
      demo: true,
    }),
  )
  write('areas.csv', [headers.areas ?? AREAS, ...areas].join('\n'))
  write('boundaries.geojson', JSON.stringify({ type: 'FeatureCollection', features: [] }))
  write('population.csv', `code,year,residents\n${population}\n`)
  write('facilities.csv', [headers.facilities ?? FACILITIES, ...facilities].join('\n'))
  return readRegion(folder)
}
const errors = (region: Region) => region.issues.filter(({ severity }) => severity === 'error').map(({ kind }) => kind)
const lakeRows = (region: Region, table: string) => {
  const file = writeLakeFiles(region, join(folder, 'lake')).find((one) => one.table === table)
  const [header = '', ...lines] = readFileSync(file?.path ?? '', 'utf8')
    .trim()
    .split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])))
}
const day = (text: string) => CalendarDate.parse(text)
const none = { areas: new Map(), facilities: new Map() }

describe('areas that were', () => {
  const merged = [...TREE, '330103,下城区,county,330100,,2021-04-09,330105']

  it('stand in the lake with their successor, and are no part of today’s tree', () => {
    const region = read(merged, undefined, '330105,2026,10\n330103,2020,7')
    expect(errors(region)).toEqual([])
    expect(region.areas.map(({ code }) => code)).toEqual(['330000', '330100', '330105'])
    expect(lakeRows(region, 'area').find(({ area_code }) => area_code === '330103')).toMatchObject({
      name_zh: '下城区',
      province_code: '330000',
      city_code: '330100',
      abolished_on: '2021-04-09',
      successor: '330105',
    })
    expect(lakeRows(region, 'population')).toHaveLength(2)
  })

  it('may be virtual: the lake knows which stand in no official list', () => {
    const headers = { areas: `${AREAS},virtual` }
    const tree = TREE.map((row) => `${row},`)
    const region = read([...tree, '330191,开发区,county,330100,,,,是'], undefined, undefined, headers)
    expect(errors(region)).toEqual([])
    expect(lakeRows(region, 'area').map((row) => [row.area_code, row.virtual])).toEqual([
      ['330000', '0'],
      ['330100', '0'],
      ['330105', '0'],
      ['330191', '1'],
    ])
    const doubtful = [...tree, '330191,开发区,county,330100,,,,也许']
    expect(errors(read(doubtful, undefined, undefined, headers))).toEqual(['area-virtual'])
  })

  it('may be renamed: two rows of one code, the newer one is today’s', () => {
    const region = read([...TREE, '330105,大拱墅区,county,330100,2021-04-09,,'])
    expect(errors(region)).toEqual([])
    expect(region.areas.find(({ code }) => code === '330105')?.name.zh).toBe('大拱墅区')
    expect(
      lakeRows(region, 'area')
        .filter(({ area_code }) => area_code === '330105')
        .map((row) => [row.name_zh, row.valid_from]),
    ).toEqual([
      ['拱墅区', ''],
      ['大拱墅区', '2021-04-09'],
    ])
  })

  it('lead by any number of successors to one of today', () => {
    expect(errors(read([...merged, '330199,老区,county,330100,,2001-01-01,330103']))).toEqual([])
  })

  it.each([
    [
      'a circle',
      ['330103,下城区,county,330100,,2021-04-09,330104', '330104,江干区,county,330100,,2021-04-09,330103'],
      ['area-successor-circle', 'area-successor-circle'],
    ],
    ['a successor nobody knows', ['330103,下城区,county,330100,,2021-04-09,330198'], ['area-successor-unknown']],
    ['a successor of one that stands', ['330103,下城区,county,330100,,,330105'], ['area-successor-of-living']],
    ['a day that is none', ['330103,下城区,county,330100,,2021-02-30,330105'], ['area-date']],
    ['the same code and day twice', ['330105,拱墅区,county,330100,,,'], ['area-doubled']],
  ])('are refused with %s', (_, rows, kinds) => {
    expect(errors(read([...TREE, ...rows]))).toEqual(kinds)
  })

  it('without a successor are reported', () => {
    const region = read([...TREE, '330103,下城区,county,330100,,2021-04-09,'])
    expect(errors(region)).toEqual([])
    expect(region.issues.map(({ kind }) => kind)).toContain('area-without-successor')
  })
})

describe('facilities that changed', () => {
  it('are today what their newest row says, whatever the order of the rows', () => {
    const region = read(TREE, ['DEMO-1,演示第一医院,330105,tertiary,general,2025-07-01,,', HOSPITAL])
    expect(errors(region)).toEqual([])
    expect(region.facilities).toMatchObject([{ id: 'DEMO-1', tier: 'tertiary' }])
    expect(lakeRows(region, 'facility').map((row) => [row.tier, row.valid_from])).toEqual([
      ['secondary', ''],
      ['tertiary', '2025-07-01'],
    ])
  })

  it('bring credit code, grade and consortium to the lake, empty where the folder has none', () => {
    const headers = { facilities: `${FACILITIES},uscc,grade,consortium` }
    const rows = [`${HOSPITAL},91DEMODEMODEMODEM0,甲,演示医共体`, 'DEMO-2,演示二院,330105,primary,township,,,,,,']
    expect(
      lakeRows(read(TREE, rows, undefined, headers), 'facility').map((row) => [row.uscc, row.grade, row.consortium]),
    ).toEqual([
      ['91DEMODEMODEMODEM0', '甲', '演示医共体'],
      ['', '', ''],
    ])
  })

  it('may have stood in a county that is no more, but not stand there today', () => {
    const areas = [...TREE, '330103,下城区,county,330100,,2021-04-09,330105']
    const once = 'DEMO-1,演示医院,330103,secondary,general,,,'
    expect(errors(read(areas, [once, 'DEMO-1,演示医院,330105,secondary,general,2021-04-09,,']))).toEqual([])
    expect(errors(read(areas, [once]))).toEqual(['facility-county-abolished'])
  })

  it('are refused with the same id and day twice, or a successor that is not there', () => {
    expect(errors(read(TREE, [HOSPITAL, HOSPITAL]))).toEqual(['facility-doubled'])
    expect(errors(read(TREE, ['DEMO-1,演示医院,330105,secondary,general,,DEMO-2,2025-01-01']))).toEqual([
      'facility-successor',
    ])
  })
})

describe('a region added again', () => {
  const lake = { areas: new Map(), facilities: new Map([['DEMO-1', day('2025-07-01')]]) }
  const dated = (from: string) => read(TREE, [`DEMO-1,演示医院,330105,tertiary,general,${from},,`])

  it('corrects the newest version when a row has no date', () => {
    const { region, issues } = dateVersions(dated(''), lake)
    expect(issues).toEqual([])
    expect(region.facilities[0]?.validFrom).toBe('2025-07-01')
  })

  it('appends a version with a later date, and corrects one with its own', () => {
    for (const from of ['2025-07-01', '2026-01-01']) {
      const { region, issues } = dateVersions(dated(from), lake)
      expect(issues).toEqual([])
      expect(region.facilities[0]?.validFrom).toBe(from)
    }
  })

  it('is refused when its newest row is older than what the lake holds', () => {
    expect(dateVersions(dated('2025-06-30'), lake).issues.map(({ kind }) => kind)).toEqual(['version-older'])
    const past = read(TREE, [HOSPITAL, 'DEMO-1,演示医院,330105,tertiary,general,2025-06-30,,'])
    expect(dateVersions(past, lake).issues.map(({ kind }) => kind)).toEqual(['version-older'])
  })

  it('changes nothing in a lake that holds nothing', () => {
    const region = dated('')
    expect(dateVersions(region, none)).toEqual({ region, issues: [] })
  })
})
