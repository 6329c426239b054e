'use client'
import { addDays, addMonths, type CalendarDate, partsOf, shanghaiDate } from '@cockpit/domain/period/calendar'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { monthText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import styles from './day.module.css'
import { isIn, weeksOf } from './typed-day'

/**
 * The days of a month to take one of; by the keyboard as in the date picker of the ARIA Authoring Practices: arrows by day and week, Home and End
 * within the week, Page Up and Page Down by month, Escape leaves.
 */
export function DayGrid({
  ref: grid,
  value,
  min,
  onPick,
  onLeave,
}: {
  ref: RefObject<HTMLTableElement | null>
  value: CalendarDate | null
  min?: string | undefined
  onPick: (day: CalendarDate) => void
  onLeave: () => void
}) {
  const t = useTranslations('day')
  const locale = useLocale()
  const today = shanghaiDate(new Date())
  const [at, setAt] = useState(value ?? today)
  const { year, month } = partsOf(at)
  const weeks = weeksOf(year, month)
  const spoken = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day
  useEffect(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), [at])
  const onKeyDown = (event: KeyboardEvent) => {
    const week = weeks.find((days) => days.includes(at)) ?? []
    const to: Readonly<Record<string, CalendarDate | undefined>> = {
      ArrowLeft: addDays(at, -1),
      ArrowRight: addDays(at, 1),
      ArrowUp: addDays(at, -7),
      ArrowDown: addDays(at, 7),
      Home: week[0],
      End: week[6],
      PageUp: addMonths(at, -1),
      PageDown: addMonths(at, 1),
    }
    const next = to[event.key]
    if (next) setAt(next)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.card} role="dialog" aria-label={t('open')}>
      <div className={styles.head}>
        <button type="button" aria-label={t('before')} onClick={() => setAt(addMonths(at, -1))}>
          ‹
        </button>
        <strong aria-live="polite">{monthText(year, month, languageOf(locale))}</strong>
        <button type="button" aria-label={t('after')} onClick={() => setAt(addMonths(at, 1))}>
          ›
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table of days is what the pattern makes a grid of */}
      <table ref={grid} role="grid" className={styles.grid} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {(weeks[0] ?? []).map((day) => (
              <th key={day} scope="col" abbr={weekday(day, locale, 'long')}>
                {weekday(day, locale, 'narrow')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    tabIndex={day === at ? 0 : -1}
                    disabled={min !== undefined && min !== '' && day < min}
                    aria-label={spoken.format(new Date(`${day}T00:00:00Z`))}
                    aria-current={day === today ? 'date' : undefined}
                    aria-pressed={day === value}
                    data-beside={!isIn(day, year, month) || undefined}
                    onClick={() => onPick(day)}
                  >
                    {partsOf(day).day}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function weekday(day: CalendarDate, locale: string, width: 'long' | 'narrow'): string {
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
