import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'

/**
 * Orders rows by the first indicator where the rows come from the data, an order is asked for or only the first `limit` are wanted, the
 * largest first unless the smallest are asked for; places keep the order of the territory otherwise. Rows without a value come last.
 * The limit counts keys, so a line is never cut. What it leaves out stands in `rest`, taken together.
 */
export function topRows(
  rows: readonly AnswerRow[],
  definitions: readonly IndicatorDefinition[],
  fromData: boolean,
  { limit, order }: Pick<IndicatorQuery, 'limit' | 'order'>,
): Pick<Answer, 'rows' | 'rest'> {
  const first = definitions[0]?.id ?? ''
  const keys = [...new Set(rows.map((row) => row.key))]
  if (!fromData && order === undefined && (limit === undefined || keys.length <= limit)) return { rows: [...rows] }
  const size = new Map<string, number>()
  for (const row of rows) {
    const value = row.cells[first]?.value
    if (value !== undefined) size.set(row.key, (size.get(row.key) ?? 0) + value)
  }
  const sign = order === 'smallest' ? -1 : 1
  const weight = (key: string) => (size.has(key) ? sign * (size.get(key) ?? 0) : -Infinity)
  keys.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1))
  const rank = new Map(keys.slice(0, limit ?? keys.length).map((key, index) => [key, index]))
  const shown = rows
    .filter((row) => rank.has(row.key))
    .sort((a, b) => (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0) || ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
  const left = rows.filter((row) => !rank.has(row.key))
  return left.length === 0 ? { rows: shown } : { rows: shown, rest: restOf(left, definitions, fromData) }
}

/** Of a place outside the question's filters, or one that sent nothing, there is nothing to be left out. */
const EMPTY: readonly Envelope['state'][] = ['no-data', 'not-reported', 'not-applicable']

/** The rows that were left out, as one row (of a line one for each step). It adds up shown cells only, so it tells nothing that they do not. */
function restOf(
  left: readonly AnswerRow[],
  definitions: readonly IndicatorDefinition[],
  fromData: boolean,
): NonNullable<Answer['rest']> {
  const byStep = new Map<string, AnswerRow[]>()
  for (const row of left) byStep.set(row.at ?? '', [...(byStep.get(row.at ?? '') ?? []), row])
  const rows = [...byStep]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([at, together]): AnswerRow => {
      const cells = definitions.map((definition): [string, Envelope] => [
        definition.id,
        togetherOf(
          definition,
          together.flatMap((row) => row.cells[definition.id] ?? []),
          fromData,
        ),
      ])
      return { key: '', ...(at ? { at } : {}), cells: Object.fromEntries(cells) }
    })
  const known = left.filter((row) => Object.values(row.cells).some((cell) => !EMPTY.includes(cell.state)))
  return { keys: new Set(known.map((row) => row.key)).size, rows }
}

/**
 * Several cells of one indicator as one: sums and stocks are added up, ratios are taken from their parts, never averaged. What counts
 * distinct things has no sum. One withheld cell withholds the whole, because it would be missing from it.
 */
function togetherOf(definition: IndicatorDefinition, cells: readonly Envelope[], fromData: boolean): Envelope {
  const through = cells.find((cell) => cell.through)?.through
  const about = { indicator: definition.id, definitionVersion: definition.version, ...(through ? { through } : {}) }
  const state = (['suppressed', 'not-permitted', 'not-applicable'] as const).find((one) =>
    cells.some((cell) => cell.state === one),
  )
  if (definition.kind === 'distinct') return { ...about, state: state ?? 'not-applicable' }
  if (state) return { ...about, state }
  const shown = cells.filter((cell) => cell.state === 'shown')
  const [first] = shown
  if (!first)
    return { ...about, state: cells.every((cell) => cell.state === 'not-reported') ? 'not-reported' : 'no-data' }
  const total = (of: (cell: Envelope) => number | undefined) => shown.reduce((sum, cell) => sum + (of(cell) ?? 0), 0)
  if (definition.kind !== 'ratio' && definition.kind !== 'rate')
    return { ...about, state: 'shown', value: total((cell) => cell.value) }
  const numerator = total((cell) => cell.numerator)
  // Broken down by something that is no place, every row of a rate has the same residents.
  const shared = definition.kind === 'rate' && fromData
  const denominator = shared ? (first.denominator ?? 0) : total((cell) => cell.denominator)
  return denominator === 0
    ? { ...about, state: 'no-data' }
    : { ...about, state: 'shown', value: (numerator / denominator) * definition.per, numerator, denominator }
}
