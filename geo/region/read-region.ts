import { AreaCode } from '@cockpit/domain/ids'
import { interiorPoint, type Point, type Shape } from '../shape'
import { mergeShapes } from '../topology'
import type { AreaRow } from './area-rows'
import { IssueList } from './issue'
import { readAreas } from './read-areas'
import { readBoundaries } from './read-boundaries'
import { readDescription } from './read-description'
import { readFacilities } from './read-facilities'
import { readPopulation } from './read-population'
import type { PopulationRow, Region, RegionArea, RegionDescription } from './region'

const UNKNOWN: RegionDescription = {
  name: { zh: '?', en: '?' },
  root: AreaCode.parse('000000'),
  source: '',
  licenceNote: '',
  crs: '',
  demo: false,
}

/**
 * Reads a region folder (docs/region-format.md) and checks all of it: every problem of every file is reported at once, each with its
 * place and remedy. What could be read is returned beside the issues; use it only when `hasErrors` is false.
 */
export function readRegion(folder: string): Region {
  const issues = new IssueList()
  const description = readDescription(folder, issues)
  const { today: rows, former } = readAreas(folder, description?.root, issues)
  const boundaries = readBoundaries(folder, new Set(rows.map((row) => row.code)), issues)
  const centres = centresOf(rows, boundaries)
  const { population, unplaced } = readPopulation(folder, [...former, ...rows], issues)
  const { facilities, formerFacilities } = readFacilities(folder, { today: rows, former }, boundaries, centres, issues)
  warnOfGaps(rows, boundaries, population, issues)
  const areas = rows.map(
    (row): RegionArea => ({
      code: row.code,
      name: row.name,
      level: row.level,
      parent: row.parent,
      centre: centres.get(row.code) ?? [0, 0],
      virtual: row.virtual,
      validFrom: row.validFrom,
    }),
  )
  return {
    description: description ?? UNKNOWN,
    areas,
    formerAreas: former,
    facilities,
    formerFacilities,
    population,
    unplaced,
    boundaries,
    issues: issues.all,
  }
}

/** Label points: inside the area's own shape, or the joined shape of its counties, or else the centre of the area above. */
function centresOf(rows: readonly AreaRow[], shapes: ReadonlyMap<string, Shape>): Map<string, Point> {
  const children = new Map<string, AreaRow[]>()
  for (const row of rows) if (row.parent) children.set(row.parent, [...(children.get(row.parent) ?? []), row])
  const partsOf = (row: AreaRow): Shape[] => {
    const below = (children.get(row.code) ?? []).flatMap(partsOf)
    const own = shapes.get(row.code)
    return below.length > 0 ? below : own ? [own] : []
  }
  const centres = new Map<string, Point>()
  for (const row of rows) {
    const parts = partsOf(row)
    if (parts.length > 0) centres.set(row.code, interiorPoint(mergeShapes(parts)))
  }
  for (const row of rows) {
    const above = row.parent ? centres.get(row.parent) : undefined
    if (!centres.has(row.code) && above) centres.set(row.code, above)
  }
  return centres
}

function warnOfGaps(
  rows: readonly AreaRow[],
  boundaries: ReadonlyMap<string, Shape>,
  population: readonly PopulationRow[],
  issues: IssueList,
): void {
  const peopled = new Set<string>(population.map((row) => row.code))
  for (const row of rows) {
    if (row.level !== 'county') continue
    if (!boundaries.has(row.code))
      issues.about('boundaries.geojson').warning({
        kind: 'county-without-boundary',
        field: 'code',
        value: row.code,
        problem: `${row.name.zh} has no shape; it is missing from maps and its label stands at the centre of the area above.`,
        remedy: 'Add a feature with this code.',
      })
    if (!peopled.has(row.code))
      issues.about('population.csv').warning({
        kind: 'county-without-population',
        field: 'code',
        value: row.code,
        problem: `${row.name.zh} has no population; figures per head cannot be shown for it.`,
        remedy: 'Add a row with this code.',
      })
  }
}
