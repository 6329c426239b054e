import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** Reference inputs that nobody on this project made; absent on most machines. */
export const REAL_DATA = resolve(import.meta.dirname, '../../../../shared/data')
export const REAL_DATA_MISSING = existsSync(join(REAL_DATA, 'README.md'))
  ? undefined
  : `the reference data is not at ${REAL_DATA}`

export function realRows(file: string): Record<string, string>[] {
  return z
    .array(z.record(z.string(), z.string()))
    .parse(parse(readFileSync(join(REAL_DATA, file)), { bom: true, columns: true, trim: true }))
}

export interface CensusOptions {
  readonly province: '浙江省' | '重庆市'
  readonly root: string
  readonly boundaries: string
}

const Boundaries = z.object({
  features: z.array(
    z.looseObject({ properties: z.looseObject({ adcode: z.number(), name: z.string() }), geometry: z.unknown() }),
  ),
})

/**
 * Writes the 2020 census and the county shapes of a province as a region folder. Counties are those of the census and of the shapes
 * together: the reform of 2021 made counties that the census does not know. Rows of the census that sum other rows (`group`) are left out;
 * its rows without a code stay in population.csv without one.
 */
export function writeCensusRegion(folder: string, { province, root, boundaries }: CensusOptions): void {
  mkdirSync(folder, { recursive: true })
  const census = realRows('census/census2020_counties_ZJ_CQ.csv').filter((row) => row.province === province)
  const shapes = Boundaries.parse(JSON.parse(readFileSync(join(REAL_DATA, boundaries), 'utf8'))).features
  const cities = census.filter((row) => row.level === 'city')
  const counties = new Map<string, string>()
  for (const row of census) if (row.level === 'county' && row.adcode) counties.set(row.adcode, row.name ?? '')
  for (const { properties } of shapes) counties.set(String(properties.adcode), properties.name)
  const parentOf = (code: string) =>
    cities.some((city) => city.adcode === `${code.slice(0, 4)}00`) ? `${code.slice(0, 4)}00` : root

  const write = (name: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(join(folder, name), `${rows.map((row) => row.join(',')).join('\n')}\n`)
  write('areas.csv', [
    ['code', 'name_zh', 'name_en', 'level', 'parent'],
    [root, province, '', 'province', ''],
    ...cities.map((city) => [city.adcode ?? '', city.name ?? '', '', 'city', root]),
    ...[...counties].map(([code, name]) => [code, name, '', 'county', parentOf(code)]),
  ])
  const total = census.filter((row) => row.level === 'county')
  const sum = (field: string) => String(total.reduce((running, row) => running + Number(row[field]), 0))
  write('population.csv', [
    ['code', 'name', 'year', 'residents', 'aged_60', 'aged_65'],
    [root, province, '2020', sum('pop'), sum('age60plus'), sum('age65plus')],
    ...census
      .filter((row) => row.level !== 'group')
      .map((row) => [row.adcode, row.name, '2020', row.pop, row.age60plus, row.age65plus].map((cell) => cell ?? '')),
  ])
  const features = shapes.map(({ properties, geometry }) => ({
    type: 'Feature',
    properties: { code: String(properties.adcode) },
    geometry,
  }))
  writeFileSync(join(folder, 'boundaries.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  write('facilities.csv', [['id', 'name_zh', 'county', 'tier', 'category']])
  writeFileSync(
    join(folder, 'region.json'),
    JSON.stringify({
      name: { zh: province, en: province },
      root,
      boundaries: { source: 'DataV.GeoAtlas', licenceNote: 'test input only', crs: 'GCJ-02' },
    }),
  )
}
