import { useTranslations } from 'next-intl'
import { valueText } from '../../../format/number'
import type { WallFrame } from '../frame'
import { rankedAreas } from '../ranked-areas'
import { useWall } from '../WallContext'
import css from './ranking.module.css'

const SHOWN = 16

/** Beside the map of a wide wall: its areas, ranked as far as that is fair, else with the reason why they are not. */
export function Ranking({ panel }: { panel: WallFrame['map'] }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  if (panel.state !== 'ready') return null
  const { areas, measure, ranking } = panel.data
  const shown = rankedAreas(panel.data, SHOWN)
  const most = Math.max(0, ...shown.map(({ value }) => value ?? 0))
  const offered = ranking !== null && ranking.withheld === null
  return (
    <aside className={css.ranking} data-testid="wall-ranking">
      <h3>{t(offered ? 'ranking.ranked' : 'ranking.unranked', { shown: shown.length, of: areas.length })}</h3>
      {ranking?.withheld && <p data-testid="wall-ranking-withheld">{ranking.withheld[language]}</p>}
      <ol>
        {shown.map((area) => (
          <li key={area.code} data-standing={area.standing} data-failing={area.failing || undefined}>
            {area.rank !== null && <em>{area.rank}</em>}
            <span>{area.name[language]}</span>
            {!area.failing && <i style={{ width: `${most > 0 ? ((area.value ?? 0) / most) * 100 : 0}%` }} />}
            <b>
              {area.failing
                ? t('ranking.failing')
                : `${area.standing === 'below' || area.standing === 'above' ? '◆ ' : ''}${area.value === null ? '' : valueText(area.value, measure, language)}`}
            </b>
          </li>
        ))}
      </ol>
    </aside>
  )
}
