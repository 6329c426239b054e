'use client'
import type { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { GIVE_UP, useAsk } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { heldOf, untilGood } from '../states/held'
import { type ProfileFrame, useProfileFrame } from './profile-frame'

const never = () => undefined

/** The facility's own figures of a period; `more` breaks them down or lays them out in time. */
export function ownQuestion(
  { county, facility }: Pick<ProfileFrame, 'county' | 'facility'>,
  definitions: readonly IndicatorDefinition[],
  period: Period,
  more: Partial<IndicatorQueryText> = {},
): IndicatorQueryText {
  return {
    indicators: definitions.map(({ id }) => id),
    territory: county,
    facility: facility.id,
    period: formatPeriod(period),
    ...more,
  }
}

/** The same indicators of every peer the person may read. */
export function peersQuestion(
  { province, facility, peers }: Pick<ProfileFrame, 'province' | 'facility' | 'peers'>,
  definitions: readonly IndicatorDefinition[],
  period: Period,
): IndicatorQueryText {
  return {
    indicators: definitions.map(({ id }) => id),
    territory: province,
    by: 'facility',
    period: formatPeriod(period),
    filters: [
      { dimension: 'tier', values: [facility.tier] },
      ...(peers === 'type' ? [{ dimension: 'category', values: [facility.category] }] : []),
    ],
    limit: 5000,
  }
}

/** The facility's figures beside the middle half of its peers. */
export function useOwnAndBands(definitions: readonly IndicatorDefinition[], period: Period) {
  const frame = useProfileFrame()
  const own = useAsk(
    definitions.length > 0 ? ownQuestion(frame, definitions, period, { compare: [frame.compare] }) : null,
  )
  const trpc = useTRPC()
  const asked = useQuery({
    ...trpc.profile.bands.queryOptions(
      {
        facility: frame.facility.id,
        period: formatPeriod(period),
        peers: frame.peers,
        indicators: definitions.map(({ id }) => id as IndicatorId),
      },
      GIVE_UP,
    ),
    enabled: definitions.length > 0,
    refetchInterval: untilGood(never),
  })
  return { own, bands: { ...asked, ...heldOf(asked, never) } }
}
