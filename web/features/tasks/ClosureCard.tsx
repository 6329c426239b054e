'use client'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import type { FullTask } from './full-task'
import styles from './tasks.module.css'

/** What closing needs, and which of it is missing: evidence, a second person's approval, the indicator inside its limit. */
export function ClosureCard({ task }: { task: FullTask }) {
  const t = useTranslations('tasks.closure')
  const { recovery } = task
  const steps = recovery?.steps.slice(-12) ?? []
  return (
    <Card title={t('title')} testId="task-closure">
      <ul className={styles.conditions}>
        <li data-met={task.evidence.length > 0} data-condition="evidence">
          <div>
            {t('evidence')}
            <p>{task.evidence.length > 0 ? t('evidenceCount', { count: task.evidence.length }) : t('missing')}</p>
          </div>
        </li>
        <li data-met={task.approvedAt !== null} data-condition="approval">
          <div>
            {t('approval')}
            <p>
              {task.approvedAt
                ? t('approvedBy', { name: task.approvedByName ?? '', at: instantText(task.approvedAt) })
                : t('missing')}
            </p>
          </div>
        </li>
        {task.recoveryState !== 'none' && (
          <li data-met={task.recoveryState === 'recovered'} data-condition="recovery">
            <div>
              {recovery ? t('recovery', { count: recovery.window }) : t('recoveryPlain')}
              <p>{recovery ? t('checked', { at: instantText(recovery.checkedAt) }) : t('notChecked')}</p>
              {steps.length > 0 && (
                <ul className={styles.steps}>
                  {steps.map((step) => (
                    <li key={step.at} data-inside={String(step.inside)}>
                      {step.at} {t(step.inside === null ? 'unknown' : step.inside ? 'inside' : 'outside')}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        )}
      </ul>
      {task.partCount > 0 && <p className={page.hint}>{t('parts')}</p>}
    </Card>
  )
}
