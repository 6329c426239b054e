import { AreaCode } from '@cockpit/domain/ids'
import type { AreaLevel } from '@cockpit/domain/territory/territory'
import { csvRows } from './csv-rows'
import type { IssueList } from './issue'

export interface AreaRow {
  readonly line: number
  readonly code: AreaCode
  readonly name: { readonly zh: string; readonly en: string }
  readonly level: AreaLevel
  readonly parent: AreaCode | null
}

const LEVELS: readonly AreaLevel[] = ['province', 'city', 'county']

/** Reads `areas.csv` and checks that it is one tree below `root`: province, then cities, then counties, or province then counties. */
export function readAreas(folder: string, root: AreaCode | undefined, issues: IssueList): AreaRow[] {
  issues.about('areas.csv')
  const columns = { required: ['code', 'name_zh', 'level', 'parent'], optional: ['name_en'] }
  const byCode = new Map<string, AreaRow>()
  for (const row of csvRows(folder, 'areas.csv', columns, issues)) {
    const { line } = row
    const level = LEVELS.find((one) => one === row.get('level'))
    const code = AreaCode.safeParse(row.get('code'))
    const parent = row.get('parent') === '' ? null : AreaCode.safeParse(row.get('parent'))
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
    if (zh === '')
      issues.error({
        kind: 'area-name',
        line,
        field: 'name_zh',
        problem: 'The area has no name.',
        remedy: 'Write its full Chinese name.',
      })
    if (!code.success || !level || zh === '' || (parent && !parent.success)) continue
    const earlier = byCode.get(code.data)
    if (earlier) {
      issues.error({
        kind: 'area-doubled',
        line,
        field: 'code',
        value: code.data,
        problem: `The code stands on line ${earlier.line} too (${earlier.name.zh}).`,
        remedy: 'Keep one row per code.',
      })
      continue
    }
    byCode.set(code.data, {
      line,
      code: code.data,
      name: { zh, en: row.get('name_en') || zh },
      level,
      parent: parent?.data ?? null,
    })
  }
  const rows = [...byCode.values()]
  checkTree(rows, byCode, root, issues)
  return rows
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
