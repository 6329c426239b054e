'use client'
import { EMR_ROLES } from '@cockpit/domain/emr-grading/grade'
import type { IndicatorId } from '@cockpit/domain/ids'
import { partsOf } from '@cockpit/domain/period/calendar'
import { formatPeriod, parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { gradePathOption } from '../../charts/grade-path'
import { radarOption } from '../../charts/radar'
import { plainText } from '../../format/number'
import { GIVE_UP, useAsk } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { Empty } from '../states/Empty'
import { heldOf, untilGood } from '../states/held'
import { emrRoles, emrTotal, gradePath } from './emr-view'
import { Awaited, Figure } from './Figure'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { ownQuestion } from './useProfileQuestions'

const SCORE = 'emrRoles.meanScore'
const LEVEL = 'emrGrades.meanLevel'
/** Years of the path. */
const YEARS = 5
const HIGHEST = 8
const never = () => undefined

export function EmrFigures() {
  return (
    <>
      <RoleRadar />
      <GradePath />
    </>
  )
}

/** Gradings stand in the year they are of; the newest year at or before the period. */
function RoleRadar() {
  const t = useTranslations('profile.emr')
  const frame = useProfileFrame()
  const { define, language, period, facility, peers } = frame
  const definitions = useMemo(() => define([SCORE]), [define])
  const { year } = partsOf(period.to)
  const span = parsePeriod(String(year))
  const question = definitions.length > 0 ? ownQuestion(frame, definitions, span, { by: 'role' }) : null
  const own = useAsk(question)
  const trpc = useTRPC()
  const found = useQuery({
    ...trpc.profile.bandsBy.queryOptions(
      {
        facility: facility.id,
        period: formatPeriod(span),
        peers,
        indicator: SCORE as IndicatorId,
        dimension: 'role',
        values: [...EMR_ROLES],
      },
      GIVE_UP,
    ),
    enabled: definitions.length > 0,
    refetchInterval: untilGood(never),
  })
  const bands = { ...found, ...heldOf(found, never) }
  const rows = useMemo(() => own.data && bands.data && emrRoles(own.data, SCORE, bands.data), [own.data, bands.data])
  const count = Math.max(0, ...(rows?.map(({ band }) => band?.peers ?? 0) ?? []))
  const most = Math.max(1, ...(rows?.flatMap(({ score, band }) => [score ?? 0, band?.upper ?? 0]) ?? []))
  const build = useCallback(
    (drawing: Drawing) =>
      rows
        ? radarOption(
            {
              axes: rows.map(({ role, score, band }) => ({
                name: language === 'zh' ? role : t(`role.${role}`),
                figure: score === null ? '—' : plainText(score, language, 1),
                direction: 'higher',
                value: score,
                // One scale for all roles, from nothing to the best: points of one standard compare with each other.
                peers:
                  band?.lower !== undefined && band.upper !== undefined
                    ? { min: 0, q1: band.lower, q3: band.upper, max: most }
                    : null,
              })),
              words: {
                value: facility.name[language],
                band: t('band', { count }),
                better: { higher: '', lower: '', monitor: '' },
              },
            },
            drawing,
          )
        : null,
    [rows, facility, language, count, most, t],
  )
  const total = rows && emrTotal(rows)
  const drawn = rows?.filter(({ score, band }) => score !== null && band?.lower !== undefined).length ?? 0
  return (
    <Figure
      title={t('title')}
      testId="profile-emr"
      span={6}
      note={`${t('year', { year })} · ${t('band', { count })}`}
      stale={own.stale ?? bands.stale}
      question={question}
      help={
        <>
          <p>{t('help')}</p>
          <p>{t('floors')}</p>
        </>
      }
      table={
        rows && {
          head: [t('roleName'), t('score'), t('peers')],
          rows: rows.map(({ role, score, band }) => ({
            key: role,
            cells: [
              language === 'zh' ? role : t(`role.${role}`),
              score === null ? '—' : plainText(score, language, 1),
              band?.lower !== undefined && band.upper !== undefined
                ? `${plainText(band.lower, language, 1)} – ${plainText(band.upper, language, 1)}`
                : '—',
            ],
          })),
        }
      }
    >
      <Awaited asked={own}>
        {() => (
          <Awaited asked={bands}>
            {() =>
              rows?.every(({ score }) => score === null) ? (
                <Empty>{t('empty', { year })}</Empty>
              ) : (
                <div className={styles.withWords}>
                  <div className={styles.chart}>
                    {drawn >= 3 ? <Chart build={build} label={t('label', { year })} /> : <Empty>{t('fewPeers')}</Empty>}
                  </div>
                  {total && (
                    <p className={styles.judgement} data-testid="emr-says">
                      {t('total', { total: plainText(total.total, language, 1), reaches: total.reaches })}{' '}
                      {total.toNext !== null &&
                        t('toNext', { missing: plainText(total.toNext, language, 1), level: total.reaches + 1 })}
                    </p>
                  )}
                </div>
              )
            }
          </Awaited>
        )}
      </Awaited>
    </Figure>
  )
}

function GradePath() {
  const t = useTranslations('profile.emr')
  const frame = useProfileFrame()
  const { define, period } = frame
  const definitions = useMemo(() => define([LEVEL]), [define])
  const { year } = partsOf(period.to)
  const question =
    definitions.length > 0
      ? ownQuestion(frame, definitions, parsePeriod(`${year - YEARS + 1}..${year}`), { series: 'year' })
      : null
  const asked = useAsk(question)
  const path = useMemo(() => asked.data && gradePath(asked.data, LEVEL), [asked.data])
  const target = path?.target ?? null
  const build = useCallback(
    (drawing: Drawing) =>
      path
        ? gradePathOption(
            {
              years: path.years,
              levels: path.levels,
              highest: HIGHEST,
              ...(target ? { target: { level: target.level, word: t('asked', { level: target.level }) } } : {}),
              words: { level: t('level'), ungraded: t('ungraded') },
            },
            drawing,
          )
        : null,
    [path, target, t],
  )
  const known = path?.levels.some((level) => level !== null)
  const newest = path?.levels.findLast((level) => level !== null)
  return (
    <Figure
      title={t('path')}
      testId="profile-emr-path"
      span={6}
      note={`${year - YEARS + 1}–${year}`}
      stale={asked.stale}
      question={question}
      help={<p>{t('pathHelp')}</p>}
      table={
        path && {
          head: [t('yearName'), t('level')],
          rows: path.years.map((one, i) => ({ key: one, cells: [one, path.levels[i] ?? t('ungraded')] })),
        }
      }
    >
      <Awaited asked={asked}>
        {() =>
          known ? (
            <div className={styles.withWords}>
              <div className={styles.chart}>
                <Chart build={build} label={t('pathLabel', { level: newest ?? '—' })} />
              </div>
              <p className={styles.judgement}>
                {target && newest !== null && newest !== undefined
                  ? t(newest >= target.level ? 'reached' : 'notReached', {
                      level: newest,
                      wanted: target.level,
                      source: target.source,
                    })
                  : t('noTarget')}
              </p>
            </div>
          ) : (
            <Empty>{t('pathEmpty')}</Empty>
          )
        }
      </Awaited>
    </Figure>
  )
}
