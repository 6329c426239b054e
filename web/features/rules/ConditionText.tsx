'use client'
import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { useLocale, useTranslations } from 'next-intl'
import { clauses, listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { optionKey } from './ConditionForm'
import { CONDITION_FIELDS } from './condition-fields'

/** A rule's condition, setting by setting. */
export function ConditionText({ when }: { when: RuleCondition }) {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const values = when as unknown as Readonly<Record<string, unknown>>
  const said = CONDITION_FIELDS[when.kind].flatMap((field) => {
    const value = values[field.name]
    if (value === undefined) return []
    const word = (one: unknown) =>
      field.type === 'number' || field.type === 'rules' ? String(one) : t(`option.${optionKey(String(one))}`)
    return [`${t(`field.${field.name}`)} ${Array.isArray(value) ? listed(value.map(word), language) : word(value)}`]
  })
  return <>{clauses(said, language)}</>
}
