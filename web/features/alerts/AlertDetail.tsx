'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Card, Facts, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ALERT_TONE } from './AlertList'
import { DispatchForm } from './DispatchForm'
import { FalseAlarmForm } from './FalseAlarmForm'
import { LevelMark } from './LevelMark'

/** One alert: the value against its limit, what to do first, what was done, and the two ways on: a task, or a false alarm. */
export function AlertDetail({ id }: { id: string }) {
  const t = useTranslations('alerts')
  const task = useTranslations('tasks')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { data: alert, error, refetch } = useQuery(trpc.alerts.get.queryOptions({ id }))
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions())
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!alert)
    return (
      <Page title={t('title')}>
        <Skeleton lines={8} />
      </Page>
    )
  const definition = catalogue.data?.find((one) => one.id === alert.indicator)
  const write = (value: number | null | undefined) =>
    value === null || value === undefined ? null : definition ? valueText(value, definition, language) : String(value)
  const { place, detail } = alert
  const cockpit = `/?t=${place.area.code}${place.facility ? `&f=${place.facility.id}` : ''}&p=${alert.period}&i=${alert.indicator}`
  return (
    <Page
      title={alert.title[language]}
      note={<LevelMark level={alert.level} word />}
      tools={<Link href="/alerts">{t('back')}</Link>}
    >
      <div className={styles.split}>
        <div className={styles.column}>
          <Card>
            <p className={styles.big} data-testid="alert-value">
              {write(detail.value) ?? t('noValue')}
            </p>
            <Facts
              rows={[
                [
                  t('column.state'),
                  <span key="s" className={styles.state} data-tone={ALERT_TONE[alert.state]} data-testid="alert-state">
                    {t(`state.${alert.state}`)}
                  </span>,
                ],
                [
                  t('column.where'),
                  [place.facility?.name[language], place.area.name[language]].filter(Boolean).join(' · '),
                ],
                [t('indicator'), definition?.[language] ?? alert.indicator],
                [
                  t('limit'),
                  detail.limit === undefined || !definition || detail.value === null ? null : write(detail.limit),
                ],
                [t('months'), detail.months === undefined ? null : t('monthsText', { count: detail.months })],
                [t('column.period'), alert.period],
                [t('rule'), `${alert.ruleId} · ${alert.ruleVersion}`],
                [t('column.raised'), instantText(alert.raisedAt)],
              ]}
            />
            <p>
              <Link href={cockpit}>{t('openCockpit')}</Link>
            </p>
          </Card>
          <Card title={t('advice')}>
            <p className={styles.hint}>{alert.advice[language]}</p>
          </Card>
          <Card title={t('history')}>
            <ol className={styles.timeline}>
              {alert.events.map((event) => (
                <li key={event.id}>
                  <strong>{t(`event.${event.command}`)}</strong>{' '}
                  {event.actorName.startsWith('rule:') ? t('byRule') : event.actorName}
                  <time>{instantText(event.at)}</time>
                  {event.note && <p>{event.note}</p>}
                </li>
              ))}
            </ol>
          </Card>
        </div>
        <div className={styles.column}>
          {alert.tasks.length > 0 && (
            <Card title={t('tasks')}>
              {alert.tasks.map((one) => (
                <p key={one.id}>
                  <Link href={`/tasks/${one.id}`} className={styles.link} data-testid="alert-task">
                    {one.title}
                  </Link>{' '}
                  <span className={styles.state}>{task(`state.${one.state}`)}</span>
                </p>
              ))}
            </Card>
          )}
          {alert.may.dispatch && (alert.state === 'open' || alert.state === 'dispatched') && (
            <DispatchForm alert={alert} />
          )}
          {alert.may.triage && alert.state === 'open' && <FalseAlarmForm id={alert.id} />}
        </div>
      </div>
    </Page>
  )
}
