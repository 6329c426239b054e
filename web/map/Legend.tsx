import { LEVELS } from '@cockpit/domain/task/level'
import { useTranslations } from 'next-intl'
import type { TerritoryMapProps } from './contract'
import { LevelMark } from './LevelMark'
import css from './map.module.css'
import { withUnitOnce } from './unit-once'

/** Classes with their edges and unit, the hatch, and the alert shapes that are on the map. */
export function Legend({
  scale,
  valueName,
  format,
  shapes,
  alerts = [],
  className,
}: TerritoryMapProps & { className?: string }) {
  const t = useTranslations('charts')
  const withheld = shapes.some((shape) => shape.state !== 'shown')
  const { unit, edges } = withUnitOnce(scale.edges.map(format))
  const levels = LEVELS.map((level) => ({ level, count: alerts.filter((alert) => alert.level === level).length }))
  return (
    <section className={className} aria-label={t('map.legend')}>
      {scale.colours.length > 0 && (
        <div className={css.classes}>
          <span className={css.legendName}>
            {valueName}
            {unit && ` · ${unit}`}
          </span>
          <div className={css.steps}>
            {scale.colours.map((colour, index) => (
              <span key={scale.edges[index]} style={{ background: colour }} />
            ))}
          </div>
          <div className={css.edges}>
            {edges.map((edge, index) => (
              <span key={scale.edges[index]}>{edge}</span>
            ))}
          </div>
        </div>
      )}
      <div className={css.marks}>
        {levels
          .filter(({ count }) => count > 0)
          .map(({ level, count }) => (
            <span key={level}>
              <LevelMark level={level} />
              {t('map.alertCount', { level: t(`level.${level}`), count })}
            </span>
          ))}
        {withheld && (
          <span>
            <i className={css.hatch} aria-hidden="true" />
            {t('map.noValue')}
          </span>
        )}
      </div>
    </section>
  )
}
