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
  table('areas.csv', 'code,name_zh,name_en,level,parent,abolished,successor', [
    ...region.areas.map((area) => [area.code, area.name.zh, area.name.en, area.level, area.parent ?? '', '', '']),
    ...region.formerAreas.map((area) => [
      ...[area.code, area.name.zh, area.name.en, 'county', area.parent, area.abolishedOn, area.successor],
    ]),
  ])
  const features = [...region.shapes].map(([code, geometry]) => ({ type: 'Feature', properties: { code }, geometry }))
  write('boundaries.geojson', `${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
  table(
    'population.csv',
    'code,year,residents,aged_60,aged_65',
    region.population.map((row) => [row.code, row.year, row.residents, row.aged60, row.aged65]),
  )
  table(
    'facilities.csv',
    'id,name_zh,name_en,county,tier,category,longitude,latitude,beds,opened_on,valid_from',
    region.institutions.flatMap((one) => {
      const row = ({ name, tier }: Pick<typeof one, 'name' | 'tier'>, validFrom: string) => [
        ...[one.id, name.zh, name.en, one.county, tier, one.category],
        ...[...one.at, one.beds, one.openedOn, validFrom],
      ]
      return one.before ? [row(one.before, ''), row(one, one.before.until)] : [row(one, '')]
    }),
  )
  return region
}
