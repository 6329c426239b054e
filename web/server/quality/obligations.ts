import type { Bilingual } from '@cockpit/domain/ids'
import { addDays, CalendarDate } from '@cockpit/domain/period/calendar'
import type { OwedEvery } from '@cockpit/domain/quality/due-day'
import { DEFAULT_DUE_DAYS } from '@cockpit/semantic-layer/packs/contract'
import type { Ports } from '../ports'

/** A table somebody owes, in the words of the screens. */
export interface OwedTable {
  readonly name: string
  readonly title: Bilingual
  readonly every: OwedEvery
  readonly dueDays: number
}

/** Tables that facilities owe and send themselves, as the packs declare them, in the packs' order. */
export async function owedTables(ports: Ports): Promise<OwedTable[]> {
  const { tables } = await ports.packs()
  return tables
    .filter((table) => table.owedBy.length > 0 && table.sentBy !== 'commission')
    .map(({ name, title, owedEvery, dueDays }) => ({
      name,
      title,
      every: owedEvery ?? 'month',
      dueDays: dueDays ?? DEFAULT_DUE_DAYS,
    }))
}

const FIRST = CalendarDate.parse('1970-01-01')

/** The day so many days after 1970-01-01. */
export function dayOfNumber(days: number): CalendarDate {
  return addDays(FIRST, days)
}
