'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { formatPeriod, type Period, trailingMonths } from '@cockpit/domain/period/period'
import type { FacilityTier } from '@cockpit/domain/territory/territory'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../queries/trpc'
import { heldOf, untilGood } from '../states/held'
import type { Comparing } from './address'
import { type Place, territoryOf } from './place'

/** Months a trend shows; it asks for a year more, for the line of the year before. */
export const SHOWN_MONTHS = 13

/**
 * One question. Its old answer stays while it is asked again after a publication; a new question begins empty, because the
 * numbers of one place must never stand under the name of another. While the semantic layer is away the last good answer stays, with
 * `stale`, and is asked again by itself; a question the screen has left is given up.
 */
export function useAsk(question: IndicatorQueryText | null) {
  const trpc = useTRPC()
  const asked = useQuery({
    ...trpc.indicators.ask.queryOptions(question ?? { indicators: [], territory: '', period: '' }, GIVE_UP),
    enabled: question !== null && question.indicators.length > 0,
    refetchInterval: untilGood(sinceOf),
  })
  return { ...asked, ...heldOf(asked, sinceOf) }
}

/** Options of a question that is stopped when nobody on the screen waits for it any more. */
export const GIVE_UP = { trpc: { abortOnUnmount: true } } as const

function sinceOf(answer: Answer): string | undefined {
  return answer.staleSince
}

export interface Questions {
  readonly place: Place
  readonly period: Period
  readonly compare: Comparing
  readonly tiles: readonly IndicatorDefinition[]
  readonly chosen: IndicatorDefinition
  readonly counties: boolean
  /** Tier of the listed facilities; null lists all. */
  readonly tier: FacilityTier | null
}

export function tilesQuestion({ place, period, compare, tiles }: Questions): IndicatorQueryText {
  return {
    indicators: tiles.map(({ id }) => id),
    ...territoryOf(place),
    period: formatPeriod(period),
    compare: [compare],
  }
}

export function linesQuestion({ place, period, tiles }: Questions): IndicatorQueryText {
  return {
    indicators: tiles.map(({ id }) => id),
    ...territoryOf(place),
    period: formatPeriod(trailingMonths(period, SHOWN_MONTHS)),
    series: 'month',
  }
}

export function trendQuestion({ place, period, chosen }: Questions): IndicatorQueryText {
  return {
    indicators: [chosen.id],
    ...territoryOf(place),
    period: formatPeriod(trailingMonths(period, SHOWN_MONTHS + 12)),
    series: 'month',
  }
}

/**
 * The level below for the list: cities, counties, or facilities. A facility is listed among its county's.
 * Null where the indicator knows nothing below a county.
 */
export function rankQuestion(questions: Questions): IndicatorQueryText | null {
  const { place, period, compare, chosen, tier } = questions
  const by = rankedBy(questions)
  if (by === null) return null
  return {
    indicators: [chosen.id],
    territory: place.area.code,
    by,
    period: formatPeriod(period),
    compare: [compare],
    limit: 500,
    ...(by === 'facility' && tier ? { filters: [{ dimension: 'tier', values: [tier] }] } : {}),
  }
}

/** What the list lists: as the map, the level below or all counties; else facilities. */
export function rankedBy({ place, chosen, counties }: Questions): 'children' | 'county' | 'facility' | null {
  if (place.childAreas.length > 0) return counties ? 'county' : 'children'
  return chosen.scope === 'area' ? null : 'facility'
}

/** The shapes of the map: the level below, or all counties; a county is one shape with its own value. */
export function mapQuestion({ place, period, chosen, counties }: Questions): IndicatorQueryText {
  return {
    indicators: [chosen.id],
    territory: place.area.code,
    by: counties || place.childAreas.length === 0 ? 'county' : 'children',
    period: formatPeriod(period),
  }
}
