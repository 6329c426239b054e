'use client'
import { Input } from 'antd'
import { useTranslations } from 'next-intl'
import styles from './day.module.css'
import { typedClock } from './typed-day'
import type { TypedField } from './typed-field'
import { useTyped } from './useTyped'

const WRITTEN = /^([01]\d|2[0-3]):[0-5]\d$/

/** A time of day on a clock of 24 hours, in every language. @param value `hh:mm`, or empty */
export function ClockField(field: TypedField) {
  const t = useTranslations('day')
  const typed = useTyped(field, (text) => WRITTEN.test(text), typedClock)
  return (
    <Input
      {...typed}
      className={styles.clock ?? ''}
      inputMode="numeric"
      autoComplete="off"
      placeholder="08:00"
      title={t('clock')}
      maxLength={8}
    />
  )
}
