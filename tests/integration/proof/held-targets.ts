import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { RawRow } from '../semantic/lake-of'
import { codeToday, text } from './sources'
import { type ProofWorld, TARGETED } from './world'

/** A place at each level of both territories, facilities, one tier, a line over the years in which targets change. */
const QUESTIONS = [
  { territory: '330000', period: '2025', by: 'children' },
  { territory: '330000', period: '2025-09', by: 'county' },
  { territory: '330000', period: '2024-09', by: 'facility' },
  { territory: '330000', period: '2025-10', by: 'tier' },
  { territory: '330000', period: '2025', filters: [{ dimension: 'tier', values: ['tertiary'] }], by: 'county' },
  { territory: '330000', period: '2025', filters: [{ dimension: 'category', values: ['general'] }] },
  { territory: '330100', period: '2024..2025', series: 'year' },
  { territory: '330100', period: '2025-09', facility: 'F0003' },
  { territory: '500000', period: '2025-10' },
]

/** What answers say of targets, against the raw rows of the table read one by one. */
export async function targetDifferences(
  world: ProofWorld,
  indicators: readonly IndicatorDefinition[],
  ask: (query: IndicatorQuery) => Promise<Answer>,
): Promise<{ differences: string[]; set: number; inherited: number; judged: number }> {
  const found = { differences: [] as string[], set: 0, inherited: 0, judged: 0 }
  for (const question of QUESTIONS) {
    const query = IndicatorQuery.parse({ ...question, indicators: TARGETED })
    for (const row of (await ask(query)).rows)
      for (const id of TARGETED) {
        const cell = row.cells[id]
        const definition = indicators.find((one) => one.id === id)
        if (!cell || !definition || cell.state === 'not-applicable') continue
        const year = row.at?.slice(0, 4) ?? query.period.to.slice(0, 4)
        const wanted = heldTarget(world, definition, query, row.key, `${year}${query.period.to.slice(4)}`)
        const told = cell.target?.set && `${cell.target.set.since} ${cell.target.source}`
        const expected = wanted && `${text(wanted, 'year_start')} ${text(wanted, 'source')}`
        const about = `${id} of "${row.key}" ${row.at ?? ''} in ${JSON.stringify(question)}`
        if (told !== expected) found.differences.push(`${about}: ${told}, raw rows ${expected}`)
        else if (wanted) {
          found.set += 1
          if (codeToday(world.tables, text(wanted, 'area_code')) !== row.key) found.inherited += 1
          if (cell.value !== undefined) found.judged += 1
          if (!isRight(cell, wanted, definition)) found.differences.push(`${about}: ${JSON.stringify(cell)}`)
        } else if (JSON.stringify(cell.target) !== JSON.stringify(definition.target))
          found.differences.push(`${about}: the definition's own target is not told`)
      }
  }
  return found
}

/** Limit, standing and the definition's own target beside it. */
function isRight(cell: Envelope, wanted: RawRow, definition: IndicatorDefinition): boolean {
  const limit = Number(wanted.value)
  const floor = wanted.direction === '不低于'
  const right = floor ? cell.target?.min === limit : cell.target?.max === limit
  const kept = JSON.stringify(cell.ownTarget) === JSON.stringify(definition.target)
  if (cell.value === undefined) return right && kept && cell.standing === undefined
  const standing = floor ? (cell.value < limit ? 'below' : 'met') : cell.value > limit ? 'above' : 'met'
  return right && kept && cell.standing === standing
}

/** Walks up from the place, area by area, and at each looks for the newest row of its tier, then of all tiers. */
function heldTarget(
  { tables, territory, facilities }: ProofWorld,
  { id, kind }: IndicatorDefinition,
  query: IndicatorQuery,
  key: string,
  on: string,
): RawRow | undefined {
  if (query.filters?.some((filter) => filter.dimension !== 'tier')) return undefined
  const facility = facilities.get((query.facility ?? key) as never)
  const amount = kind === 'sum' || kind === 'stock'
  if (facility && amount) return undefined
  const isArea = territory.get(key as never) !== undefined
  let area: string | null = facility ? facility.county : isArea ? key : query.territory
  const tier = facility?.tier ?? query.filters?.[0]?.values[0] ?? (query.by === 'tier' ? key : 'all')
  while (area !== null) {
    for (const meant of [tier, 'all']) {
      const there = (tables.target ?? []).filter(
        (row) =>
          row.indicator === id &&
          row.tier === meant &&
          text(row, 'year_start') <= on &&
          codeToday(tables, text(row, 'area_code')) === area,
      )
      const newest = there
        .map((row) => text(row, 'year_start'))
        .sort()
        .at(-1)
      const last = there.filter((row) => row.year_start === newest)
      if (last.length > 0) return last.find((row) => row.area_code === area) ?? last[0]
    }
    area = amount ? null : (territory.get(area as never)?.parent ?? null)
  }
  return undefined
}
