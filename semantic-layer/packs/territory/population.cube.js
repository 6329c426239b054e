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
 * because census figures are late and a density needs some denominator. Its year is in `sourceYear`. A merged county's residents count
 * with its successor in the years for which they were published; it holds no longer than the successor's own figure.
 */
cube('population', {
  sql: `
    SELECT y.county_code AS county_code, y."year" AS "year", y.residents AS residents, y.aged_60 AS aged_60, y.aged_65 AS aged_65,
      CAST(m.month_start AS TIMESTAMP) AS month_start,
      t.province_code AS province_code, coalesce(t.city_code, '') AS city_code
    FROM (
      SELECT county_code, "year", residents, aged_60, aged_65,
        coalesce(lead("year") OVER (PARTITION BY county_code ORDER BY "year"), "year" + 11) AS until_year
      FROM (
        SELECT a.now_code AS county_code, p."year" AS "year", sum(p.residents) AS residents, sum(p.aged_60) AS aged_60, sum(p.aged_65) AS aged_65
        FROM population p JOIN area_now a ON a.area_code = p.area_code GROUP BY a.now_code, p."year"
      ) by_county
    ) y
    JOIN area t ON t.area_code = y.county_code
    JOIN calendar_month m ON m."year" >= y."year" AND m."year" < y.until_year`,
  meta: { pack: 'territory', scope: 'area', grain: 'month', tables: ['population'] },
  refresh_key: {
    sql: "SELECT max(version) FROM table_state WHERE table_name IN ('population', 'area')",
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
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `''`, type: 'string', public: false },
    sourceYear: { sql: `${CUBE}."year"`, type: 'number', public: false },
    date: { sql: `${CUBE}.month_start`, type: 'time' },
  },
})
