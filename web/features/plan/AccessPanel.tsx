'use client'
import { Slider, Table } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { type AccessView, CATCHMENTS, type CountyAccess } from './access-view'
import { Bar } from './Bar'
import { type Note, Notes } from './Notes'
import { fixed, people, share, whole } from './numbers'
import styles from './plan.module.css'
import { Tiles } from './Tiles'
import { TABLE_HEIGHT } from './table-height'
import { useWidths } from './table-width'

/** Beds within reach of each county, competition counted; the slider repaints from the journeys already here. */
export function AccessPanel({
  view,
  catchment,
  onCatchment,
  notes,
  selected,
  onSelect,
}: {
  view: AccessView
  catchment: number
  onCatchment: (minutes: number) => void
  notes: readonly Note[]
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const width = useWidths()
  const max = Math.max(view.mean * 1.25, ...view.counties.map(({ bedsPerThousand }) => bedsPerThousand))
  return (
    <>
      <div className={styles.controls}>
        <div className={styles.wide}>
          <span>{t('access.catchment', { minutes: catchment })}</span>
          <Slider
            min={CATCHMENTS[0]}
            max={CATCHMENTS[2]}
            step={null}
            marks={Object.fromEntries(CATCHMENTS.map((minutes) => [minutes, t('access.minutes', { minutes })]))}
            value={catchment}
            onChange={onCatchment}
            tooltip={{ open: false }}
            ariaLabelForHandle={t('access.catchment', { minutes: catchment })}
          />
        </div>
      </div>
      <p className={styles.origin}>
        {t('access.method', { first: catchment / 3, second: (catchment * 2) / 3, third: catchment })}
      </p>
      <Tiles
        figures={[
          {
            name: t('access.mean'),
            value: fixed(view.mean, 2, locale),
            unit: t('access.unit'),
            note: t('access.meanNote'),
          },
          {
            name: t('access.poorly'),
            value: people(view.poorlyServed, locale),
            unit: t('people'),
            note:
              view.residents > 0
                ? t('access.ofResidents', { share: share(view.poorlyServed / view.residents, locale) })
                : undefined,
            tone: view.poorlyServed > 0 ? 'watch' : 'ok',
          },
          { name: t('access.unreached'), value: whole(view.unreached.length, locale), unit: t('counties') },
          { name: t('access.stranded'), value: whole(view.strandedBeds, locale), unit: t('units.bedsPerThousand') },
        ]}
      />
      <Table<CountyAccess>
        size="small"
        rowKey="code"
        dataSource={[...view.counties].sort(
          (a, b) => a.bedsPerThousand - b.bedsPerThousand || a.code.localeCompare(b.code),
        )}
        pagination={false}
        className={styles.table}
        scroll={{ x: width(96 + 150 + 110), y: TABLE_HEIGHT }}
        rowClassName={(row) => (row.code === selected ? (styles.selected ?? '') : '')}
        onRow={(row) => ({
          onClick: () => onSelect(row.code),
          tabIndex: 0,
          onKeyDown: ({ key }) => key === 'Enter' && onSelect(row.code),
        })}
        columns={[
          { title: t('table.county'), dataIndex: 'name', width: width(96) },
          {
            title: `${t('access.column')} (${t('access.unit')})`,
            key: 'value',
            sorter: (a, b) => a.bedsPerThousand - b.bedsPerThousand,
            render: (_, row) => (
              <span className={styles.measured}>
                <span>{row.bedsPerThousand === 0 ? t('access.none') : fixed(row.bedsPerThousand, 2, locale)}</span>
                <Bar
                  value={row.bedsPerThousand}
                  reference={view.mean}
                  max={max}
                  short={row.bedsPerThousand < view.mean / 2}
                />
              </span>
            ),
          },
          {
            title: t('access.againstMean'),
            key: 'ratio',
            width: width(110),
            align: 'right',
            render: (_, row) => (view.mean > 0 ? share(row.bedsPerThousand / view.mean, locale, 0) : '–'),
          },
        ]}
      />
      <Notes notes={notes} />
    </>
  )
}
