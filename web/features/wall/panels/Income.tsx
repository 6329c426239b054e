import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Chart } from '../../../charts/Chart'
import type { Drawing } from '../../../charts/drawing'
import { monthTotals, partColours, stackedIncomeOption } from '../../../charts/stacked-income'
import { DARK } from '../../../charts/theme'
import { plainText, valueText } from '../../../format/number'
import type { Language } from '../../../i18n/locale'
import { Figure, YearOnYear } from '../Figure'
import type { MonthlyParts, WallFrame } from '../frame'
import { Tile } from '../Tile'
import tileCss from '../tile.module.css'
import { useWall } from '../WallContext'
import css from './lead.module.css'

/** Unit of the axis, after the largest column: 亿元 for a province, 万元 for a county; millions in English. */
function axisUnit(data: MonthlyParts, language: Language): { by: number; word: 'yi' | 'wan' | 'million' } {
  if (language === 'en') return { by: 1e6, word: 'million' }
  const most = Math.max(0, ...monthTotals(data.parts, data.months.length).map((total) => total ?? 0))
  return most >= 5e8 ? { by: 1e8, word: 'yi' } : { by: 1e4, word: 'wan' }
}

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
          axisFormat: (value) => plainText(value / axisUnit(data, language).by, language, 1),
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
        <li className={css.keyUnit}>{t(`income.unit.${axisUnit(data, language).word}`)}</li>
      </ul>
      <div className={tileCss.chart}>
        <Chart build={build} label={t('income.title')} />
      </div>
    </>
  )
}
