'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { NoticeBell } from '../notices/NoticeBell'
import { PostureBanner } from '../posture/PostureBanner'
import type { CurrentPostures } from '../posture/usePosture'
import { LanguageSwitch } from './LanguageSwitch'
import { LiveMark } from './LiveMark'
import { Navigation } from './Navigation'
import type { destinationsFor } from './navigation'
import { SignOut } from './SignOut'
import styles from './shell.module.css'
import { ThemeSwitch } from './ThemeSwitch'

export interface ShellPerson {
  readonly name: string
  readonly roles: readonly string[]
  readonly actions: Parameters<typeof destinationsFor>[0]
}

/** The frame of every desk screen: where one is, where one may go, who one is, and whether the numbers are demonstration data. */
export function Shell({
  person,
  demo,
  postures,
  children,
}: {
  person: ShellPerson
  demo: boolean
  postures: CurrentPostures
  children: ReactNode
}) {
  const t = useTranslations('shell')
  const app = useTranslations('app')
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <Link href="/" className={styles.brand}>
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="var(--accent)" />
            <path d="M6 18h5l3-8 4 13 3-8h5" fill="none" stroke="var(--on-accent)" strokeWidth="2.6" />
          </svg>
          <span>{app('title')}</span>
        </Link>
        <Navigation actions={person.actions} />
        <div className={styles.tools}>
          {demo && (
            <span className={styles.demo} title={app('demoHint')} data-testid="demo-badge">
              {app('demoBadge')}
            </span>
          )}
          <NoticeBell />
          <LiveMark />
          <ThemeSwitch className={styles.tool} />
          <LanguageSwitch className={styles.language} />
          <Link
            href="/password"
            className={styles.person}
            title={[...person.roles.map((role) => t(`roles.${role}`)), t('password')].join(' · ')}
            data-testid="own-account"
          >
            {person.name}
          </Link>
          <SignOut className={styles.textTool} />
        </div>
      </header>
      <div>
        <PostureBanner initial={postures} />
      </div>
      <main id="main" className={styles.main}>
        {children}
      </main>
    </div>
  )
}
