'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import styles from './profile.module.css'

export const SECTIONS = [
  'overview',
  'process',
  'outcome',
  'mix',
  'staff',
  'money',
  'drugs',
  'emr',
  'work',
  'data',
] as const
export type SectionWord = (typeof SECTIONS)[number]

/** The parts of the profile in one line: each goes to its place on the page. */
export function SectionNav() {
  const t = useTranslations('profile')
  return (
    <nav className={styles.nav} aria-label={t('sections')}>
      {SECTIONS.map((word) => (
        <a key={word} href={`#${word}`}>
          {t(`section.${word}`)}
        </a>
      ))}
    </nav>
  )
}

export function Section({ word, children }: { word: SectionWord; children: ReactNode }) {
  const t = useTranslations('profile')
  return (
    <section id={word} className={styles.section} aria-label={t(`section.${word}`)}>
      <h2>{t(`section.${word}`)}</h2>
      <div className={styles.grid}>{children}</div>
    </section>
  )
}
