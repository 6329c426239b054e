'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod, type Period, previousPeriod, sameLastYear } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { IndicatorSelect } from '../cockpit/IndicatorSelect'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { PlaceAwaited } from '../cockpit/PlaceAwaited'
import { territoryOf } from '../cockpit/place'
import { useHref } from '../cockpit/useHref'
import { type PlaceAt, usePlaceAt } from '../cockpit/usePlaceAt'
import { GIVE_UP } from '../cockpit/useQuestions'
import { compareHref } from '../compare/compare-address'
import { ExportMenu } from '../export/ExportMenu'
import { useTRPC } from '../queries/trpc'
import headStyles from '../shell/board-head.module.css'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { heldOf, untilGood } from '../states/held'
import { Explained } from './Explained'
import styles from './explain.module.css'
import { type ExplainAddress, explainHref, readExplain } from './explain-address'

/** 解释变化: from one period to another, where a change was. Everything follows from the URL and the person's authority. */
export function Explain() {
  const t = useTranslations('explain')
  const bar = useHref<ExplainAddress>(readExplain, explainHref)
  const { at, ...asked } = usePlaceAt({ area: bar.address.area, facility: bar.address.facility })
  if (!at || asked.error) return <PlaceAwaited title={t('title')} foreign={t('outside')} asked={asked} />
  const definition =
    at.definitionOf(bar.address.indicator ?? '') ?? at.definitionOf(at.board.choices[0] ?? at.board.tiles[0] ?? '')
  if (!definition)
    return (
      <Page title={t('title')}>
        <Empty>{t('noIndicators')}</Empty>
      </Page>
    )
  return <ExplainOf at={at} bar={bar} definition={definition} />
}

function ExplainOf({
  at,
  bar,
  definition,
}: {
  at: PlaceAt
  bar: ReturnType<typeof useHref<ExplainAddress>>
  definition: IndicatorDefinition
}) {
  const t = useTranslations('explain')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, latest, board, definitionOf } = at
  const { address, go, hrefTo } = bar
  const to = address.to ?? latest
  const from = address.from ?? sameLastYear(to)
  const where = territoryOf(place)
  const cuts = useQuery(trpc.explain.cuts.queryOptions({ indicator: definition.id, ...where }))
  const by = cuts.data?.find((cut) => cut === address.by) ?? cuts.data?.[0]
  const asked = useQuery({
    ...trpc.explain.of.queryOptions(
      { indicator: definition.id, ...where, from: formatPeriod(from), to: formatPeriod(to), by: by ?? 'facility' },
      GIVE_UP,
    ),
    enabled: by !== undefined,
    refetchInterval: untilGood((data) => data.about.staleSince),
  })
  const { data, error, stale } = heldOf(asked, (answer) => answer.about.staleSince)
  const again: [string, Period][] = [
    ['sameLastYear', sameLastYear(to)],
    ['previous', previousPeriod(to)],
  ]
  return (
    <div className={styles.page}>
      <header className={headStyles.head}>
        <h1>{t('heading', { name: definition[language] })}</h1>
        <Breadcrumb
          place={place}
          bar={{
            hrefTo: ({ area }) => hrefTo({ area, facility: null }),
            go: ({ area }) => go({ area, facility: null }),
          }}
        />
        <div className={headStyles.tools}>
          <IndicatorSelect
            value={definition.id}
            choices={board.choices}
            definitionOf={definitionOf}
            onChoose={(id) => go({ indicator: IndicatorId.parse(id) })}
          />
          <Segmented<string>
            value={again.find(([, period]) => formatPeriod(period) === formatPeriod(from))?.[0] ?? 'other'}
            onChange={(word) => {
              const chosen = again.find(([name]) => name === word)
              if (chosen) go({ from: word === 'sameLastYear' ? null : chosen[1] })
            }}
            options={[
              ...again.map(([value]) => ({ value, label: t(`against.${value}`) })),
              { value: 'other', label: t('against.other'), disabled: true },
            ]}
          />
          <span className={styles.periods}>
            <PeriodPicker
              key={`from ${from.from}`}
              period={from}
              latest={latest}
              onPick={(next) => go({ from: next })}
            />
            →
            <PeriodPicker key={`to ${to.from}`} period={to} latest={latest} onPick={(next) => go({ to: next })} />
          </span>
          <Link
            className={styles.compare}
            href={compareHref({
              kind: 'periods',
              subjects: [formatPeriod(to), formatPeriod(from)],
              area: where.territory,
              facility: where.facility ?? null,
              indicator: IndicatorId.parse(definition.id),
            })}
          >
            {t('compare')}
          </Link>
          <ExportMenu question={null} name={t('heading', { name: definition[language] })} page />
        </div>
      </header>
      {error || cuts.error ? (
        <Failure error={error ?? cuts.error} onRetry={() => void Promise.all([cuts.refetch(), asked.refetch()])} />
      ) : cuts.data && by === undefined ? (
        <Empty>{t('noCuts')}</Empty>
      ) : !data || !by ? (
        <Skeleton lines={16} />
      ) : (
        <Explained
          at={at}
          definition={definition}
          data={data}
          stale={stale}
          from={from}
          to={to}
          by={by}
          cuts={cuts.data ?? []}
          bar={bar}
        />
      )}
    </div>
  )
}
