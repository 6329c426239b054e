'use client'
import type { Bilingual } from '@cockpit/domain/ids'
import Link from 'next/link'
import { useLocale } from 'next-intl'
import { languageOf } from '../../i18n/locale'

/** The places a piece of work is about, each leading to its own page. */
export function PlaceLinks({
  place,
}: {
  place: {
    readonly area: { readonly code: string; readonly name: Bilingual }
    readonly facility: { readonly id: string; readonly name: Bilingual } | null
  }
}) {
  const language = languageOf(useLocale())
  return (
    <>
      {place.facility && (
        <>
          <Link href={`/facility/${encodeURIComponent(place.facility.id)}`}>{place.facility.name[language]}</Link> ·{' '}
        </>
      )}
      <Link href={`/region/${place.area.code}`}>{place.area.name[language]}</Link>
    </>
  )
}
