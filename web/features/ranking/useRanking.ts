'use client'
import type { Period } from '@cockpit/domain/period/period'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { FacilityTier } from '@cockpit/domain/territory/territory'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'
import type { Comparing } from '../cockpit/address'
import { GIVE_UP } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { heldOf, untilGood } from '../states/held'
import type { RankedBy } from './ranking-address'

export type RankingAnswer = inferRouterOutputs<AppRouter>['ranking']['of']

export interface RankingQuestion {
  readonly indicator: string
  readonly territory: string
  readonly by: RankedBy
  readonly tier: FacilityTier | null
  readonly period: Period
  readonly compare?: Comparing
}

/** A fair ranking, kept and renewed as any answer. */
export function useRanking(question: RankingQuestion | null) {
  const trpc = useTRPC()
  const asked = useQuery({
    ...trpc.ranking.of.queryOptions(
      {
        indicator: question?.indicator ?? '',
        territory: question?.territory ?? '',
        by: question?.by ?? 'children',
        period: question ? formatPeriod(question.period) : '',
        ...(question?.tier ? { tier: question.tier } : {}),
        ...(question?.compare ? { compare: [question.compare] } : {}),
      },
      GIVE_UP,
    ),
    enabled: question !== null,
    refetchInterval: untilGood(sinceOf),
  })
  return { ...asked, ...heldOf(asked, sinceOf) }
}

function sinceOf(answer: RankingAnswer): string | undefined {
  return answer.about.staleSince
}
