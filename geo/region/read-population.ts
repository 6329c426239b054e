import { AreaCode } from '@cockpit/domain/ids'
import type { AreaRow } from './area-rows'
import { type CsvRow, csvRows } from './csv-rows'
import type { IssueList } from './issue'
import type { PopulationRow, UnplacedPopulation } from './region'

type Figures = Pick<PopulationRow, 'year' | 'residents' | 'aged60' | 'aged65'>

/**
 * Reads `population.csv`, one row a county and year. Rows without a code are added up and reported; rows of a city or the province
 * are not counted twice but compared with the sum of their counties.
 */
export function readPopulation(
  folder: string,
  areas: readonly AreaRow[],
  issues: IssueList,
): { population: PopulationRow[]; unplaced: UnplacedPopulation[] } {
  issues.about('population.csv')
  const columns = { required: ['code', 'year', 'residents'], optional: ['aged_60', 'aged_65', 'name'] }
  const byCode = new Map<string, AreaRow>(areas.map((area) => [area.code, area]))
  const seen = new Map<string, number>()
  const population: PopulationRow[] = []
  const totals: (Figures & { area: AreaRow; line: number })[] = []
  const uncoded: (Figures & { name: string })[] = []
  for (const row of csvRows(folder, 'population.csv', columns, issues)) {
    const figures = readFigures(row, issues)
    if (!figures) continue
    if (row.get('code') === '') {
      uncoded.push({ ...figures, name: row.get('name') || `line ${row.line}` })
      continue
    }
    const area = knownArea(row, byCode, issues)
    if (!area) continue
    const key = `${area.code} ${figures.year}`
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      issues.error({
        kind: 'population-doubled',
        line: row.line,
        field: 'code',
        value: key,
        problem: `The county and year stand on line ${earlier} too.`,
        remedy: 'Keep one row per county and year.',
      })
      continue
    }
    seen.set(key, row.line)
    if (area.level === 'county') population.push({ code: area.code, ...figures })
    else totals.push({ ...figures, area, line: row.line })
  }
  const unplaced = addUp(uncoded)
  for (const one of unplaced)
    issues.warning({
      kind: 'population-without-code',
      field: 'code',
      value: one.names.slice(0, 8).join(' '),
      problem: `${one.rows} rows of ${one.year} have no code; they hold ${one.residents} residents (${one.aged60} aged 60, ${one.aged65} aged 65 and over), which belong to no county here.`,
      remedy: 'Assign them to the counties that took them over, or accept that the counties sum to less.',
    })
  for (const total of totals) compareTotal(total, population, areas, issues)
  return { population, unplaced }
}

function knownArea(row: CsvRow, byCode: ReadonlyMap<string, AreaRow>, issues: IssueList): AreaRow | undefined {
  const at = { line: row.line, field: 'code', value: row.get('code') }
  const code = AreaCode.safeParse(row.get('code'))
  if (!code.success) {
    issues.error({
      kind: 'population-code',
      ...at,
      problem: 'That is not an area code.',
      remedy: 'Write six digits (GB/T 2260).',
    })
    return undefined
  }
  const area = byCode.get(code.data)
  if (!area)
    issues.error({
      kind: 'population-area-unknown',
      ...at,
      problem: 'The area is not in areas.csv.',
      remedy: 'Add it there, or leave the code empty so that its residents are reported as unplaced.',
    })
  return area
}

function readFigures(row: CsvRow, issues: IssueList): Figures | undefined {
  const whole = (field: string, optional: boolean): number | null | undefined => {
    const text = row.get(field)
    if (text === '' && optional) return null
    if (/^\d+$/.test(text) && Number(text) <= 200_000_000) return Number(text)
    issues.error({
      kind: 'population-number',
      line: row.line,
      field,
      value: text,
      problem: text === '' ? 'The number is missing.' : 'That is not a whole number of people.',
      remedy: 'Write digits only: no sign, separator, decimals or unit (万).',
    })
    return undefined
  }
  const year = Number(row.get('year'))
  const yearRead = /^\d{4}$/.test(row.get('year')) && year >= 1949 && year <= 2999
  if (!yearRead)
    issues.error({
      kind: 'population-year',
      line: row.line,
      field: 'year',
      value: row.get('year'),
      problem: 'That is not a year.',
      remedy: 'Write four digits, 1949 to 2999.',
    })
  const residents = whole('residents', false)
  const aged60 = whole('aged_60', true)
  const aged65 = whole('aged_65', true)
  if (!yearRead || residents === undefined || residents === null || aged60 === undefined || aged65 === undefined)
    return undefined
  if ((aged60 ?? 0) > residents || (aged65 ?? 0) > (aged60 ?? residents)) {
    issues.error({
      kind: 'population-ages',
      line: row.line,
      field: (aged60 ?? 0) > residents ? 'aged_60' : 'aged_65',
      value: String((aged60 ?? 0) > residents ? aged60 : aged65),
      problem: 'An older group is larger than the group it is part of.',
      remedy: 'aged_65 is part of aged_60, and aged_60 part of residents; check the columns.',
    })
    return undefined
  }
  return { year, residents, aged60, aged65 }
}

function addUp(rows: readonly (Figures & { name: string })[]): UnplacedPopulation[] {
  const years = [...new Set(rows.map((row) => row.year))].sort((a, b) => a - b)
  return years.map((year) => {
    const own = rows.filter((row) => row.year === year)
    const sum = (value: (row: Figures) => number | null) => own.reduce((total, row) => total + (value(row) ?? 0), 0)
    return {
      year,
      rows: own.length,
      names: own.map((row) => row.name),
      residents: sum((row) => row.residents),
      aged60: sum((row) => row.aged60),
      aged65: sum((row) => row.aged65),
    }
  })
}

function compareTotal(
  total: Figures & { area: AreaRow; line: number },
  population: readonly PopulationRow[],
  areas: readonly AreaRow[],
  issues: IssueList,
): void {
  const parents = new Map(areas.map((area) => [area.code, area.parent]))
  const below = (code: AreaCode): boolean => {
    for (let at = parents.get(code); at; at = parents.get(at)) if (at === total.area.code) return true
    return false
  }
  const counties = population.filter((row) => row.year === total.year && below(row.code))
  const sum = counties.reduce((running, row) => running + row.residents, 0)
  if (sum !== total.residents)
    issues.warning({
      kind: 'population-total',
      line: total.line,
      field: 'residents',
      value: String(total.residents),
      problem: `${total.area.name.zh} is given ${total.residents}, its ${counties.length} counties sum to ${sum} (difference ${total.residents - sum}).`,
      remedy: 'The sum of the counties is used. Rows without a code may explain the difference.',
    })
}
