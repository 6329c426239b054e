'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ClockField } from './ClockField'
import { DayField } from './DayField'
import styles from './day.module.css'
import type { TypedField } from './typed-field'

/** A day and a time of day. @param value `yyyy-mm-ddThh:mm`, or empty while one of them is missing */
export function MomentField({ value, onChange, ...field }: TypedField) {
  const t = useTranslations('day')
  const [given, setGiven] = useState(value)
  const [[day = '', clock = ''], setParts] = useState(value.split('T'))
  if (value !== given) {
    setGiven(value)
    if (value !== '') setParts(value.split('T'))
  }
  const take = (parts: readonly [day: string, clock: string]) => {
    setParts([...parts])
    const whole = parts[0] && parts[1] ? parts.join('T') : ''
    setGiven(whole)
    if (whole !== value) onChange(whole)
  }
  return (
    <span className={styles.moment}>
      <DayField {...field} value={day} onChange={(next) => take([next, clock])} />
      <ClockField
        disabled={field.disabled}
        status={field.status}
        size={field.size}
        aria-label={t('clock')}
        value={clock}
        onChange={(next) => take([day, next])}
      />
    </span>
  )
}
