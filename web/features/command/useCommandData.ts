'use client'
import { AreaCode } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import type { MapAlert } from '../../map/contract'
import { useLive } from '../live/useLive'
import { useTRPC } from '../queries/trpc'
import { findingSentence } from './finding'
import { alertFrom, taskFrom } from './from-server'
import { workLists } from './work-lists'

/** History is read for this many tasks at once; the rest get theirs when these are done. */
const HISTORIES = 40
const NO_SHAPES = { shapes: [], source: '' } as const

/** Everything the command room shows, read under the person's own authority and kept up to date by live messages. */
export function useCommandData(me: { id: string; mayDispatch: boolean }, area: string | undefined) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const locale = useLocale()
  const language = languageOf(locale)
  const t = useTranslations('command')
  const live = useLive()

  const tree = useQuery(trpc.territory.tree.queryOptions())
  const tasks = useQuery(trpc.tasks.list.queryOptions({ open: true, limit: 200 }, { refetchInterval: 60_000 }))
  const alerts = useQuery(trpc.alerts.list.queryOptions({ states: ['open'], limit: 200 }, { refetchInterval: 60_000 }))
  const catalogue = useQuery(
    trpc.indicators.catalogue.queryOptions(undefined, { staleTime: 60 * 60_000, retry: false }),
  )
  const start = tree.data?.start?.area ?? null
  const boundary = useQuery(
    trpc.territory.boundary.queryOptions(
      { area: AreaCode.parse(start ?? '000000'), detail: 'county' },
      { enabled: start !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const talkedOf = (tasks.data?.rows ?? []).filter((task) => task.state !== 'dispatched').slice(0, HISTORIES)
  const histories = useQueries({
    queries: talkedOf.map((task) => trpc.tasks.get.queryOptions({ id: task.id })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  })

  const shown = useMemo(() => {
    if (!tasks.data || !alerts.data) return null
    return {
      tasks: tasks.data.rows.map((task) => taskFrom(task, histories.get(task.id), me.id, language)),
      alerts: alerts.data.rows.map((alert) => {
        const { says, values } = findingSentence(
          {
            ...alert.detail,
            // Only a silence says that nothing came; any other value that is not there is withheld.
            value: alert.detail.value ?? (alert.nature === 'silence' ? null : undefined),
            period: alert.period,
            indicator: indicatorIn(catalogue.data, alert.indicator, language),
          },
          locale,
        )
        // The rule's own words where it left some: a value that is withheld is not one that never came.
        const words = alert.detail.reason?.[language] ?? t(`finding.${says}`, values)
        return alertFrom(alert, me.mayDispatch, words, language)
      }),
    }
  }, [tasks.data, alerts.data, catalogue.data, histories, me.id, me.mayDispatch, language, locale, t])

  const names = useMemo(
    () => new Map(tree.data?.areas.map((one) => [one.code, one.name[language]])),
    [tree.data, language],
  )
  const areaName = useCallback((code: string) => names.get(code) ?? code, [names])
  const mapAlerts = useMemo(
    () =>
      [...(shown?.alerts ?? []), ...(shown?.tasks ?? [])].flatMap(({ id, level, title, areaCode, at }): MapAlert[] =>
        at ? [{ id, level, title, areaCode, at }] : [],
      ),
    [shown],
  )
  const shapes = useMemo(
    () => boundary.data?.shapes.map((shape) => ({ ...shape, name: shape.name[language] })) ?? NO_SHAPES.shapes,
    [boundary.data, language],
  )
  const lists = useMemo(() => {
    if (!shown) return null
    const here = ({ areaCode }: { areaCode: string }) => area === undefined || areaCode === area
    return workLists(shown.tasks.filter(here), shown.alerts.filter(here))
  }, [shown, area])

  const refresh = useCallback(() => {
    void queries.invalidateQueries({
      predicate: ({ queryKey: [path] }) => Array.isArray(path) && ['tasks', 'alerts'].includes(String(path[0])),
    })
  }, [queries])

  return {
    lists,
    live,
    start,
    areaName,
    refresh,
    mapFailed: boundary.isError || boundary.data?.shapes.length === 0,
    failed: tasks.isError || alerts.isError,
    updatedAt: Math.min(tasks.dataUpdatedAt, alerts.dataUpdatedAt) || null,
    demo: shown ? [...shown.tasks, ...shown.alerts].some((one) => one.demo) : false,
    map: { shapes, source: boundary.data?.source ?? '', alerts: mapAlerts },
  }
}

/** Name and way of writing of an alert's indicator; without the semantic layer the bare numbers have to do. */
function indicatorIn(catalogue: readonly IndicatorDefinition[] | undefined, id: string, language: 'zh' | 'en') {
  const found = catalogue?.find((one) => one.id === id)
  return found && { name: found[language], unit: found.unit[language], format: found.format, digits: found.digits }
}
