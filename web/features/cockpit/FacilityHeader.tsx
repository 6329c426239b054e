'use client'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { profileHref } from '../profile/profile-address'
import styles from './facility-header.module.css'
import type { Place, PlaceFacility } from './place'
import { useAddress } from './useAddress'

/** Who the facility is: tier, category, beds, county, and how much of what it owes has arrived. */
export function FacilityHeader({
  facility,
  place,
  answer,
}: {
  facility: PlaceFacility
  place: Place
  answer: Answer | undefined
}) {
  const t = useTranslations('cockpit.facility')
  const profile = useTranslations('profile')
  const { address } = useAddress()
  const language = languageOf(useLocale())
  const coverage = answer?.coverage
  return (
    <section className={styles.facility} data-testid="facility-header">
      <div>
        <h1>{facility.name[language]}</h1>
        <p>
          {[
            t(`tier.${facility.tier}`),
            t(`category.${facility.category}`),
            place.area.name[language],
            facility.id,
          ].join(' · ')}{' '}
          <Link className={styles.profile} href={profileHref(facility.id, address)} data-testid="open-profile">
            {profile('open')}
          </Link>
        </p>
      </div>
      <dl>
        <div>
          <dt>{t('beds')}</dt>
          <dd>{facility.beds === null ? t('unknown') : plainText(facility.beds, language)}</dd>
        </div>
        <div>
          <dt>{t('coverage')}</dt>
          <dd>
            {coverage && coverage.expected > 0
              ? shareText(coverage.reported / coverage.expected, language)
              : t('unknown')}
          </dd>
        </div>
        <div>
          <dt>{t('through')}</dt>
          {/* Null says that the data reach the period's end. */}
          <dd>{answer ? (answer.dataThrough ?? answer.period.to) : t('unknown')}</dd>
        </div>
      </dl>
    </section>
  )
}
