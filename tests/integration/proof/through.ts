import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { RawTables } from '../semantic/lake-of'
import { monthEnd } from '../semantic/world'
import { tables as declared } from './declared'
import { type Span, text } from './sources'
import type { Definition } from './words'

/**
 * A number needs all its tables: its period ends with the one whose newest day is the oldest, and nothing later of another is read with it. What
 * comes from one table alone is read as far as the question goes, unless it is a stock or stands over people, whose month that end decides.
 */
export function throughTo(
  one: IndicatorDefinition,
  definition: Definition,
  period: Span,
  tables: RawTables,
): Span | null {
  const ends = one.tables.flatMap((name) => {
    const table = declared.find((candidate) => candidate.name === name)
    if (!table?.dateColumn || table.holds || table.current) return []
    const date = table.dateColumn
    const days = (tables[name] ?? []).map((row) => text(row, date).slice(0, 10))
    return days.sort().at(-1) ?? []
  })
  const [first] = ends.sort()
  const end = first === undefined ? period.to : one.grain === 'month' ? monthEnd(first.slice(0, 7)) : first
  const others = ends.some((other) => other > end)
  if (!definition.stock && !definition.perResident && !definition.perInsured && !others) return period
  if (end < period.from) return null
  return { from: period.from, to: end < period.to ? end : period.to }
}
