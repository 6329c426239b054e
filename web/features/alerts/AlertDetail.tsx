'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { periodOrNothing } from '../cockpit/read-query'
import { explainHref } from '../explain/explain-address'
import { useTRPC } from '../queries/trpc'
import { PlaceLinks } from '../region/PlaceLinks'
import { Card, Facts, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import { Withheld } from '../states/Withheld'
import { AlertActs } from './AlertActs'
import { AlertHistory } from './AlertHistory'
import { AlertState } from './AlertState'
import { alertsHref } from './alert-address'
import own from './alerts.module.css'
import { DispatchForm } from './DispatchForm'
import { LevelMark } from './LevelMark'

/** One alert: the value against its limit, what to do first, what was done, what stands around it, and what may be done. */
export function AlertDetail({ id }: { id: string }) {
  const t = useTranslations('alerts')
  const task = useTranslations('tasks')
  const explainWords = useTranslations('explain')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { data: alert, error, refetch } = useQuery(trpc.alerts.get.queryOptions({ id }))
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions())
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
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
  const precisionText =
    alert.rule &&
    (alert.rule.precision === null
      ? t('precisionFew', { settled: alert.rule.closed + alert.rule.falseAlarm })
      : t('precisionText', {
          share: Math.round(alert.rule.precision * 100),
          closed: alert.rule.closed,
          falseAlarm: alert.rule.falseAlarm,
        }))
  const explain = explainHref({
    indicator: IndicatorId.safeParse(alert.indicator).data ?? null,
    area: AreaCode.safeParse(place.area.code).data ?? null,
    facility: FacilityId.safeParse(place.facility?.id).data ?? null,
    to: periodOrNothing(alert.period) ?? null,
  })
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
              {write(detail.value) ??
                // Only a silence says that nothing came; any other value that is not there is withheld.
                (alert.nature === 'silence' ? t('noValue') : <Withheld reason="suppressed" />)}
            </p>
            <NamesFailed of={[catalogue]} />
            {detail.reason && <p className={styles.hint}>{detail.reason[language]}</p>}
            <Facts
              rows={[
                [t('column.state'), <AlertState key="s" alert={alert} />],
                [t('column.where'), <PlaceLinks key="w" place={place} />],
                [t('indicator'), definition?.[language] ?? alert.indicator],
                [
                  t('limit'),
                  detail.limit === undefined || !definition || detail.value === null ? null : write(detail.limit),
                ],
                [
                  t('months'),
                  detail.months === undefined ? null : t(`steps.${detail.grain ?? 'month'}`, { count: detail.months }),
                ],
                [t('column.period'), alert.period],
                [
                  t('rule'),
                  <span key="r" className={own.rule}>
                    <span>
                      {alert.named?.mayOpen ? (
                        <Link href={`/rules/${encodeURIComponent(alert.ruleId)}`} data-testid="alert-rule">
                          {alert.named.title[language]}
                        </Link>
                      ) : (
                        (alert.named?.title[language] ?? t('ruleGone'))
                      )}{' '}
                      · <Link href={alertsHref({ rule: alert.ruleId, states: [] })}>{t('ofRule')}</Link>
                    </span>
                    <small>
                      {alert.ruleId} · {alert.ruleVersion}
                    </small>
                  </span>,
                ],
                [t('column.raised'), instantText(alert.raisedAt)],
                [
                  t('acknowledged'),
                  alert.acknowledgedAt && `${alert.acknowledgedByName ?? ''} ${instantText(alert.acknowledgedAt)}`,
                ],
                [t('rests'), alert.snoozedUntil && instantText(alert.snoozedUntil)],
                [t('precision'), precisionText],
              ]}
            />
            <p>
              <Link href={cockpit}>{t('openCockpit')}</Link> ·{' '}
              <Link href={explain} data-testid="alert-explain">
                {explainWords('title')}
              </Link>
            </p>
          </Card>
          <Card title={t('advice')}>
            <p className={styles.hint}>{alert.advice[language]}</p>
          </Card>
          <Card title={t('history')}>
            <AlertHistory events={alert.events} />
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
          {alert.may.triage && <AlertActs alert={alert} related={alert.related} />}
          {alert.related.length > 0 && (
            <Card title={t('related', { count: alert.related.length })} testId="alert-related">
              <ul className={own.names}>
                {alert.related.map((one) => (
                  <li key={one.id}>
                    <LevelMark level={one.level} />{' '}
                    <Link href={`/alerts/${one.id}`} className={styles.link}>
                      {one.title[language]}
                    </Link>{' '}
                    <span className={styles.muted}>{t(`relation.${relationOf(alert, one)}`)}</span>{' '}
                    <AlertState alert={one} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </div>
    </Page>
  )
}

interface Standing {
  readonly id: string
  readonly mergedInto: string | null
  readonly inhibitedBy: string | null
}

/** What the other alert is to this one. */
function relationOf(alert: Standing, other: Standing) {
  if (other.mergedInto === alert.id) return 'mergedHere'
  if (alert.mergedInto === other.id) return 'mergedThere'
  if (other.inhibitedBy === alert.id) return 'under'
  return alert.inhibitedBy === other.id ? 'over' : 'incident'
}
