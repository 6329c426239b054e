'use client'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { ClockField } from '../day/ClockField'
import { Field } from '../shell/Field'
import { withOneMore, without } from './spans'
import styles from './tasks.module.css'

type Spans = readonly (readonly [string, string])[]

/** The spans of a working day: each set, taken away or added. */
export function WorkingHours({
  spans,
  disabled,
  onChange,
}: {
  spans: Spans
  disabled: boolean
  onChange: (spans: [string, string][]) => void
}) {
  const t = useTranslations('tasks')
  const more = withOneMore(spans)
  const set = (at: number, end: 0 | 1, value: string) =>
    onChange(
      spans.map(([from, until], i): [string, string] =>
        i !== at ? [from, until] : end === 0 ? [value, until] : [from, value],
      ),
    )
  return (
    <>
      {spans.map((span, i) => {
        const fewer = without(spans, i)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the spans have no name but their place
          <Field key={i} label={t('clocks.span', { n: i + 1 })}>
            {(id) => (
              <span className={styles.pair}>
                {([0, 1] as const).map((end) => (
                  <ClockField
                    key={end}
                    {...(end === 0 ? { id } : { 'aria-label': t('clocks.until') })}
                    disabled={disabled}
                    value={span[end]}
                    onChange={(time) => set(i, end, time)}
                  />
                ))}
                {!disabled && (
                  <Button
                    size="small"
                    disabled={fewer === null}
                    aria-label={t('clocks.removeSpan', { n: i + 1 })}
                    onClick={() => fewer && onChange(fewer)}
                  >
                    {t('clocks.remove')}
                  </Button>
                )}
              </span>
            )}
          </Field>
        )
      })}
      {!disabled && (
        <div>
          <Button data-testid="add-span" disabled={more === null} onClick={() => more && onChange(more)}>
            {t('clocks.addSpan')}
          </Button>
        </div>
      )}
    </>
  )
}
