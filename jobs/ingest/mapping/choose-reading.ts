import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping, Mapping } from '@cockpit/semantic-layer/packs/mapping'
import { notATable, refuseMissing, refuseTwice } from '../header-refusals'
import { Refused } from '../outcome'
import { isSentAgain } from '../reason-columns'
import { joinedHeaders } from './header-rows'
import { type Found, type HeaderMatch, matchHeader, UNIT_ABOVE } from './match-header'

/** Leading rows of a sheet, or of a text as one delimiter cuts it. */
export interface Grid {
  /** Name of the sheet; null for a text, whose grids are readings of the same rows. */
  readonly sheet: string | null
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** Which row of which grid is the header, and how its fields serve the table. */
export interface Reading<G extends Grid> {
  readonly grid: G
  /** Index of the header's first row in `grid.rows`, and of its last. */
  readonly at: number
  readonly last: number
  /** The sender's headers; those of several rows are joined. */
  readonly headers: readonly string[]
  readonly match: HeaderMatch
  /** Null when the table's own headers suffice. */
  readonly known: KnownMapping | null
}

/** Mappings that may serve; `asked` is one somebody named, beside which no other counts. */
export interface Mappings {
  readonly known: readonly KnownMapping[]
  readonly asked: KnownMapping | null
}

export const NO_MAPPINGS: Mappings = { known: [], asked: null }

/**
 * Finds the header and how to read it. The sender's own mapping goes first; else whichever of the table's own headers, the
 * installation's and the packs' mappings fills every required column and understands the most fields.
 * @throws Refused when nothing fits, or two mappings or two sheets fit equally well
 */
export function chooseReading<G extends Grid>(
  grids: readonly G[],
  table: WarehouseTable,
  mappings: Mappings,
  fileName: string,
): Reading<G> {
  const options = mappings.asked ? [mappings.asked] : [null, ...mappings.known]
  const readings = options.flatMap((known) => readingsOf(grids, table, known, fileName))
  const whole = readings.filter(({ match }) => match.missing.length === 0)
  const fits = whole.filter((reading) => !unitClash(reading))
  const own = fits.filter(({ known }) => known?.origin === 'own')
  const best = most(own.length > 0 ? own : fits)
  const [clash] = whole
  if (best.length === 0 && clash) throw unitUnclear(unitAbove(clash.grid, clash.at) ?? '')
  if (best.length === 0) throw refusal(readings, grids, table, mappings.asked)
  const known = oneMapping(best.map((reading) => reading.known))
  // Sheets are told apart by name alone: another that fits less well is still another.
  const sheets = fits.filter((reading) => reading.known === known && reading.grid.sheet !== null)
  if (sheets.length > 1 && !known?.mapping.sheet) throw sheetUnclear(sheets.map(({ grid }) => grid.sheet ?? ''))
  const reading = best.find((candidate) => candidate.known === known)
  if (!reading) throw new Error('A reading was chosen that nobody offered.')
  refuseTwice(table, reading.match, reading.headers)
  return reading
}

/** The best header of every grid under one mapping, whether it fills every required column or not. */
function readingsOf<G extends Grid>(
  grids: readonly G[],
  table: WarehouseTable,
  known: KnownMapping | null,
  fileName: string,
): Reading<G>[] {
  const mapping = known?.mapping ?? null
  return grids.flatMap((grid) => {
    if (mapping?.sheet && grid.sheet !== null && !named(grid.sheet, mapping.sheet)) return []
    const rows = grid.rows.flatMap(({ line, cells }, at): Reading<G>[] => {
      // Rejected rows that come back have their header first, wherever it stood.
      const again = isSentAgain(cells)
      if (mapping?.headerRow && line !== mapping.headerRow && !again) return []
      // Their headers were joined when they were given back.
      const last = at + (again ? 1 : (mapping?.headerRows ?? 1)) - 1
      if (last >= grid.rows.length) return []
      const taken = grid.rows.slice(at, last + 1).map((row) => row.cells)
      const headers = taken.length === 1 ? cells : joinedHeaders(taken, mapping?.headerJoint ?? '')
      const match = matchHeader(headers, table, mapping, findIn(mapping, fileName, grid, at))
      return match && match.mapped > 0 ? [{ grid, at, last, headers, match, known }] : []
    })
    const whole = rows.filter(({ match }) => match.missing.length === 0)
    return most(whole.length > 0 ? whole : rows).slice(0, 1)
  })
}

function most<G extends Grid>(readings: readonly Reading<G>[]): Reading<G>[] {
  const top = Math.max(0, ...readings.map(({ match }) => match.mapped))
  return readings.filter(({ match }) => match.mapped === top)
}

/**
 * Of equals, the table's own headers go before what a pack ships and before a mapping that asks for no header, and the installation goes
 * before a pack.
 */
function oneMapping(known: readonly (KnownMapping | null)[]): KnownMapping | null {
  const mappings = [...new Set(known.filter((one) => one !== null))]
  const native = mappings.length < new Set(known).size
  const asking = mappings.filter(({ origin, mapping }) => origin !== 'shipped' && mapping.when.length > 0)
  const rivals = native ? asking : mappings
  if (native && rivals.length === 0) return null
  const nearest = rivals.some(({ origin }) => origin !== 'shipped')
    ? rivals.filter(({ origin }) => origin !== 'shipped')
    : rivals
  const [first] = nearest
  if (nearest.length === 1 && first) return first
  const names = nearest.map(({ name }) => name).sort()
  throw new Refused({
    code: 'mapping-unclear',
    message: {
      zh: `有 ${names.length} 个映射同样适用于此文件：${names.join('、')}，无法判断用哪一个。请用 --mapping 指明，或在发送方自己的映射文件夹中只留一个。`,
      en: `${names.length} mappings fit this file equally well: ${names.join(', ')}; which one counts cannot be told. Name one with --mapping, or keep a single one in the sender's own folder of mappings.`,
    },
  })
}

function sheetUnclear(names: readonly string[]): Refused {
  return new Refused({
    code: 'sheet-unclear',
    message: {
      zh: `工作簿中有 ${names.length} 个工作表都符合此表：${names.join('、')}，无法判断取哪一个。请每个文件只留一个，或用映射的 sheet 指明。`,
      en: `${names.length} sheets of the workbook fit the table: ${names.join(', ')}; which one counts cannot be told. Send one a file, or name it by \`sheet\` in a mapping.`,
    },
  })
}

function refusal<G extends Grid>(
  readings: readonly Reading<G>[],
  grids: readonly G[],
  table: WarehouseTable,
  asked: KnownMapping | null,
): Refused {
  const [nearest] = most(readings)
  if (asked && !nearest)
    return new Refused({
      code: 'mapping-unfit',
      message: {
        zh: `映射 ${asked.name} 不适用于此文件：找不到它所要求的表头${asked.mapping.sheet ? `或工作表 ${asked.mapping.sheet}` : ''}。`,
        en: `The mapping ${asked.name} does not fit this file: the headers${asked.mapping.sheet ? ` or the sheet ${asked.mapping.sheet}` : ''} it asks for are not there.`,
      },
    })
  if (!nearest) return notATable(table, Math.max(0, ...grids.map(({ rows }) => rows[0]?.cells.length ?? 0)))
  return refuseMissing(nearest.match, nearest.headers, nearest.known?.name)
}

/** What the mapping's `read` patterns find in the file's name, the sheet's name and the rows above the header. */
function findIn(mapping: Mapping | null, fileName: string, grid: Grid, at: number): Found {
  const found = new Map<string, string>()
  const above = grid.rows.slice(0, at).flatMap(({ cells }) => cells)
  const unit = unitAbove(grid, at)
  if (unit) found.set(UNIT_ABOVE, unit)
  for (const [name, pattern] of Object.entries(mapping?.read ?? {}))
    for (const text of [...above, grid.sheet ?? '', fileName]) {
      const value = new RegExp(pattern).exec(text.normalize('NFKC'))?.[1]
      if (value !== undefined && !found.has(name)) found.set(name, value)
    }
  return found
}

const MONEY_UNIT = /单位\s*:?\s*(?:人民币)?\s*(百万元|亿元|百元|千元|万元|元)/

function unitAbove(grid: Grid, at: number): string | undefined {
  const above = grid.rows.slice(0, at).flatMap(({ cells }) => cells)
  return above.flatMap((text) => MONEY_UNIT.exec(text.normalize('NFKC'))?.[1] ?? [])[0]
}

/** Amounts that a title puts in 万元 are not read as yuan: only a mapping can say which columns it means. */
function unitClash<G extends Grid>({ grid, at, known }: Reading<G>): boolean {
  const unit = unitAbove(grid, at)
  if (unit === undefined || unit === '元') return false
  const rules = known ? [...Object.values(known.mapping.columns), known.mapping.wide?.value] : []
  return !rules.some((rule) => rule?.unit)
}

function unitUnclear(unit: string): Refused {
  return new Refused({
    code: 'unit-unclear',
    message: {
      zh: `表头上方注明“单位：${unit}”，而此表的金额以元计。请换算为元，或用映射的 unit 指明哪些列以${unit}计。`,
      en: `A line above the header says that amounts are in ${unit}, but this table takes yuan. Convert them, or let a mapping say by \`unit\` which columns are meant.`,
    },
  })
}

function named(sheet: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return sheet.trim() === pattern
  let at = first.length
  if (!sheet.startsWith(first)) return false
  for (const piece of rest.slice(0, -1)) {
    const found = sheet.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return sheet.length >= at + (rest.at(-1) ?? '').length && sheet.endsWith(rest.at(-1) ?? '')
}
