import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery, type IndicatorQueryText } from '@cockpit/domain/indicator/query'
import type { Caller } from '../../../web/server/caller-contract'
import { cubes, facilities, type Id, inside, MEASURES, NEWER, world } from './generated-people'
import { naiveMay } from './naive-authority'

export const may = (
  caller: Caller,
  place: string,
  sensitivity: string,
  action: Parameters<typeof naiveMay>[2] = 'indicator.read',
) => naiveMay(world, caller.grants, action, place, sensitivity)

const MEASURE_OF: Readonly<Record<Id, string>> = { ...MEASURES, ...NEWER }
const isPlaces = (by: string | undefined) => ['children', 'county', 'facility'].includes(by ?? '')

/** Compares what people were shown with the rules written down a second time, and with the raw rows. */
export class Judge {
  readonly leaks: string[] = []
  /** Comparisons (同比, 累计同期, ...) that were added up. */
  comparisons = 0

  leaksUnless(allowed: boolean, path: string, caller: Caller, what: unknown): void {
    if (!allowed) this.leaks.push(`${path}: ${JSON.stringify(caller.grants)} saw ${JSON.stringify(what)}`)
  }

  /** Every cell of an answer and everything its cells are compared with, over the spans the answer names. */
  answer(caller: Caller, path: string, asked: IndicatorQueryText, answer: Answer): void {
    for (const row of answer.rows)
      for (const [id, cell] of Object.entries(row.cells)) {
        if (cell.state === 'shown') this.cell(caller, path, asked, row, cell.value ?? Number.NaN)
        for (const [how, compared] of Object.entries(cell.compare ?? {})) {
          const spans = answer.spans?.[id]?.compared?.[how]
          if (typeof compared !== 'object' || !spans) continue
          const own = spans.own ? naiveSum(asked, row.key, spans.own) : cell.value
          const right = (compared.own ?? cell.value) === own && compared.value === naiveSum(asked, row.key, spans.other)
          this.comparisons++
          this.leaksUnless(right, `${path}, ${how}`, caller, { asked, row: row.key, spans, compared })
          for (const value of [compared.value, own ?? 0]) this.#size(caller, `${path}, ${how}`, asked, value)
        }
      }
  }

  /** May the caller see the place at all, and is the value what the raw rows add up to? */
  cell(
    caller: Caller,
    path: string,
    asked: IndicatorQueryText,
    row: { key: string; at?: string },
    value: number,
  ): void {
    const place = isPlaces(asked.by) ? row.key : (asked.facility ?? asked.territory)
    const sensitivity = facilities.includes(place) ? 'facility' : 'aggregate'
    this.leaksUnless(may(caller, place, sensitivity), path, caller, { asked, row, value })
    this.#size(caller, path, asked, value)
    if (row.at) return
    const naive = naiveSum(asked, row.key, IndicatorQuery.parse(asked).period)
    this.leaksUnless(naive === value, `${path} (the sum of the rows is ${naive})`, caller, { asked, row, value })
  }

  #size(caller: Caller, path: string, asked: IndicatorQueryText, value: number): void {
    if (['outpatient.visits', 'loopTasks.tasks'].includes(asked.indicators[0] ?? '')) return
    this.leaksUnless(value === 0 || value >= 5, `${path} (a small cell)`, caller, { asked, value })
  }
}

/** The raw rows of a question's row in a span, added up one by one. */
function naiveSum(asked: IndicatorQueryText, key: string, span: { from: string; to: string }): number {
  const { territory, facility, by } = asked
  const id = asked.indicators[0] as Id
  return (cubes[id.slice(0, id.indexOf('.'))] ?? [])
    .filter((one) => inside(one, isPlaces(by) ? key : (facility ?? territory)) && inside(one, territory))
    .filter((one) => String(one.date) >= span.from && String(one.date) <= span.to)
    .filter((one) => (asked.filters ?? []).every(({ dimension, values }) => values.includes(String(one[dimension]))))
    .filter((one) => !by || isPlaces(by) || String(one[by]) === key)
    .reduce((sum, one) => sum + Number(one[MEASURE_OF[id]]), 0)
}
