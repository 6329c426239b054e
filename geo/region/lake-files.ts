import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FormerArea, Region, RegionArea } from './region'

/** A file for the import, and the warehouse table it belongs to. */
export interface LakeFile {
  readonly table: 'area' | 'facility' | 'population'
  readonly path: string
}

/**
 * Writes the region as the three files of the `territory` pack, in the order in which they refer to one another: areas, facilities,
 * population. Overwrites what stands there.
 */
export function writeLakeFiles(region: Region, folder: string): LakeFile[] {
  mkdirSync(folder, { recursive: true })
  type Row = FormerArea | RegionArea
  const rows: readonly Row[] = [...region.formerAreas, ...region.areas]
  // Where a code has several rows the last one counts, and that is today's.
  const byCode = new Map<string, Row>(rows.map((area) => [area.code, area]))
  const cityOf = (area: Row): Row | undefined =>
    area.level === 'city' ? area : area.parent ? byCode.get(area.parent) : undefined
  const write = (
    table: LakeFile['table'],
    header: string,
    content: readonly (readonly (string | number | null)[])[],
  ) => {
    const path = join(folder, `${table}.csv`)
    const lines = [header, ...content.map((row) => row.map(cell).join(','))]
    writeFileSync(path, `${lines.join('\n')}\n`)
    return { table, path }
  }
  return [
    write(
      'area',
      'area_code,name_zh,name_en,level,parent_code,province_code,city_code,virtual,longitude,latitude,valid_from,abolished_on,successor',
      rows.map((area) => {
        const city = cityOf(area)
        return [
          area.code,
          area.name.zh,
          area.name.en,
          area.level,
          area.parent,
          region.description.root,
          city?.level === 'city' ? city.code : null,
          area.virtual ? 1 : 0,
          'centre' in area ? degrees(area.centre[0]) : null,
          'centre' in area ? degrees(area.centre[1]) : null,
          area.validFrom,
          'abolishedOn' in area ? area.abolishedOn : null,
          'successor' in area ? area.successor : null,
        ]
      }),
    ),
    write(
      'facility',
      'facility_id,name_zh,name_en,county_code,tier,category,uscc,grade,consortium,longitude,latitude,opened_on,closed_on,valid_from,successor',
      [...region.formerFacilities, ...region.facilities].map((one) => [
        one.id,
        one.name.zh,
        one.name.en,
        one.county,
        one.tier,
        one.category,
        one.uscc,
        one.grade,
        one.consortium,
        degrees(one.at[0]),
        degrees(one.at[1]),
        one.openedOn,
        one.closedOn,
        one.validFrom,
        one.successor,
      ]),
    ),
    write(
      'population',
      'area_code,year,residents,aged_60,aged_65',
      region.population.map((row) => [row.code, row.year, row.residents, row.aged60, row.aged65]),
    ),
  ]
}

/** A tenth of a metre; an area without any shape has no centre. */
function degrees(value: number): number | null {
  return value === 0 ? null : Number(value.toFixed(6))
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
