import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { DARK } from '../../../charts/theme'
import { valueText } from '../../../format/number'
import type { TerritoryMapProps } from '../../../map/contract'
import { quantileScale } from '../../../map/scale'
import { Figure, YearOnYear } from '../Figure'
import type { WallFrame } from '../frame'
import { mapAreas, outsideTarget } from '../map-view'
import { Age } from '../Tile'
import { targetText } from '../target-words'
import tileCss from '../tile.module.css'
import { useShapes } from '../useShapes'
import { useWall } from '../WallContext'
import css from './centre.module.css'

const TerritoryMap = dynamic(() => import('../../../map/TerritoryMap').then((module) => module.TerritoryMap), {
  ssr: false,
})

export interface MapSettings {
  /** Where the shapes are fetched from. */
  readonly shapesUrl: string
  readonly mapboxToken?: string
  readonly approval?: string
  readonly plain: boolean
  /** Device pixels a wall pixel: type and symbols on the map follow the wall's scale. */
  readonly magnify: number
  readonly wide: boolean
}

/** The room: one hero number, its target in words, and the territory behind it. */
export function Centre({
  panel,
  alerts,
  settings,
}: {
  panel: WallFrame['map']
  alerts: WallFrame['alerts']
  settings: MapSettings
}) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const found = useShapes(settings.shapesUrl)
  const data = panel.state === 'ready' ? panel.data : null
  const openAlerts = alerts.state === 'ready' ? alerts.data : null
  const shapes = useMemo(() => mapAreas(found?.shapes ?? [], data?.areas ?? [], language), [found, data, language])
  const scale = useMemo(() => {
    const values = shapes.flatMap((shape) => (shape.value === null ? [] : [shape.value]))
    const digits = data?.measure.format === 'percent' ? data.measure.digits + 2 - 1 : (data?.measure.digits ?? 0)
    return quantileScale(values, DARK.ramp, digits, 6)
  }, [shapes, data])
  const marks = useMemo(
    () =>
      (openAlerts ?? []).map((alert) => ({
        id: alert.id,
        at: alert.at,
        level: alert.level,
        title: `${alert.place[language]} · ${alert.title[language]}`,
        areaCode: alert.areaCode,
      })),
    [openAlerts, language],
  )
  const format = useMemo(
    () => (value: number) => (data ? valueText(value, data.measure, language) : String(value)),
    [data, language],
  )
  const padding = useMemo(() => paddingOf(settings), [settings])
  return (
    <section className={css.centre} data-state={panel.state}>
      {data && <Hero data={data} />}
      {panel.state === 'failed' && <p className={tileCss.tileEmpty}>{t(`failed.${panel.reason}`)}</p>}
      {data && found && (
        <TerritoryMap
          shapes={shapes}
          scale={scale}
          valueName={data.measure.name[language]}
          format={format}
          alerts={marks}
          labels="where-wrong"
          theme={DARK}
          source={found.source}
          approval={settings.approval}
          ariaLabel={t('map.aria', { name: data.measure.name[language] })}
          mapboxToken={settings.mapboxToken}
          plain={settings.plain}
          padding={padding}
          magnify={settings.magnify * 1.16}
        />
      )}
      <div className={css.centreAge}>
        <Age panel={panel} />
      </div>
    </section>
  )
}

function paddingOf({ magnify, wide }: MapSettings): NonNullable<TerritoryMapProps['padding']> {
  const side = wide ? { left: 430, right: 430 } : { left: 12, right: 12 }
  const room = { top: wide ? 28 : 36, bottom: 30, ...side }
  return {
    top: room.top * magnify,
    right: room.right * magnify,
    bottom: room.bottom * magnify,
    left: room.left * magnify,
  }
}

type MapData = Extract<WallFrame['map'], { state: 'ready' }>['data']

function Hero({ data }: { data: MapData }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const { measure, total, areas } = data
  const target = targetText(total.target, measure, language)
  const { below, above, withheld } = outsideTarget(areas)
  return (
    <header className={css.hero}>
      <h2>
        {measure.name[language]} · {monthTitle(data.period, language)}
      </h2>
      <p className={css.heroFigure}>
        <Figure measure={measure} envelope={total} />
      </p>
      <YearOnYear measure={measure} envelope={total} />
      <p className={css.heroWords}>
        {target && t('map.target', { target })}
        {target && total.standing && ` · ${t(`standing.${total.standing}`)}`}
      </p>
      {areas.length > 1 && <p className={css.heroWords}>{t('map.outside', { below, above })}</p>}
      {withheld > 0 && <p className={css.heroWords}>{t('map.withheld', { withheld })}</p>}
    </header>
  )
}

/** `2026-10` -> `2026年10月`. */
function monthTitle(month: string, language: 'zh' | 'en'): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  const style = { year: 'numeric', month: language === 'zh' ? 'long' : 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', style).format(at)
}
