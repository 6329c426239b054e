import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { z } from 'zod'
import type { ChartNote } from '../generated/client'

/** What is written; where it belongs never changes afterwards. */
export const NoteText = z
  .object({
    from: CalendarDate,
    to: CalendarDate,
    text: z.string().trim().min(1).max(500),
    /** Everyone who reads the place sees it; otherwise its author alone. */
    shared: z.boolean(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'it ends before it begins' })
export type NoteText = z.output<typeof NoteText>

export const NotePlace = z.object({
  area: AreaCode,
  facility: FacilityId.nullable(),
  /** Null: every indicator of the place. */
  indicator: IndicatorId.nullable(),
})
export type NotePlace = z.output<typeof NotePlace>

/** A note as it is shown. */
export interface NoteRow {
  readonly id: string
  readonly indicator: string | null
  readonly areaCode: string
  readonly facilityId: string | null
  readonly from: string
  readonly to: string
  readonly text: string
  readonly shared: boolean
  readonly author: string
}

export function noteRow({ fromDay, toDay, createdAt: _, updatedAt: __, ...row }: ChartNote): NoteRow {
  return { ...row, from: dayOf(fromDay), to: dayOf(toDay) }
}

/** A calendar day as the database keeps it. */
export function atDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
