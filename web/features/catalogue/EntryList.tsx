'use client'
import type { Coverage } from '@cockpit/domain/indicator/envelope'
import { Input, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { Empty } from '../states/Empty'
import styles from './catalogue.module.css'
import { type CatalogueAddress, catalogueHref } from './catalogue-address'
import type { Group } from './matching'
import type { ListedCoverage } from './useListedCoverage'

/** The search, the choice of an area of governance, and what was found by area. The arrow keys walk through the list, from the search too. */
export function EntryList({
  groups,
  packs,
  address,
  shown,
  coverage,
  onText,
  onPack,
  onChoose,
}: {
  groups: readonly Group[]
  packs: readonly { readonly pack: string; readonly title: Group['title']; readonly count: number }[]
  address: CatalogueAddress
  shown: string | null
  /** How much of what its tables owe has come; null before it is known. */
  coverage: ListedCoverage | null
  onText: (text: string) => void
  onPack: (pack: string | null) => void
  onChoose: (indicator: string) => void
}) {
  const t = useTranslations('catalogue')
  const language = languageOf(useLocale())
  const list = useRef<HTMLElement>(null)
  // A link to an indicator far down shows where it stands.
  useEffect(() => {
    if (shown) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || !list.current) return
    const links = [...list.current.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = links[Math.max(0, at + step)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div className={styles.finder}>
      <div className={styles.search}>
        <Input.Search
          allowClear
          value={address.text}
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={walk}
          data-testid="catalogue-search"
        />
        <Select
          value={address.pack ?? ''}
          onChange={(pack) => onPack(pack === '' ? null : pack)}
          aria-label={t('domain')}
          data-testid="catalogue-domain"
          options={[
            { value: '', label: t('allDomains') },
            ...packs.map(({ pack, title, count }) => ({ value: pack, label: `${title[language]} (${count})` })),
          ]}
        />
      </div>
      <p className={styles.coverageNote} data-testid="catalogue-coverage">
        {coverage ? t('coverageOf', { place: coverage.place, period: coverage.period }) : t('coverageUnknown')}
        {coverage?.demo && ` · ${t('demo')}`}
      </p>
      <nav ref={list} className={styles.list} aria-label={t('list')} onKeyDown={walk}>
        {groups.length === 0 && <Empty>{t('none')}</Empty>}
        {groups.map(({ pack, title, entries }) => (
          <section key={pack} aria-labelledby={`domain-${pack}`}>
            <h2 id={`domain-${pack}`}>
              {title[language]} <small>{entries.length}</small>
            </h2>
            <ul>
              {entries.map(({ definition, versions }) => (
                <li key={definition.id}>
                  <a
                    href={catalogueHref({ ...address, indicator: definition.id })}
                    aria-current={definition.id === shown ? 'true' : undefined}
                    onClick={(event) => {
                      if (opensElsewhere(event)) return
                      event.preventDefault()
                      onChoose(definition.id)
                    }}
                    data-testid={`catalogue-${definition.id}`}
                  >
                    <span>
                      {definition[language]}
                      {versions.length > 1 && <em>{t('versions', { count: versions.length })}</em>}
                    </span>
                    <small>{definition.id}</small>
                    {coverage && <CoverageShare coverage={coverage.of(definition.tables)} />}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  )
}

/** The column of coverage: a share, or a dash where nobody owes the tables. */
function CoverageShare({ coverage }: { coverage: Coverage | null }) {
  const t = useTranslations('catalogue')
  const language = languageOf(useLocale())
  const told = coverage && coverage.expected > 0 ? coverage : null
  const parts = told && {
    reported: plainText(told.reported, language),
    expected: plainText(told.expected, language),
  }
  return (
    <b className={styles.share} title={parts ? t('coverage.day', parts) : t('coverage.nobody')}>
      {told ? shareText(told.reported / told.expected, language) : '—'}
    </b>
  )
}

/** A click that asks for a new tab or window is the browser's. */
function opensElsewhere(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}
