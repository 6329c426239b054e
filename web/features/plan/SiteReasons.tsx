'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { SitingAnswer } from './model'
import { people, share } from './numbers'
import styles from './plan.module.css'

type Site = SitingAnswer['sites'][number]
type Statement = Site['statements'][number]

/** Why each site is among the chosen, in sentences; largest loss first. */
export function SiteReasons({
  sites,
  nameOf,
  selected,
  onSelect,
}: {
  sites: readonly Site[]
  nameOf: (code: string) => string
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const say = (statement: Statement): string => {
    switch (statement.says) {
      case 'stands-already':
      case 'nobody-alone':
        return t(`reason.${statement.says}`)
      case 'reaches':
        return t('reason.reaches', { people: people(statement.people, locale), share: share(statement.share, locale) })
      case 'alone':
        return t('reason.alone', { people: people(statement.people, locale), counties: statement.counties })
      case 'shared':
        return t('reason.shared', {
          people: people(statement.people, locale),
          sites: statement.with.map(nameOf).join(t('and')),
        })
      case 'replaceable':
      case 'improvable':
        return t(`reason.${statement.says}`, { site: nameOf(statement.by), people: people(statement.people, locale) })
      case 'equally-good':
        return t('reason.equally-good', { site: nameOf(statement.by) })
    }
  }
  return (
    <table className={styles.reasons} data-testid="siting-reasons">
      <thead>
        <tr>
          <th scope="col">{t('table.site')}</th>
          <th scope="col" className={styles.number}>
            {t('table.reach')}
          </th>
          <th scope="col" className={styles.number}>
            {t('table.alone')}
          </th>
          <th scope="col">{t('table.why')}</th>
        </tr>
      </thead>
      <tbody>
        {[...sites]
          .sort((a, b) => b.alone - a.alone || a.code.localeCompare(b.code))
          .map((site) => (
            <tr key={site.code} data-selected={site.code === selected} onClick={() => onSelect(site.code)}>
              <th scope="row">{nameOf(site.code)}</th>
              <td className={styles.number}>{people(site.reach, locale)}</td>
              <td className={styles.number}>{people(site.alone, locale)}</td>
              <td>
                {site.statements
                  .filter(({ says }) => says !== 'reaches')
                  .map(say)
                  .join(t('stop'))}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
