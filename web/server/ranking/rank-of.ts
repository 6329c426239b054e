import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, AnswerRow } from '@cockpit/domain/indicator/envelope'
import { isWholeMonths, monthsOf, type Period, trailingMonths } from '@cockpit/domain/period/period'
import { FEWEST_POINTS } from '@cockpit/domain/spc/xmr'
import { type FairRank, fairRank, samplingOf } from './fair-rank'
import { monthlyValues } from './peer-groups'

/** Months a value's own variation is read from: twelve moving ranges. */
const MONTHS = FEWEST_POINTS + 1

/**
 * Rows of an answer about one period behind the gate of every ranking. With twelve months of its own a value that counts no events has an interval
 * too; they are asked only then.
 * @param line the same rows by month
 */
export async function rankOf(
  definition: IndicatorDefinition,
  rows: readonly AnswerRow[],
  period: Period,
  groupOf: (key: string) => string,
  line: (months: Period) => Promise<Answer>,
): Promise<FairRank> {
  const cells = rows.flatMap((row) => row.cells[definition.id] ?? [])
  const span = isWholeMonths(period) ? monthsOf(period).length : null
  const needed = definition.direction !== 'monitor' && span !== null && samplingOf(definition, cells) === 'months'
  const months = needed ? (await line(trailingMonths(period, MONTHS))).rows : []
  return fairRank(definition, rows, groupOf, monthlyValues(months, definition.id), span)
}
