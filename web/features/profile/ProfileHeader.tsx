'use client'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { plainText, shareText } from '../../format/number'
import { periodText } from '../../format/time'
import { writeQuery } from '../cockpit/read-query'
import { useAsk } from '../cockpit/useQuestions'
import { ExportMenu } from '../export/ExportMenu'
import { useTRPC } from '../queries/trpc'
import { StaleMark } from '../states/StaleMark'
import styles from './header.module.css'
import { useProfileFrame } from './profile-frame'
import { DRG_AXES } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

/** Who it is, what has come of what it owes, and what is open here, each with the way to it. */
export function ProfileHeader() {
  const t = useTranslations('profile.header')
  const kinds = useTranslations('cockpit.facility')
  const frame = useProfileFrame()
  const { facility, place, county, period, language, compare, define } = frame
  const trpc = useTRPC()
  const definitions = useMemo(() => define(['income.total', ...DRG_AXES]), [define])
  const question = ownQuestion(frame, definitions, period)
  const answer = useAsk(definitions.length > 0 ? question : null)
  const where = { area: county, facility: facility.id }
  const alerts = useQuery(trpc.alerts.list.queryOptions({ ...where, states: ['open', 'dispatched'], limit: 1 }))
  const tasks = useQuery(trpc.tasks.list.queryOptions({ ...where, open: true, limit: 1 }))
  const coverage = answer.data?.coverage
  const cockpit = writeQuery({
    t: county,
    f: facility.id,
    p: formatPeriod(period),
    cmp: compare === 'previous' ? 'mom' : null,
  })
  return (
    <header className={styles.header} data-testid="profile-header">
      <div>
        <p className={styles.trail}>
          {place.path.map((area) => area.name[language]).join(' / ')}
          {' · '}
          <Link href={`/${cockpit}`} data-testid="profile-to-cockpit">
            {t('cockpit')}
          </Link>
        </p>
        <h1>
          {facility.name[language]}
          {answer.data?.demo && <span className={styles.demo}>{t('demo')}</span>}
        </h1>
        <p className={styles.about}>
          {[
            kinds(`tier.${facility.tier}`),
            kinds(`category.${facility.category}`),
            place.area.name[language],
            facility.id,
          ].join(' · ')}{' '}
          <StaleMark since={answer.stale} />
        </p>
      </div>
      <div className={styles.factsBox}>
        <dl className={styles.facts}>
          <Fact word={t('beds')} value={facility.beds === null ? t('unknown') : plainText(facility.beds, language)} />
          <Fact word={t('period')} value={periodText(period, language)} />
          <Fact
            word={t('coverage')}
            value={
              coverage && coverage.expected > 0 ? (
                <Link href={`/quality/facility/${encodeURIComponent(facility.id)}?p=${formatPeriod(period)}`}>
                  {shareText(coverage.reported / coverage.expected, language)}
                </Link>
              ) : (
                t('unknown')
              )
            }
          />
          <Fact
            word={t('through')}
            value={answer.data ? (answer.data.dataThrough ?? answer.data.period.to) : t('unknown')}
          />
          <Fact
            word={t('alerts')}
            value={<a href="#work">{alerts.data ? plainText(alerts.data.total, language) : '—'}</a>}
          />
          <Fact
            word={t('tasks')}
            value={<a href="#work">{tasks.data ? plainText(tasks.data.total, language) : '—'}</a>}
          />
        </dl>
        <ExportMenu question={question} name={facility.name[language]} page />
      </div>
    </header>
  )
}

function Fact({ word, value }: { word: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  )
}
