import { useTranslations } from 'next-intl'
import { ageText, remainingText } from '../../../format/instant'
import { LevelMark } from '../../../map/LevelMark'
import type { WallAlert, WallFrame } from '../frame'
import { Tile } from '../Tile'
import tileCss from '../tile.module.css'
import { useWall } from '../WallContext'
import css from './alerts.module.css'

/** Open alerts as a list, for the wide wall. */
export function AlertList({ panel }: { panel: WallFrame['alerts'] }) {
  const t = useTranslations('wall')
  return (
    <Tile area="alerts" title={t('alerts.title')} panel={panel}>
      {(alerts) =>
        alerts.length === 0 ? (
          <p className={tileCss.tileEmpty}>{t('alerts.none')}</p>
        ) : (
          <ul className={css.alerts}>
            {alerts.slice(0, 9).map((alert) => (
              <li key={alert.id}>
                <AlertLine alert={alert} />
              </li>
            ))}
          </ul>
        )
      }
    </Tile>
  )
}

/** The gravest open alerts in one line at the foot. */
export function Ticker({ panel }: { panel: WallFrame['alerts'] }) {
  const t = useTranslations('wall')
  const alerts = panel.state === 'ready' ? panel.data : []
  return (
    <section className={css.ticker} data-part="ticker" aria-label={t('alerts.title')}>
      <h2>{t('alerts.short')}</h2>
      {panel.state === 'failed' && <span>{t(`failed.${panel.reason}`)}</span>}
      {panel.state === 'ready' && alerts.length === 0 && <span>{t('alerts.none')}</span>}
      <ul>
        {alerts.slice(0, 3).map((alert) => (
          <li key={alert.id}>
            <AlertLine alert={alert} />
          </li>
        ))}
      </ul>
      {alerts.length > 3 && <span className={css.more}>{t('alerts.more', { count: alerts.length - 3 })}</span>}
    </section>
  )
}

function AlertLine({ alert }: { alert: WallAlert }) {
  const t = useTranslations('wall')
  const words = useTranslations('charts')
  const { language, now } = useWall()
  const due = alert.due ? remainingText(alert.due, now, language) : null
  return (
    <>
      <LevelMark level={alert.level} label={words(`level.${alert.level}`)} />
      {!alert.title[language].includes(alert.place[language]) && <b>{alert.place[language]}</b>}
      <span className={css.alertTitle}>{alert.title[language]}</span>
      <span className={css.alertState} data-late={due?.late ?? false}>
        {t(`alerts.state.${alert.state}`)} · {due ? due.text : ageText(alert.raisedAt, now, language)}
      </span>
    </>
  )
}
