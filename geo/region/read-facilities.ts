import { FacilityId } from '@cockpit/domain/ids'
import { FACILITY_CATEGORIES, FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { contains, type Point, type Shape } from '../shape'
import type { AreaRow, AreaRows } from './area-rows'
import { readDay } from './csv-day'
import { type CsvRow, csvRows } from './csv-rows'
import type { IssueList } from './issue'
import type { RegionFacility } from './region'
import { splitByAge } from './versions'

const COLUMNS = {
  required: ['id', 'name_zh', 'county', 'tier', 'category'],
  optional: [
    ...['name_en', 'longitude', 'latitude', 'beds', 'opened_on', 'closed_on', 'valid_from', 'successor'],
    ...['uscc', 'grade', 'consortium'],
  ],
}

type Read = Omit<RegionFacility, 'at'> & { readonly at: Point | undefined; readonly line: number }

/**
 * Reads `facilities.csv`. A facility may have several rows with different `valid_from`; the newest is how it stands today. One without
 * coordinates is put at its county's centre and counted in one warning; one outside its county's shape keeps its place and is reported.
 */
export function readFacilities(
  folder: string,
  areas: AreaRows,
  shapes: ReadonlyMap<string, Shape>,
  centres: ReadonlyMap<string, Point>,
  issues: IssueList,
): { facilities: RegionFacility[]; formerFacilities: RegionFacility[] } {
  issues.about('facilities.csv')
  const present = new Map<string, AreaRow>(areas.today.map((area) => [area.code, area]))
  const ever = new Map<string, AreaRow>([...areas.former, ...areas.today].map((area) => [area.code, area]))
  const rows = new Map<string, Read>()
  for (const row of csvRows(folder, 'facilities.csv', COLUMNS, issues)) {
    const read = readFacility(row, ever, issues)
    if (!read) continue
    const key = `${read.id} ${read.validFrom ?? ''}`
    const earlier = rows.get(key)
    if (earlier)
      issues.error({
        kind: 'facility-doubled',
        line: row.line,
        field: 'id',
        value: read.id,
        problem: `The id stands on line ${earlier.line} too.`,
        remedy:
          'Every institution has an id of its own; if it changed, say in valid_from from which day each row holds.',
      })
    else rows.set(key, read)
  }
  const { today, former } = splitByAge([...rows.values()], (read) => read.id)
  checkToday(today, present, shapes, issues)
  const placed = ({ line, at, ...facility }: Read) => ({
    ...facility,
    at: at ?? centres.get(facility.county) ?? [0, 0],
  })
  return { facilities: today.map(placed), formerFacilities: former.map(placed) } as const
}

function checkToday(
  today: readonly Read[],
  present: ReadonlyMap<string, AreaRow>,
  shapes: ReadonlyMap<string, Shape>,
  issues: IssueList,
): void {
  const ids = new Set<string>(today.map(({ id }) => id))
  const names = new Map<string, number>()
  for (const { id, line, name, county, at, successor } of today) {
    if (!present.has(county))
      issues.error({
        kind: 'facility-county-abolished',
        line,
        field: 'county',
        value: county,
        problem: 'The county no longer exists.',
        remedy:
          'Write the county in which it stands today; the earlier row, with its own valid_from, may keep the old one.',
      })
    const namesake = names.get(`${county} ${name.zh}`)
    if (namesake !== undefined)
      issues.warning({
        kind: 'facility-namesake',
        line,
        field: 'name_zh',
        value: name.zh,
        problem: `The county has an institution of this name on line ${namesake} too.`,
        remedy: 'If they are one institution, keep one row; if not, add the campus to the name.',
      })
    names.set(`${county} ${name.zh}`, line)
    if (successor !== null && (successor === id || !ids.has(successor)))
      issues.error({
        kind: 'facility-successor',
        line,
        field: 'successor',
        value: successor,
        problem: successor === id ? 'It succeeds itself.' : 'That facility is not in the file.',
        remedy: 'Write the id of the facility into which it was merged, and keep a row for that one.',
      })
    const shape = shapes.get(county)
    if (at && shape && !contains(shape, at))
      issues.warning({
        kind: 'facility-outside-county',
        line,
        field: 'longitude',
        value: at.join(','),
        problem: `${name.zh} lies outside the shape of ${present.get(county)?.name.zh}.`,
        remedy: 'Check the coordinates and the county; the county decides who may see it.',
      })
  }
  const unplaced = today.filter(({ at }) => !at).length
  if (unplaced > 0)
    issues.warning({
      kind: 'facility-without-place',
      field: 'longitude',
      problem: `${unplaced} institutions have no coordinates and are drawn at the centre of their county.`,
      remedy: 'Add longitude and latitude (EPSG:4490) to see them where they are.',
    })
}

function readFacility(row: CsvRow, byCode: ReadonlyMap<string, AreaRow>, issues: IssueList): Read | undefined {
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
  const openedOn = readDay(row, 'opened_on', 'facility-date', issues)
  const closedOn = readDay(row, 'closed_on', 'facility-date', issues)
  const validFrom = readDay(row, 'valid_from', 'facility-date', issues)
  if (openedOn === undefined || closedOn === undefined || validFrom === undefined) return undefined
  if (!sound || !id.success || !county || !tier || !category) return undefined
  return {
    line: row.line,
    id: id.data,
    name: { zh, en: row.get('name_en') || zh },
    county: county.code,
    tier,
    category,
    at,
    beds: beds === '' ? null : Number(beds),
    openedOn,
    closedOn,
    validFrom,
    uscc: row.get('uscc') || null,
    grade: row.get('grade') || null,
    consortium: row.get('consortium') || null,
    successor: row.get('successor') || null,
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
