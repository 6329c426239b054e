'use client'
import { useTranslations } from 'next-intl'
import { LevelMark } from '../../map/LevelMark'
import buttons from './act.module.css'
import { Countdown } from './Countdown'
import styles from './command.module.css'
import { clocksOf, runningClock } from './countdown'
import type { CommandAlert, CommandTask } from './model'
import { type WorkLists, waitingAlerts } from './work-lists'

/** What presses most: its level, its words and its three clocks. Calm when nothing is open, plain when nothing is known. */
export function Hero({
  task,
  counts,
  failed,
  onRetry,
}: {
  task: CommandTask | null
  counts: WorkLists<CommandTask, CommandAlert> | null
  failed: boolean
  onRetry: () => void
}) {
  const t = useTranslations('command')
  if (failed)
    return (
      <section className={styles.hero} data-tone="none" role="alert">
        <div className={styles.heroWords}>
          <h2>{t('state.failed')}</h2>
          <p>{t(counts ? 'state.failedKept' : 'state.failedEmpty')}</p>
        </div>
        <button type="button" className={buttons.quiet} style={{ flex: 'none' }} onClick={onRetry}>
          {t('act.retry')}
        </button>
      </section>
    )
  if (!counts)
    return (
      <section className={styles.hero} data-tone="none">
        <p className={styles.second}>{t('state.loading')}</p>
      </section>
    )
  const waiting = waitingAlerts(counts.alerts)
  if (!task)
    return (
      <section className={styles.hero} data-tone={waiting.gravest ?? 'calm'}>
        {waiting.gravest && (
          <span className={styles.heroLevel}>
            <LevelMark level={waiting.gravest} size="22px" />
            {t(`level.${waiting.gravest}`)}
          </span>
        )}
        <div className={styles.heroWords}>
          <h2>{waiting.gravest ? t('hero.alerts', { count: counts.alerts.length }) : t('hero.calm')}</h2>
          <p>
            {waiting.gravest
              ? waiting.levels.map(({ level, count }) => t('hero.ofLevel', { level, count })).join(' · ')
              : t('hero.calmNote')}
          </p>
        </div>
      </section>
    )
  const running = runningClock(task)
  const later = clocksOf(task).filter((clock) => clock.name !== running?.name && clock.metAt === null)
  return (
    <section className={styles.hero} data-tone={task.level} aria-label={t('hero.label')}>
      <span className={styles.heroLevel}>
        <LevelMark level={task.level} size="22px" />
        {t(`level.${task.level}`)}
      </span>
      <div className={styles.heroWords}>
        <h2>{task.title}</h2>
        <p>
          {task.place} · {t(`stateOf.${task.state}`)}
          {counts.alerts.length > 0 && ` · ${t('hero.alerts', { count: counts.alerts.length })}`}
        </p>
      </div>
      <div className={styles.heroClocks}>
        {running && <Countdown clock={running} level={task.level} look="large" />}
        {later.map((clock) => (
          <Countdown key={clock.name} clock={clock} level={task.level} look="stacked" />
        ))}
      </div>
    </section>
  )
}
