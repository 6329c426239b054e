import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Mixture } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { moveSteps, stepStart, stepsOf, type Window } from '@cockpit/domain/indicator/time-shape'
import { addDays, type CalendarDate } from '@cockpit/domain/period/calendar'
import type { Catalogue } from './catalogue'
import { comparisonOf } from './comparisons'
import { forAll } from './cube-rest'
import { type Asking, fetchValues } from './fetch-values'
import type { Need } from './need'

/**
 * Where figures that compare inside one value of a dimension only (`within`: a grouping version) stand on several: which values, over the
 * months of the period and of what it is compared with. A question that is broken down by the dimension, or filtered to one value of it,
 * mixes nothing; a rule is told nothing.
 *
 * Looked at are whole months of the whole province, as far as the asker's scope reaches, and a value counts in a month in which at least as many
 * stand behind it as may be shown. Asked of any place and any days, whether a value is told would count small cells out.
 * @throws CubeUnavailable
 */
export async function mixturesOf(
  asking: Asking,
  definitions: readonly IndicatorDefinition[],
  catalogue: Catalogue,
): Promise<Mixture[]> {
  if (asking.reader === 'judging') return []
  const concerned = new Map<string, { count: IndicatorDefinition; dimension: string; indicators: string[] }>()
  for (const definition of definitions) {
    const { id, within } = definition
    const count = within && catalogue.get(`${id.slice(0, id.indexOf('.'))}.${within.count}`)
    if (!count || tellsApart(asking.query, within.dimension)) continue
    const known = concerned.get(`${count.id} ${within.dimension}`)
    if (known) known.indicators.push(id)
    else concerned.set(`${count.id} ${within.dimension}`, { count, dimension: within.dimension, indicators: [id] })
  }
  const found = await Promise.all(
    [...concerned.values()].map(async ({ count, dimension, indicators }) => {
      const months = monthsOf(asking.query)
      const years = new Set(months.map((month) => stepStart(month, 'year')))
      const known = await Promise.all([...years].map((year) => valuesIn(asking, count, dimension, year)))
      const values = known.flatMap((year) => months.flatMap((month) => year.get(month) ?? []))
      return { dimension, values: [...new Set(values)].sort(), indicators }
    }),
  )
  return found.filter(({ values }) => values.length > 1)
}

/** By the first day of a month, the values that count in it. */
type ByMonth = ReadonlyMap<CalendarDate, readonly string[]>

/**
 * Whole years by the asker's scope and data version, in this process: they are the same for every place of a province, and who looks at one month of a
 * year looks at its others too.
 */
const kept = new Map<string, Promise<ByMonth>>()
const MOST_KEPT = 200

function valuesIn(asking: Asking, count: IndicatorDefinition, dimension: string, year: CalendarDate): Promise<ByMonth> {
  const { cube, token, territory, query, limit } = asking
  const province = territory.path(query.territory)[0]?.code ?? query.territory
  const pass = typeof token === 'string' ? token : token.name
  // The limit is another for each newest version of the tables.
  const name = JSON.stringify([cube.url, pass, limit, province, count.id, dimension, year])
  const known = kept.get(name)
  if (known) return known
  // Read to its end, whoever asked first.
  const read = readValues({ ...asking, cube: forAll(cube) }, count, dimension, year)
  kept.set(name, read)
  read.catch(() => kept.delete(name))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return read
}

async function readValues(
  asking: Asking,
  count: IndicatorDefinition,
  dimension: string,
  year: CalendarDate,
): Promise<ByMonth> {
  const { indicators, territory, period } = asking.query
  const province = asking.territory.path(territory)[0]?.code ?? territory
  const need: Need = { member: count.id, shape: 'flow', apart: false }
  const window = { from: year, to: addDays(moveSteps(year, 'year', 1), -1) }
  const steps = stepsOf(window, 'month')
  const whole = { ...asking, query: { indicators, territory: province, period }, parts: [{ dimension }] }
  const counts = await fetchValues(whole, [need], { window, series: { grain: 'month', steps } })
  const { suppressBelow = 1 } = count
  return new Map(
    steps.map(({ at }) => {
      const month = counts.ofStep(at)
      return [at, month.keys().filter((key) => key !== '' && (month.get(need, key, '') ?? 0) >= suppressBelow)]
    }),
  )
}

/** First days of the months that the period touches, and of those that what it is compared with touches. */
function monthsOf(query: IndicatorQuery): CalendarDate[] {
  const { series: _line, ...total } = query
  const compared = (query.compare ?? []).flatMap((how) => comparisonOf(total, query.period, how).all)
  const spans: Window[] = [query.period, ...compared.map(({ window }) => window)]
  return [...new Set(spans.flatMap((span) => stepsOf(span, 'month').map(({ at }) => at)))]
}

function tellsApart({ by, filters = [] }: IndicatorQuery, dimension: string): boolean {
  return by === dimension || filters.some((filter) => filter.dimension === dimension && filter.values.length === 1)
}
