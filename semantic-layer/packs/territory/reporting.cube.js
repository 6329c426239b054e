/*
 * Reporting coverage: of the facilities that owe a table in a month (their category is in the table's owedBy and they were open),
 * how many sent at least one row. Category, tier and county are those of the month's last day. Months run from the first to the last month in which anyone reported the table.
 */
cube('reporting', {
  sql: `
    SELECT o.table_name, CAST(m.month_start AS TIMESTAMP) AS month_start, f.facility_id, f.tier, f.category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code, CASE WHEN d.facility_id IS NULL THEN 0 ELSE 1 END AS reported
    FROM reporting_owed o
    JOIN reporting_month m ON m.table_name = o.table_name
    JOIN facility_at f ON f.category = o.category AND m.month_end >= f.since AND m.month_end < f.until
      AND (f.opened_on IS NULL OR f.opened_on <= m.month_end) AND (f.closed_on IS NULL OR f.closed_on >= m.month_start)
    JOIN area_now a ON a.area_code = f.county_code
    LEFT JOIN reporting_done d
      ON d.table_name = o.table_name AND d.facility_id = f.facility_id AND d.month_start = m.month_start`,
  meta: { pack: 'territory', scope: 'facility', grain: 'month', tables: ['facility'] },
  refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
  measures: {
    reported: { sql: `${CUBE}.reported`, type: 'sum', meta: { part: true } },
    expected: { sql: '1', type: 'sum', meta: { part: true } },
    coverage: {
      sql: `${reported} * 1.0 / nullif(${expected}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          zh: '采集覆盖率',
          en: 'Reporting coverage',
          unit: { zh: '%', en: '%' },
          format: 'percent',
          digits: 1,
          direction: 'higher',
          formula: {
            zh: '已上报的机构月数 ÷ 应上报的机构月数（按表计，机构在当月开业且其类别应报）',
            en: 'Facility-months reported ÷ facility-months owed, table by table (facility open in the month and its category owes the table)',
          },
          standard: '重庆市数字健康建设行动计划（2023—2027年）表1 数据统一采集覆盖率',
          evidence: 'policy',
          version: '2026.1',
          effectiveFrom: '2026-01-01',
          owner: '规划发展与信息化处',
          sensitivity: 'aggregate',
          kind: 'ratio',
          numerator: 'reported',
          denominator: 'expected',
          per: 1,
          target: { min: 0.9, source: '渝卫发〔2023〕70号 表1（2025年 90%）', evidence: 'policy' },
          tables: ['facility'],
        },
      },
    },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `${CUBE}.facility_id`, type: 'string' },
    tier: { sql: `${CUBE}.tier`, type: 'string' },
    category: { sql: `${CUBE}.category`, type: 'string' },
    table: { sql: `${CUBE}.table_name`, type: 'string' },
    date: { sql: `${CUBE}.month_start`, type: 'time' },
  },
  pre_aggregations: {
    byFacilityMonth: {
      measures: [CUBE.reported, CUBE.expected],
      dimensions: [
        CUBE.provinceCode,
        CUBE.cityCode,
        CUBE.countyCode,
        CUBE.facilityId,
        CUBE.tier,
        CUBE.category,
        CUBE.table,
      ],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
    },
  },
})
