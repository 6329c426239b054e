'use client'
import { Table } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { labelled } from '../../format/joined'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { FaultCount } from '../../server/quality/fault-words'
import { Empty } from '../states/Empty'
import styles from './fault-table.module.css'
import qualityStyles from './quality.module.css'

const KNOWN = [
  'required',
  'integer',
  'number',
  'date',
  'timestamp',
  'boolean',
  'serial-date',
  'date-range',
  'cell-error',
  'values',
  'min',
  'max',
  'check',
  'reference',
  'duplicate',
  'token',
  'masked',
  'code-set',
  'foreign-facility',
  'foreign-row',
  'fields',
  'encoding',
] as const

/** The words of a fault: the check's own message, else those of its kind. */
export function useFaultWords(): (fault: FaultCount) => string {
  const t = useTranslations('quality.faults')
  const language = languageOf(useLocale())
  return ({ field, fault, message }) => {
    const known = KNOWN.find((word) => word === fault) ?? 'other'
    return labelled(field?.[language] ?? t('line'), message?.[language] ?? t(`code.${known}`), language)
  }
}

/** Why rows were rejected or flagged, the commonest first. */
export function FaultTable({ faults }: { faults: readonly FaultCount[] }) {
  const t = useTranslations('quality.faults')
  const language = languageOf(useLocale())
  const words = useFaultWords()
  const largest = Math.max(1, ...faults.map(({ rows }) => rows))
  return (
    <Table<FaultCount>
      size="small"
      rowKey={(one) => `${one.severity} ${one.field?.en ?? ''} ${one.fault} ${one.message?.en ?? ''}`}
      dataSource={[...faults]}
      pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty>{t('none')}</Empty> }}
      columns={[
        { title: t('reason'), render: (_, one) => words(one) },
        {
          title: t('handling'),
          width: 90,
          render: (_, { severity }) => (
            <span className={styles.severity} data-severity={severity}>
              {t(`severity.${severity}`)}
            </span>
          ),
        },
        {
          title: t('rows'),
          align: 'right',
          width: 160,
          render: (_, { rows }) => (
            <span className={qualityStyles.bars}>
              <i style={{ width: `${(100 * rows) / largest}%` }} aria-hidden="true" />
              <b>{plainText(rows, language, 0)}</b>
            </span>
          ),
        },
      ]}
    />
  )
}
