import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ageText } from '../../format/instant'
import type { Panel } from './frame'
import css from './tile.module.css'
import { useWall } from './WallContext'

/** A titled box with the age of its data. What it shows is drawn only when there is something to show. */
export function Tile<T>({
  area,
  title,
  panel,
  children,
}: {
  area: string
  title: string
  panel: Panel<T>
  children: (data: T) => ReactNode
}) {
  const t = useTranslations('wall')
  return (
    <section className={css.tile} style={{ gridArea: area }} data-area={area} data-state={panel.state}>
      <header className={css.tileHead}>
        <h2>{title}</h2>
        <Age panel={panel} />
      </header>
      {panel.state === 'ready' ? (
        <div className={css.tileBody}>{children(panel.data)}</div>
      ) : (
        <p className={css.tileEmpty}>{t(`failed.${panel.reason}`)}</p>
      )}
    </section>
  )
}

/** How old it is: the last day with data, and when it came in; or since when it is being held. */
export function Age<T>({ panel }: { panel: Panel<T> }) {
  const t = useTranslations('wall')
  const { now, language } = useWall()
  if (panel.state !== 'ready') return null
  if (panel.heldSince)
    return (
      <p className={css.age} data-held="true">
        {t('held', { age: ageText(panel.heldSince, now, language) })}
      </p>
    )
  const through = panel.through?.slice(5)
  const age = panel.asOf ? ageText(panel.asOf, now, language) : null
  if (!through && !age) return null
  return (
    <p className={css.age}>
      {[through && t('through', { day: through }), age && t('updated', { age })].filter(Boolean).join(' · ')}
    </p>
  )
}
