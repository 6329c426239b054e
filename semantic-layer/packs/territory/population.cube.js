const common = {
  standard: '国家统计局《统计用区划和常住人口统计》；国家卫生健康统计调查制度',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '规划发展与信息化处',
  sensitivity: 'aggregate',
  kind: 'stock',
  per: 1,
  unit: { zh: '人', en: 'people' },
  format: 'count',
  digits: 0,
  direction: 'monitor',
  tables: ['population'],
}

/*
 * One row a county and month: a year's figure holds from January until the next published year begins, the newest one for ten years more,
 * because census figures are late and a density needs some denominator. Its year is in `sourceYear`.
 */
cube('population', {
  sql: `
    SELECT p.*, make_date(p.year + CAST(floor(m.i / 12) AS BIGINT), 1 + CAST(m.i % 12 AS BIGINT), 1)::TIMESTAMP AS month_start,
      a.province_code, coalesce(a.city_code, '') AS city_code
    FROM (
      SELECT area_code, "year", residents, aged_60, aged_65,
        coalesce(lead("year") OVER (PARTITION BY area_code ORDER BY "year"), "year" + 11) - "year" AS years
      FROM population
    ) p
    JOIN area a ON a.area_code = p.area_code
    JOIN (SELECT unnest(range(0, 2400)) AS i) m ON m.i < p.years * 12`,
  meta: { pack: 'territory', scope: 'area', grain: 'month', tables: ['population'] },
  refresh_key: {
    sql: "SELECT string_agg(version, ',' ORDER BY table_name) FROM table_state WHERE table_name IN ('population', 'area')",
    every: '1 second',
  },
  measures: {
    residents: {
      sql: `${CUBE}.residents`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          zh: '常住人口',
          en: 'Residents',
          formula: { zh: '期末所在年份的常住人口数', en: 'Residents in the year of the period’s last month' },
        },
      },
    },
    agedSixtyFive: {
      sql: `${CUBE}.aged_65`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          zh: '65岁及以上常住人口',
          en: 'Residents aged 65 and over',
          formula: {
            zh: '期末所在年份65岁及以上常住人口数',
            en: 'Residents aged 65 and over in the year of the period’s last month',
          },
        },
      },
    },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.area_code`, type: 'string' },
    facilityId: { sql: `''`, type: 'string', public: false },
    sourceYear: { sql: `${CUBE}."year"`, type: 'number', public: false },
    date: { sql: `${CUBE}.month_start`, type: 'time' },
  },
})
