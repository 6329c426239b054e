'use client'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { searchState } from '../states/choices-state'
import styles from './institutions.module.css'
import type { NameRow } from './name-row'

/** Finds a registered facility by name or code when no candidate is right. */
export function FacilitySearch({ onPick }: { onPick: (facility: NameRow['proposal']['candidates'][number]) => void }) {
  const t = useTranslations('institutions')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const search = useQuery({
    ...trpc.institutions.search.queryOptions({ text: asked }),
    enabled: asked.length >= 2,
  })
  return (
    <Select
      className={styles.picker}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={null}
      placeholder={t('otherFacility')}
      aria-label={t('otherFacility')}
      loading={search.isFetching}
      notFoundContent={searchState(search, asked.length >= 2, {
        type: t('typeMore'),
        searching: t('searching'),
        none: t('notFound'),
      })}
      options={(search.data ?? []).map((facility) => ({
        value: facility.id,
        label: `${facility.name[language]}（${facility.county[language]}，${facility.id}）`,
      }))}
      onSelect={(id) => {
        const facility = search.data?.find((one) => one.id === id)
        if (facility) onPick(facility)
        setText('')
      }}
    />
  )
}
