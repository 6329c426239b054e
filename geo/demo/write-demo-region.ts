import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BOUNDARY_SOURCE } from './boundary-package'
import { type DemoRegion, type DemoRegionOptions, demoRegion } from './demo-region'

/**
 * Writes the demonstration province as a region folder (docs/region-format.md), to be added like any other.
 * The same options write the same bytes.
 */
export function writeDemoRegion(folder: string, options: DemoRegionOptions): DemoRegion {
  const region = demoRegion(options)
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const table = (name: string, header: string, rows: readonly (readonly (string | number)[])[]) =>
    write(name, `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`)

  const title = { zh: `演示${region.root.name.zh}`, en: `Demo ${region.root.name.en}` }
  write(
    'region.json',
    `${JSON.stringify({ name: title, root: region.root.code, boundaries: BOUNDARY_SOURCE, demo: true }, null, 2)}\n`,
  )
  table(
    'areas.csv',
    'code,name_zh,name_en,level,parent',
    region.areas.map((area) => [area.code, area.name.zh, area.name.en, area.level, area.parent ?? '']),
  )
  const features = [...region.shapes].map(([code, geometry]) => ({ type: 'Feature', properties: { code }, geometry }))
  write('boundaries.geojson', `${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
  table(
    'population.csv',
    'code,year,residents,aged_60,aged_65',
    region.population.map((row) => [row.code, row.year, row.residents, row.aged60, row.aged65]),
  )
  table(
    'facilities.csv',
    'id,name_zh,name_en,county,tier,category,longitude,latitude,beds,opened_on',
    region.institutions.map((one) => [
      one.id,
      one.name.zh,
      one.name.en,
      one.county,
      one.tier,
      one.category,
      ...one.at,
      one.beds,
      one.openedOn,
    ]),
  )
  return region
}
