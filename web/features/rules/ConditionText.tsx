'use client'
import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { useLocale, useTranslations } from 'next-intl'
import { clauses, listed } from '../../format/joined'
import type { Wording } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { optionKey } from './ConditionForm'
import { CONDITION_FIELDS } from './condition-fields'
import { settingText } from './setting-text'

/** A rule's condition, setting by setting; a limit in the unit of the indicator where that is known. */
export function ConditionText({ when, indicator }: { when: RuleCondition; indicator: Wording | null }) {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const values = when as unknown as Readonly<Record<string, unknown>>
  const said = CONDITION_FIELDS[when.kind].flatMap((field) => {
    const value = values[field.name]
    if (value === undefined) return []
    const word = (one: unknown) =>
      typeof one === 'number'
        ? settingText(when, field.name, one, indicator, language)
        : field.type === 'rules'
          ? String(one)
          : t(`option.${optionKey(String(one))}`)
    return [`${t(`field.${field.name}`)} ${Array.isArray(value) ? listed(value.map(word), language) : word(value)}`]
  })
  return <>{clauses(said, language)}</>
}
