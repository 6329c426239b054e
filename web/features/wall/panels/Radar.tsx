import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../../charts/Chart'
import type { Drawing } from '../../../charts/drawing'
import { radarOption, turnOutward } from '../../../charts/radar'
import { listed } from '../../../format/joined'
import { valueText } from '../../../format/number'
import type { WallFrame } from '../frame'
import { Tile } from '../Tile'
import css from '../tile.module.css'
import { useWall } from '../WallContext'

type RadarData = Extract<WallFrame['radar'], { state: 'ready' }>['data']

/** DRG 六维: the tertiary hospitals as one against the middle half of them, outward better on every axis. */
export function Radar({ panel }: { panel: WallFrame['radar'] }) {
  const t = useTranslations('wall')
  return (
    <Tile area="radar" title={t('radar.title')} panel={panel}>
      {(data) => <RadarChart data={data} />}
    </Tile>
  )
}

function RadarChart({ data }: { data: RadarData }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const axes = useMemo(
    () =>
      data.axes.map((axis) => ({
        name: axis.measure.name[language],
        figure: axis.value === null ? undefined : valueText(axis.value, axis.measure, language),
        direction: axis.measure.direction,
        value: axis.value,
        peers: axis.peers,
      })),
    [data, language],
  )
  const build = useCallback(
    (drawing: Drawing) =>
      radarOption(
        {
          axes,
          words: {
            value: t('radar.value'),
            band: t('radar.band'),
            better: { higher: t('radar.higher'), lower: t('radar.lower'), monitor: '' },
          },
        },
        drawing,
      ),
    [axes, t],
  )
  const missing = turnOutward(axes).missing
  return (
    <>
      <div className={css.chart}>
        <Chart
          build={build}
          label={`${t('radar.title')}: ${axes.map((axis) => `${axis.name} ${axis.figure ?? '—'}`).join(', ')}`}
        />
      </div>
      <p className={css.caption}>
        {t('radar.caption', { count: data.facilities })}
        {missing.length > 0 &&
          ` · ${t('radar.missing', {
            names: listed(
              missing.map((axis) => axis.name),
              language,
            ),
          })}`}
      </p>
    </>
  )
}
