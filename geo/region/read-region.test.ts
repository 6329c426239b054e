import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { formatIssue } from './issue'
import { readRegion } from './read-region'
import { hasErrors, type Region } from './region'

const square = (code: string, west: number, south: number) => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 1, south],
        [west + 1, south + 1],
        [west, south + 1],
        [west, south],
      ],
    ],
  },
})
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })

const GOOD = {
  'region.json': JSON.stringify({
    name: { zh: '演示省', en: 'Demo Province' },
    root: '330000',
    boundaries: { source: '演示', licenceNote: '', crs: 'EPSG:4490' },
    demo: true,
  }),
  'areas.csv':
    'code,name_zh,name_en,level,parent\n330000,演示省,Demo,province,\n330100,青市,Qing,city,330000\n330101,白县,Bai,county,330100\n330102,云县,Yun,county,330100\n',
  'boundaries.geojson': collection(square('330101', 120, 30), square('330102', 121, 30)),
  'population.csv': 'code,year,residents,aged_60,aged_65\n330101,2026,1000,200,150\n330102,2026,2000,400,\n',
  'facilities.csv':
    'id,name_zh,name_en,county,tier,category,longitude,latitude,beds,opened_on\nDEMO-1,演示青禾综合医院,Demo One,330101,secondary,general,120.5,30.5,100,1990-01-01\n',
}
type FileName = keyof typeof GOOD

