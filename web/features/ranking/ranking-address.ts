import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { oneOf, periodOrNothing, type Query, queryReader, writeQuery } from '../cockpit/read-query'

export const RANKED_BY = ['children', 'county', 'facility'] as const
export type RankedBy = (typeof RANKED_BY)[number]

/** What the ranking shows; all of it stands in the URL. */
export interface RankingAddress {
  /** `?i=` */
  readonly indicator: IndicatorId | null
  /** `?area=`. Absent: where the person's authority begins. */
  readonly area: AreaCode | null
  /** `?period=`. Absent: the last month that the data reach. */
  readonly period: Period | null
  /** `?by=`. Absent: the next level below. */
  readonly by: RankedBy | null
  /** `?tier=` of facilities: only peers are ranked together. */
  readonly tier: FacilityTier | null
  readonly unread: readonly string[]
}

export function readRanking(query: Query): RankingAddress {
  const { read, unread } = queryReader(query)
  const address = {
    indicator: read('i', (text) => IndicatorId.safeParse(text).data),
    area: read('area', (text) => AreaCode.safeParse(text).data),
    period: read('period', periodOrNothing),
    by: read('by', oneOf(RANKED_BY)),
    tier: read('tier', oneOf(FACILITY_TIERS)),
  }
  return { ...address, unread }
}

/** The link that `readRanking` reads back. */
export function rankingHref(address: Partial<RankingAddress>): string {
  return `/ranking${writeQuery({
    i: address.indicator,
    area: address.area,
    period: address.period && formatPeriod(address.period),
    by: address.by,
    tier: address.tier,
  })}`
}
