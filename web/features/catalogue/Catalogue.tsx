'use client'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './catalogue.module.css'
import { type CatalogueAddress, catalogueHref, readCatalogueAddress } from './catalogue-address'
import { EntryDetail } from './EntryDetail'
import { EntryList } from './EntryList'
import { grouped, matching, searchable } from './matching'
import { useListedCoverage } from './useListedCoverage'

/** 指标目录: every indicator, searched on the left, told in full on the right. An address leads to one of them. */
export function Catalogue() {
  const t = useTranslations('catalogue')
  const locale = useLocale()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.indicators.entries.queryOptions())
  const { address, go } = useCatalogueAddress()
  const coverage = useListedCoverage()
  const [text, setText] = useState(address.text)
  const wanted = useDeferredValue(text)
  const all = useMemo(() => searchable(data ?? []), [data])
  const found = useMemo(() => matching(all, wanted, address.pack), [all, wanted, address.pack])
  const groups = useMemo(() => grouped(found), [found])
  const packs = useMemo(
    () => grouped(data ?? []).map(({ pack, title, entries }) => ({ pack, title, count: entries.length })),
    [data],
  )
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title={t('title')}>
        <Skeleton lines={12} />
      </Page>
    )
  const chosen = data.find(({ definition }) => definition.id === address.indicator)
  const shown = chosen ?? (address.indicator === null ? found[0] : undefined)
  return (
    <Page
      title={t('title')}
      note={t('count', { count: found.length, all: data.length })}
      tools={
        <>
          <Button href="/api/catalogue?format=json" download data-testid="export-json">
            {t('exportJson')}
          </Button>
          <Button href={`/api/catalogue?format=xlsx&language=${locale}`} download data-testid="export-xlsx">
            {t('exportXlsx')}
          </Button>
        </>
      }
    >
      {data.length === 0 ? (
        <Empty>{t('nothing')}</Empty>
      ) : (
        <div className={styles.panes}>
          <EntryList
            groups={groups}
            packs={packs}
            address={{ ...address, text }}
            shown={shown?.definition.id ?? null}
            coverage={coverage}
            onText={(value) => {
              setText(value)
              go({ ...address, text: value }, 'replace')
            }}
            onPack={(pack) => go({ ...address, text, pack }, 'push')}
            onChoose={(indicator) => go({ ...address, text, indicator }, 'push')}
          />
          {shown ? (
            <EntryDetail key={shown.definition.id} entry={shown} all={data} />
          ) : (
            address.indicator && <Empty>{t('unknown', { id: address.indicator })}</Empty>
          )}
        </div>
      )}
    </Page>
  )
}

/** The address and the way to another one; what is typed replaces it, what is chosen can be gone back from. */
function useCatalogueAddress() {
  const query = useSearchParams()
  const address = useMemo(() => readCatalogueAddress(query), [query])
  const go = useCallback((next: CatalogueAddress, how: 'push' | 'replace') => {
    // Next follows the history by itself; the server need not render the page again.
    if (how === 'push') window.history.pushState(null, '', catalogueHref(next))
    else window.history.replaceState(null, '', catalogueHref(next))
  }, [])
  return { address, go }
}
