'use client'
import type { Coverage } from '@cockpit/domain/indicator/envelope'
import { COVERAGE_QUESTION, coverageOfTables } from '@cockpit/domain/indicator/table-coverage'
import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import { useAsk } from '../cockpit/useQuestions'
import { useOwnPlace } from './useOwnPlace'

/** How much has been reported at the reader's own place in the latest month, of the tables behind any indicator. */
export interface ListedCoverage {
  readonly place: string
  readonly period: string
  readonly demo: boolean
  of(tables: readonly string[]): Coverage | null
}

/** One question for the whole list, under the reader's own grants; null before its answer, and where there is none. */
export function useListedCoverage(): ListedCoverage | null {
  const language = languageOf(useLocale())
  const { place } = useOwnPlace()
  const { data } = useAsk(
    place && {
      ...{ ...COVERAGE_QUESTION, indicators: [...COVERAGE_QUESTION.indicators], territory: place.territory },
      ...(place.facility ? { facility: place.facility } : {}),
      period: place.latest,
    },
  )
  const of = useMemo(() => (data ? coverageOfTables(data) : null), [data])
  return place && data && of ? { place: place.name[language], period: place.latest, demo: data.demo, of } : null
}
