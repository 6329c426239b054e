import { giniBand } from '@cockpit/domain/equity/gini'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Chart } from '../../../charts/Chart'
import type { Drawing } from '../../../charts/drawing'
import { lorenzOption } from '../../../charts/lorenz'
import { valueText } from '../../../format/number'
import { Figure } from '../Figure'
import type { AreaValue, Fairness, WallFrame } from '../frame'
import { Tile } from '../Tile'
import tileCss from '../tile.module.css'
import { useWall } from '../WallContext'
import css from './fairness.module.css'

/** Beds over people: how much there is, and how evenly it is spread over the counties. */
export function FairnessTile({ panel }: { panel: WallFrame['fairness'] }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  return (
    <Tile
      area="fairness"
      title={panel.state === 'ready' ? panel.data.measure.name[language] : t('fairness.title')}
      panel={panel}
    >
      {(data) => <FairnessBody data={data} />}
    </Tile>
  )
}

function FairnessBody({ data }: { data: Fairness }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const build = useCallback(
    (drawing: Drawing) =>
      lorenzOption(
        {
          points: data.points,
          words: { people: t('fairness.people'), resource: t('fairness.beds'), equal: t('fairness.equal') },
          format: (share) => `${Math.round(share * 100)}%`,
        },
        drawing,
      ),
    [data.points, t],
  )
  const end = (area: AreaValue | null) =>
    area && area.value !== null ? (
      <>
        <b>{valueText(area.value, { ...data.measure, unit: { zh: '', en: '' } }, language)}</b> {area.name[language]}
      </>
    ) : (
      '—'
    )
  return (
    <div className={css.fairness}>
      <div className={css.fairnessWords}>
        <Figure measure={data.measure} envelope={data.envelope} />
        <dl>
          <dt>{t('fairness.gini')}</dt>
          <dd>
            <b>{data.gini.toFixed(3)}</b> {t(`fairness.band.${giniBand(data.gini)}`)}
          </dd>
          <dt>{t('fairness.highest')}</dt>
          <dd>{end(data.highest)}</dd>
          <dt>{t('fairness.lowest')}</dt>
          <dd>{end(data.lowest)}</dd>
        </dl>
      </div>
      <div className={tileCss.chart}>
        <Chart build={build} label={t('fairness.aria', { gini: data.gini.toFixed(3) })} />
      </div>
    </div>
  )
}
