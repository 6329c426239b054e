'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { quadrantOption } from '../../charts/quadrant'
import { plainText } from '../../format/number'
import { periodText } from '../../format/time'
import { useAsk } from '../cockpit/useQuestions'
import { notedBy } from '../notes/useNotes'
import { Empty } from '../states/Empty'
import { NamesFailed } from '../states/NamesFailed'
import { Awaited, Figure } from './Figure'
import styles from './profile.module.css'
import { profileHref } from './profile-address'
import { useProfileFrame } from './profile-frame'
import { QUADRANT } from './profile-indicators'
import { quadrantRows, REGION } from './quadrant-view'
import { usePeerNames } from './usePeerNames'
import { ownQuestion, peersQuestion } from './useProfileQuestions'

const IDS = [QUADRANT.x, QUADRANT.y, QUADRANT.size]

/** Cost index against time index, each peer a point as large as its cases; lines at the region's mean. */
export function QuadrantFigure() {
  const t = useTranslations('profile.quadrant')
  const frame = useProfileFrame()
  const router = useRouter()
  const { define, language, period, facility } = frame
  const definitions = useMemo(() => define(IDS), [define])
  const question = definitions.length === IDS.length ? peersQuestion(frame, definitions, period) : null
  const asked = useAsk(question)
  const { nameOf, asked: namesAsked } = usePeerNames()
  const rows = useMemo(
    () => asked.data && quadrantRows(asked.data, QUADRANT, facility.id, nameOf),
    [asked.data, facility.id, nameOf],
  )
  const own = rows?.find((row) => row.own)
  const build = useCallback(
    (drawing: Drawing) =>
      rows
        ? quadrantOption(
            {
              points: rows.map((row) => ({
                ...row,
                says: [
                  `${t('x')} ${row.x.toFixed(2)}`,
                  `${t('y')} ${row.y.toFixed(2)}`,
                  t('cases', { count: plainText(row.size, language, 0) }),
                  t(`field.${row.field}`),
                ],
              })),
              middle: REGION,
              words: {
                x: t('x'),
                y: t('y'),
                corners: [t('field.bothHigh'), t('field.costHigh'), t('field.neither'), t('field.timeHigh')],
              },
              format: (value) => value.toFixed(2),
            },
            drawing,
          )
        : null,
    [rows, language, t],
  )
  return (
    <Figure
      title={t('title')}
      testId="profile-quadrant"
      span={4}
      note={`${periodText(period, language)} · ${t('points', { count: rows?.length ?? 0 })}`}
      help={
        <>
          <p>{t('help')}</p>
          <p>{t('helpSeen')}</p>
        </>
      }
      stale={asked.stale}
      question={question}
      noted={notedBy(ownQuestion(frame, definitions, period))}
      table={
        rows && {
          head: [t('name'), t('x'), t('y'), t('size'), t('where')],
          rows: rows.map((row) => ({
            key: row.key,
            mark: row.own,
            cells: [
              row.name,
              row.x.toFixed(2),
              row.y.toFixed(2),
              plainText(row.size, language, 0),
              t(`field.${row.field}`),
            ],
          })),
        }
      }
    >
      <NamesFailed of={[namesAsked]} />
      <Awaited asked={asked}>
        {() =>
          rows && own ? (
            <div className={styles.withWords}>
              <div className={styles.chart}>
                <Chart
                  build={build}
                  onPick={(index) => {
                    const row = rows[index]
                    if (row && !row.own) router.push(profileHref(row.key, frame))
                  }}
                  label={t('label', { name: own.name, x: own.x.toFixed(2), y: own.y.toFixed(2), count: rows.length })}
                />
              </div>
              <p className={styles.judgement} data-testid="quadrant-says">
                {t('says', { x: own.x.toFixed(2), y: own.y.toFixed(2), field: t(`field.${own.field}`) })}
              </p>
            </div>
          ) : (
            <Empty>{t('empty')}</Empty>
          )
        }
      </Awaited>
    </Figure>
  )
}
