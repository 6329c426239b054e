import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { formatPeriod, isWholeMonths, monthsOf, type Period, trailingMonths } from '@cockpit/domain/period/period'
import { SHOWN_MONTHS } from '../cockpit/useQuestions'
import type { Subject } from './subjects'

/**
 * What is asked for subjects side by side, and what their file is made of: for each its numbers over its period, and the months of the chosen
 * indicator. Pure.
 * @param overlaid periods lie over each other
 */
export function comparedQuestions(
  subjects: readonly Pick<Subject, 'where' | 'period'>[],
  definitions: readonly Pick<IndicatorDefinition, 'id'>[],
  chosen: Pick<IndicatorDefinition, 'id'>,
  overlaid: boolean,
): { readonly totals: IndicatorQueryText[]; readonly lines: IndicatorQueryText[] } {
  return {
    totals: subjects.map(({ where, period }) => ({
      indicators: definitions.map(({ id }) => id),
      ...where,
      period: formatPeriod(period),
    })),
    lines: subjects.map(({ where, period }) => ({
      indicators: [chosen.id],
      ...where,
      period: formatPeriod(lineOf(period, overlaid)),
      series: 'month',
    })),
  }
}

/** Months of a line. A single month has none of its own: the months before it belong to it. */
function lineOf(period: Period, overlaid: boolean): Period {
  if (!overlaid) return trailingMonths(period, SHOWN_MONTHS)
  return isWholeMonths(period) && monthsOf(period).length > 1 ? period : trailingMonths(period, 12)
}
