'use client'
import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { choicesState } from '../states/choices-state'
import { CONDITION_FIELDS } from './condition-fields'
import { FormRow as Row } from './FormRow'

/** The settings of one kind of rule. */
export function ConditionForm({
  when,
  fault,
  onChange,
}: {
  when: RuleCondition
  fault: (path: string) => string | undefined
  onChange: (when: RuleCondition) => void
}) {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const rules = useQuery(trpc.rules.list.queryOptions(undefined, { enabled: when.kind === 'composite' }))
  const values = when as unknown as Readonly<Record<string, unknown>>
  // Another value of one setting leaves the kind as it is; whether it is sound is for the definition to say.
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = values
    onChange((value === null || value === undefined ? rest : { ...values, [name]: value }) as unknown as RuleCondition)
  }
  return CONDITION_FIELDS[when.kind].map((field) => (
    <Row
      key={`${when.kind}.${field.name}`}
      label={t(`field.${field.name}`)}
      help={t(`fieldHelp.${field.name}`)}
      fault={fault(`when.${field.name}`)}
    >
      {(id) =>
        field.type === 'number' ? (
          <InputNumber
            id={id}
            min={field.min}
            max={field.max}
            step={field.step}
            value={(values[field.name] as number | undefined) ?? null}
            onChange={(value) => set(field.name, value)}
          />
        ) : field.type === 'rules' ? (
          <Select
            id={id}
            mode="multiple"
            value={(values.of as string[] | undefined) ?? []}
            onChange={(value) => set('of', value)}
            loading={rules.isLoading}
            notFoundContent={choicesState(rules)}
            options={(rules.data?.rules ?? [])
              .filter((rule) => rule.kind !== 'composite' && rule.state !== 'new')
              .map((rule) => ({ value: rule.id, label: `${rule.title[language]} · ${rule.id}` }))}
          />
        ) : (
          <Select
            id={id}
            {...(field.type === 'choices' ? { mode: 'multiple' as const } : {})}
            value={values[field.name] as never}
            onChange={(value) => set(field.name, value)}
            options={field.options.map((value) => ({ value, label: t(`option.${optionKey(value)}`) }))}
          />
        )
      }
    </Row>
  ))
}

/** A message's name has no signs in it. */
export function optionKey(value: string): string {
  return value === '>' ? 'above-limit' : value === '<' ? 'below-limit' : value === '1996' ? 'of-1996' : value
}
