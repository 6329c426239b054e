'use client'
import { useTranslations } from 'next-intl'
import { Page } from '../shell/Page'
import pages from '../shell/page.module.css'
import { DeadLetters } from './DeadLetters'
import { Inbox } from './Inbox'
import { Preferences } from './Preferences'

/** What I was told, how I want to be told, and for who looks after the installation what could not be told. */
export function Notices({ seesDead, maySend }: { seesDead: boolean; maySend: boolean }) {
  const t = useTranslations('notices')
  return (
    <Page title={t('title')}>
      <div className={pages.split}>
        <div className={pages.column}>
          <Inbox />
        </div>
        <div className={pages.column}>
          <Preferences />
          {seesDead && <DeadLetters maySend={maySend} />}
        </div>
      </div>
    </Page>
  )
}
