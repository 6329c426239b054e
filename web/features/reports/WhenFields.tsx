'use client'
import { PERIOD_RULES } from '@cockpit/domain/scheduled-report/period-rule'
import { Schedule } from '@cockpit/domain/scheduled-report/schedule'
import { Input, InputNumber, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { Card } from '../shell/Page'
import { useNow } from '../shell/useNow'
import type { DraftFields } from './draft-fields'
import { FormRow } from './FormRow'
import { scheduleOf } from './report-draft'
import { nextTurns } from './report-words'
import styles from './reports.module.css'

const EVERY = ['day', 'week', 'month', 'quarter'] as const
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** When a report is made and of which days, with the next three turns as they will be. */
export function WhenFields({ draft, set, fault }: DraftFields) {
  const t = useTranslations('reports')
  const now = useNow()
  const schedule = Schedule.safeParse(scheduleOf(draft))
  const turns = schedule.success ? nextTurns(schedule.data, draft.period, now, 3) : []
  return (
    <Card title={t('form.when')}>
      <div className={styles.fields}>
        <FormRow label={t('form.period')}>
          {(id) => (
            <Select
              id={id}
              value={draft.period}
              onChange={(period) => set({ period })}
              options={PERIOD_RULES.map((value) => ({ value, label: t(`period.${value}`) }))}
            />
          )}
        </FormRow>
        <FormRow
          label={t('form.every')}
          help={draft.day > 28 && isMonthly(draft.every) ? t('form.shortMonths') : undefined}
        >
          {(id) => (
            <span className={styles.line}>
              <Select
                id={id}
                value={draft.every}
                onChange={(every) => set({ every })}
                options={EVERY.map((value) => ({ value, label: t(`every.${value}`) }))}
              />
              {draft.every === 'week' && (
                <Select
                  aria-label={t('form.weekday')}
                  value={String(draft.weekday)}
                  onChange={(weekday) => set({ weekday: Number(weekday) })}
                  options={WEEKDAYS.map((value) => ({ value, label: t(`weekday.${value}`) }))}
                />
              )}
              {isMonthly(draft.every) && (
                <InputNumber
                  aria-label={t('form.day')}
                  min={1}
                  max={31}
                  precision={0}
                  value={draft.day}
                  onChange={(day) => set({ day: day ?? 1 })}
                />
              )}
            </span>
          )}
        </FormRow>
        <FormRow label={t('form.at')} help={t('form.atHelp')} fault={fault('at')}>
          {(id) => (
            <Input
              id={id}
              maxLength={5}
              placeholder="08:00"
              value={draft.at}
              data-testid="report-at"
              onChange={({ target }) => set({ at: target.value.replace('：', ':').trim() })}
            />
          )}
        </FormRow>
      </div>
      <h3 className={styles.turnsHead}>{t('form.turns')}</h3>
      <ol className={styles.turns} data-testid="report-turns">
        {turns.map(({ due, period }) => (
          <li key={due.toISOString()}>
            <strong>{instantText(due)}</strong>
            <span>{t('form.turnPeriod', { period })}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

const isMonthly = (every: string) => every === 'month' || every === 'quarter'
