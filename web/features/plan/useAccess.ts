'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import type { VisualTheme } from '../../charts/theme'
import { bracketed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { quantileScale } from '../../map/scale'
import { useTRPC } from '../queries/trpc'
import { type AccessInputs, accessView, CATCHMENTS, travelMatrix } from './access-view'
import type { Paint } from './model'
import { fixed } from './numbers'

/** Asks once for a territory; the slider then only computes. */
export function useAccess(area: string | null, active: boolean, theme: VisualTheme) {
  const trpc = useTRPC()
  const t = useTranslations('plan')
  const locale = useLocale()
  const language = languageOf(locale)
  const [catchment, setCatchment] = useState<number>(CATCHMENTS[1])
  const shown = useDeferredValue(catchment)
  const query = useQuery({
    ...trpc.plan.access.queryOptions({ area: AreaCode.parse(area ?? '000000') }),
    enabled: area !== null && active,
  })
  const inputs = useMemo(
    (): AccessInputs | null =>
      query.data
        ? {
            ...query.data,
            counties: query.data.counties.map((county) => ({ ...county, name: county.name[language] })),
            sites: query.data.sites.map((site) => ({ ...site, name: site.name[language] })),
          }
        : null,
    [query.data, language],
  )
  const travel = useMemo(() => (inputs ? travelMatrix(inputs) : null), [inputs])
  const view = useMemo(() => (inputs && travel ? accessView(inputs, travel, shown) : null), [inputs, travel, shown])
  const points = useMemo(
    () =>
      query.data?.sites.map(({ id, name, at, tier, beds }) => ({
        id,
        name: name[language],
        at,
        tier,
        note: t('access.beds', { beds }),
      })),
    [query.data, language, t],
  )
  const paint = useMemo((): Paint | null => {
    if (!view) return null
    return {
      values: new Map(
        view.counties.map(({ code, bedsPerThousand }) => [
          code,
          {
            value: bedsPerThousand,
            state: 'shown' as const,
            ...(bedsPerThousand < view.mean / 2 ? { severity: 'watch' as const } : {}),
          },
        ]),
      ),
      scale: quantileScale(
        view.counties.map(({ bedsPerThousand }) => bedsPerThousand),
        theme.ramp,
        2,
      ),
      valueName: bracketed(t('access.column'), t('access.unit'), language),
      format: (value) => fixed(value, 2, locale),
      points,
    }
  }, [view, theme, t, language, locale, points])
  return {
    view,
    paint,
    catchment,
    setCatchment,
    staleSince: query.data?.staleSince ?? null,
    notes: query.data?.notes ?? [],
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
  }
}
