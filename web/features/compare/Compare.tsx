'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { IndicatorSelect } from '../cockpit/IndicatorSelect'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { PlaceAwaited } from '../cockpit/PlaceAwaited'
import { territoryOf } from '../cockpit/place'
import { useHref } from '../cockpit/useHref'
import { type PlaceAt, usePlaceAt } from '../cockpit/usePlaceAt'
import { ExportMenu } from '../export/ExportMenu'
import { useTRPC } from '../queries/trpc'
import headStyles from '../shell/board-head.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './compare.module.css'
import { COMPARED, type CompareAddress, type Compared, compareHref, readCompare } from './compare-address'
import { SideBySide } from './SideBySide'
import { SubjectPicker } from './SubjectPicker'
import { subjectsOf } from './subjects'

/** 对比: up to five facilities, areas or periods side by side. Everything follows from the URL and the person's authority. */
export function Compare() {
  const t = useTranslations('compare')
  const bar = useHref<CompareAddress>(readCompare, compareHref)
  const { at, ...asked } = usePlaceAt({
    area: bar.address.area,
    facility: bar.address.kind === 'periods' ? bar.address.facility : null,
  })
  if (!at || asked.error) return <PlaceAwaited title={t('title')} foreign={t('outside')} asked={asked} />
  return <CompareAt at={at} bar={bar} />
}

function CompareAt({ at, bar }: { at: PlaceAt; bar: ReturnType<typeof useHref<CompareAddress>> }) {
  const t = useTranslations('compare')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, latest, board, definitionOf } = at
  const { address, go, hrefTo } = bar
  const period = address.period ?? latest
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: place.area.code }),
    enabled: address.kind === 'facilities',
  })
  const fits = (definition: IndicatorDefinition | undefined): definition is IndicatorDefinition =>
    definition !== undefined &&
    (address.kind === 'areas' || !isFacility(address, at) || definition.scope === 'facility')
  const chosen = [address.indicator, ...board.choices, ...board.tiles]
    .map((id) => definitionOf(id ?? ''))
    .find((definition) => fits(definition))
  const definitions = [...new Set([chosen, ...board.tiles.map(definitionOf)])].filter(fits)
  const subjects = useMemo(
    () =>
      subjectsOf(
        { kind: address.kind, subjects: address.subjects },
        { place, period, language, facilities: facilities.data ?? [], areas: at.areas },
      ),
    [address.kind, address.subjects, place, period, language, facilities.data, at.areas],
  )
  const tiers = new Set(subjects.flatMap(({ tier }) => tier ?? []))
  return (
    <div className={styles.page}>
      <header className={headStyles.head}>
        <h1>{t('title')}</h1>
        <Breadcrumb
          place={place}
          bar={{
            hrefTo: ({ area }) => hrefTo({ area, facility: null, ...emptied(address.kind) }),
            go: ({ area }) => go({ area, facility: null, ...emptied(address.kind) }),
          }}
        />
        {address.kind !== 'periods' && <span className={styles.when}>{periodText(period, language)}</span>}
        <div className={headStyles.tools}>
          <Segmented<Compared>
            value={address.kind}
            onChange={(kind) => go({ kind, subjects: [] })}
            options={COMPARED.map((value) => ({ value, label: t(`of.${value}`) }))}
            data-testid="compared"
          />
          {chosen && (
            <IndicatorSelect
              value={chosen.id}
              choices={board.choices.filter((id) => fits(definitionOf(id)))}
              definitionOf={definitionOf}
              onChoose={(id) => go({ indicator: IndicatorId.parse(id) })}
            />
          )}
          {address.kind !== 'periods' && (
            <PeriodPicker period={period} latest={latest} onPick={(next) => go({ period: next })} />
          )}
          {subjects.length > 0 && <ExportMenu question={null} name={t('title')} page />}
        </div>
      </header>
      <SubjectPicker address={address} at={at} facilities={facilities} go={go} />
      {address.unread.length > 0 && (
        <p className={styles.notice}>{t('unread', { names: address.unread.join(', ') })}</p>
      )}
      {tiers.size > 1 && (
        <p className={styles.notice} role="status" data-testid="mixed-tiers">
          {t('mixedTiers')}
        </p>
      )}
      {!chosen ? (
        <Empty>{t('noIndicators')}</Empty>
      ) : facilities.error ? (
        <Failure error={facilities.error} onRetry={facilities.refetch} />
      ) : subjects.length === 0 && facilities.isLoading ? (
        <Skeleton lines={12} />
      ) : subjects.length === 0 ? (
        <Empty>{t(`choose.${address.kind}`)}</Empty>
      ) : (
        <SideBySide
          subjects={subjects}
          definitions={definitions}
          chosen={chosen}
          overlaid={address.kind === 'periods'}
          question={{
            indicators: definitions.map(({ id }) => id),
            ...(address.kind === 'periods'
              ? territoryOf(place)
              : { territory: place.area.code, by: address.kind === 'facilities' ? 'facility' : 'children' }),
            period: formatPeriod(subjects[0]?.period ?? period),
          }}
        />
      )}
    </div>
  )
}

function isFacility(address: CompareAddress, at: PlaceAt): boolean {
  return address.kind === 'facilities' || at.place.facility !== null
}

/** Facilities are chosen from the area: another area has others. Areas and periods stay. */
function emptied(kind: Compared): Partial<CompareAddress> {
  return kind === 'facilities' ? { subjects: [] } : {}
}
