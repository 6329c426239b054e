'use client'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { Input, Popover } from 'antd'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { DayGrid } from './DayGrid'
import styles from './day.module.css'
import { typedDay } from './typed-day'
import type { TypedField } from './typed-field'
import { useTyped } from './useTyped'

/**
 * A day, typed as `yyyy-mm-dd` or taken from a calendar. In the language of the page, where a browser's own date field speaks the browser's.
 * @param value `yyyy-mm-dd`, or empty
 * @param min the first day that may be taken
 */
export function DayField({ min, ...field }: TypedField & { readonly min?: string }) {
  const t = useTranslations('day')
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const typed = useTyped(field, (text) => CalendarDate.safeParse(text).success, typedDay)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span className={styles.field}>
      <Input
        {...typed}
        className={styles.day ?? ''}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('pattern')}
        title={t('pattern')}
        maxLength={12}
        suffix={
          <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement="bottomRight"
            destroyOnHidden
            // Only what is seen takes the focus: before, the card is laid out unseen.
            afterOpenChange={(opened) => opened && grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
            content={
              <DayGrid
                ref={grid}
                value={typedDay(field.value)}
                min={min}
                onPick={(day) => {
                  field.onChange(day)
                  close()
                }}
                onLeave={close}
              />
            }
          >
            <button
              ref={button}
              type="button"
              className={styles.open}
              disabled={field.disabled}
              aria-label={t('open')}
              title={t('open')}
              aria-haspopup="dialog"
              aria-expanded={open}
            >
              <svg viewBox="0 0 16 16" width="1.1em" height="1.1em" aria-hidden="true">
                <path
                  d="M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2V5M10.5 2.2V5"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.3"
                />
              </svg>
            </button>
          </Popover>
        }
      />
    </span>
  )
}
