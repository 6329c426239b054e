'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText, valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Card, Facts } from '../shell/Page'

/** The number a task is about, as it stood when it was asked; nothing where the task is about none. */
export function FrozenNumber({ taskId }: { taskId: string }) {
  const t = useTranslations('notes.frozen')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { data } = useQuery(trpc.notes.frozen.queryOptions({ id: taskId }))
  if (!data?.number) return null
  const { number, definition } = data
  return (
    <Card title={t('title')} testId="frozen-number">
      <Facts
        rows={[
          [
            definition?.[language] ?? number.indicator,
            number.value === null
              ? t('withheld')
              : definition
                ? valueText(number.value, definition, language)
                : String(number.value),
          ],
          [t('period'), `${number.period.from} – ${number.through ?? number.period.to}`],
          [
            t('parts'),
            number.numerator === null || number.denominator === null
              ? ''
              : `${plainText(number.numerator, language)} ÷ ${plainText(number.denominator, language)}`,
          ],
          [t('version'), number.definitionVersion],
          [t('data'), number.dataVersion],
          [t('at'), instantText(number.frozenAt)],
        ]}
      />
    </Card>
  )
}
