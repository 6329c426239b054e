const common = {
  standard: '法定传染病疫情月报；发病率、死亡率按常住人口计',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '疾病预防控制处',
  sensitivity: 'aggregate',
  direction: 'lower',
  tables: ['notifiable_month'],
  /* One to four persons in a place could be known by name. */
  suppressBelow: 5,
}
const rate = {
  format: 'decimal',
  digits: 2,
  kind: 'rate',
  denominator: 'population.residents',
  per: 100000,
  unit: { zh: '/10万', en: 'per 100,000' },
}

const version = "SELECT max(version) FROM table_state WHERE table_name IN ('notifiable_month', 'area')"

cube('notifiable', {
  sql: `
    SELECT n.*, CAST(n.month_start AS TIMESTAMP) AS day, a.now_code AS county_code, a.province_code,
      coalesce(a.city_code, '') AS city_code
    FROM notifiable_month n JOIN area_now a ON a.area_code = n.area_code`,
  meta: { pack: 'notifiable', scope: 'area', grain: 'month', tables: ['notifiable_month'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    cases: {
      sql: `${CUBE}.cases`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          zh: '传染病发病数',
          en: 'Notifiable disease cases',
          unit: { zh: '例', en: 'cases' },
          format: 'count',
          digits: 0,
          kind: 'sum',
          per: 1,
          formula: { zh: '报告的发病例数之和', en: 'Cases reported' },
        },
        rates: [
          {
            ...common,
            ...rate,
            name: 'incidence',
            zh: '传染病发病率',
            en: 'Incidence of notifiable diseases',
            numerator: 'cases',
            formula: {
              zh: '期内发病数 × 100000 ÷ 常住人口（不折年）',
              en: 'Cases in the period × 100,000 ÷ residents, not annualised',
            },
            tables: ['notifiable_month', 'population'],
          },
        ],
      },
    },
    deaths: {
      sql: `${CUBE}.deaths`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          zh: '传染病死亡数',
          en: 'Notifiable disease deaths',
          unit: { zh: '例', en: 'deaths' },
          format: 'count',
          digits: 0,
          kind: 'sum',
          per: 1,
          formula: { zh: '报告的死亡例数之和', en: 'Deaths reported' },
        },
      },
    },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `''`, type: 'string', public: false },
    disease: { sql: `${CUBE}.disease`, type: 'string' },
    date: { sql: `${CUBE}.day`, type: 'time' },
  },
  pre_aggregations: {
    byCountyDiseaseMonth: {
      measures: [CUBE.cases, CUBE.deaths],
      dimensions: [CUBE.provinceCode, CUBE.cityCode, CUBE.countyCode, CUBE.facilityId, CUBE.disease],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: version, every: '1 second' },
    },
  },
})
