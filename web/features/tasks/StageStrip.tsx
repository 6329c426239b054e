'use client'
import { stagesOf } from '@cockpit/domain/task/stage'
import { useTranslations } from 'next-intl'
import { Card } from '../shell/Page'
import type { FullTask } from './full-task'
import styles from './tasks.module.css'

/** The whole loop: what is done, what is awaited, what comes. */
export function StageStrip({ task }: { task: FullTask }) {
  const t = useTranslations('tasks.stage')
  const marks = stagesOf({ ...task, fromAlert: task.alertId !== null, recovery: task.recoveryState })
  return (
    <Card>
      <ol className={styles.stages} data-testid="task-stages">
        {marks.map(({ stage, mark }) => (
          <li key={stage} data-mark={mark} aria-current={mark === 'now' ? 'step' : undefined}>
            {t(stage)}
          </li>
        ))}
      </ol>
    </Card>
  )
}
