'use client'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import styles from './posture.module.css'
import { type CurrentPostures, usePosture, useUrgentRefresh } from './usePosture'

/** On every screen while 急 holds: where, since when, until when, why. Nothing by routine. */
export function PostureBanner({ initial }: { initial: CurrentPostures }) {
  const t = useTranslations('posture')
  const language = languageOf(useLocale())
  const { postures, emergency } = usePosture(initial)
  useUrgentRefresh(emergency)
  if (!emergency) return null
  return (
    <div className={styles.banner} role="status" data-testid="posture-banner">
      {postures.map((posture) => (
        <p key={posture.id}>
          <b>
            <span aria-hidden="true">▲ </span>
            {t('mark')}
          </b>{' '}
          {t('banner', {
            ...{ area: posture.area[language], reason: posture.reason },
            ...{ since: instantText(posture.since), until: instantText(posture.until) },
          })}
          {posture.demo && ` · ${t('demo')}`}
        </p>
      ))}
    </div>
  )
}
