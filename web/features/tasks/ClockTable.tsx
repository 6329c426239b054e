'use client'
import type { ClockSettings, Duration } from '@cockpit/domain/clock/settings'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { InputNumber, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { LevelMark } from '../alerts/LevelMark'
import styles from './tasks.module.css'

type Levels = ClockSettings['levels']
const UNITS = ['minutes', 'hours', 'days'] as const

/** The clocks of the four levels, one a row. */
export function ClockTable({
  levels,
  disabled,
  onChange,
}: {
  levels: Levels
  disabled: boolean
  onChange: (levels: Levels) => void
}) {
  const t = useTranslations('tasks.clocks')
  const set = (level: Level, part: Partial<Levels[Level]>) =>
    onChange({ ...levels, [level]: { ...levels[level], ...part } })
  return (
    <div className={styles.scroll}>
      <table className={styles.clockTable}>
        <thead>
          <tr>
            {(
              ['level', 'counts', 'sign', 'firstFeedback', 'close', 'share', 'escalateTo', 'yellow', 'red'] as const
            ).map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LEVELS.map((level) => {
            const clocks = levels[level]
            const label = (column: 'sign' | 'firstFeedback' | 'close' | 'yellow' | 'red') =>
              `${level} ${t(`column.${column}`)}`
            return (
              <tr key={level}>
                <th scope="row">
                  <LevelMark level={level} word />
                </th>
                <td>
                  <Select
                    size="small"
                    disabled={disabled}
                    aria-label={`${level} ${t('column.counts')}`}
                    value={clocks.calendar}
                    onChange={(calendar) => set(level, { calendar })}
                    options={(['always', 'working'] as const).map((value) => ({ value, label: t(`counts.${value}`) }))}
                  />
                </td>
                {(['sign', 'firstFeedback', 'close'] as const).map((name) => (
                  <td key={name}>
                    <Length
                      value={clocks[name]}
                      disabled={disabled}
                      label={label(name)}
                      onChange={(value) => value && set(level, { [name]: value })}
                    />
                  </td>
                ))}
                <td>
                  <InputNumber
                    size="small"
                    min={1}
                    max={99}
                    suffix="%"
                    disabled={disabled}
                    aria-label={`${level} ${t('column.share')}`}
                    value={Math.round(clocks.urgeShare * 100)}
                    onChange={(share) => share && set(level, { urgeShare: share / 100 })}
                  />
                </td>
                <td>
                  <Select
                    size="small"
                    disabled={disabled}
                    aria-label={`${level} ${t('column.escalateTo')}`}
                    value={clocks.escalateTo}
                    onChange={(escalateTo) => set(level, { escalateTo })}
                    options={(['next', 'top'] as const).map((value) => ({ value, label: t(`to.${value}`) }))}
                  />
                </td>
                <td>
                  <Length
                    optional
                    value={clocks.yellowAfter}
                    disabled={disabled}
                    label={label('yellow')}
                    onChange={(yellowAfter) => set(level, { yellowAfter })}
                  />
                </td>
                <td>
                  <Length
                    optional
                    value={clocks.redAfter}
                    disabled={disabled}
                    label={label('red')}
                    onChange={(redAfter) => set(level, { redAfter })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A number and its unit; emptied where it may be, there is none. */
function Length({
  value,
  disabled,
  label,
  optional = false,
  onChange,
}: {
  value: Duration | null
  disabled: boolean
  label: string
  optional?: boolean
  onChange: (value: Duration | null) => void
}) {
  const t = useTranslations('tasks.clocks.unit')
  const unit = value?.unit ?? 'days'
  return (
    <span className={styles.pair}>
      <InputNumber
        size="small"
        min={0.25}
        max={1000}
        disabled={disabled}
        aria-label={label}
        placeholder="—"
        className={styles.amount ?? ''}
        value={value?.amount ?? null}
        onChange={(amount) => (amount ? onChange({ amount, unit }) : optional && onChange(null))}
      />
      {value && (
        <Select
          size="small"
          disabled={disabled}
          aria-label={`${label} ${t('label')}`}
          value={unit}
          onChange={(next) => onChange({ amount: value.amount, unit: next })}
          options={UNITS.map((one) => ({ value: one, label: t(one) }))}
        />
      )}
    </span>
  )
}
