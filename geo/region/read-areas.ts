import { AreaCode } from '@cockpit/domain/ids'
import type { AreaLevel } from '@cockpit/domain/territory/territory'
import type { AreaRow, AreaRows } from './area-rows'
import { readDay } from './csv-day'
import { type CsvRow, csvRows } from './csv-rows'
import type { IssueList } from './issue'
import { checkSuccession } from './succession'
import { splitByAge } from './versions'

const YES = ['1', 'true', 'yes', '是']
const NO = ['', '0', 'false', 'no', '否']
const LEVELS: readonly AreaLevel[] = ['province', 'city', 'county']

const COLUMNS = {
  required: ['code', 'name_zh', 'level', 'parent'],
  optional: ['name_en', 'valid_from', 'abolished', 'successor', 'virtual'],
}

/**
 * Reads `areas.csv`: today's areas, which must be one tree below `root` (province, then cities, then counties, or province then
 * counties), and those that were. An area may have several rows with different `valid_from`; the newest is today's.
 */
export function readAreas(folder: string, root: AreaCode | undefined, issues: IssueList): AreaRows {
  issues.about('areas.csv')
  const lines = new Map<string, AreaRow>()
  for (const row of csvRows(folder, 'areas.csv', COLUMNS, issues)) {
    const area = readArea(row, issues)
    if (!area) continue
    const key = `${area.code} ${area.validFrom ?? ''}`
    const earlier = lines.get(key)
    if (earlier)
      issues.error({
        kind: 'area-doubled',
        line: row.line,
        field: 'code',
        value: area.code,
        problem: `The code stands on line ${earlier.line} too (${earlier.name.zh}).`,
        remedy: 'Keep one row per code, or say in valid_from from which day each of them holds.',
      })
    else lines.set(key, area)
  }
  const { today: newest, former } = splitByAge([...lines.values()], (area) => area.code)
  const today = newest.filter((area) => area.abolishedOn === null)
  checkTree(today, new Map(today.map((area) => [area.code, area])), root, issues)
  checkSuccession(newest, issues)
  return { today, former: [...former, ...newest.filter((area) => area.abolishedOn !== null)] }
}

function readArea(row: CsvRow, issues: IssueList): AreaRow | undefined {
  const { line } = row
  const level = LEVELS.find((one) => one === row.get('level'))
  const code = AreaCode.safeParse(row.get('code'))
  const parent = row.get('parent') === '' ? null : AreaCode.safeParse(row.get('parent'))
  const successor = row.get('successor') === '' ? null : AreaCode.safeParse(row.get('successor'))
  const zh = row.get('name_zh')
  if (!code.success)
    issues.error({
      kind: 'area-code',
      line,
      field: 'code',
      value: row.get('code'),
      problem: row.get('code') === '' ? 'The area has no code.' : 'That is not an area code.',
      remedy:
        'Write six digits (GB/T 2260). An area without a code cannot stand in the tree; leave its people in population.csv.',
    })
  if (!level)
    issues.error({
      kind: 'area-level',
      line,
      field: 'level',
      value: row.get('level'),
      problem: 'That is not a level.',
      remedy: 'Write province, city or county.',
    })
  if (parent && !parent.success)
    issues.error({
      kind: 'area-parent-code',
      line,
      field: 'parent',
      value: row.get('parent'),
      problem: 'That is not an area code.',
      remedy: 'Write the six-digit code of the area above, or nothing for the province.',
    })
  if (successor && !successor.success)
    issues.error({
      kind: 'area-successor-code',
      line,
      field: 'successor',
      value: row.get('successor'),
      problem: 'That is not an area code.',
      remedy: 'Write the six-digit code of the area that took its place, or nothing.',
    })
  if (zh === '')
    issues.error({
      kind: 'area-name',
      line,
      field: 'name_zh',
      problem: 'The area has no name.',
      remedy: 'Write its full Chinese name.',
    })
  const virtual = row.get('virtual').toLowerCase()
  if (![...YES, ...NO].includes(virtual))
    issues.error({
      kind: 'area-virtual',
      line,
      field: 'virtual',
      value: virtual,
      problem: 'That is neither yes nor no.',
      remedy: 'Write 1 for an area that stands in no official list, and nothing for the others.',
    })
  const validFrom = readDay(row, 'valid_from', 'area-date', issues)
  const abolishedOn = readDay(row, 'abolished', 'area-date', issues)
  if (validFrom === undefined || abolishedOn === undefined) return undefined
  if (!code.success || !level || zh === '' || (parent && !parent.success) || (successor && !successor.success))
    return undefined
  return {
    line,
    code: code.data,
    name: { zh, en: row.get('name_en') || zh },
    level,
    parent: parent?.data ?? null,
    virtual: YES.includes(virtual),
    validFrom,
    abolishedOn,
    successor: successor?.data ?? null,
  }
}

function checkTree(
  rows: readonly AreaRow[],
  byCode: ReadonlyMap<string, AreaRow>,
  root: AreaCode | undefined,
  issues: IssueList,
): void {
  if (root !== undefined && rows.length > 0 && !byCode.has(root))
    issues.error({
      kind: 'area-root-missing',
      field: 'code',
      value: root,
      problem: 'The root named in region.json is not in the file.',
      remedy: 'Add a row for it, level province, without a parent.',
    })
  for (const row of rows) {
    const at = { line: row.line, field: 'parent', value: row.parent ?? '' }
    if (row.parent === null) {
      if (row.level !== 'province')
        issues.error({
          kind: 'area-parent-missing',
          ...at,
          problem: `A ${row.level} needs a parent.`,
          remedy: 'Write the code of its city, or of the province for the districts of a municipality.',
        })
      else if (root !== undefined && row.code !== root)
        issues.error({
          kind: 'area-second-root',
          ...at,
          field: 'code',
          value: row.code,
          problem: `A second province stands beside the root ${root}.`,
          remedy: 'Put each province in a folder of its own.',
        })
      continue
    }
    const parent = byCode.get(row.parent)
    if (!parent)
      issues.error({
        kind: 'area-parent-unknown',
        ...at,
        problem: 'The parent is not in the file.',
        remedy: 'Add a row for the parent or correct its code.',
      })
    else if (LEVELS.indexOf(parent.level) >= LEVELS.indexOf(row.level))
      issues.error({
        kind: 'area-parent-level',
        ...at,
        problem: `A ${row.level} cannot hang under a ${parent.level}.`,
        remedy: 'Counties hang from a city or, in a municipality, from the province; cities from the province.',
      })
  }
  for (const row of rows) {
    if (row.level === 'city' && !rows.some((other) => other.parent === row.code))
      issues.warning({
        kind: 'area-city-empty',
        line: row.line,
        field: 'code',
        value: row.code,
        problem: `${row.name.zh} has no county; nothing can be reported for it.`,
        remedy: 'Add its counties. For a city without districts (such as 东莞) add one county row with the same name.',
      })
  }
}
