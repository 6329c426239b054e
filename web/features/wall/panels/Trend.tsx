import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Chart } from '../../../charts/Chart'
import type { Drawing } from '../../../charts/drawing'
import { trendOption } from '../../../charts/trend'
import { valueText } from '../../../format/number'
import { Figure, YearOnYear } from '../Figure'
import type { MonthlyLine, WallFrame } from '../frame'
import { Tile } from '../Tile'
import tileCss from '../tile.module.css'
import { useWall } from '../WallContext'
import css from './lead.module.css'

/** One indicator's months with last year's and the target. */
export function Trend({ panel }: { panel: WallFrame['trend'] }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const ready = panel.state === 'ready' ? panel.data : null
  return (
    <Tile area="trend" title={ready?.measure.name[language] ?? t('trend.title')} panel={panel}>
      {(data) => <TrendChart data={data} />}
    </Tile>
  )
}

function TrendChart({ data }: { data: MonthlyLine }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const { measure, latest } = data
  const build = useCallback(
    (drawing: Drawing) =>
      trendOption(
        {
          months: data.months,
          values: data.values,
          lastYear: data.lastYear,
          target: data.latest.target,
          partialLast: data.partialLast,
          words: {
            value: data.measure.name[language],
            lastYear: t('lastYear'),
            target: t('target'),
            partial: t('partial'),
          },
          format: (value) => valueText(value, data.measure, language),
        },
        drawing,
      ),
    [data, language, t],
  )
  return (
    <>
      <div className={css.lead}>
        <Figure measure={measure} envelope={latest} />
        <YearOnYear measure={measure} envelope={latest} />
        <span className={css.leadKeys}>
          <i className={css.keyLine} />
          {t('thisYear')}
          <i className={css.keyDashed} />
          {t('lastYear')}
        </span>
      </div>
      <div className={tileCss.chart}>
        <Chart build={build} label={`${measure.name[language]}, ${t('trend.months', { count: data.months.length })}`} />
      </div>
    </>
  )
}
