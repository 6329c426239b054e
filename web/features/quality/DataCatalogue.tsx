'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Input, Select, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { CatalogueCounts, CatalogueData, CatalogueEntry } from '../../server/quality/catalogue-data'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { useTRPC } from '../queries/trpc'
import { Card, Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import dataCatalogueStyles from './data-catalogue.module.css'
import { Arc } from './Gauges'
import gaugesStyles from './gauges.module.css'
import styles from './quality.module.css'
import { useQualityPlace } from './useQualityPlace'

/** 浙卫办〔2019〕14号: shared between institutions, open to residents, monitored by managers, each to reach 80 %. */
const TARGET = 0.8
const GAUGES = ['shareable', 'readable', 'monitored'] as const

export function DataCatalogue() {
  const t = useTranslations('quality')
  const trpc = useTRPC()
  const { at, error, loading, retry } = useQualityPlace()
  const catalogue = useQuery({
    ...trpc.quality.catalogue.queryOptions({ area: AreaCode.parse(at?.place.area.code ?? '000000') }),
    enabled: at !== null,
  })
  const failed = error ?? catalogue.error
  if (failed)
    return (
      <Page title={t('catalogue.title')}>
        <Failure error={failed} onRetry={error ? retry : () => void catalogue.refetch()} />
      </Page>
    )
  if (loading || (at && catalogue.isPending))
    return (
      <Page title={t('catalogue.title')}>
        <Skeleton lines={10} />
      </Page>
    )
  if (!at || !catalogue.data)
    return (
      <Page title={t('catalogue.title')}>
        <Empty>{t('nowhere')}</Empty>
      </Page>
    )
  return (
    <Page
      title={t('catalogue.title')}
      note={
        <>
          <Link className={styles.link} href={`/quality?t=${at.place.area.code}`}>
            ← {t('facility.back')}
          </Link>{' '}
          · {t('catalogue.note')}
          {catalogue.data.asOf && ` · ${t('catalogue.asOf', { period: instantText(catalogue.data.asOf) })}`}
        </>
      }
    >
      <Breadcrumb place={at.place} bar={at.bar} />
      {catalogue.data.total.registered === 0 ? <Empty>{t('catalogue.none')}</Empty> : <Figures data={catalogue.data} />}
    </Page>
  )
}

function Figures({ data }: { data: CatalogueData }) {
  const t = useTranslations('quality.catalogue')
  const language = languageOf(useLocale())
  const count = (value: number) => plainText(value, language, 0)
  const classWord = useClassWord()
  const { total } = data
  return (
    <>
      <div className={gaugesStyles.gauges} data-testid="catalogue-gauges">
        {GAUGES.map((name) => {
          const share = total[name] / total.registered
          return (
            <section key={name} className={gaugesStyles.gauge} data-standing={share < TARGET ? 'below' : 'met'}>
              <header>
                <h2>{t(`gauge.${name}`)}</h2>
              </header>
              <div className={gaugesStyles.gaugeBody}>
                <Arc value={share} target={TARGET} />
                <div>
                  <strong className={gaugesStyles.figure}>{shareText(share, language)}</strong>
                  <small>
                    {count(total[name])} ÷ {count(total.registered)}
                  </small>
                </div>
              </div>
              <footer>
                <span className={gaugesStyles.target} data-met={share >= TARGET || undefined}>
                  {share < TARGET ? '▼ ' : '■ '}
                  {t('target', { target: `≥ ${shareText(TARGET, language, 0)}` })}
                </span>
              </footer>
            </section>
          )
        })}
        <section className={gaugesStyles.gauge}>
          <header>
            <h2>
              {t('collected')} / {t('registered')}
            </h2>
          </header>
          <div className={gaugesStyles.gaugeBody}>
            <Arc value={total.collected / total.registered} target={null} />
            <div>
              <strong className={gaugesStyles.figure}>{shareText(total.collected / total.registered, language)}</strong>
              <small>
                {count(total.collected)} ÷ {count(total.registered)}
              </small>
            </div>
          </div>
          <footer>
            <span>{t('honest')}</span>
          </footer>
        </section>
      </div>
      <div className={styles.two}>
        <Card title={t('classes')} testId="catalogue-classes">
          <Counts
            rows={data.classes.map((row) => ({
              ...row,
              key: row.class,
              name: classWord(row.class),
              share: row.collected / row.registered,
            }))}
            head={t('class')}
            bar={t('collectedShare')}
          />
        </Card>
        <Card title={t('cities')} testId="catalogue-cities">
          <Counts
            rows={data.cities.map((row) => ({
              ...row,
              key: row.code,
              name: row.own ? t('unclaimed', { area: row.name[language] }) : row.name[language],
              share: row.claimed / total.registered,
            }))}
            head={t('area')}
            bar={t('claimedShare')}
          />
        </Card>
      </div>
      <Card title={t('entries')} testId="catalogue-entries">
        <Entries entries={data.entries} classes={data.classes.map((row) => row.class)} />
      </Card>
    </>
  )
}

/** A class of the catalogue in the reader's language; the files name it in Chinese. A class that is not one of the six stands as it came. */
function useClassWord(): (name: string) => string {
  const t = useTranslations('quality.catalogue')
  return (name) => {
    const key = `classOf.${name}`
    return t.has(key) ? t(key) : name
  }
}

type CountRow = CatalogueCounts & { readonly key: string; readonly name: string; readonly share: number }

function Counts({ rows, head, bar }: { rows: readonly CountRow[]; head: string; bar: string }) {
  const t = useTranslations('quality.catalogue')
  const language = languageOf(useLocale())
  const count = (value: number) => plainText(value, language, 0)
  return (
    <Table<CountRow>
      size="small"
      rowKey="key"
      dataSource={[...rows]}
      pagination={false}
      columns={[
        { title: head, dataIndex: 'name' },
        { title: t('registered'), align: 'right', render: (_, row) => count(row.registered) },
        { title: t('claimed'), align: 'right', render: (_, row) => count(row.claimed) },
        { title: t('collected'), align: 'right', render: (_, row) => count(row.collected) },
        { title: t('items'), align: 'right', render: (_, row) => count(row.items) },
        {
          title: bar,
          width: '24%',
          render: (_, row) => (
            <span className={styles.bars}>
              <i style={{ width: `${100 * row.share}%` }} aria-hidden="true" />
              <b>{shareText(row.share, language)}</b>
            </span>
          ),
        },
      ]}
    />
  )
}

function Entries({ entries, classes }: { entries: readonly CatalogueEntry[]; classes: readonly string[] }) {
  const t = useTranslations('quality.catalogue')
  const language = languageOf(useLocale())
  const classWord = useClassWord()
  const [text, setText] = useState('')
  const [only, setOnly] = useState<string | null>(null)
  const wanted = text.trim().toLowerCase()
  const shown = entries.filter(
    (entry) =>
      (only === null || entry.class === only) &&
      (wanted === '' || entry.name.toLowerCase().includes(wanted) || entry.code.toLowerCase().includes(wanted)),
  )
  const mark = (yes: boolean) => (
    <span className={dataCatalogueStyles.flag} data-yes={yes || undefined}>
      {yes ? '✓' : '–'}
      <span className={styles.spoken}>{yes ? t('yes') : t('no')}</span>
    </span>
  )
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Input.Search
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          style={{ maxWidth: 300 }}
          onChange={(event) => setText(event.target.value)}
          data-testid="catalogue-search"
        />
        <Select
          allowClear
          value={only}
          onChange={(value) => setOnly(value ?? null)}
          placeholder={t('allClasses')}
          aria-label={t('class')}
          style={{ minWidth: 160 }}
          options={classes.map((name) => ({ value: name, label: classWord(name) }))}
        />
        <small className={styles.muted}>{t('count', { count: shown.length })}</small>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('entries')}>
        <Table<CatalogueEntry>
          size="small"
          rowKey="code"
          dataSource={shown}
          pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty>{t('noEntries')}</Empty> }}
          onRow={() => ({ 'data-testid': 'catalogue-entry' }) as object}
          columns={[
            { title: t('code'), dataIndex: 'code' },
            { title: t('entry'), dataIndex: 'name' },
            { title: t('class'), render: (_, entry) => classWord(entry.class) },
            { title: t('area'), render: (_, entry) => entry.area[language] },
            { title: t('claimed'), align: 'center', render: (_, entry) => mark(entry.claimed) },
            { title: t('registeredOn'), dataIndex: 'registered' },
            { title: t('collectedOn'), render: (_, entry) => entry.collected ?? '—' },
            ...GAUGES.map((name) => ({
              title: t(`gauge.${name}`),
              key: name,
              align: 'center' as const,
              render: (_: unknown, entry: CatalogueEntry) => mark(entry[name]),
            })),
          ]}
        />
      </section>
    </div>
  )
}
