import { areaCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '法定传染病疫情月报；发病率、死亡率按常住人口计',
  owner: '疾病预防控制处',
  tables: ['notifiable_month'],
  /* One to four persons in a place could be known by name. */
  suppressBelow: 5,
})

cube(
  'notifiable',
  areaCube({
    pack: 'notifiable',
    tables: ['notifiable_month'],
    grain: 'month',
    day: 'month_start',
    dimensions: { disease: 'disease' },
    measures: {
      cases: m.sum('cases', {
        name: ['传染病发病数', 'Notifiable disease cases'],
        unit: ['例', 'cases'],
        direction: 'lower',
        formula: ['报告的发病例数之和', 'Cases reported'],
        rates: [
          m.rate('incidence', 'cases', {
            name: ['传染病发病率', 'Incidence of notifiable diseases'],
            unit: ['/10万', 'per 100,000'],
            per: 100000,
            direction: 'lower',
            formula: [
              '期内发病数 × 100000 ÷ 常住人口（不折年）',
              'Cases in the period × 100,000 ÷ residents, not annualised',
            ],
          }),
        ],
      }),
      deaths: m.sum('deaths', {
        name: ['传染病死亡数', 'Notifiable disease deaths'],
        unit: ['例', 'deaths'],
        direction: 'lower',
        formula: ['报告的死亡例数之和', 'Deaths reported'],
        rates: [
          m.rate('mortality', 'deaths', {
            name: ['传染病死亡率', 'Mortality of notifiable diseases'],
            unit: ['/10万', 'per 100,000'],
            per: 100000,
            digits: 3,
            direction: 'lower',
            formula: [
              '期内死亡数 × 100000 ÷ 常住人口（不折年）',
              'Deaths in the period × 100,000 ÷ residents, not annualised',
            ],
          }),
        ],
      }),
    },
  }),
)
