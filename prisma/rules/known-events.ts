import type { Bilingual } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { KnownEvent } from '@cockpit/domain/surveillance/backtest'
import { StoredBilingual } from '../alerts/stored'
import type { Database } from '../database'

/** Something that is known to have happened, where and to what a rule is broken down by. */
export interface KnownEventRow extends KnownEvent {
  readonly id: string
  readonly title: Bilingual
  readonly areaCode: string
  readonly facilityId: string | null
  /** Empty: whatever the rule is broken down by. */
  readonly each: string
}

/** What is known to have happened to these indicators. Names are unique: two of a kind are told apart by their place. */
export async function knownEvents(db: Database, indicators: readonly string[]): Promise<KnownEventRow[]> {
  const rows = await db.knownEvent.findMany({
    where: { indicator: { in: [...indicators] } },
    orderBy: [{ firstDay: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, title, areaCode, facilityId, each, firstDay, lastDay, noticed }) => {
    const words = StoredBilingual.parse(title)
    return {
      id,
      name: `${words.zh} ${facilityId ?? areaCode}`,
      title: words,
      areaCode,
      facilityId,
      each,
      from: CalendarDate.parse(firstDay),
      to: CalendarDate.parse(lastDay),
      ...(noticed ? { noticed: CalendarDate.parse(noticed) } : {}),
    }
  })
}

export interface NewKnownEvent extends Omit<KnownEventRow, 'id' | 'name' | 'noticed'> {
  readonly indicator: string
  readonly noticed?: CalendarDate | undefined
  readonly demo: boolean
}

/** Adds events; one that stands already (indicator, place, first day) is left as it is. */
export async function addKnownEvents(db: Database, events: readonly NewKnownEvent[], by: string): Promise<void> {
  for (const { title, from, to, noticed, ...rest } of events) {
    const { indicator, areaCode, facilityId, each } = rest
    const known = await db.knownEvent.findFirst({ where: { indicator, areaCode, facilityId, each, firstDay: from } })
    if (known) continue
    await db.knownEvent.create({
      data: { ...rest, title: { ...title }, firstDay: from, lastDay: to, noticed: noticed ?? null, addedBy: by },
    })
  }
}
