'use client'
import { useTranslations } from 'next-intl'
import { Page } from '../shell/Page'
import { EMPTY_DRAFT } from './draft'
import { RuleEditor } from './RuleEditor'

export function NewRule() {
  const t = useTranslations('rules')
  return (
    <Page title={t('new')} note={t('draftNote')}>
      <RuleEditor start={EMPTY_DRAFT} fixed={false} />
    </Page>
  )
}
