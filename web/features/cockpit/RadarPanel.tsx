'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { formatPeriod } from '@cockpit/domain/period/period'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { pickedAxis, radarOption, turnOutward } from '../../charts/radar'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { heldOf, untilGood } from '../states/held'
import { ChartPanel } from './ChartPanel'
import { peerAxes, peerCount } from './peer-axes'
import { territoryOf } from './place'
import styles from './radar-panel.module.css'
import type { AddressBar } from './useAddress'
import { GIVE_UP, type Questions } from './useQuestions'

function sinceOf({ subject }: { subject: Answer }): string | undefined {
  return subject.staleSince
}

/** A facility against the quartiles of its tier; an area's facilities of one tier against the spread within that tier. */
export function RadarPanel({
  questions,
  axes,
  bar,
  className,
}: {
  questions: Questions
  axes: readonly IndicatorDefinition[]
  bar: AddressBar
  className?: string
}) {
  const t = useTranslations('cockpit.radar')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, period } = questions
  const chosenTier = bar.address.radarTier ?? 'tertiary'
  const tier = place.facility?.tier ?? chosenTier
  const peers = useQuery({
    ...trpc.indicators.peers.queryOptions(
      { indicators: axes.map(({ id }) => id), ...territoryOf(place), tier, period: formatPeriod(period) },
      GIVE_UP,
    ),
    enabled: axes.length > 0,
    refetchInterval: untilGood(sinceOf),
  })
  const { data, error, stale } = heldOf(peers, sinceOf)
  const drawn = useMemo(() => data && peerAxes(axes, data.subject, data.bands, language), [data, axes, language])
  const count = peerCount(data?.bands ?? [])
  const words = useMemo(
    () => ({
      value: place.facility?.name[language] ?? t('ofArea', { area: place.area.name[language] }),
      band: t('band', { count: count }),
      better: { higher: t('higher'), lower: t('lower'), monitor: t('monitor') },
    }),
    [place, count, language, t],
  )
  const format = useCallback(
    (value: number, axis: number) => {
      const definition = axes[axis]
      return definition ? valueText(value, definition, language) : String(value)
    },
    [axes, language],
  )
  const build = useCallback(
    (drawing: Drawing) => (drawn ? radarOption({ axes: drawn, words }, drawing) : null),
    [drawn, words],
  )
  const turned = useMemo(() => drawn && turnOutward(drawn), [drawn])
  const enough = (turned?.drawn.length ?? 0) >= 3
  return (
    <ChartPanel
      className={className}
      stale={stale}
      testId="radar"
      title={t('title')}
      note={t(`peers.${tier}`, { count: count })}
      question={{ indicators: axes.map(({ id }) => id), ...territoryOf(place), period: formatPeriod(period) }}
      tools={
        place.facility ? null : (
          <Segmented<FacilityTier>
            size="small"
            value={chosenTier}
            onChange={(next) => bar.go({ radarTier: next === 'tertiary' ? null : next })}
            options={FACILITY_TIERS.slice(0, 2).map((value) => ({ value, label: t(`tier.${value}`) }))}
          />
        )
      }
    >
      {error ? (
        <Failure error={error} onRetry={peers.refetch} />
      ) : !drawn || !turned ? (
        <Skeleton lines={6} />
      ) : (
        <div className={styles.radar}>
          {enough ? (
            <Chart
              build={build}
              onPick={(index) => {
                const definition = axes[pickedAxis(drawn, index)]
                if (definition) bar.go({ indicator: IndicatorId.parse(definition.id) })
              }}
              label={`${t('title')}: ${drawn.map((axis, index) => `${axis.name} ${axis.value === null ? '—' : format(axis.value, index)}`).join(', ')}`}
            />
          ) : (
            <Empty>{t(count < 5 ? 'fewPeers' : 'empty')}</Empty>
          )}
          {turned.missing.length > 0 && (
            <small data-testid="radar-missing">
              {t('missing', { names: turned.missing.map(({ name }) => name).join(t('comma')) })}
            </small>
          )}
        </div>
      )}
    </ChartPanel>
  )
}
