'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useLocale, useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { languageOf } from '../../i18n/locale'
import styles from './breadcrumb.module.css'
import type { Place } from './place'

/** The way to another area on the same page. */
export interface AreaLinks {
  readonly hrefTo: (to: { readonly area: AreaCode; readonly facility: null }) => string
  readonly go: (to: { readonly area: AreaCode; readonly facility: null }) => void
}

/** 省 / 市 / 县 / 机构. Ancestors above the person's authority are names only. */
export function Breadcrumb({ place, bar }: { place: Place; bar: AreaLinks }) {
  const t = useTranslations('cockpit')
  const language = languageOf(useLocale())
  const follow = (event: MouseEvent, area: AreaCode) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    bar.go({ area, facility: null })
  }
  const last = place.facility ? null : place.path.at(-1)?.code
  return (
    <nav className={styles.breadcrumb} aria-label={t('breadcrumb')} data-testid="breadcrumb" data-paper="subject">
      <ol>
        {place.path.map((area) => {
          const code = AreaCode.parse(area.code)
          const name = area.name[language]
          if (area.code === last)
            return (
              <li key={area.code} aria-current="page">
                {name}
              </li>
            )
          return (
            <li key={area.code}>
              {area.readable ? (
                <a href={bar.hrefTo({ area: code, facility: null })} onClick={(event) => follow(event, code)}>
                  {name}
                </a>
              ) : (
                <span className={styles.outside}>{name}</span>
              )}
            </li>
          )
        })}
        {place.facility && <li aria-current="page">{place.facility.name[language]}</li>}
      </ol>
    </nav>
  )
}
