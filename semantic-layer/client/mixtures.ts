import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Mixture } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type Asking, fetchValues, type Span } from './fetch-values'
import type { Recipe } from './need'

export interface Mixed {
  readonly definition: IndicatorDefinition
  readonly recipe: Recipe
  /** The period and what it is compared with. */
  readonly spans: readonly (Span | null)[]
}

/**
 * Where figures that compare inside one value of a dimension only (`within`: a grouping version) stand on several: which values, over the
 * question's place, its period and what that is compared with. A value behind which fewer stand than may be shown is not told. A question that
 * is broken down by the dimension, or filtered to one value of it, mixes nothing; a rule is told nothing.
 * @throws CubeUnavailable
 */
export async function mixturesOf(asking: Asking, lines: readonly Mixed[]): Promise<Mixture[]> {
  if (asking.reader === 'judging') return []
  const concerned = new Map<string, Mixed[]>()
  for (const line of lines) {
    const { within, id } = line.definition
    if (within === undefined || tellsApart(asking.query, within)) continue
    const name = `${id.slice(0, id.indexOf('.'))} ${within}`
    concerned.set(name, [...(concerned.get(name) ?? []), line])
  }
  const found = await Promise.all([...concerned.values()].map((some) => mixtureOf(asking, some)))
  return found.flatMap((one) => one ?? [])
}

async function mixtureOf(asking: Asking, lines: readonly Mixed[]): Promise<Mixture | null> {
  const [first] = lines
  const need = first?.recipe.count
  const dimension = first?.definition.within
  if (!need || dimension === undefined) return null
  const { suppressBelow = 1 } = first.definition
  // Whatever the steps of a line are, its whole is looked at.
  const spans = new Map(
    first.spans.flatMap((span) => (span ? [[`${span.window.from} ${span.window.to}`, span] as const] : [])),
  )
  const values = new Set<string>()
  await Promise.all(
    [...spans.values()].map(async ({ window, reach }) => {
      const counted = await fetchValues({ ...asking, parts: [{ dimension }] }, [need], {
        window,
        ...(reach ? { reach } : {}),
      })
      for (const key of counted.keys())
        if (key !== '' && (counted.get(need, key, '') ?? 0) >= suppressBelow) values.add(key)
    }),
  )
  if (values.size < 2) return null
  return { dimension, values: [...values].sort(), indicators: lines.map(({ definition }) => definition.id) }
}

function tellsApart({ by, filters = [] }: IndicatorQuery, dimension: string): boolean {
  return by === dimension || filters.some((filter) => filter.dimension === dimension && filter.values.length === 1)
}
