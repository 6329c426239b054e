import { FacilityId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { FACILITY_CATEGORIES, FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { contains, type Point, type Shape } from '../shape'
import { type CsvRow, csvRows } from './csv-rows'
import type { IssueList } from './issue'
import type { AreaRow } from './read-areas'
import type { RegionFacility } from './region'

const COLUMNS = {
  required: ['id', 'name_zh', 'county', 'tier', 'category'],
  optional: ['name_en', 'longitude', 'latitude', 'beds', 'opened_on'],
}

/**
 * Reads `facilities.csv`. A facility without coordinates is put at its county's centre and counted in one warning; one that lies
 * outside its county's shape keeps its place and is reported.
 */
export function readFacilities(
  folder: string,
  areas: readonly AreaRow[],
  shapes: ReadonlyMap<string, Shape>,
  centres: ReadonlyMap<string, Point>,
  issues: IssueList,
): RegionFacility[] {
  issues.about('facilities.csv')
  const byCode = new Map<string, AreaRow>(areas.map((area) => [area.code, area]))
  const lines = new Map<string, number>()
  const names = new Map<string, number>()
  const facilities: RegionFacility[] = []
  let unplaced = 0
  for (const row of csvRows(folder, 'facilities.csv', COLUMNS, issues)) {
    const read = readFacility(row, byCode, issues)
    if (!read) continue
    const { at, ...facility } = read
    const earlier = lines.get(facility.id)
    if (earlier !== undefined) {
      issues.error({
        kind: 'facility-doubled',
        line: row.line,
        field: 'id',
        value: facility.id,
        problem: `The id stands on line ${earlier} too.`,
        remedy: 'Every institution has an id of its own.',
      })
      continue
    }
    lines.set(facility.id, row.line)
    const name = `${facility.county} ${facility.name.zh}`
    const namesake = names.get(name)
    if (namesake !== undefined)
      issues.warning({
        kind: 'facility-namesake',
        line: row.line,
        field: 'name_zh',
        value: facility.name.zh,
        problem: `The county has an institution of this name on line ${namesake} too.`,
        remedy: 'If they are one institution, keep one row; if not, add the campus to the name.',
      })
    names.set(name, row.line)
    const shape = shapes.get(facility.county)
    if (!at) unplaced += 1
    else if (shape && !contains(shape, at))
      issues.warning({
        kind: 'facility-outside-county',
        line: row.line,
        field: 'longitude',
        value: at.join(','),
        problem: `${facility.name.zh} lies outside the shape of ${byCode.get(facility.county)?.name.zh}.`,
        remedy: 'Check the coordinates and the county; the county decides who may see it.',
      })
    facilities.push({ ...facility, at: at ?? centres.get(facility.county) ?? [0, 0] })
  }
  if (unplaced > 0)
    issues.warning({
      kind: 'facility-without-place',
      field: 'longitude',
      problem: `${unplaced} institutions have no coordinates and are drawn at the centre of their county.`,
      remedy: 'Add longitude and latitude (EPSG:4490) to see them where they are.',
    })
  return facilities
}

function readFacility(
  row: CsvRow,
  byCode: ReadonlyMap<string, AreaRow>,
  issues: IssueList,
): (Omit<RegionFacility, 'at'> & { at: Point | undefined }) | undefined {
  let sound = true
  const refuse = (kind: string, field: string, problem: string, remedy: string) => {
    sound = false
    issues.error({ kind, line: row.line, field, value: row.get(field), problem, remedy })
  }
  const id = FacilityId.safeParse(row.get('id'))
  if (!id.success)
    refuse('facility-id', 'id', 'That is not a facility id.', 'Write 2 to 32 letters, digits or hyphens.')
  const county = byCode.get(row.get('county'))
  if (county?.level !== 'county')
    refuse(
      'facility-county',
      'county',
      county ? `${county.name.zh} is a ${county.level}, not a county.` : 'The county is not in areas.csv.',
      'Write the six-digit code of the county or district where it stands.',
    )
  const tier = FACILITY_TIERS.find((one) => one === row.get('tier'))
  if (!tier) refuse('facility-tier', 'tier', 'That is not a tier.', `Write ${FACILITY_TIERS.join(', ')}.`)
  const category = FACILITY_CATEGORIES.find((one) => one === row.get('category'))
  if (!category)
    refuse('facility-category', 'category', 'That is not a category.', `Write ${FACILITY_CATEGORIES.join(', ')}.`)
  const zh = row.get('name_zh')
  if (zh === '') refuse('facility-name', 'name_zh', 'The institution has no name.', 'Write its full Chinese name.')
  const at = readPoint(row, refuse)
  const beds = row.get('beds')
  if (!/^(\d{1,5})?$/.test(beds))
    refuse('facility-beds', 'beds', 'That is not a number of beds.', 'Write a whole number, or nothing if unknown.')
  const openedOn = row.get('opened_on')
  const date = CalendarDate.safeParse(openedOn)
  if (openedOn !== '' && !date.success)
    refuse('facility-date', 'opened_on', 'There is no such day.', 'Write yyyy-mm-dd, or nothing if unknown.')
  if (!sound || !id.success || !county || !tier || !category) return undefined
  return {
    id: id.data,
    name: { zh, en: row.get('name_en') || zh },
    county: county.code,
    tier,
    category,
    at,
    beds: beds === '' ? null : Number(beds),
    openedOn: date.success ? date.data : null,
  }
}

function readPoint(
  row: CsvRow,
  refuse: (kind: string, field: string, problem: string, remedy: string) => void,
): Point | undefined {
  const [longitude, latitude] = [row.get('longitude'), row.get('latitude')]
  if (longitude === '' && latitude === '') return undefined
  const degrees = /^\d{1,3}(\.\d+)?$/
  const field = degrees.test(longitude) ? 'latitude' : 'longitude'
  if (!degrees.test(longitude) || !degrees.test(latitude)) {
    refuse(
      'facility-degrees',
      field,
      'That is not a coordinate in degrees.',
      'Write both, such as 120.15507 and 30.27408, or neither.',
    )
    return undefined
  }
  const [x, y] = [Number(longitude), Number(latitude)]
  if (x < 70 || x > 140 || y < 3 || y > 54) {
    const swapped = y >= 70 && y <= 140 && x >= 3 && x <= 54
    refuse(
      'facility-outside-china',
      'longitude',
      swapped ? 'Longitude and latitude are swapped.' : 'The place is not in China.',
      'Longitude lies between 70 and 140, latitude between 3 and 54.',
    )
    return undefined
  }
  return [x, y]
}
