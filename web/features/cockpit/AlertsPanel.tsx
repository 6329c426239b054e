'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ageText } from '../../format/instant'
import { type Language, languageOf } from '../../i18n/locale'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { LevelMark } from '../alerts/LevelMark'
import { useTRPC } from '../queries/trpc'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './alerts-panel.module.css'
import { Panel } from './Panel'
import type { Place } from './place'

/** The title with its place in front, unless the rule wrote the place into the title. */
function alertText({ place, title }: PresentedAlert, language: Language) {
  const name = (place.facility?.name ?? place.area.name)[language]
  if (title[language].includes(name)) return title[language]
  return (
    <>
      <strong>{name}</strong> {title[language]}
    </>
  )
}

/** What is wrong here now: open alerts of the place, gravest first. */
export function AlertsPanel({ place, className }: { place: Place; className?: string }) {
  const t = useTranslations('cockpit.alerts')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const now = useNow()
  const where = {
    area: AreaCode.parse(place.area.code),
    ...(place.facility ? { facility: FacilityId.parse(place.facility.id) } : {}),
  }
  const { data, error, refetch } = useQuery(
    trpc.alerts.list.queryOptions({ ...where, states: ['open', 'dispatched'], limit: 100 }),
  )
  return (
    <Panel
      className={className}
      testId="alerts"
      title={t('title')}
      note={data && t('count', { count: data.total })}
      tools={
        <Link href="/alerts" className={styles.more}>
          {t('all')}
        </Link>
      }
    >
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton lines={5} />
      ) : data.rows.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <ul className={styles.alerts}>
          {data.rows.map((alert) => (
            <li key={alert.id}>
              <Link href={`/alerts/${alert.id}`} title={alert.title[language]}>
                <LevelMark level={alert.level} />
                <span className={styles.alertText}>{alertText(alert, language)}</span>
                <span className={styles.alertState} data-state={alert.state}>
                  {t(`state.${alert.state}`)}
                </span>
                <time>{ageText(alert.raisedAt, now, language)}</time>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
