import type { CalendarDate } from '@cockpit/domain/period/calendar'

/** A row of a dimension that keeps its past: it holds from `validFrom` (null: since ever) until the next row of the same entity. */
export interface Version {
  readonly validFrom: CalendarDate | null
}

/** Sorted by the day from which they hold, an undated row first; the last one is today's. */
export function byAge<T extends Version>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
}

/** Today's row of every entity, and the rows before it, in the order in which the entities first appear. */
export function splitByAge<T extends Version>(
  rows: readonly T[],
  entity: (row: T) => string,
): { today: T[]; former: T[] } {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(entity(row), [...(groups.get(entity(row)) ?? []), row])
  const today: T[] = []
  const former: T[] = []
  for (const group of groups.values()) {
    const sorted = byAge(group)
    const last = sorted.pop()
    if (last) today.push(last)
    former.push(...sorted)
  }
  return { today, former }
}
