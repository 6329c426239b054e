import { AreaCode } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import { type Block, blockAt } from '@cockpit/domain/suppression/time-block'
import { DIMENSION_OF_LEVEL } from './breakdown'
import type { CubeFilter, CubeRow } from './cube-query'
import { forAll, loadRows } from './cube-rest'
import { scopePass } from './scope-token'
import type { SheetSource } from './sheet-source'

/** Counts of one sheet in one span: row, value, then the numbers of all measures of the first month or day, of the second, ... */
export type Counts = Map<string, Map<string, Float64Array>>
/** The sheets of a root without a dimension, each by the place above its rows; '' for that of the root alone. */
export type Ledger = ReadonlyMap<string, Counts>
/** How far down a ledger reaches. */
export type Depth = 'counties' | 'facilities'

/** Months of a year, days of a month. */
export const STEPS = { year: 12, month: 31 } as const
/** From so many rows on counts are not read: what they would decide is withheld. */
const MOST_ROWS = 400_000

/** A dimension so fine that deciding by it would fill the process; figures by it are withheld. */
export class SheetTooLarge extends Error {
  override readonly name = 'SheetTooLarge'
  constructor(cubeName: string, dimension: string | null) {
    super(`${cubeName} by ${dimension ?? 'place'} has more rows than can be judged.`)
  }
}

/** Days, and parts of months, are read by the month, everything else by the year. */
export function spanOf({ grain, from }: Block): Block {
  return blockAt(grain === 'day' || grain === 'part' ? 'month' : 'year', from)
}

export interface StepRow {
  readonly row: CubeRow
  readonly span: Block
  /** Place of the row's month or day in its span, from 0. */
  readonly step: number
  text(dimension: string): string
}

/**
 * Counts by months or days, over the whole province whoever asked: they serve every question until the next version, so they are read to their end.
 * @param spans years, or months; what lies between them is left out
 * @throws CubeUnavailable
 * @throws SheetTooLarge
 */
export async function countRows(
  source: SheetSource,
  root: string,
  asked: { readonly by: readonly string[]; readonly filter: CubeFilter; readonly dimension: string | null },
  spans: readonly Block[],
): Promise<StepRow[]> {
  const { cube, territory, cubeName, measures, limit, now } = source
  const [first] = spans
  if (!first) return []
  const grain = first.grain === 'year' ? 'month' : 'day'
  const from = spans.map((span) => span.from).sort()[0] as CalendarDate
  const to = spans
    .map((span) => span.to)
    .sort()
    .at(-1) as CalendarDate
  const pass = scopePass({ areas: [AreaCode.parse(root)], facilities: [] }, 'facility', territory, cube.secret, now)
  const rows = await loadRows(forAll(cube), pass, {
    measures,
    dimensions: [...asked.by, ...(asked.dimension === null ? [] : [asked.dimension])].map(
      (name) => `${cubeName}.${name}`,
    ),
    timeDimensions: [{ dimension: `${cubeName}.date`, dateRange: [from, to], granularity: grain }],
    filters: [{ ...asked.filter, member: `${cubeName}.${asked.filter.member}` }],
    order: {},
    limit: Math.min(limit, MOST_ROWS + (limit % 1000)),
  })
  if (rows.length >= MOST_ROWS) throw new SheetTooLarge(cubeName, asked.dimension)
  const wanted = new Set(spans.map((span) => span.from))
  return rows.flatMap((row): StepRow[] => {
    const at = String(row[`${cubeName}.date.${grain}`]).slice(0, grain === 'day' ? 10 : 7)
    const span = spanOf(blockAt(grain, `${at}-01`.slice(0, 10) as CalendarDate))
    if (!wanted.has(span.from)) return []
    return [{ row, span, step: Number(at.slice(-2)) - 1, text: (name) => String(row[`${cubeName}.${name}`] ?? '') }]
  })
}

/** Adds the numbers of one month or day to a row of a sheet. */
export function addCounts(
  sheet: Counts,
  { row, value }: { readonly row: string; readonly value: string },
  measures: readonly string[],
  { row: from, span, step }: StepRow,
): void {
  const values = sheet.get(row) ?? new Map<string, Float64Array>()
  const numbers =
    values.get(value) ?? new Float64Array(measures.length * STEPS[span.grain === 'year' ? 'year' : 'month'])
  for (const [n, measure] of measures.entries()) {
    const place = step * measures.length + n
    numbers[place] = (numbers[place] ?? 0) + Number(from[measure] ?? 0)
  }
  sheet.set(row, values.set(value, numbers))
}

/**
 * All places of a province in one question a span: the rows of the finest places, which are added up to those above them. So the next city, and
 * the next facility, are decided without asking again. A row of a city or province itself (a case without a county) counts there, as it does in
 * the figures.
 * @param placed the sheet and the row of a facility in a county
 * @returns by the first day of the span
 */
export async function readLedgers(
  source: SheetSource,
  root: string,
  depth: Depth,
  spans: readonly Block[],
  placed: (county: string, facility: string) => string,
): Promise<ReadonlyMap<string, Ledger>> {
  const { territory, measures } = source
  const level = territory.get(root as AreaCode)?.level ?? 'province'
  const by = ['cityCode', 'countyCode', ...(depth === 'facilities' ? ['facilityId'] : [])]
  const filter: CubeFilter = { member: DIMENSION_OF_LEVEL[level], operator: 'equals', values: [root] }
  const found = new Map<string, Map<string, Counts>>(spans.map((span) => [span.from, new Map()]))
  for (const each of await countRows(source, root, { by, filter, dimension: null }, spans)) {
    const ledger = found.get(each.span.from)
    if (!ledger) continue
    const add = (parent: string, row: string) => {
      const sheet = ledger.get(parent) ?? new Map()
      ledger.set(parent, sheet)
      addCounts(sheet, { row, value: '' }, measures, each)
    }
    add('', root)
    const county = each.text('countyCode')
    for (const code of [each.text('cityCode'), county]) {
      const area = code === root ? undefined : territory.get(code as AreaCode)
      if (area?.parent) add(area.parent, code)
    }
    if (depth === 'facilities' && county !== '') add(county, placed(county, each.text('facilityId')))
  }
  return found
}
