'use client'
import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import type { Comparing } from '../cockpit/address'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { DataNotice } from '../cockpit/DataNotice'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { PlaceAwaited } from '../cockpit/PlaceAwaited'
import { territoryOf } from '../cockpit/place'
import { RankPanel } from '../cockpit/RankPanel'
import { TileGrid } from '../cockpit/TileGrid'
import { TrendPanel } from '../cockpit/TrendPanel'
import { type PlaceAt, usePlaceAt } from '../cockpit/usePlaceAt'
import { type Questions, tilesQuestion, useAsk } from '../cockpit/useQuestions'
import { ExportMenu } from '../export/ExportMenu'
import { PlaceOfNumbersProvider } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import headStyles from '../shell/board-head.module.css'
import { Page } from '../shell/Page'
import { Empty } from '../states/Empty'
import { NamesFailed } from '../states/NamesFailed'
import { LoopTable } from './LoopTable'
import styles from './loop.module.css'
import { LOOP_TILES } from './loop-view'
import { type LoopBar, useLoopAddress } from './useLoopAddress'

/** 闭环考核: how alerts are judged and tasks are signed, handed in, reviewed and closed, for one place and its parts. */
export function Loop() {
  const t = useTranslations('loop')
  const bar = useLoopAddress()
  const { at, ...asked } = usePlaceAt(bar.address)
  if (!at || asked.error) return <PlaceAwaited title={t('title')} foreign={t('outside')} asked={asked} />
  return <LoopAt at={at} bar={bar} />
}

function LoopAt({ at, bar }: { at: PlaceAt; bar: LoopBar }) {
  const t = useTranslations('loop')
  const tile = useTranslations('cockpit.tile')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, latest, definitionOf, areas } = at
  const { address } = bar
  const period = address.period ?? latest
  const facilities = useQuery(trpc.territory.facilities.queryOptions({ area: AreaCode.parse(place.area.code) }))
  const names = useMemo(
    () =>
      new Map([
        ...areas.map(({ code, name }) => [code, name[language]] as const),
        ...(facilities.data ?? []).map(({ id, name }) => [String(id), name[language]] as const),
      ]),
    [areas, facilities.data, language],
  )
  const questions = useMemo((): Questions | null => {
    const tiles = LOOP_TILES.flatMap((id) => definitionOf(id) ?? [])
    const chosen =
      tiles.find(({ id }) => id === address.indicator) ?? tiles.find(({ id }) => id === 'loopTasks.signedOnTime')
    if (!chosen) return null
    const { compare, tier } = address
    return { place, period, compare, tiles, chosen, counties: false, tier }
  }, [definitionOf, address, place, period])
  const totals = useAsk(questions && tilesQuestion(questions))
  // A layer that was not restarted since the pack came does not know its indicators.
  if (!questions)
    return (
      <Page title={t('title')}>
        <Empty>{t('unknown')}</Empty>
      </Page>
    )
  return (
    <PlaceOfNumbersProvider value={territoryOf(place)}>
      <div className={styles.page} data-testid="loop" data-in-order>
        <header className={headStyles.head}>
          <h1>{t('title')}</h1>
          <Breadcrumb place={place} bar={bar} />
          <nav className={headStyles.links} aria-label={t('further')}>
            <Link href={`/tasks?t=${place.area.code}`}>{t('tasks')}</Link>
            <Link href={`/alerts?t=${place.area.code}`}>{t('alerts')}</Link>
          </nav>
          <div className={headStyles.tools}>
            <Segmented<Comparing>
              value={address.compare}
              onChange={(compare) => bar.go({ compare })}
              options={[
                { value: 'sameLastYear', label: tile('sameLastYear') },
                { value: 'previous', label: tile('previous') },
              ]}
            />
            <PeriodPicker period={period} latest={latest} onPick={(next) => bar.go({ period: next })} />
            <ExportMenu question={tilesQuestion(questions)} name={t('title')} page />
          </div>
        </header>
        <div className={styles.notice}>
          <DataNotice
            answer={totals.data}
            period={period}
            unread={address.unread}
            {...(totals.stale ? { stale: totals.stale } : {})}
          />
          <p>{t('counted')}</p>
          <NamesFailed of={[facilities]} />
        </div>
        <TileGrid
          questions={questions}
          totals={totals}
          onSelect={(indicator) => bar.go({ indicator: IndicatorId.parse(indicator) })}
        />
        <div className={styles.charts}>
          <TrendPanel questions={questions} bar={bar} />
          <RankPanel className={styles.rank} questions={questions} bar={bar} names={names} />
        </div>
        <LoopTable questions={questions} bar={bar} names={names} definitionOf={definitionOf} />
      </div>
    </PlaceOfNumbersProvider>
  )
}
