'use client'
import { LEVELS } from '@cockpit/domain/task/level'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import { Segmented, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { DayField } from '../day/DayField'
import { Field } from '../shell/Field'
import styles from '../shell/page.module.css'
import type { FullTask } from './full-task'
import { gravesAbove, type MoveDetails } from './move-details'
import { TargetPicker } from './TargetPicker'

/** The fields a command asks for besides words. */
export function MoveFields({
  task,
  command,
  details,
  onChange,
}: {
  task: FullTask
  command: TaskCommand
  details: MoveDetails
  onChange: (details: MoveDetails) => void
}) {
  const t = useTranslations('tasks')
  const set = (change: Partial<MoveDetails>) => onChange({ ...details, ...change })
  switch (command) {
    case 'issue':
    case 'transfer':
    case 'assist':
      return (
        <>
          {command === 'assist' && (
            <Segmented
              value={details.part}
              onChange={(value) => set({ part: value === 'sub' ? 'sub' : 'assist' })}
              options={(['assist', 'sub'] as const).map((value) => ({ value, label: t(`parts.${value}`) }))}
            />
          )}
          <Field label={t(command === 'issue' ? 'target.optional' : 'target.label')}>
            {(id) => (
              <>
                <TargetPicker id={id} onPick={(place) => set({ place })} />
                {details.place && <strong>{details.place.name}</strong>}
              </>
            )}
          </Field>
          {command === 'transfer' && <p className={styles.hint}>{t('target.transferHint')}</p>}
        </>
      )
    case 'askExtension':
      return (
        <Field label={t('until')}>
          {(id) => <DayField id={id} value={details.until} onChange={(until) => set({ until })} />}
        </Field>
      )
    case 'regrade':
      return (
        <Field label={t('newLevel')}>
          {(id) => (
            <>
              <Select
                id={id}
                value={details.level}
                onChange={(level) => set({ level })}
                options={LEVELS.filter((level) => level !== task.level).map((value) => ({
                  value,
                  label: t(`level.${value}`),
                }))}
              />
              <span className={styles.hint}>{t('newLevelHint')}</span>
            </>
          )}
        </Field>
      )
    case 'supervise':
      return (
        <Field label={t('grade')}>
          {(id) => (
            <Select
              id={id}
              value={details.grade}
              onChange={(grade) => set({ grade })}
              options={gravesAbove(task.supervision).map((value) => ({ value, label: t(`supervision.${value}`) }))}
            />
          )}
        </Field>
      )
    default:
      return null
  }
}
