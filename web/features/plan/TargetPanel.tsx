'use client'
import { InputNumber, Select, Table } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { Withheld } from '../states/Withheld'
import { Bar } from './Bar'
import { RESOURCES, type Resource, type ResourceAnswer } from './model'
import { Notes } from './Notes'
import { fixed, people, whole } from './numbers'
import styles from './plan.module.css'
import { Tiles } from './Tiles'
import { TABLE_HEIGHT } from './table-height'
import { useWidths } from './table-width'
import type { AgainstTarget, TargetSummary } from './target'

/** Counties against a target: how far each is, and how many units that makes. */
export function TargetPanel({
  answer,
  summary,
  target,
  declared,
  onTarget,
  resource,
  onResource,
  selected,
  onSelect,
}: {
  answer: ResourceAnswer
  summary: TargetSummary
  target: number
  declared: { value: number; from: 'declared' | 'own-level' }
  onTarget: (value: number | null) => void
  resource: Resource
  onResource: (resource: Resource) => void
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const width = useWidths()
  const language = languageOf(locale)
  const { definition } = answer
  const unit = definition.unit[language]
  const units = t(`units.${resource.slice('resources.'.length)}`)
  const max = Math.max(target * 1.25, ...summary.rows.map(({ value }) => value ?? 0))
  /** Against its own level a territory neither reaches nor misses anything. */
  const judged = summary.value !== null && !(declared.from === 'own-level' && target === declared.value)
  const reached = summary.value !== null && summary.value >= target
  return (
    <>
      <div className={styles.controls}>
        <div className={styles.control}>
          <span>{t('target.indicator')}</span>
          <Select
            value={resource}
            aria-label={t('target.indicator')}
            onChange={onResource}
            style={{ minWidth: 150 }}
            options={RESOURCES.map((value) => ({ value, label: t(`resource.${value.slice('resources.'.length)}`) }))}
          />
        </div>
        <div className={styles.control}>
          <span>{t('target.target')}</span>
          <InputNumber
            value={target}
            aria-label={t('target.target')}
            min={0}
            max={10_000}
            step={10 ** -Math.min(1, definition.digits)}
            precision={definition.digits}
            onChange={onTarget}
            suffix={unit}
            style={{ width: 170 }}
            data-testid="target"
          />
        </div>
        {target !== declared.value && (
          <button type="button" className={styles.link} onClick={() => onTarget(null)}>
            {t('target.reset', { value: fixed(declared.value, definition.digits, locale) })}
          </button>
        )}
      </div>
      <p className={styles.origin}>
        {target !== declared.value
          ? t('target.yours')
          : declared.from === 'declared'
            ? t(`target.declared.${definition.target?.evidence ?? 'default'}`, {
                source: definition.target?.source ?? '',
              })
            : t('target.ownLevel')}
      </p>
      <Tiles
        figures={[
          {
            name: t('target.whole'),
            value: summary.value === null ? '–' : fixed(summary.value, definition.digits, locale),
            unit,
            note: judged ? t(reached ? 'target.reached' : 'target.notReached') : undefined,
            tone: reached ? 'ok' : 'watch',
          },
          {
            name: t('target.below'),
            value: whole(summary.below, locale),
            unit: t('target.ofCounties', { count: summary.shown }),
          },
          {
            name: t('target.missing'),
            value: whole(summary.missing, locale),
            unit: units,
            note: t('target.missingNote'),
          },
          {
            name: t('target.gini'),
            value: summary.gini === null ? '–' : fixed(summary.gini, 3, locale),
            note: summary.band ? t(`gini.${summary.band}`) : undefined,
          },
        ]}
      />
      <Table<AgainstTarget>
        size="small"
        rowKey="code"
        dataSource={[...summary.rows]}
        pagination={false}
        className={styles.table}
        scroll={{ x: width(96 + 130 + 110 + 92 + 90), y: TABLE_HEIGHT }}
        rowClassName={(row) => (row.code === selected ? (styles.selected ?? '') : '')}
        onRow={(row) => ({
          onClick: () => onSelect(row.code),
          tabIndex: 0,
          onKeyDown: ({ key }) => key === 'Enter' && onSelect(row.code),
        })}
        columns={[
          { title: t('table.county'), dataIndex: 'name', width: width(96), fixed: 'left' },
          {
            title: t('table.level', { unit }),
            key: 'value',
            sorter: (a, b) => (a.value ?? Number.POSITIVE_INFINITY) - (b.value ?? Number.POSITIVE_INFINITY),
            render: (_, row) =>
              row.value === null ? (
                <Withheld reason={row.state === 'shown' ? 'no-data' : row.state} />
              ) : (
                <span className={styles.measured}>
                  <span>{fixed(row.value, definition.digits, locale)}</span>
                  <Bar value={row.value} reference={target} max={max} short={(row.ratio ?? 1) < 1} />
                </span>
              ),
          },
          {
            title: t('table.missing', { units }),
            key: 'missing',
            width: width(110),
            align: 'right',
            sorter: (a, b) => (a.missing ?? -1) - (b.missing ?? -1),
            render: (_, row) =>
              row.missing === null ? '–' : row.missing === 0 ? t('table.enough') : whole(row.missing, locale),
          },
          {
            title: t('table.amount', { units }),
            key: 'amount',
            width: width(92),
            align: 'right',
            render: (_, row) => (row.amount === null ? '–' : whole(row.amount, locale)),
          },
          {
            title: t('table.residents'),
            key: 'residents',
            width: width(90),
            align: 'right',
            sorter: (a, b) => (a.residents ?? -1) - (b.residents ?? -1),
            render: (_, row) => (row.residents === null ? '–' : people(row.residents, locale)),
          },
        ]}
      />
      <Notes
        notes={[
          { says: 'surplus' },
          { says: 'giniWithin' },
          ...answer.notes,
          ...(summary.withheld > 0 ? [{ says: 'withheld', values: { count: summary.withheld } }] : []),
        ]}
      />
    </>
  )
}
