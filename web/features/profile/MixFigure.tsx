'use client'
import { Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { treemapOption } from '../../charts/treemap'
import { plainText, shareText } from '../../format/number'
import { periodText } from '../../format/time'
import { useAsk } from '../cockpit/useQuestions'
import { Empty } from '../states/Empty'
import { Awaited, Figure } from './Figure'
import mixStyles from './mix.module.css'
import { COST_STEPS, type MixRow, mixRows, mixTiles } from './mix-view'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { MIX } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

const IDS = [MIX.weight, MIX.cases, MIX.shade, MIX.stay]

/** What the facility treats: major categories, and the groups of one of them, by weight or cases, coloured by their cost index. */
export function MixFigure({
  mdc,
  by,
  onMdc,
  onBy,
}: {
  mdc: string
  by: 'weight' | 'cases'
  onMdc: (mdc: string) => void
  onBy: (by: 'weight' | 'cases') => void
}) {
  const t = useTranslations('profile.mix')
  const frame = useProfileFrame()
  const { define, language, calendarYear: year } = frame
  const definitions = useMemo(() => define(IDS), [define])
  const question =
    definitions.length === IDS.length
      ? ownQuestion(frame, definitions, year, {
          by: mdc === '' ? 'mdc' : 'drg',
          limit: 2000,
          ...(mdc === '' ? {} : { filters: [{ dimension: 'mdc', values: [mdc] }] }),
        })
      : null
  const asked = useAsk(question)
  const rows = useMemo(() => asked.data && mixRows(asked.data, MIX, (key) => key || t('ungrouped')), [asked.data, t])
  const tiles = useMemo(
    () =>
      rows &&
      mixTiles(rows, by, {
        figure: (row) =>
          by === 'weight'
            ? plainText(row.weight ?? 0, language, 1)
            : t('cases', { count: plainText(row.cases ?? 0, language, 0) }),
        says: (row) => [
          `${t('weight')} ${number(row.weight, 1)} · ${t('cases', { count: number(row.cases, 0) })}`,
          `${t('costIndex')} ${number(row.costIndex, 2)} · ${t('stayIndex')} ${number(row.stayIndex, 2)}`,
        ],
      }),
    [rows, by, language, t],
  )
  const build = useCallback(
    (drawing: Drawing) => (tiles ? treemapOption({ tiles, steps: COST_STEPS }, drawing) : null),
    [tiles],
  )
  const open = (row: MixRow) => mdc === '' && row.key !== '' && onMdc(row.key)
  const withheld = rows?.filter(({ suppressed }) => suppressed).length ?? 0
  const place = mdc === '' ? t('all') : mdc
  return (
    <Figure
      title={t('title')}
      testId="profile-mix"
      span={12}
      note={`${periodText(year, language)} · ${place}`}
      stale={asked.stale}
      question={question}
      tools={
        <Segmented<'weight' | 'cases'>
          size="small"
          value={by}
          onChange={onBy}
          options={[
            { value: 'weight', label: t('weight') },
            { value: 'cases', label: t('size') },
          ]}
        />
      }
      help={
        <>
          <p>{t('help')}</p>
          <p>{t('helpColour')}</p>
        </>
      }
    >
      <Awaited asked={asked} lines={9}>
        {() => (
          <div className={mixStyles.mix}>
            <div className={mixStyles.mixMap}>
              <p className={mixStyles.crumbs}>
                {mdc === '' ? (
                  <b>{t('all')}</b>
                ) : (
                  <>
                    <button type="button" data-testid="mix-back" onClick={() => onMdc('')}>
                      ← {t('all')}
                    </button>
                    <b>{mdc}</b>
                  </>
                )}
                <span className={mixStyles.legend}>
                  {t('legend')} <Legend />
                </span>
              </p>
              <div className={styles.tallChart}>
                {tiles && tiles.length > 0 ? (
                  <Chart
                    build={build}
                    label={t('label', { place, count: tiles.length })}
                    onPick={(index) => {
                      // The root of the tree is the first of its nodes.
                      const picked = rows?.find(({ key }) => key === tiles[index - 1]?.key)
                      if (picked) open(picked)
                    }}
                  />
                ) : (
                  <Empty>{t('empty')}</Empty>
                )}
              </div>
            </div>
            <MixTable rows={rows ?? []} deeper={mdc === ''} onOpen={open} withheld={withheld} />
          </div>
        )}
      </Awaited>
    </Figure>
  )
}

function number(value: number | null, digits: number): string {
  return value === null ? '—' : value.toFixed(digits)
}

/** The table beside the drawing is its other form: each category is a button that opens its groups. */
function MixTable({
  rows,
  deeper,
  onOpen,
  withheld,
}: {
  rows: readonly MixRow[]
  deeper: boolean
  onOpen: (row: MixRow) => void
  withheld: number
}) {
  const t = useTranslations('profile.mix')
  const { language } = useProfileFrame()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={mixStyles.mixTable} tabIndex={0} aria-label={t('title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(deeper ? 'category' : 'group')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('weight')}</th>
            <th scope="col">{t('share')}</th>
            <th scope="col">{t('costIndex')}</th>
            <th scope="col">{t('stayIndex')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ suppressed }) => !suppressed)
            .map((row) => (
              <tr key={row.key} data-testid="mix-row">
                <th scope="row">
                  {deeper && row.key !== '' ? (
                    <button type="button" onClick={() => onOpen(row)}>
                      {row.name}
                    </button>
                  ) : (
                    row.name
                  )}
                </th>
                <td>{row.cases === null ? '—' : plainText(row.cases, language, 0)}</td>
                <td>{number(row.weight, 1)}</td>
                <td>{row.share === null ? '—' : shareText(row.share, language)}</td>
                <td>{number(row.costIndex, 2)}</td>
                <td>{number(row.stayIndex, 2)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {withheld > 0 && <p>{t('withheld', { count: withheld })}</p>}
    </section>
  )
}

const RAMP = ['--map-0', '--map-2', '--map-3', '--map-5', '--map-6'] as const

function Legend() {
  const words = ['<0.8', '0.8–0.9', '0.9–1.1', '1.1–1.25', '≥1.25']
  return words.map((word, step) => (
    <span key={word}>
      <i style={{ background: `var(${RAMP[step]})` }} aria-hidden="true" /> {word}
    </span>
  ))
}
