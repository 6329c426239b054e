import { useTranslations } from 'next-intl'
import { valueText } from '../../../format/number'
import type { WallFrame } from '../frame'
import { useWall } from '../WallContext'
import css from './ranking.module.css'

const SHOWN = 8

/** Beside the map of a wide wall: the areas at both ends. Withheld areas are counted, not ranked. */
export function Ranking({ panel }: { panel: WallFrame['map'] }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  if (panel.state !== 'ready') return null
  const { areas, measure } = panel.data
  const shown = areas.filter((area) => area.value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const most = shown[0]?.value ?? 0
  const ends = [
    { title: t('ranking.highest'), rows: shown.slice(0, SHOWN) },
    { title: t('ranking.lowest'), rows: shown.slice(-SHOWN).reverse() },
  ]
  return (
    <aside className={css.ranking}>
      {ends.map(({ title, rows }) => (
        <section key={title}>
          <h3>{title}</h3>
          <ol>
            {rows.map((area) => (
              <li key={area.code} data-standing={area.standing}>
                <span>{area.name[language]}</span>
                <i style={{ width: `${most > 0 ? ((area.value ?? 0) / most) * 100 : 0}%` }} />
                <b>{area.value === null ? '' : valueText(area.value, measure, language)}</b>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </aside>
  )
}
