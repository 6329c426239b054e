'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { choicesState } from '../states/choices-state'
import { Failure } from '../states/Failure'
import { type PickedPlace, TargetPicker } from './TargetPicker'
import styles from './tasks.module.css'

const TIERS = ['tertiary', 'secondary', 'primary'] as const

/** Who gets the task: picked one by one, or all institutions of an area and tier at once. */
export function Recipients({
  places,
  onChange,
}: {
  places: readonly PickedPlace[]
  onChange: (places: readonly PickedPlace[]) => void
}) {
  const t = useTranslations('tasks.many')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [area, setArea] = useState<string | null>(null)
  const [tiers, setTiers] = useState<readonly (typeof TIERS)[number][]>(['tertiary', 'secondary'])
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: AreaCode.parse(area ?? '000000') }),
    enabled: area !== null,
  })
  const all = (facilities.data ?? []).filter(({ tier }) => tiers.includes(tier))
  const add = (more: readonly PickedPlace[]) => {
    const known = new Set(places.map(({ kind, id }) => `${kind} ${id}`))
    onChange([...places, ...more.filter(({ kind, id }) => !known.has(`${kind} ${id}`))])
  }
  return (
    <Card title={t('to', { count: places.length })}>
      <div className={page.form}>
        <Field label={t('one')}>{(id) => <TargetPicker id={id} onPick={(place) => add([place])} />}</Field>
        <Field label={t('whole')}>
          {(id) => (
            <span className={styles.pair}>
              <Select
                id={id}
                className={styles.wide ?? ''}
                showSearch={{ optionFilterProp: 'label' }}
                value={area}
                placeholder={t('area')}
                onChange={setArea}
                loading={tree.isLoading}
                notFoundContent={choicesState(tree)}
                options={(tree.data?.areas ?? []).map((one) => ({ value: one.code, label: one.name[language] }))}
              />
              <Select
                mode="multiple"
                className={styles.wide ?? ''}
                aria-label={t('tiers')}
                value={[...tiers]}
                onChange={setTiers}
                options={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
              />
              <Button
                disabled={all.length === 0}
                loading={facilities.isFetching}
                onClick={() =>
                  add(all.map((one) => ({ kind: 'facility', id: String(one.id), name: one.name[language] })))
                }
              >
                {t('add', { count: all.length })}
              </Button>
            </span>
          )}
        </Field>
        {facilities.error && !facilities.data && (
          <Failure error={facilities.error} onRetry={() => void facilities.refetch()} />
        )}
        {places.length > 0 && (
          <>
            <ul className={styles.outcomes} data-testid="many-places">
              {places.map((place) => (
                <li key={`${place.kind} ${place.id}`}>
                  {place.name}{' '}
                  <button
                    type="button"
                    className={styles.remove}
                    aria-label={t('remove', { name: place.name })}
                    onClick={() => onChange(places.filter((one) => one !== place))}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
            <div className={page.actions}>
              <Button onClick={() => onChange([])}>{t('clear')}</Button>
            </div>
          </>
        )}
      </div>
    </Card>
  )
}
