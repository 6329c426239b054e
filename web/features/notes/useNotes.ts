'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { concerns } from '@cockpit/domain/notes/note'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useMemo } from 'react'
import type { AppRouter } from '../../server/router'
import { useTRPC } from '../queries/trpc'
import { type NoteMark, noteMarks } from './note-marks'
import { monthsAsked } from './noted-months'

export type ChartNote = inferRouterOutputs<AppRouter>['notes']['list'][number]

/** The figures of a chart that notes may concern. */
export interface NotedFigures {
  readonly area: string
  readonly facility: string | null
  readonly indicators: readonly string[]
  /** `yyyy-mm`, oldest first; empty while it is not known. Of a chart without a line the months of its period. */
  readonly months: readonly string[]
}

/** Where what a question asks for can be noted: at its place, on its indicators, in its months. */
export function notedBy(question: IndicatorQueryText): NotedFigures {
  const { territory: area, facility, indicators, period } = question
  return { area, facility: facility ?? null, indicators, months: monthsAsked(period) }
}

/**
 * The notes that concern the figures of a chart, and where they stand on a line of them: for every chart. A chart whose notes cannot be read is drawn
 * without them, and `failed` says so. A place's notes are asked for once, however many charts a page has.
 */
export function useNotes(figures: NotedFigures | null): {
  readonly notes: readonly ChartNote[]
  readonly marks: readonly NoteMark[]
  readonly failed: boolean
} {
  const trpc = useTRPC()
  const area = AreaCode.safeParse(figures?.area)
  const { data, isError } = useQuery({
    ...trpc.notes.list.queryOptions({
      area: area.data ?? AreaCode.parse('000000'),
      facility: figures?.facility ? FacilityId.parse(figures.facility) : null,
    }),
    enabled: figures !== null && area.success,
    staleTime: 60_000,
  })
  const key = JSON.stringify(figures)
  return useMemo(() => {
    const { indicators, months } = (JSON.parse(key) ?? { indicators: [], months: [] }) as NotedFigures
    const [first, last] = [months[0], months.at(-1)]
    if (!first || !last) return { notes: [], marks: [], failed: isError }
    const to = monthOf(CalendarDate.parse(`${last}-01`)).to
    const notes = (data ?? []).filter((note) => concerns(note, { indicators, from: `${first}-01`, to }))
    return { notes, marks: noteMarks(notes, months), failed: isError }
  }, [data, key, isError])
}
