import { useTranslations } from 'next-intl'
import { Sparkline } from '../../../charts/Sparkline'
import { instantText } from '../../../format/instant'
import { Figure, YearOnYear } from '../Figure'
import type { WallFrame } from '../frame'
import { Tile } from '../Tile'
import tileCss from '../tile.module.css'
import { useWall } from '../WallContext'
import css from './running.module.css'

/** 今日运行: the day's counts with the same day of last year and the fortnight behind them. */
export function Running({ panel }: { panel: WallFrame['running'] }) {
  const t = useTranslations('wall')
  const { language, now } = useWall()
  const today = instantText(now).slice(0, 10)
  return (
    <Tile
      area="running"
      title={panel.state === 'ready' && panel.data.day !== today ? t('running.latest') : t('running.title')}
      panel={panel}
    >
      {({ tiles, comparable }) => (
        <dl className={css.running}>
          {tiles.map(({ measure, envelope, trail }) => (
            <div key={measure.id}>
              <dt>{measure.name[language]}</dt>
              <dd>
                <Figure measure={measure} envelope={envelope} />
                <span className={css.runningFoot}>
                  {comparable ? (
                    <YearOnYear measure={measure} envelope={envelope} />
                  ) : (
                    <span className={tileCss.age}>{t('running.weekday')}</span>
                  )}
                  <span className={css.spark}>
                    <Sparkline values={trail} />
                  </span>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Tile>
  )
}
