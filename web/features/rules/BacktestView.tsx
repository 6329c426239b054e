'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { alertMonthsOption } from '../../charts/alert-months'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Facts } from '../shell/Page'
import shared from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { optionKey } from './ConditionForm'
import styles from './rules.module.css'

/** Progress is looked at so often while a backtest runs, milliseconds. */
const LOOK_EVERY = 1_500

/** One backtest: how far it is, then what the rule would have said over the whole history. */
export function BacktestView({ id }: { id: string }) {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.rules.backtest.queryOptions(
      { id },
      {
        refetchInterval: (query) =>
          query.state.data && ['queued', 'running'].includes(query.state.data.state) ? LOOK_EVERY : false,
      },
    ),
  )
  const months = data?.shown?.found.months
  const build = useCallback(
    (drawing: Drawing) =>
      months
        ? alertMonthsOption(
            {
              months: months.map((one) => one.month),
              known: { name: t('overlapping'), values: months.map((one) => one.alerts - one.falseAlerts) },
              other: { name: t('unmatched'), values: months.map((one) => one.falseAlerts) },
            },
            drawing,
          )
        : null,
    [months, t],
  )
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!data) return <Skeleton lines={8} />
  if (data.state === 'failed') return <Empty>{t('backtestFailed', { why: data.error ?? '' })}</Empty>
  if (data.withheld) return <Empty>{t('withheld')}</Empty>
  if (!data.shown)
    return (
      <div className={styles.running} role="status">
        <p>{t(data.state === 'queued' ? 'queued' : 'running', { percent: Math.round(data.progress * 100) })}</p>
        <div className={shared.progress}>
          <i style={{ width: `${Math.max(2, data.progress * 100)}%` }} />
        </div>
      </div>
    )
  const { shown } = data
  const { found, budget, sweep, areas } = shown
  const share = (value: number | null) => (value === null ? '—' : `${Math.round(value * 100)}%`)
  const number = (value: number | null, digits = 0) => (value === null ? '—' : value.toFixed(digits))
  const known = found.knownEvents > 0
  const most = Math.max(1, ...areas.flatMap((area) => area.months.map((value) => value ?? 0)))
  return (
    <div className={styles.backtest} data-testid="backtest-result">
      <Facts
        rows={[
          [t('span'), `${shown.from.slice(0, 7)} – ${shown.to.slice(0, 7)} · ${data.dataVersion}`],
          [t('alertsFound'), t('alertsSaid', { alerts: found.alerts, heard: shown.heard, subjects: shown.subjects })],
          [
            t('judged'),
            t('judgedSaid', {
              judged: found.judged,
              steps: found.steps,
              short: found.notJudged['history-short'] ?? 0,
              missing: (found.notJudged['not-reported'] ?? 0) + (found.notJudged['history-gap'] ?? 0),
            }),
          ],
          [t('held'), found.held > 0 ? t('heldSaid', { held: found.held }) : ''],
          [
            t('known'),
            known
              ? t('knownSaid', {
                  found: share(found.sensitivity),
                  precision: share(found.precision),
                  delay: number(found.medianDelay),
                  missed: found.daysMissed,
                })
              : t('noKnown'),
          ],
          [
            t('budget'),
            budget
              ? t('budgetSaid', {
                  alarms: budget.alarms,
                  kept: budget.kept,
                  rate: share(budget.rate),
                  perMonth: number(budget.perMonth),
                  expected: number(budget.expectedFalse, 1),
                })
              : t('noBudget'),
          ],
        ]}
      />
      <h3>{t('perMonth')}</h3>
      {found.alerts === 0 ? (
        <p className={shared.hint}>{t('noAlerts')}</p>
      ) : (
        <div className={styles.chart}>
          <Chart build={build} label={t('chartLabel', { alerts: found.alerts, months: found.months.length })} />
        </div>
      )}
      {found.alerts > 0 && (
        <>
          <h3>{t('perArea')}</h3>
          <div className={styles.wide}>
            <table className={styles.areas}>
              <thead>
                <tr>
                  <th scope="col">{t('area')}</th>
                  <th scope="col">{t('alertsFound')}</th>
                  {found.months.map(({ month }) => (
                    <th key={month} scope="col">
                      {month.slice(2)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {areas
                  .filter((area) => area.alerts > 0)
                  .map((area) => (
                    <tr key={area.code}>
                      <th scope="row">{area.name?.[language] ?? area.code}</th>
                      <td>{area.alerts}</td>
                      {area.months.map((value, at) => (
                        <td
                          key={found.months[at]?.month}
                          data-empty={value === null ? '' : undefined}
                          style={
                            value
                              ? {
                                  background: `color-mix(in srgb, var(--accent) ${Math.round(12 + (40 * value) / most)}%, transparent)`,
                                }
                              : undefined
                          }
                        >
                          {value === null ? '–' : value || ''}
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
          {shown.areasLeft > 0 && <p className={shared.hint}>{t('areasLeft', { count: shown.areasLeft })}</p>}
        </>
      )}
      {known && (
        <>
          <h3>{t('events')}</h3>
          <ul className={styles.events}>
            {found.events.map(({ event, outcome, delay, lead, daysMissed }) => (
              <li key={`${event.name} ${event.from}`}>
                <span
                  className={shared.state}
                  data-tone={outcome === 'missed' ? 'bad' : outcome === 'found' ? 'act' : 'done'}
                >
                  {t(`outcome.${outcome}`)}
                </span>{' '}
                {event.title?.[language] ?? event.name} · {event.from} – {event.to}
                {outcome === 'found' && ` · ${t('delaySaid', { delay: number(delay), missed: daysMissed })}`}
                {lead !== null && ` · ${t('leadSaid', { lead })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {sweep.length > 1 && (
        <>
          <h3>{t('sweep')}</h3>
          <p className={shared.hint}>{t('sweepNote')}</p>
          <div className={styles.wide}>
            <table className={styles.sweep}>
              <thead>
                <tr>
                  {(
                    ['parameter', 'alerts', 'falsePerMonth', 'precision', 'sensitivity', 'delay', 'missed'] as const
                  ).map((name) => (
                    <th key={name} scope="col">
                      {t(`sweepColumn.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sweep.map((row) => (
                  <tr key={`${row.parameter} ${row.value}`} data-base={row.parameter === null ? '' : undefined}>
                    <th scope="row">
                      {row.parameter === null
                        ? t('asItIs')
                        : `${t(`field.${row.parameter}` as 'field.value')} ${valueWord(row.value, (key) => t(`option.${key}` as 'option.all'))}`}
                    </th>
                    <td>{row.alerts}</td>
                    <td>{known ? number(row.falsePerMonth, 2) : '—'}</td>
                    <td>{known ? share(row.precision) : '—'}</td>
                    <td>{share(row.sensitivity)}</td>
                    <td>{number(row.medianDelay)}</td>
                    <td>{known ? row.daysMissed : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  )
}

function valueWord(value: string | null, word: (key: string) => string): string {
  if (value === null) return ''
  return Number.isFinite(Number(value)) && value !== '1996' ? value : word(optionKey(value))
}
