'use client'
import { REST, UNKEYED } from '@cockpit/domain/explain/sum-change'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod, type Period, previousPeriod, sameLastYear } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Segmented } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import type { ExplainedPart } from '../../server/explain/explain-change'
import type { AppRouter } from '../../server/router'
import { ChartTools } from '../cockpit/ChartPanel'
import { territoryOf } from '../cockpit/place'
import type { useHref } from '../cockpit/useHref'
import type { PlaceAt } from '../cockpit/usePlaceAt'
import { PlaceOfNumbersProvider } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import { Empty } from '../states/Empty'
import { NamesFailed } from '../states/NamesFailed'
import { StaleMark } from '../states/StaleMark'
import styles from './explain.module.css'
import type { ExplainAddress } from './explain-address'
import { partRows, sentence, waterfall } from './explain-view'
import { PartTable } from './PartTable'
import { CostSplit, RatioSplit } from './Splits'
import { Waterfall } from './Waterfall'

export type ExplainAnswer = inferRouterOutputs<AppRouter>['explain']['of']

/** One explained change: the sentence, the staircase, the split and every part. A part that is a place leads further down. */
export function Explained({
  at,
  definition,
  data,
  stale,
  from,
  to,
  by,
  cuts,
  bar,
}: {
  at: PlaceAt
  definition: IndicatorDefinition
  data: ExplainAnswer
  stale: string | undefined
  from: Period
  to: Period
  by: string
  cuts: readonly string[]
  bar: ReturnType<typeof useHref<ExplainAddress>>
}) {
  const t = useTranslations('explain')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, areas } = at
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: place.area.code }),
    enabled: by === 'facility',
  })
  const names = useMemo(
    () =>
      new Map([
        ...areas.map((area) => [area.code, area.name] as const),
        ...(facilities.data?.map((one) => [one.id, one.name] as const) ?? []),
      ]),
    [areas, facilities.data],
  )
  const nameOf = (part: ExplainedPart) => {
    if (part.id === REST) return { zh: t('hidden'), en: t('hidden') }
    if (part.id === UNKEYED) return { zh: t('unkeyed'), en: t('unkeyed') }
    const plain = part.name ?? part.id
    return names.get(part.id) ?? data.names[part.id] ?? { zh: plain, en: plain }
  }
  const dimension = useTranslations('catalogue.dimension')
  const cutName = (cut: string) => {
    if (cut === 'children' || cut === 'county' || cut === 'facility') return t(`by.${cut}`)
    const word = dimension.has(cut) ? dimension(cut) : cut
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const explained = data.explanation
  const choice = (
    <Segmented<string>
      value={by}
      onChange={(next) => bar.go({ by: next === cuts[0] ? null : next })}
      options={cuts.map((value) => ({ value, label: cutName(value) }))}
      data-testid="explain-by"
    />
  )
  if (!explained)
    return (
      <div className={styles.body} data-none="">
        <div className={styles.cuts}>{choice}</div>
        <Empty>{t(`unexplained.${data.unexplained ?? 'no-value'}`)}</Empty>
      </div>
    )
  const words = sentence(explained, definition, {
    place: place.facility?.name ?? place.area.name,
    from: { zh: periodText(from, 'zh'), en: periodText(from, 'en') },
    to: { zh: periodText(to, 'zh'), en: periodText(to, 'en') },
    nameOf,
  })
  const nameText = (part: ExplainedPart) => nameOf(part)[language]
  const byId = new Map(explained.parts.map((part) => [part.id, nameText(part)]))
  const leads = by === 'children' || by === 'county' || by === 'facility'
  const further = (id: string): Partial<ExplainAddress> | null => {
    if (!leads || id === REST || id === UNKEYED) return null
    return by === 'facility'
      ? { area: AreaCode.parse(place.area.code), facility: FacilityId.parse(id), by: null }
      : { area: AreaCode.parse(id), facility: null, by: null }
  }
  const silent = explained.parts.filter(({ absent }) => absent?.why === 'not-reported').length
  return (
    <PlaceOfNumbersProvider value={territoryOf(place)}>
      <div className={styles.body}>
        <section className={styles.said}>
          <p data-testid="explain-sentence">{words[language]}</p>
          <div className={styles.marks}>
            <NamesFailed of={[facilities]} />
            <StaleMark since={stale} />
            <ChartTools
              name={t('heading', { name: definition[language] })}
              question={{
                indicators: [definition.id],
                ...territoryOf(place),
                by,
                period: formatPeriod(to),
                limit: 5000,
                ...comparedWith(from, to),
              }}
              chart={false}
              about={{ definition, cell: data.whole.after, answer: { ...data.about, rows: [] } }}
            />
          </div>
          <small>
            {t('caution')}
            {silent > 0 && ` ${t('silent', { count: silent })}`}
            {data.about.dataThrough && ` ${t('partial', { day: data.about.dataThrough })}`}
          </small>
        </section>
        <div className={styles.cuts}>{choice}</div>
        <section className={styles.stairs}>
          <h2>{t('waterfall')}</h2>
          <Waterfall
            steps={waterfall(explained, definition, language)}
            nameOf={(step) =>
              step.kind === 'before'
                ? periodText(from, language)
                : step.kind === 'after'
                  ? periodText(to, language)
                  : step.kind === 'others'
                    ? t('others', { count: step.count })
                    : (byId.get(step.id) ?? step.id)
            }
            hrefOf={(step) => {
              const next = step.kind === 'part' ? further(step.id) : null
              return next && bar.hrefTo(next)
            }}
          />
          {explained.within !== null && explained.mix !== null && (
            <RatioSplit within={explained.within} mix={explained.mix} definition={definition} />
          )}
          {explained.cost && <CostSplit cost={explained.cost} definition={definition} />}
        </section>
        <PartTable
          rows={partRows(explained, definition, language, nameText)}
          label={t('table')}
          periods={[periodText(from, language), periodText(to, language)]}
          hrefOf={(id) => {
            const next = further(id)
            return next && bar.hrefTo(next)
          }}
        />
      </div>
    </PlaceOfNumbersProvider>
  )
}

/** The file has the period before beside it where it is one that a question can name. */
function comparedWith(from: Period, to: Period): { compare?: ('sameLastYear' | 'previous')[] } {
  const is = (other: Period) => formatPeriod(other) === formatPeriod(from)
  return is(sameLastYear(to)) ? { compare: ['sameLastYear'] } : is(previousPeriod(to)) ? { compare: ['previous'] } : {}
}
