'use client'
import type { Suppression } from '@cockpit/domain/rules/definition'
import { Checkbox, Input, InputNumber } from 'antd'
import { useTranslations } from 'next-intl'
import { FormRow as Row } from './FormRow'
import styles from './rules.module.css'

const AROUND_NEW_YEAR = { before: 7, after: 15 } as const

/** When alarms are held back: around the lunar new year, and in spans with a reason. */
export function WindowFields({
  suppress = {},
  faulty,
  onChange,
}: {
  suppress: Suppression | undefined
  faulty: boolean
  onChange: (suppress: Suppression) => void
}) {
  const t = useTranslations('rules')
  const { newYear, ...others } = suppress
  const day = (name: 'before' | 'after', most: number) =>
    newYear && (
      <InputNumber
        aria-label={t(`form.${name}`)}
        prefix={t(`form.${name}`)}
        min={0}
        max={most}
        value={newYear[name]}
        onChange={(value) => onChange({ ...suppress, newYear: { ...newYear, [name]: value ?? 0 } })}
      />
    )
  return (
    <>
      <Row label={t('form.newYear')} help={t('help.newYear')}>
        {(id) => (
          <span className={styles.pair}>
            <Checkbox
              id={id}
              checked={newYear !== undefined}
              onChange={(event) => onChange(event.target.checked ? { ...others, newYear: AROUND_NEW_YEAR } : others)}
            >
              {t('form.newYearOn')}
            </Checkbox>
            {day('before', 30)}
            {day('after', 40)}
          </span>
        )}
      </Row>
      <Row label={t('form.spans')} help={t('help.spans')} fault={faulty ? t('help.spans') : undefined}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            defaultValue={(suppress.spans ?? []).map(({ from, to, reason }) => `${from} ${to} ${reason}`).join('\n')}
            onChange={(event) => onChange({ ...suppress, spans: spansOf(event.target.value) })}
          />
        )}
      </Row>
    </>
  )
}

/** One span a line: first day, last day, reason. What is not sound is for the definition to say. */
function spansOf(text: string) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [from = '', to = '', ...why] = line.trim().split(/\s+/)
      return { from, to, reason: why.join(' ') }
    })
}
