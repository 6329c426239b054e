'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { VisualTheme } from '../../charts/theme'
import type { Paint, SitingAnswer } from './model'
import { people } from './numbers'
import { sitingPaint } from './siting-paint'

/** The result of a siting as paint; before there is one, the counties in one calm colour. */
export function useSitingPaint(
  result: SitingAnswer | undefined,
  counties: readonly { readonly code: string; readonly name: string; readonly at: readonly [number, number] }[],
  theme: VisualTheme,
): Paint {
  const t = useTranslations('plan')
  const locale = useLocale()
  return useMemo((): Paint => {
    const covered = theme.ramp[4] ?? theme.accent
    const uncovered = theme.ramp[1] ?? theme.surface
    if (!result)
      return {
        values: new Map(counties.map(({ code }) => [code, { value: 0, state: 'shown' as const }])),
        scale: { edges: [0, 1], colours: [uncovered] },
        valueName: t('siting.candidate'),
        format: () => '',
        key: [{ colour: uncovered, words: t('siting.candidate') }],
      }
    const painted = sitingPaint(result, counties, { covered, uncovered }, ({ alone }) =>
      t('siting.pointNote', { people: people(alone, locale) }),
    )
    return {
      ...painted,
      valueName: t('siting.state'),
      format: (value) => t(value >= 1 ? 'siting.isCovered' : 'siting.isUncovered'),
      key: [
        { colour: covered, words: t('siting.isCovered') },
        { colour: uncovered, words: t('siting.isUncovered') },
        { colour: theme.text, words: t('siting.isSite'), dot: true },
      ],
    }
  }, [result, counties, theme, t, locale])
}
