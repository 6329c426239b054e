'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useMemo, useState } from 'react'
import type { VisualTheme } from '../../charts/theme'
import { bracketed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { quantileScale } from '../../map/scale'
import { useTRPC } from '../queries/trpc'
import type { Paint, Resource } from './model'
import { fixed } from './numbers'
import { againstTarget, startingTarget } from './target'

/** Levels of a resource by county, against the declared target or the planner's own. */
export function useTarget(area: string | null, resource: Resource, active: boolean, theme: VisualTheme) {
  const trpc = useTRPC()
  const locale = useLocale()
  const language = languageOf(locale)
  /** A target of one's own holds for its resource only. */
  const [own, setOwn] = useState<{ resource: Resource; value: number } | null>(null)
  const query = useQuery({
    ...trpc.plan.resources.queryOptions({ area: AreaCode.parse(area ?? '000000'), indicator: resource }),
    enabled: area !== null && active,
    placeholderData: keepPreviousData,
  })
  const answer = query.data
  const levels = useMemo(
    () => answer?.rows.map((row) => ({ ...row, name: row.name[language] })) ?? [],
    [answer, language],
  )
  const declared = useMemo(() => {
    if (!answer) return null
    const { definition } = answer
    return startingTarget(definition.target, againstTarget(levels, 1, definition.per).value, definition.digits)
  }, [answer, levels])
  const value = own?.resource === resource ? own.value : (declared?.value ?? 0)
  const summary = useMemo(
    () => (answer ? againstTarget(levels, value, answer.definition.per) : null),
    [answer, levels, value],
  )
  const paint = useMemo((): Paint | null => {
    if (!answer) return null
    const { definition } = answer
    const shown = levels.flatMap((level) => (level.value === null ? [] : [level.value]))
    return {
      values: new Map(
        levels.map((level) => [
          level.code,
          {
            value: level.value,
            state: level.state,
            // Names stand on the map where a fifth or more is missing.
            ...(level.value !== null && level.value < 0.8 * value ? { severity: 'watch' as const } : {}),
          },
        ]),
      ),
      scale: quantileScale(shown, theme.ramp, definition.digits),
      valueName: bracketed(definition[language], definition.unit[language], language),
      format: (one) => fixed(one, definition.digits, locale),
    }
  }, [answer, levels, value, theme, language, locale])
  return {
    answer,
    summary,
    declared,
    value,
    paint,
    error: answer ? null : query.error,
    retry: () => void query.refetch(),
    setTarget: (next: number | null) => setOwn(next === null ? null : { resource, value: next }),
  }
}
