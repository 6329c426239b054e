import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { addDays } from '@cockpit/domain/period/calendar'
import { parsePeriod } from '@cockpit/domain/period/period'

/** The months that a period touches, `yyyy-mm`, oldest first; none of what is no period. Pure. @param text as in a question */
export function monthsAsked(text: string): string[] {
  if (text === '') return []
  const { from, to } = parsePeriod(text)
  const months: string[] = []
  for (let day = monthOf(from).from; day <= to; day = addDays(monthOf(day).to, 1)) months.push(day.slice(0, 7))
  return months
}
