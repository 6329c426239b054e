'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { pickedAxis, radarOption } from '../../charts/radar'
import { periodText } from '../../format/time'
import { HOME, writeAddress } from '../cockpit/address'
import { peerAxes, peerCount } from '../cockpit/peer-axes'
import { Empty } from '../states/Empty'
import { Withheld } from '../states/Withheld'
import { bandRows } from './band-view'
import { Awaited, Figure } from './Figure'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { ownQuestion, useOwnAndBands } from './useProfileQuestions'

/** Axes turned so that outward is better, with the middle half of the peers behind; the same figures as a table. */
export function RadarFigure({
  title,
  testId,
  ids,
  help,
}: {
  title: string
  testId: string
  ids: readonly string[]
  help: ReactNode
}) {
  const t = useTranslations('profile')
  const frame = useProfileFrame()
  const router = useRouter()
  const { define, language, period, compare, facility } = frame
  const definitions = useMemo(() => define(ids), [define, ids])
  const { own, bands } = useOwnAndBands(definitions, period)
  const axes = useMemo(
    () => own.data && bands.data && peerAxes(definitions, own.data, bands.data, language),
    [own.data, bands.data, definitions, language],
  )
  const rows = useMemo(
    () => own.data && bands.data && bandRows(definitions, own.data, bands.data, compare, language),
    [own.data, bands.data, definitions, compare, language],
  )
  const count = peerCount(bands.data ?? [])
  const build = useCallback(
    (drawing: Drawing) =>
      axes
        ? radarOption(
            {
              axes,
              words: {
                value: facility.name[language],
                band: t('radar.band', { count }),
                better: { higher: t('radar.higher'), lower: t('radar.lower'), monitor: t('radar.monitor') },
              },
            },
            drawing,
          )
        : null,
    [axes, facility, language, count, t],
  )
  // An axis leads to its indicator in the cockpit, at this facility and period.
  const hrefOf = (indicator: string) =>
    `/${writeAddress({
      ...{ ...HOME, area: frame.county, facility: facility.id, period, compare },
      indicator: IndicatorId.parse(indicator),
    })}`
  const drawn = axes?.filter(({ value, peers }) => value !== null && peers !== null) ?? []
  return (
    <Figure
      title={title}
      testId={testId}
      span={4}
      note={`${periodText(period, language)} · ${t('radar.band', { count })}`}
      help={help}
      stale={own.stale ?? bands.stale}
      question={ownQuestion(frame, definitions, period)}
      table={
        rows && {
          head: [t('band.indicator'), t('band.own'), t('band.peers'), t('band.standing')],
          rows: rows.map((row) => ({
            key: row.definition.id,
            cells: [
              `${row.definition[language]}（${t(`radar.${row.definition.direction}`)}）`,
              row.text ?? (row.state !== 'shown' && <Withheld key="why" reason={row.state} />),
              row.band?.text ?? t('band.few'),
              row.standing ? t(`band.stands.${row.standing}`) : '—',
            ],
          })),
        }
      }
    >
      <Awaited asked={own}>
        {() => (
          <Awaited asked={bands}>
            {() => (
              <div className={styles.radar}>
                {drawn.length >= 3 ? (
                  <Chart
                    build={build}
                    onPick={(index) => {
                      const definition = axes && definitions[pickedAxis(axes, index)]
                      if (definition) router.push(hrefOf(definition.id))
                    }}
                    label={`${title}: ${rows?.map(({ definition, text }) => `${definition[language]} ${text ?? '—'}`).join(', ')}`}
                  />
                ) : (
                  <Empty>{t(count < 5 ? 'radar.fewPeers' : 'radar.empty')}</Empty>
                )}
                <ul className={styles.axes}>
                  {rows?.map(({ definition, state, text, standing, sense }) => (
                    <li key={definition.id} data-sense={sense} data-testid={`axis-${definition.id}`}>
                      <Link href={hrefOf(definition.id)}>{definition[language]}</Link>{' '}
                      {state === 'shown' ? <b>{text}</b> : <Withheld reason={state} />}
                      {standing && standing !== 'inside' && <small>{t(`band.stands.${standing}`)}</small>}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </Awaited>
        )}
      </Awaited>
    </Figure>
  )
}
