'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { searchState } from '../states/choices-state'

/** A place that may be sent a task, with its name in the reader's language. */
export interface PickedPlace {
  readonly kind: 'facility' | 'area'
  readonly id: string
  readonly name: string
}

export function targetOf({ kind, id }: PickedPlace) {
  return kind === 'facility'
    ? ({ kind, id: FacilityId.parse(id) } as const)
    : ({ kind, code: AreaCode.parse(id) } as const)
}

/**
 * Finds an institution or an area by name or code and hands it on.
 * @param kind one of the two alone
 * @param toGrant among all places there are, for who gives grants; otherwise among those one reads
 */
export function TargetPicker({
  id,
  kind,
  toGrant = false,
  onPick,
}: {
  id?: string
  kind?: PickedPlace['kind']
  toGrant?: boolean
  onPick: (place: PickedPlace) => void
}) {
  const t = useTranslations('tasks.target')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const search = useQuery({
    ...trpc.territory.search.queryOptions({ text: asked, kind, toGrant }),
    enabled: asked.length > 0,
  })
  const found = (search.data ?? []).map((place) => ({ kind: place.kind, id: place.id, name: place.name[language] }))
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={null}
      placeholder={t('find')}
      aria-label={t('find')}
      loading={search.isFetching}
      notFoundContent={searchState(search, asked !== '', {
        type: t('type'),
        searching: t('searching'),
        none: t('none'),
      })}
      options={found.map((place) => ({
        value: `${place.kind} ${place.id}`,
        label: `${place.name}（${place.kind === 'area' ? t('area') : place.id}）`,
      }))}
      onSelect={(value) => {
        const place = found.find((one) => `${one.kind} ${one.id}` === value)
        if (place) onPick(place)
        setText('')
      }}
    />
  )
}