const base = mkdtempSync(join(tmpdir(), 'region-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let folders = 0

function read(files: Partial<Record<FileName, string | Buffer | null>> = {}): Region {
  folders += 1
  const folder = join(base, String(folders))
  mkdirSync(folder)
  for (const [name, text] of Object.entries({ ...GOOD, ...files })) {
    if (text !== null) writeFileSync(join(folder, name), text)
  }
  return readRegion(folder)
}

/** The good file with one text in place of another; refuses to test a change that changes nothing. */
function changed(file: FileName, from: string, to: string): Partial<Record<FileName, string>> {
  if (!GOOD[file].includes(from)) throw new Error(`${file} does not hold ${from}`)
  return { [file]: GOOD[file].replace(from, to) }
}

describe('a sound region folder', () => {
  it('has no issue, and label points inside their shapes', () => {
    const region = read()
    expect(region.issues).toEqual([])
    expect(region.areas.map((area) => area.level)).toEqual(['province', 'city', 'county', 'county'])
    const [x, y] = region.areas.find((area) => area.code === '330101')?.centre ?? [0, 0]
    expect(x > 120 && x < 121 && y > 30 && y < 31).toBe(true)
    expect(region.facilities[0]).toMatchObject({ id: 'DEMO-1', beds: 100, openedOn: '1990-01-01', at: [120.5, 30.5] })
    expect(region.population[1]).toEqual({ code: '330102', year: 2026, residents: 2000, aged60: 400, aged65: null })
  })

  it('may carry a byte-order mark, CRLF, quotes, blank lines and columns in another order', () => {
    const areas = `\uFEFFlevel,code,parent,name_zh\r\nprovince,330000,,"演示省"\r\n\r\ncity,330100,330000,青市\r\ncounty,330101,330100,白县\r\ncounty,330102,330100,云县\r\n`
    const region = read({
      'areas.csv': areas,
      'boundaries.geojson': `\uFEFF${GOOD['boundaries.geojson']}`,
      'region.json': `\uFEFF${GOOD['region.json']}`,
      'population.csv': GOOD['population.csv'].replaceAll('\n', '\r\n'),
    })
    expect(region.issues).toEqual([])
    expect(region.areas[1]).toMatchObject({ code: '330100', name: { zh: '青市', en: '青市' } })
  })

  it('may hang the districts of a municipality from the province', () => {
    const region = read({
      'areas.csv':
        'code,name_zh,name_en,level,parent\n330000,演示市,Demo,province,\n330101,白区,Bai,county,330000\n330102,云区,Yun,county,330000\n',
    })
    expect(region.issues).toEqual([])
  })
})

describe('errors stop a region, with file, line, field and remedy', () => {
  const cases: [kind: string, file: FileName, line: number | undefined, files: Parameters<typeof read>[0]][] = [
    ['file-missing', 'areas.csv', undefined, { 'areas.csv': null }],
    ['file-missing', 'region.json', undefined, { 'region.json': null }],
    ['file-empty', 'population.csv', undefined, { 'population.csv': '' }],
    ['not-utf8', 'areas.csv', undefined, { 'areas.csv': Buffer.from([0xc7, 0xf8, 0xbb, 0xae, 0x0a]) }],
    ['json-unreadable', 'region.json', undefined, { 'region.json': '{"name":' }],
    ['json-unreadable', 'boundaries.geojson', undefined, { 'boundaries.geojson': '{"type":"Featu' }],
    ['description-field', 'region.json', undefined, changed('region.json', '"root":"330000"', '"root":"33"')],
    ['description-field', 'region.json', undefined, changed('region.json', 'EPSG:4490', 'BD-09')],
    ['not-feature-collection', 'boundaries.geojson', undefined, { 'boundaries.geojson': '{"type":"Polygon"}' }],
    ['csv-unreadable', 'areas.csv', undefined, changed('areas.csv', '青市', '"青市')],
    ['column-missing', 'areas.csv', 1, changed('areas.csv', 'level', 'rank')],
    ['column-doubled', 'population.csv', 1, changed('population.csv', 'aged_65', 'aged_60')],
    ['row-width', 'areas.csv', 3, changed('areas.csv', '330100,青市,Qing,city,330000', '330100,青市,city,330000')],
    ['area-code', 'areas.csv', 4, changed('areas.csv', '330101,', '3301,')],
    ['area-code', 'areas.csv', 4, changed('areas.csv', '330101,', ',')],
    ['area-level', 'areas.csv', 4, changed('areas.csv', 'Bai,county', 'Bai,district')],
    ['area-name', 'areas.csv', 4, changed('areas.csv', '白县', '')],
    ['area-doubled', 'areas.csv', 5, changed('areas.csv', '330102,云县', '330101,云县')],
    ['area-parent-code', 'areas.csv', 4, changed('areas.csv', 'county,330100\n330102', 'county,青市\n330102')],
    ['area-parent-missing', 'areas.csv', 4, changed('areas.csv', 'county,330100\n330102', 'county,\n330102')],
    ['area-parent-unknown', 'areas.csv', 4, changed('areas.csv', 'county,330100\n330102', 'county,330900\n330102')],
    ['area-parent-level', 'areas.csv', 4, changed('areas.csv', 'county,330100\n330102', 'county,330102\n330102')],
    ['area-root-missing', 'areas.csv', undefined, changed('region.json', '"330000"', '"340000"')],
    [
      'area-second-root',
      'areas.csv',
      5,
      changed('areas.csv', '330102,云县,Yun,county,330100', '340000,云省,Yun,province,'),
    ],
    ['boundary-doubled', 'boundaries.geojson', undefined, changed('boundaries.geojson', '330102', '330101')],
    [
      'boundary-outside-china',
      'boundaries.geojson',
      undefined,
      { 'boundaries.geojson': collection(square('330101', 30, 120)) },
    ],
    ['population-code', 'population.csv', 2, changed('population.csv', '330101', 'BAI')],
    ['population-area-unknown', 'population.csv', 2, changed('population.csv', '330101', '330199')],
    ['population-number', 'population.csv', 2, changed('population.csv', '1000', '0.1万')],
    ['population-number', 'population.csv', 2, changed('population.csv', '1000', '-5')],
    ['population-year', 'population.csv', 2, changed('population.csv', '2026', '26')],
    ['population-ages', 'population.csv', 2, changed('population.csv', '200,150', '150,200')],
    ['population-ages', 'population.csv', 2, changed('population.csv', '1000,200', '100,200')],
    ['population-doubled', 'population.csv', 3, changed('population.csv', '330102', '330101')],
    ['facility-id', 'facilities.csv', 2, changed('facilities.csv', 'DEMO-1', '演示1')],
    ['facility-county', 'facilities.csv', 2, changed('facilities.csv', '330101', '330199')],
    ['facility-county', 'facilities.csv', 2, changed('facilities.csv', '330101', '330100')],
    ['facility-tier', 'facilities.csv', 2, changed('facilities.csv', 'secondary', '二级')],
    ['facility-category', 'facilities.csv', 2, changed('facilities.csv', 'general', 'clinic')],
    ['facility-name', 'facilities.csv', 2, changed('facilities.csv', '演示青禾综合医院', '')],
    ['facility-beds', 'facilities.csv', 2, changed('facilities.csv', '100', '约100')],
    ['facility-date', 'facilities.csv', 2, changed('facilities.csv', '1990-01-01', '1990-02-30')],
    ['facility-degrees', 'facilities.csv', 2, changed('facilities.csv', '30.5', '')],
    ['facility-outside-china', 'facilities.csv', 2, changed('facilities.csv', '120.5,30.5', '30.5,120.5')],
    [
      'facility-doubled',
      'facilities.csv',
      3,
      { 'facilities.csv': `${GOOD['facilities.csv']}DEMO-1,演示白鹭综合医院,,330102,primary,township,,,,\n` },
    ],
  ]
  it.each(cases)('%s in %s, line %s', (kind, file, line, files) => {
    const region = read(files)
    const found = region.issues.filter((issue) => issue.kind === kind)
    expect(found.length, JSON.stringify(region.issues)).toBeGreaterThan(0)
    expect(found[0]).toMatchObject({ severity: 'error', file })
    expect(found[0]?.line).toBe(line)
    expect(hasErrors(region)).toBe(true)
    for (const issue of found) {
      expect(issue.problem.length).toBeGreaterThan(10)
      expect(issue.remedy.length).toBeGreaterThan(10)
      expect(formatIssue(issue)).toContain(file)
    }
  })

  it('all at once: one reading reports the problems of every file', () => {
    const region = read({
      ...changed('areas.csv', 'Bai,county', 'Bai,district'),
      ...changed('population.csv', '1000', 'many'),
      ...changed('facilities.csv', 'general', 'clinic'),
    })
    expect(new Set(region.issues.map((issue) => issue.file))).toEqual(
      new Set(['areas.csv', 'population.csv', 'facilities.csv', 'boundaries.geojson']),
    )
  })

  it('says that coordinates are swapped when they are', () => {
    const region = read(changed('facilities.csv', '120.5,30.5', '30.5,120.5'))
    expect(region.issues[0]?.problem).toContain('swapped')
  })
})

describe('warnings are reported and the rest is used', () => {
  it('counts people of rows without a code and keeps their sum', () => {
    const region = read({
      'population.csv':
        'code,name,year,residents,aged_60,aged_65\n330101,,2026,1000,200,150\n330102,,2026,2000,400,300\n,旧区,2026,70,30,20\n,开发区,2026,5,,\n330000,,2026,3075,,\n',
    })
    expect(hasErrors(region)).toBe(false)
    expect(region.unplaced).toEqual([
      { year: 2026, rows: 2, names: ['旧区', '开发区'], residents: 75, aged60: 30, aged65: 20 },
    ])
    expect(region.issues.map((issue) => issue.kind)).toEqual(['population-without-code', 'population-total'])
    expect(region.issues[1]?.problem).toContain('difference 75')
    expect(region.population).toHaveLength(2)
  })

  it('a total of the province equal to its counties is no issue', () => {
    const region = read({ 'population.csv': `${GOOD['population.csv']}330000,2026,3000,,\n` })
    expect(region.issues).toEqual([])
    expect(region.population).toHaveLength(2)
  })

  it.each([
    ['column-unknown', changed('population.csv', 'aged_65', 'aged65')],
    ['county-without-boundary', { 'boundaries.geojson': collection(square('330101', 120, 30)) }],
    ['county-without-population', changed('population.csv', '330102,2026,2000,400,\n', '')],
    [
      'boundary-code',
      { 'boundaries.geojson': collection(square('330101', 120, 30), square('330102', 121, 30), square('', 122, 30)) },
    ],
    ['boundary-area-unknown', changed('boundaries.geojson', '330102', '330103')],
    ['boundary-geometry', changed('boundaries.geojson', '"type":"Polygon"', '"type":"MultiLineString"')],
    [
      'boundary-empty',
      changed(
        'boundaries.geojson',
        '[[[120,30],[121,30],[121,31],[120,31],[120,30]]]',
        '[[[120,30],[121,30],[120,30]]]',
      ),
    ],
    ['crs-shifted', changed('region.json', 'EPSG:4490', 'GCJ-02')],
    ['facility-outside-county', changed('facilities.csv', '120.5', '121.5')],
    ['facility-without-place', changed('facilities.csv', '120.5,30.5', ',')],
    [
      'facility-namesake',
      { 'facilities.csv': `${GOOD['facilities.csv']}DEMO-2,演示青禾综合医院,,330101,primary,township,120.4,30.4,,\n` },
    ],
    ['area-city-empty', { 'areas.csv': `${GOOD['areas.csv']}330200,空市,Kong,city,330000\n` }],
  ] as [string, Parameters<typeof read>[0]][])('%s', (kind, files) => {
    const region = read(files)
    expect(region.issues.map((issue) => issue.kind)).toContain(kind)
    expect(hasErrors(region), JSON.stringify(region.issues)).toBe(false)
  })

  it('puts a facility without coordinates at the centre of its county', () => {
    const region = read(changed('facilities.csv', '120.5,30.5', ','))
    expect(region.facilities[0]?.at).toEqual(region.areas.find((area) => area.code === '330101')?.centre)
  })
})
