import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Chart } from '../../../charts/Chart'
import type { Drawing } from '../../../charts/drawing'
import { partColours, stackedIncomeOption } from '../../../charts/stacked-income'
import { DARK } from '../../../charts/theme'
import { plainText, valueText } from '../../../format/number'
import { Figure, YearOnYear } from '../Figure'
import type { MonthlyParts, WallFrame } from '../frame'
import { Tile } from '../Tile'
import { useWall } from '../WallContext'
import css from '../wall.module.css'

/** Money axis in 亿元 or in millions: thirteen columns of yuan have no room for zeros. */
const AXIS = { zh: 1e8, en: 1e6 } as const

/** 医疗收入结构: thirteen months in parts, each with a tick for the same month of last year. */
export function Income({ panel }: { panel: WallFrame['income'] }) {
  const t = useTranslations('wall')
  return (
    <Tile area="income" title={t('income.title')} panel={panel}>
      {(data) => <IncomeChart data={data} />}
    </Tile>
  )
}

function IncomeChart({ data }: { data: MonthlyParts }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const build = useCallback(
    (drawing: Drawing) =>
      stackedIncomeOption(
        {
          months: data.months,
          parts: data.parts.map((part) => ({ name: part.name[language], values: part.values })),
          lastYear: { name: t('lastYear'), values: data.lastYear },
          partialLast: data.partialLast,
          format: (value) => valueText(value, data.measure, language),
          axisFormat: (value) => plainText(value / AXIS[language], language, 1),
        },
        drawing,
      ),
    [data, language, t],
  )
  const colours = partColours(DARK)
  return (
    <>
      <div className={css.lead}>
        <Figure measure={data.measure} envelope={data.total} />
        <YearOnYear measure={data.measure} envelope={data.total} />
        <span className={css.leadKeys}>
          <i className={css.keyTick} />
          {t('lastYear')}
        </span>
      </div>
      <ul className={css.keys}>
        {data.parts.map((part, index) => (
          <li key={part.name.en}>
            <i style={{ background: colours[index % colours.length] }} />
            {part.name[language]}
          </li>
        ))}
        <li className={css.keyUnit}>{t('income.unit')}</li>
      </ul>
      <div className={css.chart}>
        <Chart build={build} label={t('income.title')} />
      </div>
    </>
  )
}
