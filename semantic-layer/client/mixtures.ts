import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Mixture } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { monthOf, stepsOf, type Window } from '@cockpit/domain/indicator/time-shape'
import type { Catalogue } from './catalogue'
import { comparisonOf } from './comparisons'
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
      const values = await Promise.all(
        monthsOf(asking.query).map((months) => valuesIn(asking, count, dimension, months)),
      )
      return { dimension, values: [...new Set(values.flat())].sort(), indicators }
    }),
  )
  return found.filter(({ values }) => values.length > 1)
}

async function valuesIn(
  asking: Asking,
  count: IndicatorDefinition,
  dimension: string,
  months: Window,
): Promise<string[]> {
  const { indicators, territory, period } = asking.query
  const province = asking.territory.path(territory)[0]?.code ?? territory
  const need: Need = { member: count.id, shape: 'flow', apart: false }
  const series = { grain: 'month', steps: stepsOf(months, 'month') } as const
  const whole = { ...asking, query: { indicators, territory: province, period }, parts: [{ dimension }] }
  const counts = await fetchValues(whole, [need], { window: months, series })
  const { suppressBelow = 1 } = count
  return counts
    .keys()
    .filter((key) => key !== '' && series.steps.some(({ at }) => (counts.get(need, key, at) ?? 0) >= suppressBelow))
}

/** The whole months of the period, and of what it is compared with. */
function monthsOf(query: IndicatorQuery): Window[] {
  const { series: _line, ...total } = query
  const compared = (query.compare ?? []).flatMap((how) => comparisonOf(total, query.period, how).all)
  const spans = [query.period, ...compared.map(({ window }) => window)]
  const months = spans.map(({ from, to }) => ({ from: monthOf(from).from, to: monthOf(to).to }))
  return [...new Map(months.map((one) => [`${one.from} ${one.to}`, one])).values()]
}

function tellsApart({ by, filters = [] }: IndicatorQuery, dimension: string): boolean {
  return by === dimension || filters.some((filter) => filter.dimension === dimension && filter.values.length === 1)
}
