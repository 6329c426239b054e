'use client'
import type { Period } from '@cockpit/domain/period/period'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { periodText } from '../../format/time'
import { Provenance } from '../cockpit/Provenance'
import { ChangeMark } from '../cockpit/Tile'
import { Empty } from '../states/Empty'
import { Withheld } from '../states/Withheld'
import styles from './band.module.css'
import { type BandRow, bandRows } from './band-view'
import { Awaited, Figure } from './Figure'
import { useProfileFrame } from './profile-frame'
import { ownQuestion, useOwnAndBands } from './useProfileQuestions'

/** Values one under the other, each on a strip with the middle half of the peers. A table already: it needs no other form. */
export function BandFigure({
  title,
  testId,
  ids,
  period,
  span,
  help,
}: {
  title: string
  testId: string
  ids: readonly string[]
  period: Period
  span: 4 | 6 | 8 | 12
  help: ReactNode
}) {
  const t = useTranslations('profile.band')
  const frame = useProfileFrame()
  const { define, language, compare } = frame
  const definitions = useMemo(() => define(ids), [define, ids])
  const { own, bands } = useOwnAndBands(definitions, period)
  return (
    <Figure
      title={title}
      testId={testId}
      span={span}
      note={periodText(period, language)}
      help={
        <>
          {help}
          <p>{t('help')}</p>
        </>
      }
      stale={own.stale ?? bands.stale}
      question={ownQuestion(frame, definitions, period)}
      chart={false}
    >
      <Awaited asked={own} lines={ids.length}>
        {(answer) => (
          <Awaited asked={bands} lines={ids.length}>
            {(peers) => {
              const rows = bandRows(definitions, answer, peers, compare, language)
              if (rows.length === 0) return <Empty>{t('empty')}</Empty>
              return (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
                <section className={styles.scroll} tabIndex={0} aria-label={title}>
                  <table className={styles.bands}>
                    <thead>
                      <tr>
                        <th scope="col">{t('indicator')}</th>
                        <th scope="col">{t('own')}</th>
                        <th scope="col">{t(compare)}</th>
                        <th scope="col">{t('peers')}</th>
                        <th scope="col">{t('standing')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <tr key={row.definition.id} data-testid={`band-${row.definition.id}`}>
                          <th scope="row">
                            {row.definition[language]}{' '}
                            <Provenance
                              definition={row.definition}
                              cell={answer.rows[0]?.cells[row.definition.id]}
                              answer={answer}
                            />
                          </th>
                          <td data-part="value">
                            {row.text ?? (row.state !== 'shown' && <Withheld reason={row.state} />)}
                          </td>
                          <td>
                            <Change row={row} />
                          </td>
                          <td>
                            <Strip row={row} />
                          </td>
                          <td>
                            <Standing row={row} />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </section>
              )
            }}
          </Awaited>
        )}
      </Awaited>
    </Figure>
  )
}

function Change({ row: { change } }: { row: BandRow }) {
  if (change === null || typeof change === 'string') return '—'
  return <ChangeMark change={change} />
}

function Strip({ row: { strip, band, text } }: { row: BandRow }) {
  const t = useTranslations('profile.band')
  if (!band) return <span className={styles.few}>{t('few')}</span>
  return (
    <span className={styles.stripBox} title={t('bandHint', { band: band.text, median: band.median })}>
      {strip && (
        <svg className={styles.strip} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
          <rect x="0" y="6.2" width="100" height="1.6" className={styles.rail} />
          <rect
            x={strip.lower * 100}
            y="2"
            width={Math.max(0.8, (strip.upper - strip.lower) * 100)}
            height="10"
            className={styles.half}
          />
          <rect x={strip.median * 100 - 0.3} y="2" width="0.7" height="10" className={styles.median} />
          <rect x={strip.value * 100 - 0.8} y="0" width="1.6" height="14" className={styles.own} />
        </svg>
      )}
      <small>
        <span className={styles.spoken}>{t('bandSpoken', { value: text ?? '—' })}</span>
        {band.text}
      </small>
    </span>
  )
}

const SIGNS = { better: '▲', worse: '▼', neutral: '●' } as const

function Standing({ row: { standing, sense } }: { row: BandRow }) {
  const t = useTranslations('profile.band')
  if (!standing) return '—'
  return (
    <span className={styles.standing} data-sense={sense}>
      <i aria-hidden="true">{SIGNS[sense]}</i> {t(`stands.${standing}`)}
      {sense !== 'neutral' && ` · ${t(`sense.${sense}`)}`}
    </span>
  )
}
