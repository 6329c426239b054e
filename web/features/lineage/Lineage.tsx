'use client'
import { useTranslations } from 'next-intl'
import { Page } from '../shell/Page'
import { Empty } from '../states/Empty'
import { LineageOfFile } from './LineageOfFile'
import { LineageOfNumber } from './LineageOfNumber'

export interface LineageAddress {
  readonly file?: string
  readonly indicator?: string
  readonly territory?: string
  readonly facility?: string
  readonly period?: string
}

/** 数据血缘: from a number to the files it was made of, and from a file to the numbers it touches. */
export function Lineage({ address }: { address: LineageAddress }) {
  const t = useTranslations('lineage')
  const { file, indicator, territory, facility, period } = address
  if (file) return <LineageOfFile batch={file} />
  if (indicator && territory && period)
    return <LineageOfNumber number={{ indicator, territory, period, ...(facility ? { facility } : {}) }} />
  return (
    <Page title={t('title')} note={t('note')}>
      <Empty>{t('nothing')}</Empty>
    </Page>
  )
}
